// Stores of the section Metrics.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineClient } from '../client/link.ts';
import type { MetricsStatus } from '#shared/model/prometheus.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import { createNameSource, type NameSource } from './metric-names.ts';
import { createQueryHistory, type QueryHistory } from './query-history.ts';

export interface MetricsStores {
  /** How fresh Prometheus and Alertmanager are. */
  status: FeedStore<MetricsStatus>;
  /** Queries that were asked in Explore. */
  history: QueryHistory;
  /** What the editor of queries completes. */
  names: NameSource;
  /** The lines of the list that is looked at, as filtered and sorted; keys walk them. */
  lines: StoreApi<{ list: string; keys: readonly string[] }>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export interface MetricsStoresOptions extends FeedClock {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** @param client the client for one call; throws while there is none. */
export function createMetricsStores(options: MetricsStoresOptions, client: () => EngineClient): MetricsStores {
  const status = createFeedStore<MetricsStatus>(options);
  status.follow((engine, signal) => engine.metrics.status(undefined, { signal }));
  return {
    status,
    feeds: [status],
    history: createQueryHistory(options.storage),
    names: createNameSource(client, options.now),
    lines: createStore(() => ({ list: '', keys: [] })),
  };
}
