// The feeds of the timeline: what happened, by source, at any zoom.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface TimelineStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createTimelineStores(_clock: FeedClock): TimelineStores {
  return { feeds: [] };
}
