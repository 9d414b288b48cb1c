// What happened to a trigger, to and from the journal: how news and people's words are written there, and read again.
import type { Json } from '#shared/model/facts.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { TriggerEvent } from '#shared/model/triggers/watched-trigger.ts';
import type { EventType, NewEvent } from '../journal/journal.ts';
import type { KnownTrigger } from './known-trigger.ts';
import type { Happening } from './settle.ts';
import { valueText } from './show-trigger.ts';

export type TriggerEventType = Extract<EventType, `trigger.${string}`>;

export function eventOfHappening({ key, trigger }: KnownTrigger, { type, atMs, instance, words }: Happening): NewEvent {
  const data: Record<string, Json> = { key, words, severity: trigger.severity };
  if (instance !== null) Object.assign(data, { labels: instance.labels, value: valueText(instance.value) });
  return { type, source: 'engine', subject: trigger.name, time: Math.round(atMs), data };
}

export function eventOfPerson(
  { key, trigger }: KnownTrigger,
  type: TriggerEventType,
  by: string,
  data: Record<string, Json>,
): NewEvent {
  return { type, source: `person:${by}`, subject: trigger.name, data: { key, by, ...data } };
}

export function historyEvent({ id, type, time, recordedTime, data }: JournalEvent): TriggerEvent {
  const { labels = null, by = null, words = '' } = data as { labels?: Record<string, string>; by?: string; words?: string }; // prettier-ignore
  return { key: id, type, atMs: time, recordedMs: recordedTime, labels, by, words };
}
