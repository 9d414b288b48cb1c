// Which environment was active at a moment, and what was unlocked. What an environment names was not recorded change by change:
// its fields are those of today.
import { lockKeys, type Environment, type Lock } from '#shared/model/environment.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from '../store/database.ts';
import { listEnvironments } from '../store/environment-rows.ts';
import { eventsOfTypeAt, nextOfType, replayedEvents } from '../store/moment-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';

const mostEvents = 2000;

export function environmentsPast(read: ReadDb): NonNullable<PastAnswers['environments']> {
  return {
    feed: (_nothing, moment, signal) => heldFeed(environmentsAt(read, moment), signal),
    locks: (_nothing, moment, signal) => heldFeed(locksAt(read, moment), signal),
  };
}

const dataOf = (event: JournalEvent | null | undefined): Record<string, unknown> => Object(event?.data) as Record<string, unknown>; // prettier-ignore

function environmentsAt(read: ReadDb, moment: PastMoment): Environment[] {
  const saved = replayedEvents(read, ['environment.saved'], moment, mostEvents);
  const names = new Map(saved.map((event) => [String(dataOf(event)['key']), String(dataOf(event)['name'])]));
  // The first one is made without a word.
  const there = listEnvironments(read).filter(({ key }) => names.has(key) || key === 'local');
  const active = activeKey(read, there, moment);
  return there.map((one) => ({ ...one, name: names.get(one.key) ?? one.name, active: one.key === active }));
}

function activeKey(read: ReadDb, there: readonly Environment[], moment: PastMoment): string | undefined {
  const [last] = eventsOfTypeAt(read, 'environment.activated', moment, 1);
  if (last) return String(dataOf(last)['key']);
  // Before the first of them, that one was active which it left.
  const from = dataOf(nextOfType(read, 'environment.activated', 0))['from'];
  return (there.find(({ name }) => name === from) ?? there.find(({ active }) => active) ?? there[0])?.key;
}

function locksAt(read: ReadDb, moment: PastMoment): Lock[] {
  const last = new Map<unknown, JournalEvent>();
  for (const event of replayedEvents(read, ['lock.opened', 'lock.closed'], moment, mostEvents))
    last.set(dataOf(event)['lock'], event);
  return lockKeys.map((key) => {
    const event = last.get(key);
    const { name, minutes } = dataOf(event);
    const until = event?.type === 'lock.opened' ? event.time + Number(minutes) * 60_000 : 0;
    const open = until > moment.at;
    return {
      key,
      name: typeof name === 'string' ? name : null,
      locked: !open,
      unlockedUntil: open ? until : null,
      unlockedBy: open ? (event?.source.replace(/^person:/, '') ?? null) : null,
    };
  });
}
