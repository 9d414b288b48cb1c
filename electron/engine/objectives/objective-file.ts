// A file of objectives, in the console's own form or in that of OpenSLO v1 as far as it says the same: a ratio of counted
// events over a rolling period. What it cannot say here is refused by name, not dropped.
import { z } from 'zod';
import { dayMs, objectiveSchema, type Objective } from '#shared/model/criteria/objective.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { burnRules, burnThreshold } from '#shared/model/statistics/burn-rate.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { readDefinition, readThreshold, type Reading } from '../criteria/read-definition.ts';
import type { Path } from '../plans/yaml-tree.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');
const query = z.string().min(1).max(16_384);
const share = z.union([z.number(), z.string()]);

const ownSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Objectives'),
  objectives: z
    .array(
      z.strictObject({
        name: slug,
        title: z.string().min(1).max(300),
        target: share,
        period: z.string().default('30d'),
        bad: query.optional(),
        good: query.optional(),
        total: query,
      }),
    )
    .min(1)
    .max(100),
});

const source = z.strictObject({
  metricSource: z.strictObject({
    type: z.literal('Prometheus').optional(),
    metricSourceRef: z.string().optional(),
    spec: z.strictObject({ query }),
  }),
});
const openSloSchema = z.strictObject({
  apiVersion: z.literal('openslo/v1'),
  kind: z.literal('SLO'),
  metadata: z.looseObject({ name: slug, displayName: z.string().min(1).max(300).optional() }),
  spec: z.strictObject({
    description: z.string().optional(),
    service: z.string().optional(),
    indicator: z.strictObject({
      metadata: z.looseObject({}).optional(),
      spec: z.strictObject({
        description: z.string().optional(),
        ratioMetric: z.strictObject({
          counter: z.literal(true).optional(),
          bad: source.optional(),
          good: source.optional(),
          total: source,
        }),
      }),
    }),
    timeWindow: z.array(z.strictObject({ duration: z.string(), isRolling: z.literal(true) })).length(1),
    budgetingMethod: z.literal('Occurrences'),
    objectives: z.array(z.strictObject({ displayName: z.string().optional(), target: z.number() })).length(1),
  }),
});

export function readObjectivesFile(text: string): { value: Objective[] } | { problems: PlanProblem[] } {
  if (/^apiVersion:\s*['"]?openslo\b/m.test(text)) {
    return readDefinition(text, openSloSchema, ({ metadata, spec }, reading) => {
      const ratio = spec.indicator.spec.ratioMetric;
      const path: Path = ['spec', 'indicator', 'spec', 'ratioMetric'];
      const queryOf = (part: z.infer<typeof source> | undefined) => part?.metricSource.spec.query;
      const [window] = spec.timeWindow;
      const [{ target = 0 } = {}] = spec.objectives;
      const given = { name: metadata.name, title: metadata.displayName ?? metadata.name, target, period: window?.duration ?? '', bad: queryOf(ratio.bad), good: queryOf(ratio.good), total: queryOf(ratio.total) ?? '' }; // prettier-ignore
      return [readOne(given, { part: path, target: ['spec', 'objectives', 0, 'target'], period: ['spec', 'timeWindow', 0, 'duration'] }, reading)]; // prettier-ignore
    });
  }
  return readDefinition(text, ownSchema, ({ objectives }, reading) => {
    const names = new Set<string>();
    return objectives.map((given, at) => {
      const path: Path = ['objectives', at];
      if (names.has(given.name)) reading.add(`the name "${given.name}" stands here a second time`, [...path, 'name']);
      names.add(given.name);
      return readOne(given, { part: path, target: [...path, 'target'], period: [...path, 'period'] }, reading);
    });
  });
}

type Given = z.infer<typeof ownSchema>['objectives'][number];

function readOne(given: Given, at: { part: Path; target: Path; period: Path }, reading: Reading): Objective {
  const { name, title, bad, good } = given;
  const part = good === undefined ? 'bad' : 'good';
  if ((bad === undefined) === (good === undefined)) reading.add('exactly one of bad and good is needed beside total', at.part); // prettier-ignore
  const target = readThreshold(given.target, at.target, reading.add);
  const periodMs = reading.duration(given.period, at.period, 30 * dayMs, (7 * dayMs) / 1000);
  const problem = targetProblem(target, periodMs);
  if (problem !== null) reading.add(problem, at.target);
  return {
    name,
    title,
    target,
    periodMs: Math.min(periodMs, 90 * dayMs),
    part,
    query: reading.query(given[part] ?? given.total, [...at.part, part], 'needed'),
    total: reading.query(given.total, [...at.part, 'total'], 'needed'),
  };
}

/** A rule that nothing but errors would not break is no rule: the least target is 93.06 % for 30 days. */
function targetProblem(target: number, periodMs: number): string | null {
  if (!(target > 0 && target < 1)) return 'the target is the share of events that is to be good, above 0 and below 1, such as 99.9%'; // prettier-ignore
  try {
    for (const { factor } of burnRules(periodMs)) burnThreshold(factor, target);
    return null;
  } catch (error) {
    if (error instanceof OpsError) return error.message;
    throw error;
  }
}

/** One that was written in a form. @throws OpsError `bad_input`. */
export function checkObjective(given: Objective): Objective {
  const objective = objectiveSchema.parse(given);
  const problem = targetProblem(objective.target, objective.periodMs);
  if (problem !== null) throw new OpsError('bad_input', problem);
  return objective;
}
