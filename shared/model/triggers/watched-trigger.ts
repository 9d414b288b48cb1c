// A trigger as the screens show it: what it is, how it stands, how it is watched and how well, and what people said of it.
import { z } from 'zod';
import { labelsSchema } from '../series.ts';
import { gapIntervals, triggerTroubleSchema } from './state.ts';
import { triggerSchema } from './trigger.ts';

const epochMs = z.number();
const word = z.object({ by: z.string(), atMs: epochMs, note: z.string() });

/** Who evaluates it: Prometheus itself, this console by asking Prometheus, this console by what it sees, or a person. */
export const watchedBySchema = z.enum(['server', 'console', 'local', 'person']);
export type WatchedBy = z.infer<typeof watchedBySchema>;

/** Where its definition came from. */
export const triggerOriginSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), file: z.string(), group: z.string() }),
  z.object({ kind: z.literal('person'), by: z.string() }),
]);
export type TriggerOrigin = z.infer<typeof triggerOriginSchema>;

/** `hole`: words that a person has to judge. `off`: nobody watches it, because a person said so. */
export const shownStateSchema = z.enum(['firing', 'pending', 'no_data', 'error', 'hole', 'inactive', 'off']);
export type ShownState = z.infer<typeof shownStateSchema>;

export const shownInstanceSchema = z.object({
  key: z.string(),
  labels: labelsSchema,
  annotations: z.record(z.string(), z.string()),
  state: z.enum(['pending', 'firing']),
  activeAtMs: epochMs,
  firedAtMs: epochMs.nullable(),
  lastTrueAtMs: epochMs,
  keptFiringSinceMs: epochMs.nullable(),
  /** As Prometheus writes numbers: `0.1`, `NaN`, `+Inf`. */
  value: z.string(),
  acknowledged: word.nullable(),
  /** Nobody is called for this label set until then; null where it is not snoozed by itself. */
  snoozed: word.extend({ untilMs: epochMs }).nullable(),
  /** The name of the graver trigger that fires on the same things; null where none does. It is shown all the same. */
  inhibitedBy: z.string().nullable(),
});
export type ShownInstance = z.infer<typeof shownInstanceSchema>;

export const looksSchema = z.object({
  /** Looks whose moment came since this start; those done and missed, and one under way, add up to it. */
  scheduled: z.int(),
  done: z.int(),
  missed: z.int(),
  /** How many began up to 10 ms, 100 ms, 1 s, 10 s and more after their moment. */
  late: z.array(z.int()),
  latestMs: z.number(),
  /** How long the last one took; null before the first. */
  tookMs: z.number().nullable(),
});
export type Looks = z.infer<typeof looksSchema>;

/** Instances in the feed; all of them are read with the trigger itself. */
export const shownInstancesLimit = 20;

export const watchedTriggerSchema = z.object({
  key: z.string(),
  trigger: triggerSchema,
  origin: triggerOriginSchema,
  savedAtMs: epochMs,
  state: shownStateSchema,
  /** Since when it is in this state, as far as is known. */
  sinceMs: epochMs,
  watchedBy: watchedBySchema,
  /** What is asked, in words; empty where nothing is. */
  place: z.string(),
  trouble: triggerTroubleSchema.nullable(),
  instances: z.array(shownInstanceSchema),
  firing: z.int(),
  pending: z.int(),
  /** Firing, and neither acknowledged nor snoozed nor inhibited: wants a person. */
  calling: z.int(),
  lastEvaluatedAtMs: epochMs.nullable(),
  looks: looksSchema.nullable(),
  snoozed: word.extend({ untilMs: epochMs }).nullable(),
  /** It changes to and fro so often that people are told of it once only. */
  flapping: z.boolean(),
});
export type WatchedTrigger = z.infer<typeof watchedTriggerSchema>;

/** Something that happened to a trigger, from the journal; the newest first. */
export const triggerEventSchema = z.object({
  key: z.string(),
  type: z.string(),
  atMs: epochMs,
  recordedMs: epochMs,
  /** Of the instance it was about; null for the whole trigger. */
  labels: labelsSchema.nullable(),
  by: z.string().nullable(),
  words: z.string(),
});
export type TriggerEvent = z.infer<typeof triggerEventSchema>;

export const triggerDetailSchema = z.object({
  watched: watchedTriggerSchema,
  history: z.array(triggerEventSchema),
});
export type TriggerDetail = z.infer<typeof triggerDetailSchema>;

/** Whether the desktop is told of what begins to fire. */
export const mutedSchema = z.object({
  key: z.literal('notices'),
  muted: z.boolean(),
  /** Whether there is a desktop shell to tell; a console in a browser has none. */
  desktop: z.boolean(),
  by: z.string(),
  atMs: epochMs,
});
export type Muted = z.infer<typeof mutedSchema>;

/**
 * How it stands at a time on the reader's clock: what has not been evaluated for over two intervals is not known, whatever
 * it was. Firing stays, as not looking mends nothing.
 */
export function shownStateAt(watched: WatchedTrigger, nowMs: number): ShownState {
  const { state } = watched;
  if (state !== 'inactive' && state !== 'pending') return state;
  return lateAt(watched, nowMs) ? 'no_data' : state;
}

/** Whether it has not been evaluated for over two of its intervals, at a time on the reader's clock. */
export function lateAt({ lastEvaluatedAtMs, trigger }: WatchedTrigger, nowMs: number): boolean {
  return lastEvaluatedAtMs === null || nowMs - lastEvaluatedAtMs > gapIntervals * trigger.intervalMs + graceMs;
}
/** A look takes its time, and its news a moment to arrive. */
const graceMs = 5000;
