// The feeds of bundles: saved incidents, exported and read offline.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface ReviewsStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createReviewsStores(_clock: FeedClock): ReviewsStores {
  return { feeds: [] };
}
