// What people say of triggers that fire: somebody is on it, not now, it is over. Each word has its author and is recorded
// before it counts.
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Muted } from '#shared/model/triggers/watched-trigger.ts';
import { snoozeLimitMs } from '#shared/contract/triggers.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { deleteTriggerWord, putMute, putTriggerWord, readMute } from '../store/trigger-rows.ts';
import type { KnownTrigger, Snoozed } from './known-trigger.ts';
import type { TriggerBoard } from './trigger-board.ts';
import { eventOfPerson } from './trigger-history.ts';
import type { TriggerWatch } from './trigger-watch.ts';

export interface Said {
  key: string;
  by: string;
  note: string;
}

export interface TriggerWords {
  notices: Pick<Feed<Muted>, 'subscribe' | 'get'>;
  /** `instances` null for all that fire now. @throws OpsError `conflict` where none of them fires. */
  acknowledge: (said: Said & { instances: readonly string[] | null }) => Promise<void>;
  /** `instances` null for the whole trigger. @throws OpsError `bad_input` where that time is past, or too far away; `conflict` */
  snooze: (said: Said & { instances: readonly string[] | null; untilMs: number }) => Promise<void>;
  unsnooze: (said: Omit<Said, 'note'> & { instance: string | null }) => Promise<void>;
  /** @throws OpsError `conflict` where none of them fires, or Prometheus has its state. */
  resolve: (said: Said & { instances: readonly string[] | null }) => Promise<void>;
  mute: (muted: boolean, by: string) => Promise<void>;
  /** Whether there is a desktop that would be told. */
  desktop: (there: boolean) => void;
  /** To be called once all are known: what was snoozed until a time that has come wakes. */
  begin: () => void;
  close: () => void;
}

export interface TriggerWordsOptions {
  board: TriggerBoard;
  watch: TriggerWatch;
  read: ReadDb;
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
  onDefect: (error: unknown) => void;
}

export function createTriggerWords({ board, watch, read, now, later, onDefect }: TriggerWordsOptions): TriggerWords {
  const kept = readMute(read);
  let muted: Muted = {
    key: 'notices',
    muted: kept?.muted ?? false,
    desktop: false,
    by: kept?.by ?? '',
    atMs: kept?.at ?? now(),
  };
  const notices = createFeed<Muted>([muted]);
  let cancel: (() => void) | null = null;

  const acknowledge: TriggerWords['acknowledge'] = async ({ key, instances, by, note }) => {
    const known = board.get(key);
    const atMs = now();
    const meant = firing(known, instances);
    const words = meant.map(({ key: instance, firedAtMs }) => ({ instance, word: { by, note, atMs, firedAtMs: firedAtMs ?? atMs } })); // prettier-ignore
    const events = meant.map(({ labels }) => eventOfPerson(known, 'trigger.acknowledged', by, { labels, words: note }));
    await board.record('audit', key, events, (db) => {
      for (const { instance, word } of words) putTriggerWord(db, { key, kind: 'acknowledged', instance, word: JSON.stringify(word) }); // prettier-ignore
    });
    for (const { instance, word } of words) known.acknowledged.set(instance, word);
    board.publish(known);
  };
  const resolve: TriggerWords['resolve'] = async ({ key, instances, by, note }) => {
    const known = board.get(key);
    if (known.standing.by === 'server') {
      throw new OpsError('conflict', 'Prometheus has the state of this rule; acknowledge or snooze it, or mend what it says.'); // prettier-ignore
    }
    const meant = firing(known, instances);
    const events = meant.map(({ labels }) => eventOfPerson(known, 'trigger.resolved', by, { labels, words: note }));
    await board.record('audit', key, events);
    const keys = new Set(meant.map((one) => one.key));
    for (const _ of meant) board.changed(known, now());
    const left = known.memory.instances.filter((one) => !keys.has(one.key));
    watch.take(known, { memory: { ...known.memory, instances: left }, happenings: [] });
  };
  /** @param instance of one label set; null for the whole trigger. */
  const wake = async (known: KnownTrigger, instance: string | null, by: string | null, atMs: number): Promise<void> => {
    const { key } = known;
    const about: Record<string, Json> =
      instance === null ? {} : { labels: known.snoozedInstances.get(instance)?.labels ?? {} };
    const event = by === null ? { ...eventOfPerson(known, 'trigger.unsnoozed', '', { ...about, words: 'the time it was snoozed for is over' }), source: 'engine', time: Math.round(atMs) } : eventOfPerson(known, 'trigger.unsnoozed', by, { ...about, words: '' }); // prettier-ignore
    if (instance === null) known.snoozed = null;
    else known.snoozedInstances.delete(instance);
    await board.record('audit', key, [event], (db) => deleteTriggerWord(db, { key, kind: 'snoozed', instance: instance ?? '' })); // prettier-ignore
    board.publish(known);
    watch.call(known, instance ?? undefined);
  };
  const wait = (): void => {
    cancel?.();
    cancel = null;
    const asleep = [...board.all()].flatMap(snoozesOf);
    for (const { known, instance, untilMs } of asleep) {
      if (untilMs <= now()) wake(known, instance, null, untilMs).catch(onDefect);
    }
    const next = Math.min(...asleep.map(({ untilMs }) => untilMs).filter((ms) => ms > now()));
    // In steps, as the clock of the wall may be set meanwhile.
    if (Number.isFinite(next)) cancel = later(wait, Math.min(next - now(), longestWaitMs));
  };
  return {
    notices,
    acknowledge,
    resolve,
    snooze: async ({ key, instances, untilMs, by, note }) => {
      const known = board.get(key);
      const atMs = now();
      if (untilMs <= atMs) throw new OpsError('bad_input', 'It can only be snoozed until a time to come.');
      if (untilMs - atMs > snoozeLimitMs) throw new OpsError('bad_input', 'It is snoozed for seven days at most.');
      const word: Snoozed = { by, note, atMs, untilMs };
      const meant = instances === null ? null : standing(known, instances);
      const put = (db: WriteDb, instance: string, said: Snoozed): void =>
        putTriggerWord(db, { key, kind: 'snoozed', instance, word: JSON.stringify(said) });
      if (meant === null) {
        const event = eventOfPerson(known, 'trigger.snoozed', by, { words: note, untilMs });
        await board.record('audit', key, [event], (db) => put(db, '', word));
        known.snoozed = word;
      } else {
        const events = meant.map(({ labels }) => eventOfPerson(known, 'trigger.snoozed', by, { labels, words: note, untilMs })); // prettier-ignore
        const words = meant.map((one) => ({ instance: one.key, said: { ...word, labels: one.labels } }));
        await board.record('audit', key, events, (db) => {
          for (const { instance, said } of words) put(db, instance, said);
        });
        for (const { instance, said } of words) known.snoozedInstances.set(instance, said);
      }
      board.publish(known);
      wait();
    },
    unsnooze: async ({ key, instance, by }) => {
      const known = board.get(key);
      const isAsleep = instance === null ? known.snoozed !== null : known.snoozedInstances.has(instance);
      if (!isAsleep) throw new OpsError('conflict', 'It is not snoozed.');
      await wake(known, instance, by, now());
      wait();
    },
    mute: async (isMuted, by) => {
      const atMs = now();
      const event = { type: 'trigger.muted' as const, source: `person:${by}`, data: { muted: isMuted, by } };
      await board.record('audit', '', [event], (db) => putMute(db, { muted: isMuted, by, at: atMs }));
      muted = { ...muted, muted: isMuted, by, atMs };
      notices.publish([muted]);
    },
    desktop: (there) => {
      muted = { ...muted, desktop: there };
      notices.publish([muted]);
    },
    begin: wait,
    close: () => cancel?.(),
  };
}

const longestWaitMs = 60_000;

/** What of a trigger is snoozed, each with its end: the whole, and label sets by themselves. */
function snoozesOf(known: KnownTrigger): { known: KnownTrigger; instance: string | null; untilMs: number }[] {
  const whole = known.snoozed === null ? [] : [{ known, instance: null, untilMs: known.snoozed.untilMs }];
  return [...whole, ...[...known.snoozedInstances].map(([instance, { untilMs }]) => ({ known, instance, untilMs }))];
}

/** It may be pending as well: who puts it off need not wait until it fires. */
function standing({ memory }: KnownTrigger, instances: readonly string[]) {
  const meant = memory.instances.filter(({ key }) => instances.includes(key));
  if (meant.length === 0) throw new OpsError('conflict', 'It is not true for those label sets any more.');
  return meant;
}

function firing({ memory }: KnownTrigger, instances: readonly string[] | null) {
  const meant = memory.instances.filter((one) => one.state === 'firing' && (instances === null || instances.includes(one.key))); // prettier-ignore
  if (meant.length === 0) throw new OpsError('conflict', 'Nothing of it fires any more.');
  return meant;
}
