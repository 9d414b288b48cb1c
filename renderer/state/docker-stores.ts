// The feeds of Docker that are followed only while somebody looks: what the containers in sight use, and what happens to
// the other lists.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { statsLimit, type ContainerStats } from '#shared/model/container-stats.ts';
import type { DockerListChange } from '#shared/model/docker-lists.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import type { Place } from './place.ts';

export interface DockerStores {
  stats: FeedStore<ContainerStats>;
  /** What is shown of it: while other rows are asked for, what was known of the ones that stay. */
  shownStats: StoreApi<{ byKey: ReadonlyMap<string, ContainerStats> }>;
  listChanges: FeedStore<DockerListChange>;
  /** All of them, for the link. */
  feeds: readonly { connect: FeedStore<never>['connect'] }[];
  /** Has these containers measured and no others. */
  measure: (keys: readonly string[]) => void;
  /** Follows what this place looks at, and nothing else. */
  follow: (place: Pick<Place, 'view' | 'list'>) => void;
}

const none: ReadonlyMap<string, ContainerStats> = new Map();

export function createDockerStores(clock: FeedClock): DockerStores {
  const stats = createFeedStore<ContainerStats>(clock);
  const listChanges = createFeedStore<DockerListChange>(clock);
  const shownStats = createStore(() => ({ byKey: none }));
  let measured = '';
  let lists = false;
  stats.store.subscribe(({ state, entries }) => {
    if (state === 'off' || state === 'refused') shownStats.setState({ byKey: none });
    else if (state === 'live') shownStats.setState({ byKey: entries });
  });
  return {
    stats,
    shownStats,
    listChanges,
    feeds: [stats, listChanges],
    measure: (keys) => {
      // In any order they are the same, and more than the limit would be refused.
      const ids = keys.slice(0, statsLimit).toSorted();
      if (ids.join() === measured) return;
      measured = ids.join();
      stats.follow(ids.length === 0 ? null : (client, signal) => client.docker.stats({ ids }, { signal }));
    },
    follow: ({ view, list }) => {
      const wanted = view === 'containers' && list !== 'containers';
      if (wanted === lists) return;
      lists = wanted;
      listChanges.follow(wanted ? (client, signal) => client.docker.listChanges(undefined, { signal }) : null);
    },
  };
}
