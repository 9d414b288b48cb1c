// Queries whose samples are recorded, and how well that goes.
import { z } from 'zod';

const epochMs = z.number();

/** `person`: somebody wants it; otherwise what asks the same question all the time, by its name. */
export const queryOriginSchema = z.object({
  kind: z.enum(['person', 'trigger', 'criterion']),
  name: z.string(),
});
export type QueryOrigin = z.infer<typeof queryOriginSchema>;

export const shortestIntervalMs = 5000;
export const usualIntervalMs = 15_000;

export const namedQuerySchema = z.object({
  key: z.string(),
  name: z.string(),
  expr: z.string(),
  /** As the names of units in panels: `s`, `bytes`, `percentunit`; empty for none. */
  unit: z.string(),
  intervalMs: z.number(),
  origins: z.array(queryOriginSchema),
  savedAt: epochMs,
});
export type NamedQuery = z.infer<typeof namedQuerySchema>;

export const namedQueryInputSchema = z.object({
  /** Null for a new one. */
  key: z.string().nullable(),
  name: z.string().trim().min(1).max(200),
  expr: z.string().trim().min(1).max(16_384),
  unit: z.string().trim().max(40),
  intervalMs: z.int().min(shortestIntervalMs).max(3_600_000),
});
export type NamedQueryInput = z.infer<typeof namedQueryInputSchema>;

/** A time in which it was not looked, or the look failed. */
export const sampleHoleSchema = z.object({
  fromMs: epochMs,
  toMs: epochMs,
  reason: z.string(),
  /** When samples of that time were fetched after all; null where they were not. */
  filledAt: epochMs.nullable(),
});
export type SampleHole = z.infer<typeof sampleHoleSchema>;

export const recordedQuerySchema = namedQuerySchema.extend({
  state: z.enum(['waiting', 'recording', 'failing', 'paused']),
  reason: z.string(),
  /** When the last look that brought samples was; null while there was none. */
  seenAt: epochMs.nullable(),
  series: z.int(),
  bytes: z.number(),
  oldestAt: epochMs.nullable(),
  holes: z.array(sampleHoleSchema),
});
export type RecordedQuery = z.infer<typeof recordedQuerySchema>;
