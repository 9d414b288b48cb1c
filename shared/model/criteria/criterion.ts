// What a success criterion is: a metric, a comparison, a threshold and the window it is looked at over. It judges nothing.
import { z } from 'zod';

/** In a query it stands for the window: `increase(requests_total[$window])`. */
export const windowVariable = '$window';

const query = z.string().min(1).max(16_384);
const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');

export const operators = ['<', '<=', '>', '>=', '==', '!='] as const;
export const operatorSchema = z.enum(operators);
export type Operator = z.infer<typeof operatorSchema>;

/** Which value of a gauge is compared: `worst` is every point of every series. */
export const takeSchema = z.enum(['worst', 'last', 'mean', 'median']);
export type Take = z.infer<typeof takeSchema>;

export const metricSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    query,
    take: takeSchema,
    /** Points that each series must have in the window. */
    minSamples: z.int().min(1).max(10_000),
    /** The longest time without a point that still counts as looked at. */
    maxGapMs: z.number().positive(),
  }),
  /** Shares of counted events. One of `bad` and `good` is given, and it is that share that is compared. */
  z.object({
    kind: z.literal('ratio'),
    part: z.enum(['bad', 'good']),
    query,
    total: query,
    minSamples: z.int().min(1),
  }),
  z.object({
    kind: z.literal('quantile'),
    /** Above 0 and below 1. */
    q: z.number().gt(0).lt(1),
    /** Measured values, one a point; or cumulative buckets of a histogram with the number of its events. */
    from: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('samples'), query, everyMs: z.number().positive() }),
      z.object({ kind: z.literal('buckets'), query, count: query }),
    ]),
    minSamples: z.int().min(1),
  }),
  z.object({ kind: z.literal('manual') }),
]);
export type Metric = z.infer<typeof metricSchema>;
export type MetricOf<K extends Metric['kind']> = Extract<Metric, { kind: K }>;

export const criterionSchema = z.object({
  id: slug,
  title: z.string().min(1).max(300),
  /** As the plan or the person wrote it. */
  originalWords: z.string().max(4000),
  metric: metricSchema,
  op: operatorSchema,
  /** In units of the metric; of a ratio a share from 0 to 1. Of a manual criterion it has no meaning. */
  threshold: z.number(),
  /** What stands behind a value: `s`, `bytes`, or nothing. */
  unit: z.string().max(20),
  windowMs: z.number().min(1000),
});
export type Criterion = z.infer<typeof criterionSchema>;

export const criteriaSetSchema = z.object({
  name: slug,
  title: z.string().min(1).max(300),
  windowMs: z.number().min(1000),
  criteria: z.array(criterionSchema),
});
export type CriteriaSet = z.infer<typeof criteriaSetSchema>;

/** What the criterion was when it was judged: another text makes older words void. */
export function criterionText({ metric, op, threshold, windowMs, originalWords }: Criterion): string {
  return JSON.stringify([metric, op, threshold, windowMs, originalWords]);
}

/** Whether a value is on the right side of a threshold. NaN is on neither. */
export function holds(value: number, op: Operator, threshold: number): boolean {
  if (Number.isNaN(value)) return false;
  if (op === '<') return value < threshold;
  if (op === '<=') return value <= threshold;
  if (op === '>') return value > threshold;
  if (op === '>=') return value >= threshold;
  return (value === threshold) === (op === '==');
}

/** Whether smaller values are the right ones; null where it is one value that is wanted or not. */
export function wantsLess(op: Operator): boolean | null {
  if (op === '==' || op === '!=') return null;
  return op === '<' || op === '<=';
}
