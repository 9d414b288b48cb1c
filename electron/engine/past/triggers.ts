// Triggers as they stood at a moment: definitions, instances, troubles and people's words, replayed from what the journal says
// of each of them.
import { labelKey } from '#shared/model/triggers/label-key.ts';
import { emptyMemory, type Instance, type TriggerMemory, type TriggerTrouble } from '#shared/model/triggers/state.ts';
import { triggerSchema, type Trigger } from '#shared/model/triggers/trigger.ts';
import type { TriggerDetail, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from '../store/database.ts';
import { boundsOf } from '../store/moment-rows.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import { triggerEventsUpTo, triggerKeys } from '../store/trigger-rows.ts';
import { inhibitions } from '../triggers/inhibition.ts';
import { newTrigger, type KnownTrigger, type Snoozed } from '../triggers/known-trigger.ts';
import { showTrigger } from '../triggers/show-trigger.ts';
import { historyEvent } from '../triggers/trigger-history.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import { watchedThen } from './watched-then.ts';

/** Of one trigger; an instance that began to fire before these is not among those that are shown. */
const mostEvents = 5000;
const historyLimit = 200;
const instancesLimit = 1000;

export function triggersPast(read: ReadDb): NonNullable<PastAnswers['triggers']> {
  return {
    feed: (_nothing, moment, signal) => heldFeed(shownAt(read, moment), signal),
    get: ({ key }, moment): TriggerDetail => {
      const watched = shownAt(read, moment, instancesLimit).find((one) => one.key === key);
      if (!watched) throw new OpsError('not_found', 'There was no such trigger at this moment.');
      return { watched, history: eventsAt(read, key, moment).slice(0, historyLimit).map(historyEvent) };
    },
  };
}

/** The newest first. */
function eventsAt(read: ReadDb, key: string, moment: PastMoment): JournalEvent[] {
  return triggerEventsUpTo(read, key, boundsOf(read, moment), mostEvents);
}

function shownAt(read: ReadDb, moment: PastMoment, limit?: number): WatchedTrigger[] {
  const watched = watchedThen(read, moment.at);
  // Where this console did not run nothing was evaluated since.
  const lookedAtMs = watched.watched ? moment.at : watched.since;
  const evicted = keptParts(read, 'engine', { fromMs: moment.at, toMs: moment.at }).length === 0;
  const known = triggerKeys(read).flatMap((key) => replay(key, eventsAt(read, key, moment).toReversed(), { at: moment.at, lookedAtMs }) ?? []); // prettier-ignore
  if (evicted) for (const one of known) one.memory = withoutEvidence(one.memory, moment.at);
  const inhibited = inhibitions(known.flatMap(firingOf));
  return known.map((one) =>
    showTrigger(one, {
      nowMs: moment.at,
      counts: null,
      inhibitedBy: (instance) => inhibited.get(`${one.key} ${instance}`) ?? null,
      ...(limit !== undefined && { instancesLimit: limit }),
    }),
  );
}

/** That nothing fired is not known where what told of it is gone. */
function withoutEvidence(memory: TriggerMemory, atMs: number): TriggerMemory {
  if (memory.instances.length > 0 || memory.trouble !== null) return memory;
  return { ...memory, trouble: { kind: 'no_data', reason: 'what was recorded of it at this time was evicted', sinceMs: atMs } }; // prettier-ignore
}

function firingOf({ key, trigger, memory }: KnownTrigger) {
  if (!trigger.enabled) return [];
  const firing = memory.instances.filter(({ state }) => state === 'firing');
  return firing.map((one) => ({ trigger: key, key: one.key, name: trigger.name, severity: trigger.severity, labels: one.labels })); // prettier-ignore
}

/** @param events the oldest first. @returns null where it was not defined, or had been removed. */
function replay(
  key: string,
  events: readonly JournalEvent[],
  { at, lookedAtMs }: { at: number; lookedAtMs: number | null },
): KnownTrigger | null {
  let known: KnownTrigger | null = null;
  for (const event of events) {
    if (event.type === 'trigger.removed') known = null;
    else if (event.type === 'trigger.edited' || event.type === 'trigger.imported') known = defined(known, key, event);
    else if (known !== null) tell(known, event);
  }
  if (known === null || !known.trigger.enabled) return known;
  // Whether its first look was over already nobody wrote down.
  const fresh = known.memory.instances.length === 0 && at - known.savedAtMs < known.trigger.intervalMs;
  known.memory = { ...known.memory, lastEvaluatedAtMs: fresh ? null : lookedAtMs };
  return known;
}

function defined(before: KnownTrigger | null, key: string, { data, time, source }: JournalEvent): KnownTrigger | null {
  const { trigger, file } = Object(data) as { trigger?: unknown; file?: string };
  const read = triggerSchema.safeParse(trigger);
  if (!read.success) return before;
  const origin = file === undefined ? { kind: 'person' as const, by: source.replace(/^person:/, '') } : { kind: 'file' as const, file, group: '' }; // prettier-ignore
  const fresh = newTrigger({ key, trigger: read.data, origin: before?.origin ?? origin, savedAtMs: time });
  return before !== null && same(before.trigger, read.data) ? { ...fresh, memory: before.memory, snoozed: before.snoozed, snoozedInstances: before.snoozedInstances, acknowledged: before.acknowledged, standing: before.standing } : fresh; // prettier-ignore
}

/** As triggers are edited: what was known stays where the condition is the same. */
const same = (a: Trigger, b: Trigger): boolean =>
  JSON.stringify([a.name, a.condition, a.labels, a.enabled]) === JSON.stringify([b.name, b.condition, b.labels, b.enabled]); // prettier-ignore

type Told = { labels?: Record<string, string>; value?: string; words?: string; untilMs?: number; by?: string };

/** One event after the other, as it changed how the trigger stands. */
function tell(known: KnownTrigger, { type, time, data }: JournalEvent): void {
  const told = Object(data) as Told;
  const word = { by: told.by ?? '', atMs: time, note: told.words ?? '' };
  if (type === 'trigger.pending' || type === 'trigger.firing')
    known.memory = withInstance(known.memory, type === 'trigger.firing' ? 'firing' : 'pending', time, told); // prettier-ignore
  else if (type === 'trigger.resolved' || type === 'trigger.cleared') known.memory = without(known, time, told);
  else if (type === 'trigger.error' || type === 'trigger.no_data')
    known.memory = { ...known.memory, trouble: troubleOf(type, time, told) }; // prettier-ignore
  else if (type === 'trigger.known') known.memory = { ...known.memory, trouble: null };
  else if (type === 'trigger.snoozed' && told.untilMs !== undefined)
    snooze(known, told, { ...word, untilMs: told.untilMs });
  else if (type === 'trigger.unsnoozed') snooze(known, told, null);
  else if (type === 'trigger.acknowledged') acknowledge(known, told, word);
}

/** Of the label set that is named, else of the whole trigger. */
function snooze(known: KnownTrigger, { labels }: Told, word: Snoozed | null): void {
  if (labels === undefined) known.snoozed = word;
  else if (word === null) known.snoozedInstances.delete(labelKey(labels));
  else known.snoozedInstances.set(labelKey(labels), { ...word, labels });
}

const troubleOf = (type: string, sinceMs: number, { words = '' }: Told): TriggerTrouble => ({ kind: type === 'trigger.error' ? 'error' : 'no_data', reason: words, sinceMs }); // prettier-ignore

function withInstance(memory: TriggerMemory, state: Instance['state'], time: number, told: Told): TriggerMemory {
  const labels = told.labels ?? {};
  const key = labelKey(labels);
  const before = memory.instances.find((one) => one.key === key);
  const instance: Instance = {
    key,
    labels,
    annotations: before?.annotations ?? {},
    state,
    activeAtMs: before?.activeAtMs ?? time,
    firedAtMs: state === 'firing' ? (before?.firedAtMs ?? time) : null,
    lastTrueAtMs: time,
    keptFiringSinceMs: null,
    value: Number(told.value ?? NaN),
  };
  return { ...memory, instances: [...memory.instances.filter((one) => one.key !== key), instance].toSorted((a, b) => (a.key < b.key ? -1 : 1)) }; // prettier-ignore
}

function without(known: KnownTrigger, time: number, { labels }: Told): TriggerMemory {
  const { memory } = known;
  if (labels === undefined) return { ...emptyMemory, trouble: memory.trouble };
  const key = labelKey(labels);
  known.acknowledged.delete(key);
  const instances = memory.instances.filter((one) => one.key !== key);
  if (instances.length === 0) known.standing = { ...known.standing, quietSinceMs: time };
  return { ...memory, instances };
}

function acknowledge(
  known: KnownTrigger,
  { labels = {} }: Told,
  word: { by: string; atMs: number; note: string },
): void {
  const found = known.memory.instances.find(({ key }) => key === labelKey(labels));
  if (found !== undefined && found.firedAtMs !== null)
    known.acknowledged.set(found.key, { ...word, firedAtMs: found.firedAtMs });
}
