// A run of a plan and what each of its items came to: the record that the screen, the exports and the CLI read.
import { OpsError } from './ops-error.ts';
import { z } from 'zod';
import { factsSchema, jsonSchema } from './facts.ts';
import { planHashSchema, planIdSchema, runIdSchema } from './ids.ts';
import { countOutcomes, countsSchema, outcomeSchema, verdictSchema, type Counts } from './outcome.ts';

const epochMs = z.number();

/** One expectation after the look. `met` is null where there was not enough evidence to say. */
export const checkSchema = z.object({ text: z.string(), met: z.boolean().nullable(), seen: jsonSchema.optional() });
export type Check = z.infer<typeof checkSchema>;

export const attemptSchema = z.object({
  startedAt: epochMs,
  durationMs: z.number().nonnegative(),
  outcome: outcomeSchema,
  reason: z.string(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** What was seen, as text: at most 8 KiB, secrets replaced before it was kept. */
export const evidenceSchema = z.object({
  mediaType: z.string(),
  text: z.string(),
  /** The size of the whole, of which `text` may be a part. */
  sizeBytes: z.int().nonnegative(),
  truncated: z.boolean(),
  /** How many secrets were replaced in it. */
  redactions: z.int().nonnegative(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export const evidenceLimitBytes = 8192;

/** A person's word on a manual item, bound to the item's digest. */
export const tickSchema = z.object({
  outcome: z.enum(['pass', 'fail', 'not_applicable']),
  by: z.string().trim().min(1).max(200),
  at: epochMs,
  note: z.string().max(4000).default(''),
  evidence: z.string().max(4000).default(''),
  itemDigest: z.string(),
});
export type Tick = z.infer<typeof tickSchema>;

export const itemResultSchema = z.object({
  runId: runIdSchema,
  phaseId: z.string(),
  itemId: z.string(),
  title: z.string(),
  kind: z.string(),
  outcome: outcomeSchema,
  /** In words: what was seen against what was expected, or why it could not be looked at. */
  reason: z.string(),
  checks: z.array(checkSchema),
  facts: factsSchema,
  /** The probe's parameters as used, variables replaced, secrets redacted. */
  params: z.record(z.string(), jsonSchema),
  attempts: z.array(attemptSchema),
  startedAt: epochMs,
  durationMs: z.number().nonnegative(),
  evidence: evidenceSchema.nullable(),
  /** For manual items that a person has ticked. */
  tick: tickSchema.nullable(),
});
export type ItemResult = z.infer<typeof itemResultSchema>;

/** `interrupted`: the engine stopped in mid-run; what had no result by then was not looked at. */
export const runStateSchema = z.enum(['running', 'finished', 'cancelled', 'interrupted']);
export type RunState = z.infer<typeof runStateSchema>;

/** Which part of the plan was run; empty lists mean all of it. */
export const selectionSchema = z.object({
  phaseIds: z.array(z.string()).default([]),
  itemIds: z.array(z.string()).default([]),
});
export type Selection = z.infer<typeof selectionSchema>;

export const runSummarySchema = z.object({
  key: z.string(),
  runId: runIdSchema,
  planId: planIdSchema,
  planHash: planHashSchema,
  planTitle: z.string(),
  selection: selectionSchema,
  state: runStateSchema,
  /** null while running. */
  verdict: verdictSchema.nullable(),
  counts: countsSchema,
  startedAt: epochMs,
  finishedAt: epochMs.nullable(),
  startedBy: z.enum(['screen', 'cli', 'demo']),
  /** Variables as used, secrets redacted. */
  vars: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Name and version of the rules that judged. */
  judge: z.string(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** A whole run, as exported and compared. */
export const runReportSchema = z.object({ run: runSummarySchema, results: z.array(itemResultSchema) });
export type RunReport = z.infer<typeof runReportSchema>;

/** How many results the run had that the report does not: they were evicted, or could not be recorded. */
export function missingResults({ run, results }: RunReport): number {
  const { pending: _pending, ...had } = run.counts;
  return Math.max(0, Object.values(had).reduce((sum, count) => sum + count, 0) - results.length);
}

/** What is left of a run does not speak for the whole of it. @throws OpsError `unavailable` */
export function assertWhole(report: RunReport): void {
  const missing = missingResults(report);
  if (missing > 0) throw new OpsError('unavailable', `${missing} results of the run of ${new Date(report.run.startedAt).toISOString()} are not in the record any more: they were evicted, or could not be recorded. Single results that are left can be read in the run itself.`); // prettier-ignore
}

/** A manual item nobody has ticked: inconclusive, and counted apart because what is missing is a person. */
export const isOpen = (result: Pick<ItemResult, 'kind' | 'outcome'>): boolean =>
  result.kind === 'manual' && result.outcome === 'inconclusive';

/** How many results came to each outcome, the open ones apart. */
export const countResults = (results: readonly Pick<ItemResult, 'kind' | 'outcome'>[]): Counts =>
  countOutcomes(results.map((result) => ({ outcome: result.outcome, open: isOpen(result) })));
