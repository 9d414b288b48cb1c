// What is known of a trigger: its instances, one for each label set, and what keeps it from being known. Plain JSON but for
// values such as NaN; see memory-text.ts. How it changes is in step.ts.
import { z } from 'zod';
import { labelsSchema, type Labels } from '../series.ts';

const epochMs = z.number();
/** Every number there is; z.number() refuses NaN and infinities, which are values of samples like others. */
export const sampleValueSchema = z.custom<number>((value) => typeof value === 'number', 'a number');

export const instanceStateSchema = z.enum(['pending', 'firing']);
export type InstanceState = z.infer<typeof instanceStateSchema>;

export const triggerStateSchema = z.enum(['inactive', 'pending', 'firing', 'no_data', 'error']);
/** Of the whole trigger: see triggerStateAt. */
export type TriggerState = z.infer<typeof triggerStateSchema>;

export const instanceSchema = z.object({
  /** The same for the same labels, whatever their order: labelKey of label-key.ts. */
  key: z.string(),
  labels: labelsSchema,
  annotations: z.record(z.string(), z.string()),
  state: instanceStateSchema,
  /** From when the time of `for` is counted: the first evaluation at which it was true, moved on by gaps while pending. */
  activeAtMs: epochMs,
  firedAtMs: epochMs.nullable(),
  lastTrueAtMs: epochMs,
  /** Firing although it is no longer true, since then; null while it is true. */
  keptFiringSinceMs: epochMs.nullable(),
  /** Of the last evaluation at which it was true. */
  value: sampleValueSchema,
});
export type Instance = z.infer<typeof instanceSchema>;

export const triggerTroubleSchema = z.object({
  kind: z.enum(['no_data', 'error']),
  reason: z.string(),
  sinceMs: epochMs,
});
export type TriggerTrouble = z.infer<typeof triggerTroubleSchema>;

export const triggerMemorySchema = z.object({
  /** Ordered by key. */
  instances: z.array(instanceSchema),
  /** When samples, or their absence, were last seen; an evaluation that failed is none. */
  lastEvaluatedAtMs: epochMs.nullable(),
  trouble: triggerTroubleSchema.nullable(),
});
export type TriggerMemory = z.infer<typeof triggerMemorySchema>;

export const emptyMemory: TriggerMemory = { instances: [], lastEvaluatedAtMs: null, trouble: null };

/** What the core needs to know of a trigger. Labels and annotations may hold templates. */
export interface TriggerRule {
  name: string;
  forMs: number;
  keepFiringForMs: number;
  intervalMs: number;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** More instances than this are an error; 0 or absent for no limit. */
  limit?: number;
  /** For `$externalLabels` and `$externalURL` in templates; none where absent. */
  externalLabels?: Labels;
  externalUrl?: string;
}

/** What an evaluation came to: an empty list says that nothing is true, an error that nothing is known. */
export type Observation =
  | { kind: 'samples'; samples: { labels: Labels; value: number }[] }
  | { kind: 'error'; reason: string };

export const transitionSchema = z.object({
  key: z.string(),
  labels: labelsSchema,
  from: z.enum(['inactive', 'pending', 'firing']),
  to: z.enum(['inactive', 'pending', 'firing']),
  atMs: epochMs,
  value: sampleValueSchema,
  /** In words for people. */
  reason: z.string(),
});
export type Transition = z.infer<typeof transitionSchema>;

/** A time in which nobody looked, longer than two intervals. */
export interface TriggerGap {
  fromMs: number;
  toMs: number;
}

/** So many intervals without an evaluation are a gap; exactly so many are not yet one. */
export const gapIntervals = 2;

/**
 * The trouble there is at a time, which may have come since the last step: nobody looked for over two intervals, or
 * nobody ever looked. An error that was told outranks both.
 */
export function troubleAt(rule: TriggerRule, memory: TriggerMemory, atMs: number): TriggerTrouble | null {
  if (memory.trouble) return memory.trouble;
  const last = memory.lastEvaluatedAtMs;
  if (last === null) return { kind: 'no_data', reason: 'it has not been evaluated yet', sinceMs: atMs };
  if (atMs - last <= gapIntervals * rule.intervalMs) return null;
  return { kind: 'no_data', reason: 'it has not been evaluated for more than two intervals', sinceMs: last };
}

/**
 * The state of the whole trigger: firing where an instance fires, whatever else is wrong, as what was firing is not mended
 * by not looking; then error and no_data, which are not healthy; then pending; then inactive.
 */
export function triggerStateAt(rule: TriggerRule, memory: TriggerMemory, atMs: number): TriggerState {
  if (memory.instances.some(({ state }) => state === 'firing')) return 'firing';
  const trouble = troubleAt(rule, memory, atMs);
  if (trouble) return trouble.kind;
  return memory.instances.length > 0 ? 'pending' : 'inactive';
}
