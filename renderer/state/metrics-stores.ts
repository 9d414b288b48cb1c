// Stores of the section Metrics.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface MetricsStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createMetricsStores(_clock: FeedClock): MetricsStores {
  return { feeds: [] };
}
