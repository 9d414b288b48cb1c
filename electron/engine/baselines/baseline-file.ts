// The two texts of a baseline: the YAML that says what is to be captured, and the JSON in which one that was captured is kept.
import { z } from 'zod';
import { baselineSchema, runLimit, summarySchema, type Baseline, type BaselineDefinition } from '#shared/model/criteria/baseline.ts'; // prettier-ignore
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { readDefinition, readThreshold } from '../criteria/read-definition.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'allowed: lower-case letters, digits, ".", "_" and "-", at most 63 characters');

const fileSchema = z.strictObject({
  apiVersion: z.literal('readyroom/v1'),
  kind: z.literal('Baseline'),
  name: slug,
  title: z.string().min(1).max(300),
  window: z.string(),
  slices: z.int().min(2).max(runLimit).default(10),
  step: z.string().optional(),
  summary: summarySchema.default('median'),
  metrics: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        query: z.string().min(1).max(16_384),
        unit: z.string().max(20).default(''),
        harm: z.enum(['higher', 'lower', 'either']),
        practicalLimit: z.union([z.number(), z.string()]).default(0.05),
        absoluteLimit: z.number().positive().optional(),
      }),
    )
    .min(1)
    .max(100),
});

const minuteMs = 60_000;
/** What a server answers at once. */
const mostPoints = 10_000;

export function readBaselineFile(text: string): { value: BaselineDefinition } | { problems: PlanProblem[] } {
  return readDefinition(text, fileSchema, ({ name, title, slices, summary, ...file }, reading) => {
    const windowMs = reading.duration(file.window, ['window'], 10 * minuteMs, minuteMs / 1000);
    const sliceMs = windowMs / slices;
    const usual = Math.min(Math.max(15_000, Math.ceil(sliceMs / 60_000) * 1000), Math.floor(sliceMs / 3));
    const stepMs = reading.duration(file.step, ['step'], Math.max(1000, usual));
    if (sliceMs / stepMs < 3) reading.add(`each of the ${slices} runs would have fewer than 3 points; take a longer window, fewer slices or a shorter step`, ['slices']); // prettier-ignore
    if (windowMs / stepMs > mostPoints) reading.add(`${Math.round(windowMs / stepMs)} points are more than the ${mostPoints} that are asked for; take a longer step`, ['step']); // prettier-ignore
    const names = new Set<string>();
    const metrics = file.metrics.map((metric, at) => {
      const path = ['metrics', at];
      if (names.has(metric.name)) reading.add(`the name "${metric.name}" stands here a second time`, [...path, 'name']);
      names.add(metric.name);
      const practicalLimit = readThreshold(metric.practicalLimit, [...path, 'practicalLimit'], reading.add);
      if (!(practicalLimit > 0)) reading.add('the change that matters is a share above 0, such as 5%', [...path, 'practicalLimit']); // prettier-ignore
      return { ...metric, query: reading.query(metric.query, [...path, 'query'], 'allowed'), practicalLimit, absoluteLimit: metric.absoluteLimit ?? null }; // prettier-ignore
    });
    return { name, title, windowMs, slices, stepMs, summary, metrics };
  });
}

const largestBytes = 4 * 1024 * 1024;

/** @throws OpsError `bad_input`, `too_large`. */
export function readBaseline(text: string): Baseline {
  if (Buffer.byteLength(text) > largestBytes) throw new OpsError('too_large', 'The baseline is larger than 4 MiB.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new OpsError('bad_input', `The baseline is not JSON: ${messageOf(error)}`, { cause: error });
  }
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new OpsError('bad_input', `This is no baseline: ${path === '' ? 'it' : path}: ${issue?.message ?? 'unknown'}`);
}

export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/** `baseline-2026-02-03.json`, by the day in UTC. */
export function baselineFileName({ capturedAtMs }: Pick<Baseline, 'capturedAtMs'>): string {
  return `baseline-${new Date(capturedAtMs).toISOString().slice(0, 10)}.json`;
}
