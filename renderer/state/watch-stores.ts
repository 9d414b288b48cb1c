// The feeds of the wall: what is unhealthy, what changed lately, how many there are of each workload.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Trouble, WatchChange, WorkloadCount } from '#shared/model/watch.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface WatchStores {
  troubles: FeedStore<Trouble>;
  changes: FeedStore<WatchChange>;
  workloads: FeedStore<WorkloadCount>;
  /** While the pointer is in the wall no line of it moves; each wish to see what waits is counted. */
  hand: StoreApi<{ inside: boolean; released: number }>;
}

export function createWatchStores(clock: FeedClock): WatchStores {
  const troubles = createFeedStore<Trouble>(clock);
  const changes = createFeedStore<WatchChange>(clock);
  const workloads = createFeedStore<WorkloadCount>(clock);
  troubles.follow((client, signal) => client.watch.troubles(undefined, { signal }));
  changes.follow((client, signal) => client.watch.changes(undefined, { signal }));
  workloads.follow((client, signal) => client.watch.workloads(undefined, { signal }));
  return { troubles, changes, workloads, hand: createStore(() => ({ inside: false, released: 0 })) };
}
