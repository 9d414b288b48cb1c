// Stores of the section Criteria.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface CriteriaStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createCriteriaStores(_clock: FeedClock): CriteriaStores {
  return { feeds: [] };
}
