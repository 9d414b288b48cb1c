// What the readiness screen shows: plans, the present state of each item, and the notes beside them.
import { z } from 'zod';
import { planHashSchema, planIdSchema, runIdSchema } from './ids.ts';
import { countsSchema, outcomeSchema, verdictSchema } from './outcome.ts';
import { manualSchema, planProblemSchema } from './plan.ts';
import { checkSchema, tickSchema } from './run.ts';

const epochMs = z.number();

/**
 * What an untrusted plan would do to this machine, and so needs a person's consent for: run a command, read a file,
 * reach a host that is this machine or its own network, ask the Docker engine.
 */
export const demandSchema = z.object({
  kind: z.enum(['command', 'file', 'host', 'docker', 'kubernetes']),
  subject: z.string(),
});
export type Demand = z.infer<typeof demandSchema>;

/**
 * Where a plan came from decides what it may do unasked. `file`: a person chose it on this machine, so only commands
 * need consent. `import`: it came as text from elsewhere, so every demand does. `bundled`: it is part of Ready Room.
 */
export const planOriginSchema = z.enum(['file', 'import', 'bundled']);
export type PlanOrigin = z.infer<typeof planOriginSchema>;

export const planSummarySchema = z.object({
  key: z.string(),
  planId: planIdSchema,
  name: z.string(),
  title: z.string(),
  hash: planHashSchema,
  origin: planOriginSchema,
  /** The file it was read from; null for imported text. */
  path: z.string().nullable(),
  /** Whether the file still holds what was loaded. */
  file: z.enum(['same', 'changed', 'missing', 'none']),
  loadedAt: epochMs,
  /** What still waits for consent before it may be done; empty when nothing does. */
  untrusted: z.array(demandSchema),
  /** The present state of all its items. */
  counts: countsSchema,
  verdict: verdictSchema,
  running: runIdSchema.nullable(),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

/** One item as it stands now: its definition, its last result, and the attempt under way. */
export const itemStateSchema = z.object({
  key: z.string(),
  itemId: z.string(),
  phaseId: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  kind: z.string(),
  /** Expectations as written. */
  expectations: z.array(z.string()),
  manual: manualSchema.nullable(),
  digest: z.string(),
  line: z.int(),
  /** Set only while it is being looked at or waits its turn in a run. */
  running: z
    .object({ state: z.enum(['waiting', 'looking', 'backing_off']), attempt: z.int(), attempts: z.int() })
    .nullable(),
  /** The last result; null when it has never been looked at. */
  last: z
    .object({
      runId: runIdSchema,
      outcome: outcomeSchema,
      reason: z.string(),
      checks: z.array(checkSchema),
      durationMs: z.number(),
      finishedAt: epochMs,
      attempts: z.int(),
      hasEvidence: z.boolean(),
      /** False while the record could not be written; the result is then held in memory only. */
      recorded: z.boolean(),
      /** The item was defined differently when this was seen. */
      outdated: z.boolean(),
    })
    .nullable(),
  /** The tick that counts: given to this very definition of the item. */
  tick: tickSchema.nullable(),
  /** A manual item that waits for a person. */
  open: z.boolean(),
});
export type ItemState = z.infer<typeof itemStateSchema>;

export const phaseStateSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  needs: z.array(z.string()),
});

export type PhaseState = z.infer<typeof phaseStateSchema>;

/** The fixed part of a plan, as the screen lays it out; item states come by feed. */
export const planDetailSchema = z.object({
  summary: planSummarySchema,
  phases: z.array(phaseStateSchema),
  vars: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  text: z.string(),
  demands: z.array(demandSchema.extend({ granted: z.boolean() })),
});
export type PlanDetail = z.infer<typeof planDetailSchema>;

/** An item of a plan by its titles, for a choice among the items of all plans. */
export const plannedItemSchema = z.object({
  planId: planIdSchema,
  plan: z.string(),
  phaseId: z.string(),
  phase: z.string(),
  itemId: z.string(),
  title: z.string(),
  kind: z.string(),
});
export type PlannedItem = z.infer<typeof plannedItemSchema>;

/** The answer to opening a plan: it is in the list, or what is wrong with it. A refused text changes nothing. */
export const openResultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), planId: planIdSchema }),
  z.object({ ok: z.literal(false), file: z.string(), problems: z.array(planProblemSchema).min(1) }),
]);
export type OpenResult = z.infer<typeof openResultSchema>;

/** A Markdown note on a phase or an item; each save is a new revision, the newest is shown. */
export const noteSchema = z.object({
  key: z.string(),
  phaseId: z.string(),
  /** null for a note on the phase itself. */
  itemId: z.string().nullable(),
  markdown: z.string().max(65_536),
  savedAt: epochMs,
  revision: z.int().positive(),
});
export type Note = z.infer<typeof noteSchema>;

export const itemKey = (phaseId: string, itemId: string): string => `${phaseId}/${itemId}`;
