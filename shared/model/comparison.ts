// What changed between two runs of a plan, item by item. Pure; the reader decides what a change means.
import { z } from 'zod';
import { outcomeSchema } from './outcome.ts';
import { runSummarySchema } from './run.ts';

export const itemChangeSchema = z.object({
  phaseId: z.string(),
  itemId: z.string(),
  title: z.string(),
  change: z.enum(['broke', 'recovered', 'changed', 'appeared', 'disappeared', 'same']),
  before: z.object({ outcome: outcomeSchema, reason: z.string() }).nullable(),
  after: z.object({ outcome: outcomeSchema, reason: z.string() }).nullable(),
  /** Facts that differ, values abridged; durations are left out, they always differ. */
  facts: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type ItemChange = z.infer<typeof itemChangeSchema>;

export const comparisonSchema = z.object({
  before: runSummarySchema,
  after: runSummarySchema,
  changes: z.array(itemChangeSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;
