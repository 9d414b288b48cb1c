// A service level objective: the share of events that is to be good over a period, and how fast its budget is spent.
import { z } from 'zod';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const query = z
  .string()
  .min(1)
  .max(16_384)
  .refine((text) => text.includes('$window'), 'it counts events over a window, so it needs $window: sum(increase(requests_total[$window]))'); // prettier-ignore

export const dayMs = 86_400_000;

export const objectiveSchema = z.object({
  name: slug,
  title: z.string().min(1).max(300),
  /** The share of events that is to be good. */
  target: z.number().gt(0).lt(1),
  periodMs: z
    .number()
    .min(dayMs * 7)
    .max(dayMs * 90),
  part: z.enum(['bad', 'good']),
  query,
  total: query,
});
export type Objective = z.infer<typeof objectiveSchema>;

const countsSchema = z.object({ bad: z.int().nonnegative(), total: z.int().nonnegative() });
export const burnStateSchema = z.enum(['firing', 'quiet', 'inconclusive', 'no_data']);

export const burnWindowSchema = z.object({
  name: z.string(),
  factor: z.number(),
  longMs: z.number(),
  shortMs: z.number(),
  state: burnStateSchema,
  reason: z.string(),
  long: countsSchema.nullable(),
  short: countsSchema.nullable(),
  longRate: z.number().nullable(),
  shortRate: z.number().nullable(),
  threshold: z.number(),
  leastEvents: z.int(),
  /** Even the lower end of the 95 % interval is above. */
  confident: z.boolean(),
});
export type BurnWindow = z.infer<typeof burnWindowSchema>;

export const objectiveStandingSchema = z.object({
  state: burnStateSchema.or(z.literal('error')),
  reason: z.string(),
  windows: z.array(burnWindowSchema),
  budget: z.object({
    counts: countsSchema.nullable(),
    /** Of the whole budget, 1 where none is spent, below 0 where more is; null where nothing is known. */
    remaining: z.number().nullable(),
    /** How much of the period had events counted at all; null where that could not be asked. */
    observed: z.number().nullable(),
    words: z.string(),
  }),
  judgedAtMs: z.number(),
});
export type ObjectiveStanding = z.infer<typeof objectiveStandingSchema>;

export const watchedObjectiveSchema = z.object({
  key: z.string(),
  objective: objectiveSchema,
  file: z.string(),
  savedAtMs: z.number(),
  watched: z.boolean(),
  judging: z.boolean(),
  place: z.string().nullable(),
  standing: objectiveStandingSchema.nullable(),
  sinceMs: z.number().nullable(),
});
export type WatchedObjective = z.infer<typeof watchedObjectiveSchema>;
