// The plan format v1 as its author writes it. Probe parameters are checked by their kind (engine/probes), places and
// references by engine/plans; this file is the shape both start from.
import { z } from 'zod';
import type { Expectation } from './expectation.ts';
import type { Json } from './facts.ts';
import type { PlanHash } from './ids.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const title = z.string().trim().min(1).max(300);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const retrySchema = z.strictObject({
  attempts: z.int().min(1).max(20).describe('How often to look in all, the first time included.'),
  backoffMs: z.int().min(0).max(600_000).default(0).describe('How long to wait between two attempts, in milliseconds.'),
});

export const manualSchema = z.strictObject({
  instructions: z.string().trim().min(1).max(4000).describe('What a person is to do and to look at.'),
  evidence: z
    .enum(['required', 'optional'])
    .default('optional')
    .describe('Whether a tick needs evidence (a link or words).'),
});

export const itemSchema = z.strictObject({
  id: slug.describe('Unique within the plan.'),
  title: title,
  description: z.string().max(4000).optional(),
  probe: z.record(z.string(), z.unknown()).optional().describe('One probe kind and its parameters.'),
  expect: z
    .array(z.string().max(1000))
    .max(100)
    .optional()
    .describe('What must hold of the facts seen: fact op literal.'),
  manual: manualSchema.optional().describe('Instead of a probe: a person looks and ticks.'),
  timeoutMs: z.int().min(1).max(3_600_000).default(10_000).describe('When one attempt is cut off, in milliseconds.'),
  retry: retrySchema.optional(),
});

export const phaseSchema = z.strictObject({
  id: slug.describe('Unique within the plan.'),
  title: title,
  description: z.string().max(4000).optional(),
  needs: z.array(slug).default([]).describe('Ids of the phases that must pass before this one is looked at.'),
  items: z.array(itemSchema).default([]),
});

export const planSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Plan'),
  name: slug,
  title: title,
  description: z.string().max(4000).optional(),
  vars: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), scalar.nullable())
    .default({})
    .describe('Defaults of the variables used as ${name}; null has none and must be given when run.'),
  phases: z.array(phaseSchema).default([]),
});
export type PlanSource = z.infer<typeof planSchema>;
export type Vars = Record<string, string | number | boolean | null>;

/** Where something stands in the plan's text; both count from 1. */
export interface Place {
  line: number;
  column: number;
}

/** One thing wrong with a plan's text, in words that say what is allowed. */
export const planProblemSchema = z.object({
  message: z.string(),
  line: z.int().positive(),
  column: z.int().positive(),
  /** The way to it, e.g. `phases[0].items[2].expect[1]`; empty for the whole text. */
  path: z.string(),
});
export type PlanProblem = z.infer<typeof planProblemSchema>;

export interface PlanItem {
  id: string;
  phaseId: string;
  title: string;
  description?: string;
  /** `manual`, or the probe kind. */
  kind: string;
  /** Parameters as written, `${name}` not yet replaced; `{}` for manual items. */
  params: Record<string, Json>;
  expectations: Expectation[];
  timeoutMs: number;
  attempts: number;
  backoffMs: number;
  manual?: z.infer<typeof manualSchema>;
  /** SHA-256 over all that decides what the item means; a tick given to another digest does not count for this one. */
  digest: string;
  place: Place;
}

export interface PlanPhase {
  id: string;
  title: string;
  description?: string;
  needs: string[];
  items: PlanItem[];
}

/** A plan that was read whole and found sound. */
export interface Plan {
  name: string;
  title: string;
  description?: string;
  hash: PlanHash;
  vars: Vars;
  /** In an order in which every phase follows what it needs. */
  phases: PlanPhase[];
}
