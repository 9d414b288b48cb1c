// Stores of the section Triggers.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface TriggersStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createTriggersStores(_clock: FeedClock): TriggersStores {
  return { feeds: [] };
}
