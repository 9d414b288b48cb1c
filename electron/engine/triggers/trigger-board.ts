// All triggers as they stand: one place where they are kept, recorded and shown. Who looks, and who edits, are others.
import { OpsError } from '#shared/model/ops-error.ts';
import type { TriggerDetail, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Journal, NewEvent } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { indexTriggerEvents, listTriggers, listTriggerWords, putMemory, triggerChanges, triggerEvents } from '../store/trigger-rows.ts'; // prettier-ignore
import type { Durability, Writer } from '../store/writer.ts';
import { flapWindowMs, isFlapping } from './flapping.ts';
import { inhibitions } from './inhibition.ts';
import { memoryTexts, takeWord, triggerOfRow, type KnownTrigger } from './known-trigger.ts';
import type { LookCounts } from './schedule.ts';
import { showTrigger } from './show-trigger.ts';
import { historyEvent } from './trigger-history.ts';

export interface TriggerBoard {
  feed: Pick<Feed<WatchedTrigger>, 'subscribe' | 'get'>;
  all: () => Iterable<KnownTrigger>;
  /** @throws OpsError `not_found`. */
  get: (key: string) => KnownTrigger;
  find: (key: string) => KnownTrigger | undefined;
  /** Takes one up in the place of another of its key. */
  put: (known: KnownTrigger) => void;
  drop: (key: string) => void;
  show: (known: KnownTrigger) => WatchedTrigger;
  detail: (key: string) => TriggerDetail;
  /** Tells the screens how it stands, and, unless the same instances fire as before, whose inhibition changed with it. */
  publish: (known: KnownTrigger, sameFiring?: boolean) => void;
  /** Writes events about it, with what is to be kept beside. */
  record: (durability: Durability, key: string, events: NewEvent[], task?: (db: WriteDb) => void) => Promise<void>;
  /** Writes what is remembered of it, with the news. */
  remember: (known: KnownTrigger, events: NewEvent[]) => void;
  /** It began to fire, or ceased to. */
  changed: (known: KnownTrigger, atMs: number) => void;
}

export interface TriggerBoardOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
  counts: (key: string) => LookCounts | null;
  onDefect: (error: unknown) => void;
}

const historyLimit = 200;
const instancesLimit = 1000;

export function createTriggerBoard({
  read,
  writer,
  journal,
  now,
  counts,
  onDefect,
}: TriggerBoardOptions): TriggerBoard {
  // prettier-ignore
  const known = load(read, now(), onDefect);
  let inhibited = new Map<string, string>();
  const feed = createFeed<WatchedTrigger>();

  const show = (one: KnownTrigger, limit?: number): WatchedTrigger =>
    showTrigger(one, {
      nowMs: now(),
      counts: counts(one.key),
      inhibitedBy: (instance) => inhibited.get(`${one.key} ${instance}`) ?? null,
      ...(limit !== undefined && { instancesLimit: limit }),
    });
  const inhibit = (): KnownTrigger[] => {
    const before = inhibited;
    inhibited = inhibitions([...known.values()].flatMap(firingOf));
    const moved = new Set<string>();
    for (const [id, over] of inhibited) if (before.get(id) !== over) moved.add(id.slice(0, id.indexOf(' ')));
    for (const id of before.keys()) if (!inhibited.has(id)) moved.add(id.slice(0, id.indexOf(' ')));
    return [...moved].flatMap((key) => known.get(key) ?? []);
  };
  const publishAll = (ones: readonly KnownTrigger[], sameFiring = false): void => {
    const touched = new Set([...ones, ...(sameFiring ? [] : inhibit())]);
    feed.publish([...touched].map((one) => show(one)));
  };
  const get = (key: string): KnownTrigger => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such trigger; it may have been removed.');
    return found;
  };
  publishAll([...known.values()]);

  const append = (db: WriteDb, key: string, events: NewEvent[]): void => {
    if (events.length === 0) return;
    const first = journal.appendAll(db, events);
    indexTriggerEvents(db, events.map(() => key), first); // prettier-ignore
  };
  return {
    feed,
    all: () => known.values(),
    get,
    find: (key) => known.get(key),
    put: (one) => {
      known.set(one.key, one);
      publishAll([one]);
    },
    drop: (key) => {
      known.delete(key);
      feed.publish([], [key]);
      publishAll([]);
    },
    show,
    detail: (key) => ({
      watched: show(get(key), instancesLimit),
      history: triggerEvents(read, key, historyLimit).map(historyEvent),
    }),
    publish: (one, sameFiring) => publishAll([one], sameFiring),
    record: async (durability, key, events, task) => {
      await writer.write(durability, (db) => {
        task?.(db);
        append(db, key, events);
      });
    },
    remember: (one, events) => {
      const [memory, standing] = memoryTexts(one);
      const task = (db: WriteDb): void => {
        putMemory(db, one.key, memory, standing);
        append(db, one.key, events);
      };
      // News is on the disk at once; that a look was made can wait for others.
      const durability = events.length > 0 ? 'audit' : 'telemetry';
      writer.add({ durability, task, onCommitted: () => undefined, onFailed: onDefect, records: () => Math.max(1, events.length) }); // prettier-ignore
    },
    changed: (one, atMs) => {
      one.changesMs = [...one.changesMs.filter((at) => at > atMs - flapWindowMs), atMs];
      one.flapping = isFlapping(one.changesMs, one.flapping, atMs);
    },
  };
}

function firingOf({ key, trigger, memory }: KnownTrigger) {
  if (!trigger.enabled) return [];
  return memory.instances.flatMap(
    (one) =>
    one.state === 'firing' ? [{ trigger: key, key: one.key, name: trigger.name, severity: trigger.severity, labels: one.labels }] : [], // prettier-ignore
  );
}

function load(read: ReadDb, nowMs: number, onDefect: (error: unknown) => void): Map<string, KnownTrigger> {
  const known = new Map<string, KnownTrigger>();
  for (const row of listTriggers(read)) {
    try {
      known.set(row.key, triggerOfRow(row));
    } catch (error) {
      onDefect(error);
    }
  }
  for (const row of listTriggerWords(read)) {
    const one = known.get(row.key);
    if (one) takeWord(one, row);
  }
  for (const { key, at } of triggerChanges(read, nowMs - flapWindowMs)) known.get(key)?.changesMs.push(at);
  for (const one of known.values()) one.flapping = isFlapping(one.changesMs, false, nowMs);
  return known;
}
