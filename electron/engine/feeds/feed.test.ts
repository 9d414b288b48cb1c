import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyFeedMessage, changedKeys, emptyFeed, type FeedMessage, type FeedState } from '#shared/model/feed.ts';
import { createFeed } from './feed.ts';

interface Entry {
  key: string;
  n: number;
}
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follow(feed: ReturnType<typeof createFeed<Entry>>, backlogBytes?: () => number) {
  const stop = new AbortController();
  const messages: FeedMessage<Entry>[] = [];
  const done = (async () => {
    for await (const message of feed.subscribe({ signal: stop.signal, backlogBytes })) messages.push(message);
  })();
  return { messages, stop: () => (stop.abort(), done) };
}

describe('a feed', () => {
  test('begins with everything, then sends only what changed', async () => {
    const feed = createFeed<Entry>([{ key: 'a', n: 1 }]);
    const { messages, stop } = follow(feed);
    await vi.advanceTimersByTimeAsync(100);
    feed.publish([{ key: 'b', n: 2 }], ['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(messages).toEqual([
      { kind: 'snapshot', revision: 0, entries: [{ key: 'a', n: 1 }] },
      { kind: 'change', revision: 2, since: 0, upserts: [{ key: 'b', n: 2 }], removes: ['a'] },
    ]);
    await stop();
  });

  test('sends at most ten messages a second, each with the newest of every key', async () => {
    const feed = createFeed<Entry>();
    const { messages, stop } = follow(feed);
    for (let n = 0; n < 1000; n++) {
      feed.publish([{ key: 'a', n }]);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(100);
    expect(messages.length).toBeLessThanOrEqual(12);
    expect(messages.at(-1)).toMatchObject({ upserts: [{ key: 'a', n: 999 }] });
    await stop();
  });

  test('gives a slow screen the newest state once it has caught up, and nothing before', async () => {
    const feed = createFeed<Entry>();
    let backlog = 0;
    const { messages, stop } = follow(feed, () => backlog);
    await vi.advanceTimersByTimeAsync(1);
    backlog = 10_000_000;
    for (let n = 0; n < 50; n++) {
      feed.publish([{ key: `k${n % 3}`, n }]);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(messages.length).toBe(1);
    backlog = 0;
    await vi.advanceTimersByTimeAsync(200);
    expect(messages.length).toBe(2);
    expect(messages[1]).toMatchObject({ kind: 'change', upserts: [{ n: 48 }, { n: 49 }, { n: 47 }] });
    await stop();
  });

  test('brings every reader to the same state, whenever it joined', async () => {
    const feed = createFeed<Entry>();
    const early = follow(feed);
    for (let n = 0; n < 20; n++) {
      feed.publish([{ key: `k${n % 7}`, n }], n % 5 === 0 ? [`k${(n + 1) % 7}`] : []);
      await vi.advanceTimersByTimeAsync(30);
    }
    const late = follow(feed);
    await vi.advanceTimersByTimeAsync(300);
    const reduce = (messages: FeedMessage<Entry>[]) =>
      messages.reduce<FeedState<Entry> | null>(
        (state, message) => state && applyFeedMessage(state, message),
        emptyFeed,
      );
    const states = [reduce(early.messages), reduce(late.messages)].map(
      (state) => new Set((state?.entries ?? new Map<string, Entry>()).values()),
    );
    expect(states[0]).toEqual(states[1]);
    expect(states[0]?.size).toBeGreaterThan(0);
    await Promise.all([early.stop(), late.stop()]);
  });

  test('sends no more than a thousand entries in a message, and the rest at once', async () => {
    const feed = createFeed<Entry>(Array.from({ length: 2500 }, (_, n) => ({ key: `k${n}`, n })));
    const { messages, stop } = follow(feed);
    await vi.advanceTimersByTimeAsync(20);
    const sizes = () => messages.map((each) => (each.kind === 'snapshot' ? each.entries : each.upserts).length);
    expect(sizes()).toEqual([1000, 1000, 500]);
    expect(messages.map(({ more }) => more)).toEqual([true, true, undefined]);
    const state = (): FeedState<Entry> | null =>
      messages.reduce<FeedState<Entry> | null>((now, message) => now && applyFeedMessage(now, message), emptyFeed);
    expect(state()?.entries.size).toBe(2500);
    await vi.advanceTimersByTimeAsync(200);
    const all = Array.from({ length: 1500 }, (_, n) => `k${n}`);
    feed.publish([{ key: 'k2000', n: -1 }], all);
    await vi.advanceTimersByTimeAsync(20);
    expect(state()?.entries.size).toBe(1000);
    expect(state()?.entries.get('k2000')).toEqual({ key: 'k2000', n: -1 });
    await stop();
  });

  test('a subscription ends with its signal, also while it waits', async () => {
    const feed = createFeed<Entry>();
    const { stop } = follow(feed);
    await vi.advanceTimersByTimeAsync(500);
    await expect(stop()).resolves.toBeUndefined();
  });
});

describe('applying feed messages', () => {
  const start = applyFeedMessage<Entry>(emptyFeed, {
    kind: 'snapshot',
    revision: 3,
    entries: [{ key: 'a', n: 1 }],
  }) as FeedState<Entry>;

  test('a change that does not follow the state is refused, so that the reader asks anew', () => {
    expect(applyFeedMessage(start, { kind: 'change', revision: 6, since: 5, upserts: [], removes: [] })).toBeNull();
  });

  test('a change already contained in the state is ignored', () => {
    expect(
      applyFeedMessage(start, { kind: 'change', revision: 3, since: 2, upserts: [{ key: 'a', n: 9 }], removes: [] }),
    ).toBe(start);
  });
});

describe('what changed between two states', () => {
  const change = (since: number, upserts: Entry[], removes: string[] = []): FeedMessage<Entry> => ({ kind: 'change', revision: since + 1, since, upserts, removes }); // prettier-ignore
  const after = (state: FeedState<Entry>, ...messages: FeedMessage<Entry>[]): FeedState<Entry> =>
    messages.reduce((now, message) => applyFeedMessage(now, message) ?? now, state);
  const start = after(emptyFeed, { kind: 'snapshot', revision: 1, entries: [{ key: 'a', n: 1 }] });

  test('is every key that came, changed or went between them, and nothing between a state and itself', () => {
    const one = after(start, change(1, [{ key: 'b', n: 1 }]));
    const two = after(one, change(2, [{ key: 'c', n: 1 }], ['a']));
    expect(changedKeys(start.entries, two.entries)).toEqual(new Set(['a', 'b', 'c']));
    expect(changedKeys(one.entries, two.entries)).toEqual(new Set(['a', 'c']));
    expect(changedKeys(two.entries, two.entries)).toEqual(new Set());
  });

  test('is not known backwards, across a snapshot, between two futures of one state, or over very many changes', () => {
    const one = after(start, change(1, [{ key: 'b', n: 1 }]));
    const other = after(start, change(1, [{ key: 'c', n: 1 }]));
    expect(changedKeys(one.entries, start.entries)).toBeNull();
    expect(changedKeys(one.entries, other.entries)).toBeNull();
    const anew = after(one, { kind: 'snapshot', revision: 9, entries: [] });
    expect(changedKeys(one.entries, anew.entries)).toBeNull();
    const many = after(one, ...Array.from({ length: 100 }, (_, at) => change(at + 2, [{ key: 'b', n: at }])));
    expect(changedKeys(one.entries, many.entries)).toBeNull();
  });
});
