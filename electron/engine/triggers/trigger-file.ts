// The console's own file of triggers, from its text to triggers or to everything that is wrong with it and where. It holds
// what a rule file cannot: triggers that need no Prometheus, and words that only a person can judge.
import { z } from 'zod';
import { durationMs, durationText } from '#shared/model/duration.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import {
  conditionSchema,
  severitySchema,
  type Trigger,
  type TriggerCondition,
} from '#shared/model/triggers/trigger.ts';
import { addIssues, inOrder, type Add } from '../plans/problems.ts';
import { readYaml, showPlace, type Path, type YamlTree } from '../plans/yaml-tree.ts';
import { readPromql } from './promql-text.ts';

const duration = z.string();
const texts = z.record(z.string(), z.string());
const selector = { name: z.string().optional(), namespace: z.string().optional(), composeProject: z.string().optional(), labels: texts.optional() }; // prettier-ignore

const entrySchema = z.strictObject({
  name: z.string().min(1).max(200),
  words: z.string().max(4000).optional(),
  severity: severitySchema.default('attention'),
  for: duration.default('0s'),
  keepFiringFor: duration.default('0s'),
  every: duration.default('30s'),
  labels: texts.default({}),
  annotations: texts.default({}),
  promql: z.string().optional(),
  restarts: z
    .strictObject({ over: z.enum(['docker', 'kubernetes']), ...selector, moreThan: z.int().min(0), window: duration })
    .optional(),
  targetDown: z.strictObject({ job: z.string().min(1), instance: z.string().optional() }).optional(),
  containerUnhealthy: z.strictObject(selector).optional(),
  rolloutStuck: z.strictObject({ namespace: z.string().min(1), name: z.string().min(1) }).optional(),
  manual: z.literal(true).optional(),
});
type Entry = z.infer<typeof entrySchema>;

const fileSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Triggers'),
  triggers: z.array(entrySchema).max(500),
});

const conditions = ['promql', 'restarts', 'targetDown', 'containerUnhealthy', 'rolloutStuck', 'manual'] as const;
/** A window of restarts is kept in memory. */
const longestWindowMs = 86_400_000;

/** Whether a text says of itself that it is such a file; else it is taken for a rule file of Prometheus. */
export function isTriggerFile(text: string): boolean {
  return /^kind:\s*['"]?Triggers\b/m.test(text);
}

export function readTriggerFile(text: string): { triggers: Trigger[] } | { problems: PlanProblem[] } {
  const read = readYaml(text);
  if ('problems' in read) return read;
  const { tree } = read;
  const problems: PlanProblem[] = [];
  const add: Add = (message, path, place) => problems.push({ message, ...(place ?? tree.placeOf(path)), path: showPlace(path) }); // prettier-ignore
  const parsed = fileSchema.safeParse(tree.value);
  if (!parsed.success) {
    addIssues(add, tree, fileSchema, parsed.error, []);
    return { problems: inOrder(problems) };
  }
  const triggers = parsed.data.triggers.map((entry, at) => readEntry(entry, ['triggers', at], { add, tree }));
  return problems.length > 0 ? { problems: inOrder(problems) } : { triggers };
}

interface Reading {
  add: Add;
  tree: YamlTree;
}

function readEntry(entry: Entry, path: Path, reading: Reading): Trigger {
  const { name, words, severity, labels, annotations, promql } = entry;
  const condition = readCondition(entry, path, reading);
  return {
    name,
    originalWords: words ?? annotations['summary'] ?? promql ?? name,
    condition,
    forMs: readDuration(entry.for, [...path, 'for'], reading),
    keepFiringForMs: readDuration(entry.keepFiringFor, [...path, 'keepFiringFor'], reading),
    intervalMs: Math.max(1000, readDuration(entry.every, [...path, 'every'], reading)),
    severity,
    labels,
    annotations,
    rollbackPlanId: null,
    enabled: true,
  };
}

function readCondition(entry: Entry, path: Path, reading: Reading): TriggerCondition {
  const given = conditions.filter((key) => entry[key] !== undefined);
  if (given.length !== 1) reading.add(`exactly one of ${conditions.join(', ')} is needed; found ${given.length === 0 ? 'none' : given.join(' and ')}`, path); // prettier-ignore
  const { promql, restarts, targetDown, containerUnhealthy, rolloutStuck } = entry;
  if (restarts) {
    const { over, moreThan, window, ...meant } = restarts;
    const windowMs = readDuration(window, [...path, 'restarts', 'window'], reading);
    if (windowMs < 60_000 || windowMs > longestWindowMs) reading.add(`a window is from 1m to ${durationText(longestWindowMs)}`, [...path, 'restarts', 'window']); // prettier-ignore
    return conditionSchema.parse({ kind: 'restarts', over, selector: meant, moreThan, windowMs });
  }
  if (targetDown) return conditionSchema.parse({ kind: 'target_down', ...targetDown });
  if (containerUnhealthy) return { kind: 'container_unhealthy', selector: containerUnhealthy };
  if (rolloutStuck) return { kind: 'rollout_stuck', ...rolloutStuck };
  if (promql === undefined) {
    if (entry.words === undefined) reading.add('words are needed: they are what a person judges', path);
    return { kind: 'manual', words: entry.words ?? entry.name };
  }
  const { fault } = readPromql(promql);
  if (fault) reading.add(`PromQL: ${fault.message}`, [...path, 'promql']);
  return { kind: 'promql', expr: promql, queryOffsetMs: 0 };
}

function readDuration(text: string, path: Path, { add }: Reading): number {
  const ms = durationMs(text);
  if (ms === null) add(`a duration such as 5m or 1h30m is needed; found ${JSON.stringify(text)}`, path);
  return ms ?? 60_000;
}
