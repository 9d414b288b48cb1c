// Metric data on its way from Prometheus to a screen: series of samples over a time, and the rows of one instant.
import { z } from 'zod';
import { calcNames } from './dashboard/calcs.ts';
import { dashboardKeySchema } from './dashboard/dashboard.ts';

const epochMs = z.number();
export const labelsSchema = z.record(z.string(), z.string());
export type Labels = z.infer<typeof labelsSchema>;

/**
 * Numbers as base64 of little-endian Float64: JSON has no NaN and no Infinity, and a text costs nothing to check for
 * each point. See pack.ts.
 */
export const packedSchema = z.string();

/** Stands for the times of the series before, as most series of an answer have the same. */
export const sameTimes = '=';

export const seriesSchema = z.object({
  labels: labelsSchema,
  /** Packed epoch milliseconds of the samples that exist, ascending, or `sameTimes`. Where none was, there is none: a gap. */
  times: packedSchema,
  /** Packed values, as many as times. NaN and infinities are samples like others. */
  values: packedSchema,
  /** Packed, one for each of the frame's `calcs`, of all samples; where none is, nothing was left out. NaN is no figure. */
  figures: packedSchema.optional(),
});
export type Series = z.infer<typeof seriesSchema>;

/** Of an answer that nobody was asked for now: what it is instead. */
export const keptSchema = z.object({
  /** `INC-7`: what it was kept with. */
  incident: z.string(),
  /** When it was kept, and which Prometheus was asked. */
  at: epochMs,
  place: z.string(),
  /** The time that was kept; it may be less than what is asked for now. */
  fromMs: epochMs,
  toMs: epochMs,
  stepMs: z.number(),
  /** What `$__rate_interval` and `$__range` stood for; null where the query names none. */
  rateMs: z.number().nullable(),
  rangeMs: z.number().nullable(),
});
export type Kept = z.infer<typeof keptSchema>;

/** How much an answer has looked at of what there was. */
export const samplingSchema = z.object({
  /** What lies between moments so far apart was not looked at. */
  everyMs: z.number(),
  /** The step that looks at all there is; `everyMs` where that was asked for. */
  finestMs: z.number(),
  /** Why that step may not be asked for, in words; null where it may. */
  refused: z.string().nullable(),
});
export type Sampling = z.infer<typeof samplingSchema>;

/** What a range query came to, reduced to what can be drawn. */
export const frameSchema = z.object({
  fromMs: epochMs,
  toMs: epochMs,
  /** The distance of neighbouring samples where none is missing; more than 1.5 of it apart is a gap. */
  stepMs: z.number(),
  series: z.array(seriesSchema),
  /** Series in the whole answer; those beyond the limit are not among `series`. */
  totalSeries: z.int(),
  /** Samples of the series that are drawn, before they were reduced. */
  totalSamples: z.int(),
  /** Whether samples were left out (the first, last, least and greatest of each pixel column are kept). */
  reduced: z.boolean(),
  /** What the figures of its series are, where they have any. */
  calcs: z.array(z.enum(calcNames)).optional(),
  /** Where the expression could show more at a finer step, and every sample was wished for; absent else. */
  sampling: samplingSchema.optional(),
  /** What Prometheus itself says of its answer. */
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
  kept: keptSchema.optional(),
});
export type Frame = z.infer<typeof frameSchema>;

const queryText = z.string().min(1).max(16_384);
/** Of which panel's query it is, whatever time is shown: `timelessQuery`. What was kept with an incident is found by it. */
export const askedSchema = z.object({ expr: queryText, dashboard: dashboardKeySchema });
export type Asked = z.infer<typeof askedSchema>;

/** A wish to look at every sample, and not at one for each pixel alone. */
export const sampleWishSchema = z.object({
  /** How far apart samples are: no finer step shows more. */
  everyMs: z.number().min(1),
  /** More series than these cannot be drawn so; 0 where what is made of the samples needs them at the same moments. */
  mostSeries: z.int().min(0).max(1000).default(1000),
  /** Asks for all of them, after whoever asks for less; otherwise the answer says whether that may be asked. */
  all: z.boolean().default(false),
});
export type SampleWish = z.input<typeof sampleWishSchema>;

export const rangeQuestionSchema = z.object({
  query: queryText,
  asked: askedSchema.optional(),
  fromMs: epochMs,
  toMs: epochMs,
  /** Pixels there are to draw on; decides the step. */
  widthPx: z.int().min(1).max(8192),
  /** No step is smaller than this: the scrape interval, or what the panel asks for. */
  minStepMs: z.number().min(1).default(1000),
  /** For what shows the last value alone: it is that of the end itself, not of the last whole step before it. */
  endsNow: z.boolean().default(false),
  seriesLimit: z.int().min(1).max(1000).default(50),
  /** Points all series together may have; more are reduced by M4. */
  pointLimit: z.int().min(100).max(200_000).default(60_000),
  samples: sampleWishSchema.optional(),
  /** What is to be reckoned of each series before samples are left out. */
  calcs: z.array(z.enum(calcNames)).max(calcNames.length).optional(),
  timeoutMs: z.int().min(100).max(120_000).default(10_000),
});
export type RangeQuestion = z.input<typeof rangeQuestionSchema>;
export type RangeAsked = z.output<typeof rangeQuestionSchema>;

export const instantQuestionSchema = z.object({
  query: queryText,
  asked: askedSchema.optional(),
  /** Null for the server's own now. */
  atMs: epochMs.nullable().default(null),
  limit: z.int().min(1).max(10_000).default(1000),
  timeoutMs: z.int().min(100).max(120_000).default(10_000),
});
export type InstantQuestion = z.input<typeof instantQuestionSchema>;

export const instantAnswerSchema = z.object({
  kind: z.enum(['vector', 'scalar', 'string', 'matrix']),
  /** `value` is exactly what Prometheus wrote: `0.1`, `NaN`, `+Inf`, or `histogram` where it is one. */
  rows: z.array(z.object({ labels: labelsSchema, atMs: epochMs, value: z.string() })),
  totalRows: z.int(),
  warnings: z.array(z.string()),
  infos: z.array(z.string()),
  kept: keptSchema.optional(),
});
export type InstantAnswer = z.infer<typeof instantAnswerSchema>;
