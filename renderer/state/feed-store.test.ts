// A feed store through snapshot, change, gap and loss.
import { expect, test, vi } from 'vitest';
import type { FeedMessage } from '#shared/model/feed.ts';
import type { EngineClient } from '../client/link.ts';
import { fakeFeed, handClock } from '../client/fake-engine.fixture.ts';
import { createFeedStore } from './feed-store.ts';

interface Entry {
  key: string;
  word: string;
}
const client = {} as EngineClient;
const change = (since: number, upserts: Entry[]): FeedMessage<Entry> => ({ kind: 'change', revision: since + 1, since, upserts, removes: [] }); // prettier-ignore

async function following() {
  const clock = handClock();
  const feed = fakeFeed<Entry>(() => [{ key: 'a', word: 'first' }]);
  const store = createFeedStore<Entry>(clock);
  store.follow(async (_client, signal) => feed.listen(signal));
  store.connect(client, '');
  await vi.waitFor(() => expect(store.store.getState().state).toBe('live'));
  return { clock, feed, store, view: () => store.store.getState() };
}

test('nothing is shown before the first snapshot', () => {
  const store = createFeedStore<Entry>(handClock());
  store.follow(async () => fakeFeed<Entry>(() => []).listen(undefined));
  expect(store.store.getState()).toMatchObject({ state: 'loading', heardAt: null });
});

test('changes that follow are applied', async () => {
  const { feed, view } = await following();
  feed.send(change(1, [{ key: 'a', word: 'second' }]));
  await vi.waitFor(() => expect(view().entries.get('a')?.word).toBe('second'));
  expect(view().revision).toBe(2);
});

test('what is a part of a snapshot is shown, and is not heard of before all of it is', async () => {
  const { feed, view } = await following();
  feed.send({ kind: 'snapshot', revision: 5, more: true, entries: [{ key: 'b', word: 'of many' }] });
  await vi.waitFor(() => expect(view()).toMatchObject({ state: 'live', heardAt: null }));
  expect([...view().entries.keys()]).toEqual(['b']);
  feed.send({ ...change(5, [{ key: 'c', word: 'of many' }]), more: true });
  await vi.waitFor(() => expect(view().revision).toBe(6));
  expect(view().heardAt).toBeNull();
  feed.send(change(6, [{ key: 'd', word: 'the last' }]));
  await vi.waitFor(() => expect(view().heardAt).not.toBeNull());
  // Of what happens later a part is what has happened by then.
  feed.send({ ...change(7, [{ key: 'e', word: 'later' }]), more: true });
  await vi.waitFor(() => expect(view().revision).toBe(8));
  expect(view().heardAt).not.toBeNull();
});

test('a change that does not follow makes it subscribe anew instead of showing a guess', async () => {
  const { feed, view } = await following();
  feed.send(change(7, [{ key: 'a', word: 'guess' }]));
  await vi.waitFor(() => expect(feed.subscriptions).toBe(2));
  await vi.waitFor(() => expect(view().state).toBe('live'));
  expect(view().entries.get('a')?.word).toBe('first');
});

test('a lost link keeps the last data and says it is stale, and why', async () => {
  const { store, view } = await following();
  store.connect(null, 'the connection ended');
  expect(view()).toMatchObject({ state: 'stale', reason: 'the connection ended' });
  expect(view().entries.get('a')?.word).toBe('first');
});

test('it subscribes again when the link is back', async () => {
  const { feed, store, view } = await following();
  store.connect(null, 'gone');
  store.connect({ ...client }, '');
  await vi.waitFor(() => expect(view().state).toBe('live'));
  expect(feed.subscriptions).toBe(2);
});

test('a feed that is refused is asked for again a second later', async () => {
  const clock = handClock();
  const asked = vi.fn<() => Promise<never>>().mockRejectedValue(new Error('not now'));
  const store = createFeedStore<Entry>(clock);
  store.follow(asked);
  store.connect(client, '');
  await vi.waitFor(() => expect(store.store.getState().reason).toBe('not now'));
  clock.move(1_000);
  expect(asked).toHaveBeenCalledTimes(2);
});

test('following another feed drops what the first one showed', async () => {
  const { store, view } = await following();
  store.follow(null);
  expect(view()).toMatchObject({ state: 'off', heardAt: null });
  expect(view().entries.size).toBe(0);
});
