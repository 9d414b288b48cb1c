// The feeds of errors, read for operators: groups, health, trends, and what belongs together.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface ErrorsStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createErrorsStores(_clock: FeedClock): ErrorsStores {
  return { feeds: [] };
}
