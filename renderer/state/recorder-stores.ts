// The feeds of the recorder: how much is kept, of what, and whether it is whole.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface RecorderStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createRecorderStores(_clock: FeedClock): RecorderStores {
  return { feeds: [] };
}
