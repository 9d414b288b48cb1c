// A feed of keyed entries to any number of screens: a snapshot, then changes coalesced per key, at most ten a second.
// A screen that does not keep up gets the newest state when it asks again, never a backlog.
import type { FeedMessage, Keyed } from '#shared/model/feed.ts';

export interface Feed<T extends Keyed> {
  publish: (upserts: readonly T[], removes?: readonly string[]) => void;
  /** Replaces everything; every screen gets a snapshot. */
  reset: (entries: readonly T[]) => void;
  get: (key: string) => T | undefined;
  values: () => IterableIterator<T>;
  subscribe: (options: SubscribeOptions) => AsyncGenerator<FeedMessage<T>, void>;
}

export interface SubscribeOptions {
  signal?: AbortSignal | undefined;
  /** Bytes that the screen's port still has to send; while it is over the limit nothing more is sent. */
  backlogBytes?: (() => number) | undefined;
}

const intervalMs = 100;
const backlogLimitBytes = 1024 * 1024;

interface Subscriber {
  dirty: Set<string>;
  whole: boolean;
  wake: () => void;
}

export function createFeed<T extends Keyed>(initial: readonly T[] = []): Feed<T> {
  const entries = new Map<string, T>(initial.map((entry) => [entry.key, entry]));
  const subscribers = new Set<Subscriber>();
  let revision = 0;

  const changed = (mark: (subscriber: Subscriber) => void): void => {
    revision++;
    for (const subscriber of subscribers) {
      mark(subscriber);
      subscriber.wake();
    }
  };

  const publish: Feed<T>['publish'] = (upserts, removes = []) => {
    if (upserts.length + removes.length === 0) return;
    for (const key of removes) entries.delete(key);
    for (const entry of upserts) entries.set(entry.key, entry);
    changed((subscriber) => {
      for (const key of removes) subscriber.dirty.add(key);
      for (const entry of upserts) subscriber.dirty.add(entry.key);
    });
  };

  const reset: Feed<T>['reset'] = (next) => {
    entries.clear();
    for (const entry of next) entries.set(entry.key, entry);
    changed((subscriber) => (subscriber.whole = true));
  };

  /** What this subscriber has not been told, and forgets that it has not. */
  const take = (subscriber: Subscriber, since: number): FeedMessage<T> => {
    const keys = [...subscriber.dirty];
    const whole = subscriber.whole;
    subscriber.dirty.clear();
    subscriber.whole = false;
    if (whole) return { kind: 'snapshot', revision, entries: [...entries.values()] };
    const upserts = keys.map((key) => entries.get(key)).filter((entry) => entry !== undefined);
    return { kind: 'change', revision, since, upserts, removes: keys.filter((key) => !entries.has(key)) };
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
          yield message;
          await pause(subscriber, intervalMs, signal);
          while ((backlogBytes?.() ?? 0) > backlogLimitBytes && !signal?.aborted)
            await pause(subscriber, intervalMs, signal);
        } else await new Promise<void>((resolve) => (subscriber.wake = resolve));
      }
    } finally {
      subscribers.delete(subscriber);
      signal?.removeEventListener('abort', wake);
    }
  }

  return { publish, reset, get: (key) => entries.get(key), values: () => entries.values(), subscribe };
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
