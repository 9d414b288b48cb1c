// A soak test: criteria that are judged over hours or days, how far it has come, and how each stands so far.
import { z } from 'zod';
import { criterionTickSchema } from './judgement.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const query = z.string().min(1).max(16_384);

export const soakMeasureSchema = z.discriminatedUnion('kind', [
  /** `restarts` counts them and only grows; `start_time` is the moment a process began. */
  z.object({ kind: z.literal('crashes'), query, by: z.enum(['restarts', 'start_time']) }),
  z.object({
    kind: z.literal('growth'),
    query,
    /** Of the level at the start. */
    limitPer24h: z.number(),
    warmUpMs: z.number().nonnegative(),
    /** How often workers are restarted on purpose; null where they are not, or nobody knows. */
    recycleMs: z.number().positive().nullable(),
    /** Where it ends, in units of the metric. */
    ceiling: z.number().positive().nullable(),
  }),
  z.object({ kind: z.literal('quantile'), query, q: z.number().gt(0).lt(1), below: z.number() }),
  /** The share of samples at or above a level. */
  z.object({ kind: z.literal('level'), query, below: z.number(), allowedShare: z.number().gt(0).lt(1) }),
  z.object({ kind: z.literal('manual') }),
]);
export type SoakMeasure = z.infer<typeof soakMeasureSchema>;

export const soakCriterionSchema = z.object({
  id: slug,
  title: z.string().min(1).max(300),
  originalWords: z.string().max(4000),
  measure: soakMeasureSchema,
  unit: z.string().max(20),
});
export type SoakCriterion = z.infer<typeof soakCriterionSchema>;

/** One sample of each series an interval is kept, and no more than these intervals. */
export const slotLimit = 20_000;
export const soakSeriesLimit = 20;

export const soakDefinitionSchema = z
  .object({
    name: slug,
    title: z.string().min(1).max(300),
    durationMs: z.number().min(60_000),
    intervalMs: z.number().min(1000),
    /** The share of intervals that must have been observed before anything passes. */
    minCoverage: z.number().gt(0).max(1),
    criteria: z.array(soakCriterionSchema).min(1).max(50),
  })
  .refine(
    ({ durationMs, intervalMs }) => durationMs / intervalMs < slotLimit + 1,
    `at most ${slotLimit} intervals are kept`,
  );
export type SoakDefinition = z.infer<typeof soakDefinitionSchema>;

export const soakFindingSchema = z.object({
  id: z.string(),
  /** What may be said now: never a pass before the duration is over with enough coverage. `open` waits for a person. */
  outcome: z.enum(['pass', 'fail', 'inconclusive', 'open']),
  /** What the samples so far would come to. */
  soFar: z.enum(['pass', 'fail', 'inconclusive']).nullable(),
  reason: z.string(),
  /** Intervals with a sample, of those that are due. */
  observed: z.int(),
  due: z.int(),
  series: z.int(),
  /** What was measured: growth in 24 h, a quantile, a share, a number of crashes. */
  value: z.number().nullable(),
  interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
  notes: z.array(z.string()),
  tick: criterionTickSchema.nullable(),
});
export type SoakFinding = z.infer<typeof soakFindingSchema>;

export const watchedSoakSchema = z.object({
  key: z.string(),
  definition: soakDefinitionSchema,
  /** The server that is sampled; another one is never asked in its place. */
  server: z.string(),
  by: z.string(),
  startedAtMs: z.number(),
  state: z.enum(['running', 'finished', 'stopped']),
  endedAtMs: z.number().nullable(),
  /** Intervals that are over, and all there will be. */
  due: z.int(),
  slots: z.int(),
  /** The least of the criteria that are measured. */
  coverage: z.number(),
  /** Times in which nothing was observed of any measured criterion, the longest first. */
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  sampledAtMs: z.number().nullable(),
  judgedAtMs: z.number().nullable(),
  /** Why it is not sampled at the moment; null where it is. */
  trouble: z.string().nullable(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  words: z.string(),
  findings: z.array(soakFindingSchema),
});
export type WatchedSoak = z.infer<typeof watchedSoakSchema>;
