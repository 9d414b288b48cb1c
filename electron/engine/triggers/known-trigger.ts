// A trigger with all that this console knows of it, and how it is kept: what is written and read of it, and nothing else.
import { readMemory, writeMemory } from '#shared/model/triggers/memory-text.ts';
import { labelsSchema } from '#shared/model/series.ts';
import { emptyMemory, type TriggerMemory } from '#shared/model/triggers/state.ts';
import { isManual, triggerSchema, type Trigger } from '#shared/model/triggers/trigger.ts';
import { triggerOriginSchema, watchedBySchema, type TriggerOrigin, type WatchedBy } from '#shared/model/triggers/watched-trigger.ts'; // prettier-ignore
import { z } from 'zod';
import type { TriggerRow, TriggerWordRow } from '../store/trigger-rows.ts';

export interface Word {
  by: string;
  atMs: number;
  note: string;
}
const wordSchema = z.object({ by: z.string(), atMs: z.number(), note: z.string() });
const acknowledgedSchema = wordSchema.extend({ firedAtMs: z.number() });
const snoozedSchema = wordSchema.extend({ untilMs: z.number() });
/** `firedAtMs`: of the firing that it is about; it says nothing of a later one. */
export type Acknowledged = z.infer<typeof acknowledgedSchema>;
export type Snoozed = z.infer<typeof snoozedSchema>;
const snoozedInstanceSchema = snoozedSchema.extend({ labels: labelsSchema });
export type SnoozedInstance = z.infer<typeof snoozedInstanceSchema>;

const standingSchema = z.object({
  by: watchedBySchema,
  place: z.string(),
  /** Since when it is neither pending nor firing; null where it is, or was never looked at. */
  quietSinceMs: z.number().nullable(),
});
export type Standing = z.infer<typeof standingSchema>;

export interface KnownTrigger {
  readonly key: string;
  readonly trigger: Trigger;
  readonly origin: TriggerOrigin;
  readonly savedAtMs: number;
  memory: TriggerMemory;
  standing: Standing;
  /** Of the last look; null before the first of this start. */
  tookMs: number | null;
  snoozed: Snoozed | null;
  /** Label sets that are snoozed by themselves, by the instance's key; also while they are quiet. */
  snoozedInstances: Map<string, SnoozedInstance>;
  /** By the instance's key. */
  acknowledged: Map<string, Acknowledged>;
  /** When it began to fire and ceased to, within the last hour, ascending. */
  changesMs: number[];
  flapping: boolean;
  /** Missed looks that the journal has. */
  missedTold: number;
}

export function newTrigger(given: Pick<KnownTrigger, 'key' | 'trigger' | 'origin' | 'savedAtMs'>): KnownTrigger {
  return {
    ...given,
    memory: emptyMemory,
    standing: { by: watchedByOf(given.trigger), place: '', quietSinceMs: null },
    tookMs: null,
    snoozed: null,
    snoozedInstances: new Map(),
    acknowledged: new Map(),
    changesMs: [],
    flapping: false,
    missedTold: 0,
  };
}

/** Before anybody looked. */
function watchedByOf(trigger: Trigger): WatchedBy {
  if (isManual(trigger)) return 'person';
  return trigger.condition.kind === 'promql' || trigger.condition.kind === 'target_down' ? 'console' : trigger.condition.kind === 'server_rule' ? 'server' : 'local'; // prettier-ignore
}

/** Throws where the row is not what this version wrote. */
export function triggerOfRow(row: TriggerRow): KnownTrigger {
  const known = newTrigger({
    key: row.key,
    trigger: triggerSchema.parse(JSON.parse(row.definition)),
    origin: triggerOriginSchema.parse(JSON.parse(row.origin)),
    savedAtMs: row.savedAt,
  });
  if (row.memory !== null) known.memory = readMemory(row.memory);
  if (row.watched !== null) known.standing = standingSchema.parse(JSON.parse(row.watched));
  return known;
}

export function rowOfTrigger({ key, trigger, origin, savedAtMs }: KnownTrigger) {
  return { key, definition: JSON.stringify(trigger), origin: JSON.stringify(origin), savedAt: savedAtMs };
}

export function memoryTexts({ memory, standing }: KnownTrigger): [memory: string, standing: string] {
  return [writeMemory(memory), JSON.stringify(standing)];
}

/** Takes up a word that was kept; throws where it is not what this version wrote. */
export function takeWord(known: KnownTrigger, { kind, instance, word }: TriggerWordRow): void {
  if (kind === 'snoozed' && instance === '') known.snoozed = snoozedSchema.parse(JSON.parse(word));
  else if (kind === 'snoozed') known.snoozedInstances.set(instance, snoozedInstanceSchema.parse(JSON.parse(word)));
  else known.acknowledged.set(instance, acknowledgedSchema.parse(JSON.parse(word)));
}
