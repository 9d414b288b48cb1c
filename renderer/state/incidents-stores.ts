// The feeds of incidents: declared, led and closed.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface IncidentsStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createIncidentsStores(_clock: FeedClock): IncidentsStores {
  return { feeds: [] };
}
