// The feeds of the section Triggers: the triggers themselves, and whether the desktop is told.
import type { Muted, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface TriggersStores {
  watched: FeedStore<WatchedTrigger>;
  notices: FeedStore<Muted>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createTriggersStores(clock: FeedClock): TriggersStores {
  const watched = createFeedStore<WatchedTrigger>(clock);
  const notices = createFeedStore<Muted>(clock);
  watched.follow((client, signal) => client.triggers.feed(undefined, { signal }));
  notices.follow((client, signal) => client.triggers.notices(undefined, { signal }));
  return { watched, notices, feeds: [watched, notices] };
}
