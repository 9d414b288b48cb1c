// A feed of keyed entries to any number of screens: a snapshot, then changes coalesced per key, at most ten a second. What
// is too much for one message follows in further ones at once: a large message would hold up everything behind it.
// A screen that does not keep up gets the newest state when it asks again, never a backlog.
import type { FeedMessage, Keyed } from '#shared/model/feed.ts';

/** Keyed entries that are kept elsewhere, and made only when a screen is told of them. */
export interface FeedSource<T> {
  entryOf: (key: string) => T | undefined;
  entries: () => Iterable<T>;
}

export interface Broadcast<T> {
  /** The entry under this key changed, came or went. */
  touch: (key: string) => void;
  /** Everything changed; every screen gets a snapshot. */
  touchAll: () => void;
  subscribe: (options: SubscribeOptions) => AsyncGenerator<FeedMessage<T>, void>;
}

/** A feed that keeps its entries itself. */
export interface Feed<T extends Keyed> {
  publish: (upserts: readonly T[], removes?: readonly string[]) => void;
  get: (key: string) => T | undefined;
  subscribe: Broadcast<T>['subscribe'];
}

export interface SubscribeOptions {
  signal?: AbortSignal | undefined;
  /** Bytes that the screen's port still has to send; while it is over the limit nothing more is sent. */
  backlogBytes?: (() => number) | undefined;
}

const intervalMs = 100;
const backlogLimitBytes = 1024 * 1024;
/** Entries in one message. */
const entriesLimit = 1000;

interface Subscriber {
  dirty: Set<string>;
  whole: boolean;
  wake: () => void;
}

export function createFeed<T extends Keyed>(initial: readonly T[] = []): Feed<T> {
  const entries = new Map<string, T>(initial.map((entry) => [entry.key, entry]));
  const broadcast = createBroadcast<T>({ entryOf: (key) => entries.get(key), entries: () => entries.values() });
  return {
    publish: (upserts, removes = []) => {
      for (const key of removes) {
        entries.delete(key);
        broadcast.touch(key);
      }
      for (const entry of upserts) {
        entries.set(entry.key, entry);
        broadcast.touch(entry.key);
      }
    },
    get: (key) => entries.get(key),
    subscribe: broadcast.subscribe,
  };
}

export function createBroadcast<T extends Keyed>(source: FeedSource<T>): Broadcast<T> {
  const subscribers = new Set<Subscriber>();
  let revision = 0;

  const touch = (key: string): void => {
    revision++;
    for (const subscriber of subscribers) {
      subscriber.dirty.add(key);
      subscriber.wake();
    }
  };
  const touchAll = (): void => {
    revision++;
    for (const subscriber of subscribers) {
      subscriber.whole = true;
      subscriber.wake();
    }
  };

  /** What this subscriber has not been told, and forgets that it has not. */
  const take = (subscriber: Subscriber, since: number): FeedMessage<T> => {
    if (subscriber.whole) {
      const all = [...source.entries()];
      subscriber.whole = false;
      subscriber.dirty = new Set(all.slice(entriesLimit).map(({ key }) => key));
      return { kind: 'snapshot', revision, entries: all.slice(0, entriesLimit) };
    }
    const keys = [...subscriber.dirty].slice(0, entriesLimit);
    for (const key of keys) subscriber.dirty.delete(key);
    // The rest of what is known at one revision; a reader takes only what follows.
    if (revision === since) revision++;
    const found = keys.map((key) => source.entryOf(key));
    const upserts = found.filter((entry) => entry !== undefined);
    return { kind: 'change', revision, since, upserts, removes: keys.filter((_, index) => found[index] === undefined) };
  };

  async function* subscribe({ signal, backlogBytes }: SubscribeOptions): AsyncGenerator<FeedMessage<T>, void> {
    const subscriber: Subscriber = { dirty: new Set(), whole: true, wake: () => {} };
    subscribers.add(subscriber);
    const wake = (): void => subscriber.wake();
    signal?.addEventListener('abort', wake);
    try {
      let since = -1;
      while (!signal?.aborted) {
        if (subscriber.whole || subscriber.dirty.size > 0) {
          const message = take(subscriber, since);
          since = message.revision;
          const more = subscriber.dirty.size > 0;
          yield more ? { ...message, more } : message;
          if (more) await new Promise(setImmediate);
          else await pause(subscriber, intervalMs, signal);
          while ((backlogBytes?.() ?? 0) > backlogLimitBytes && !signal?.aborted)
            await pause(subscriber, intervalMs, signal);
        } else await new Promise<void>((resolve) => (subscriber.wake = resolve));
      }
    } finally {
      subscribers.delete(subscriber);
      signal?.removeEventListener('abort', wake);
    }
  }

  return { touch, touchAll, subscribe };
}

/** Waits out the interval, changes notwithstanding; ends early only when the subscription does. */
function pause(subscriber: Subscriber, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    subscriber.wake = () => {
      if (!signal?.aborted) return;
      clearTimeout(timer);
      resolve();
    };
  });
}
