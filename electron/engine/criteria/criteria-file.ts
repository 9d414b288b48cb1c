// A file of success criteria, from its text to the set or to everything that is wrong with it and where.
import { z } from 'zod';
import { operatorSchema, takeSchema, wantsLess, type CriteriaSet, type Criterion, type Metric } from '#shared/model/criteria/criterion.ts'; // prettier-ignore
import type { PlanProblem } from '#shared/model/plan.ts';
import type { Path } from '../plans/yaml-tree.ts';
import { readDefinition, readThreshold, type Reading } from './read-definition.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const duration = z.string();
const query = z.string().min(1).max(16_384);
const count = z.int().min(1).max(10_000_000);

const metricSchema = z.strictObject({
  query: query.optional(),
  take: takeSchema.optional(),
  maxGap: duration.optional(),
  ratio: z.strictObject({ bad: query.optional(), good: query.optional(), total: query }).optional(),
  quantile: z
    .strictObject({
      q: z.number().gt(0).lt(1),
      samples: query.optional(),
      every: duration.optional(),
      buckets: query.optional(),
      count: query.optional(),
    })
    .optional(),
});

const criterionSchema = z.strictObject({
  id: slug,
  title: z.string().min(1).max(300),
  originalWords: z.string().max(4000).optional(),
  metric: metricSchema.optional(),
  manual: z.literal(true).optional(),
  op: operatorSchema.optional(),
  threshold: z.union([z.number(), z.string()]).optional(),
  unit: z.string().max(20).optional(),
  window: duration.optional(),
  minSamples: count.optional(),
});
type Entry = z.infer<typeof criterionSchema>;

const fileSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Criteria'),
  name: slug,
  title: z.string().min(1).max(300),
  window: duration.optional(),
  criteria: z.array(criterionSchema).min(1).max(500),
});

const hourMs = 3_600_000;

export function readCriteriaFile(text: string): { value: CriteriaSet } | { problems: PlanProblem[] } {
  return readDefinition(text, fileSchema, (file, reading) => {
    const windowMs = reading.duration(file.window, ['window'], hourMs);
    const ids = new Set<string>();
    const criteria = file.criteria.map((entry, at) => {
      const path: Path = ['criteria', at];
      if (ids.has(entry.id)) reading.add(`the id "${entry.id}" stands here a second time`, [...path, 'id']);
      ids.add(entry.id);
      return readCriterion(entry, path, windowMs, reading);
    });
    return { name: file.name, title: file.title, windowMs, criteria };
  });
}

function readCriterion(entry: Entry, path: Path, setWindowMs: number, reading: Reading): Criterion {
  const { add } = reading;
  const windowMs = reading.duration(entry.window, [...path, 'window'], setWindowMs);
  const common = { id: entry.id, title: entry.title, originalWords: entry.originalWords ?? entry.title, windowMs };
  if (entry.manual === true) {
    if (entry.metric) add('a manual criterion has no metric; leave out one of manual and metric', [...path, 'metric']);
    return { ...common, metric: { kind: 'manual' }, op: '==', threshold: 0, unit: '' };
  }
  if (!entry.metric) add('metric is missing; or write manual: true where a person judges', path);
  if (entry.op === undefined) add('op is missing; allowed: <, <=, >, >=, ==, !=', path);
  if (entry.threshold === undefined) add('threshold is missing; it must be a number', path);
  const op = entry.op ?? '<';
  const threshold = readThreshold(entry.threshold ?? 0, [...path, 'threshold'], add);
  const metric = readMetric(entry, windowMs, [...path, 'metric'], reading);
  if (metric.kind === 'ratio') checkShare(op, threshold, path, reading);
  if (metric.kind === 'quantile' && wantsLess(op) === null) add('a quantile is compared by <, <=, > or >=', [...path, 'op']); // prettier-ignore
  return { ...common, metric, op, threshold, unit: entry.unit ?? '' };
}

function checkShare(op: Criterion['op'], threshold: number, path: Path, { add }: Reading): void {
  const less = wantsLess(op);
  if (less === null) add('a share is never exactly known, so it is compared by <, <=, > or >=', [...path, 'op']);
  // A share of events is never proven to be exactly 0 or 1.
  else if (less ? !(threshold > 0 && threshold <= 1) : !(threshold >= 0 && threshold < 1)) {
    add(`the threshold of a ratio is a share ${less ? 'above 0 and at most 1' : 'from 0 and below 1'}, such as 0.001 or 0.1%; no number of events proves more`, [...path, 'threshold']); // prettier-ignore
  }
}

function readMetric(entry: Entry, windowMs: number, path: Path, reading: Reading): Metric {
  const given = entry.metric ?? {};
  const kinds = (['query', 'ratio', 'quantile'] as const).filter((kind) => given[kind] !== undefined);
  if (entry.metric && kinds.length !== 1) reading.add(`exactly one of query, ratio and quantile is needed; found ${kinds.join(' and ') || 'none'}`, path); // prettier-ignore
  if (given.ratio) return readRatio(given.ratio, entry.minSamples, [...path, 'ratio'], reading);
  if (given.quantile) return readQuantile(given.quantile, entry.minSamples, [...path, 'quantile'], reading);
  return {
    kind: 'query',
    query: reading.query(given.query ?? 'up', [...path, 'query'], 'allowed'),
    take: given.take ?? 'worst',
    minSamples: Math.min(entry.minSamples ?? 10, 10_000),
    maxGapMs: reading.duration(given.maxGap, [...path, 'maxGap'], Math.max(windowMs / 10, 60_000)),
  };
}

function readRatio(
  ratio: NonNullable<NonNullable<Entry['metric']>['ratio']>,
  minSamples: number | undefined,
  path: Path,
  { add, query: read }: Reading,
): Metric {
  const part = ratio.good === undefined ? 'bad' : 'good';
  if ((ratio.good === undefined) === (ratio.bad === undefined)) add('exactly one of bad and good is needed beside total', path); // prettier-ignore
  return {
    kind: 'ratio',
    part,
    query: read(ratio[part] ?? ratio.total, [...path, part], 'needed'),
    total: read(ratio.total, [...path, 'total'], 'needed'),
    minSamples: minSamples ?? 1,
  };
}

function readQuantile(
  { q, samples, every, buckets, count: counted }: NonNullable<NonNullable<Entry['metric']>['quantile']>,
  minSamples: number | undefined,
  path: Path,
  { add, duration: readTime, query: read }: Reading,
): Metric {
  const common = { kind: 'quantile' as const, q, minSamples: minSamples ?? 1 };
  if ((samples === undefined) === (buckets === undefined)) add('exactly one of samples and buckets is needed', path);
  if (samples !== undefined) {
    const everyMs = readTime(every, [...path, 'every'], 60_000);
    return { ...common, from: { kind: 'samples', query: read(samples, [...path, 'samples'], 'allowed'), everyMs } };
  }
  if (counted === undefined) add('count is missing: the query that counts the events of the buckets', path);
  const bucketQuery = read(buckets ?? 'up', [...path, 'buckets'], 'needed');
  return { ...common, from: { kind: 'buckets', query: bucketQuery, count: read(counted ?? bucketQuery, [...path, 'count'], 'needed') } }; // prettier-ignore
}
