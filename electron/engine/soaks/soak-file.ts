// A file that describes a soak test, from its text to the test or to everything that is wrong with it and where.
import { z } from 'zod';
import { slotLimit, type SoakCriterion, type SoakDefinition, type SoakMeasure } from '#shared/model/criteria/soak.ts';
import { durationText } from '#shared/model/duration.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { readDefinition, readThreshold, type Reading } from '../criteria/read-definition.ts';
import type { Path } from '../plans/yaml-tree.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const query = z.string().min(1).max(16_384);
const share = z.union([z.number(), z.string()]);

const criterionSchema = z.strictObject({
  id: slug,
  title: z.string().min(1).max(300),
  originalWords: z.string().max(4000).optional(),
  unit: z.string().max(20).default(''),
  crashes: z.strictObject({ restarts: query.optional(), startTime: query.optional() }).optional(),
  growth: z
    .strictObject({
      query,
      limitPer24h: share.default(0.05),
      warmUp: z.string().optional(),
      recycle: z.string().optional(),
      ceiling: z.number().positive().optional(),
    })
    .optional(),
  quantile: z.strictObject({ q: z.number().gt(0).lt(1), query, below: z.number() }).optional(),
  level: z.strictObject({ query, below: z.number(), allowedShare: share.default(0.01) }).optional(),
  manual: z.literal(true).optional(),
});
type Entry = z.infer<typeof criterionSchema>;

const fileSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Soak'),
  name: slug,
  title: z.string().min(1).max(300),
  duration: z.string(),
  interval: z.string().default('1m'),
  minCoverage: share.default(0.9),
  criteria: z.array(criterionSchema).min(1).max(50),
});

const measures = ['crashes', 'growth', 'quantile', 'level', 'manual'] as const;

export function readSoakFile(text: string): { value: SoakDefinition } | { problems: PlanProblem[] } {
  return readDefinition(text, fileSchema, ({ name, title, ...file }, reading) => {
    const durationMs = reading.duration(file.duration, ['duration'], 72 * 3_600_000, 60);
    const intervalMs = reading.duration(file.interval, ['interval'], 60_000);
    const slots = Math.floor(durationMs / intervalMs);
    if (slots < 2) reading.add('the duration is shorter than two intervals', ['duration']);
    if (slots > slotLimit) reading.add(`${slots} intervals are more than the ${slotLimit} that are kept; take one of at least ${durationText(Math.ceil(durationMs / slotLimit / 1000) * 1000)}`, ['interval']); // prettier-ignore
    const minCoverage = readThreshold(file.minCoverage, ['minCoverage'], reading.add);
    if (!(minCoverage > 0 && minCoverage <= 1)) reading.add('a share above 0 and at most 1 is needed, such as 90%', ['minCoverage']); // prettier-ignore
    const ids = new Set<string>();
    const criteria = file.criteria.map((entry, at) => {
      const path: Path = ['criteria', at];
      if (ids.has(entry.id)) reading.add(`the id "${entry.id}" stands here a second time`, [...path, 'id']);
      ids.add(entry.id);
      return readCriterion(entry, path, reading);
    });
    return { name, title, durationMs, intervalMs, minCoverage, criteria };
  });
}

function readCriterion(entry: Entry, path: Path, reading: Reading): SoakCriterion {
  const given = measures.filter((kind) => entry[kind] !== undefined);
  if (given.length !== 1) reading.add(`exactly one of ${measures.join(', ')} is needed; found ${given.join(' and ') || 'none'}`, path); // prettier-ignore
  const { id, title, unit } = entry;
  return { id, title, originalWords: entry.originalWords ?? title, unit, measure: readMeasure(entry, path, reading) };
}

function readMeasure({ crashes, growth, quantile, level }: Entry, path: Path, reading: Reading): SoakMeasure {
  const read = (text: string, ...at: string[]): string => reading.query(text, [...path, ...at], 'allowed');
  if (crashes) {
    const { restarts, startTime } = crashes;
    if ((restarts === undefined) === (startTime === undefined)) reading.add('exactly one of restarts and startTime is needed', [...path, 'crashes']); // prettier-ignore
    if (restarts !== undefined)
      return { kind: 'crashes', by: 'restarts', query: read(restarts, 'crashes', 'restarts') };
    return { kind: 'crashes', by: 'start_time', query: read(startTime ?? 'up', 'crashes', 'startTime') };
  }
  if (growth) {
    const at = [...path, 'growth'];
    return {
      kind: 'growth',
      query: read(growth.query, 'growth', 'query'),
      limitPer24h: readThreshold(growth.limitPer24h, [...at, 'limitPer24h'], reading.add),
      warmUpMs: reading.duration(growth.warmUp, [...at, 'warmUp'], 0),
      recycleMs: growth.recycle === undefined ? null : reading.duration(growth.recycle, [...at, 'recycle'], 3_600_000),
      ceiling: growth.ceiling ?? null,
    };
  }
  if (quantile) return { kind: 'quantile', ...quantile, query: read(quantile.query, 'quantile', 'query') };
  if (!level) return { kind: 'manual' };
  const allowedShare = readThreshold(level.allowedShare, [...path, 'level', 'allowedShare'], reading.add);
  if (!(allowedShare > 0 && allowedShare < 1)) reading.add('a share above 0 and below 1 is needed, such as 1%; no number of samples proves that it never happens', [...path, 'level', 'allowedShare']); // prettier-ignore
  return { kind: 'level', below: level.below, allowedShare, query: read(level.query, 'level', 'query') };
}
