// A baseline: what named queries came to over a window, as one value a run, and what a comparison of two of them says.
import { z } from 'zod';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');

/** A comparison takes time with the product of the runs of both sides. */
export const runLimit = 100;

export const summaries = ['median', 'p95', 'mean', 'max'] as const;
export const summarySchema = z.enum(summaries);
export type Summary = z.infer<typeof summarySchema>;

export const baselineMetricSchema = z.object({
  name: z.string().min(1).max(200),
  /** One series. */
  query: z.string().min(1).max(16_384),
  unit: z.string().max(20),
  /** Which way it gets worse. */
  harm: z.enum(['higher', 'lower', 'either']),
  /** The change that matters, as a share of the baseline. */
  practicalLimit: z.number().positive(),
  /** The same in units of the metric; then the share is not used. */
  absoluteLimit: z.number().positive().nullable(),
});
export type BaselineMetric = z.infer<typeof baselineMetricSchema>;

export const baselineDefinitionSchema = z.object({
  name: slug,
  title: z.string().min(1).max(300),
  windowMs: z.number().min(60_000),
  /** The window is cut into so many runs, each of which is one value. */
  slices: z.int().min(2).max(runLimit),
  stepMs: z.number().min(1000),
  summary: summarySchema,
  metrics: z.array(baselineMetricSchema).min(1).max(100),
});
export type BaselineDefinition = z.infer<typeof baselineDefinitionSchema>;

export const capturedMetricSchema = baselineMetricSchema.extend({
  /** One value a run, in order of time; null where it had too few points to be one. */
  values: z.array(z.number().nullable()).max(runLimit),
  /** Points of each run. */
  points: z.array(z.int().nonnegative()).max(runLimit),
  /** How much neighbouring runs resemble each other; null where there are too few to say. */
  lag1: z.number().nullable(),
  /** Why there is nothing to compare; null where there is. */
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type CapturedMetric = z.infer<typeof capturedMetricSchema>;

export const baselineSchemaName = 'readyroom/baseline/v1';

/** As it is kept and exported. Times are epoch milliseconds. */
export const baselineSchema = z.object({
  schema: z.literal(baselineSchemaName),
  name: slug,
  title: z.string().min(1).max(300),
  environment: z.object({
    /** The environment by its name, the server without secrets, and its version where it tells. */
    name: z.string(),
    server: z.string(),
    serverVersion: z.string().nullable(),
  }),
  capturedAtMs: z.number(),
  by: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  sliceMs: z.number().positive(),
  stepMs: z.number().positive(),
  summary: summarySchema,
  metrics: z.array(capturedMetricSchema).min(1).max(100),
});
export type Baseline = z.infer<typeof baselineSchema>;

export const baselineSummarySchema = baselineSchema.omit({ metrics: true, schema: true }).extend({
  key: z.string(),
  /** The file it came from; null where it was captured here. */
  file: z.string().nullable(),
  metrics: z.int(),
  /** Metrics with nothing to compare, and those with warnings. */
  problems: z.int(),
  warnings: z.int(),
  slices: z.int(),
});
export type BaselineSummary = z.infer<typeof baselineSummarySchema>;

const intervalSchema = z.object({ lower: z.number(), upper: z.number() });

export const comparedMetricSchema = z.object({
  name: z.string(),
  query: z.string(),
  unit: z.string(),
  harm: z.enum(['higher', 'lower', 'either']),
  /** Null where it is missing on a side or has nothing to compare there. */
  verdict: z.enum(['improved', 'regressed', 'unchanged', 'inconclusive']).nullable(),
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  reason: z.string(),
  n1: z.int(),
  n2: z.int(),
  before: z.array(z.number()),
  after: z.array(z.number()),
  medianBefore: z.number().nullable(),
  medianAfter: z.number().nullable(),
  shift: z.number().nullable(),
  interval: intervalSchema.nullable(),
  ratio: z.number().nullable(),
  /** Before and after it is adjusted for the number of metrics. */
  p: z.number().nullable(),
  pAdjusted: z.number().nullable(),
  /** In units of the metric. */
  limit: z.number().nullable(),
  warnings: z.array(z.string()),
});
export type ComparedMetric = z.infer<typeof comparedMetricSchema>;

const sideSchema = z.object({
  name: z.string(),
  title: z.string(),
  server: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
});

export const baselineComparisonSchema = z.object({
  before: sideSchema,
  after: sideSchema,
  /** `pass` where harm is excluded for every metric of the first. */
  outcome: z.enum(['pass', 'fail', 'inconclusive']),
  words: z.string(),
  /** What differs between the two besides their values. */
  notes: z.array(z.string()),
  metrics: z.array(comparedMetricSchema),
});
export type BaselineComparison = z.infer<typeof baselineComparisonSchema>;
