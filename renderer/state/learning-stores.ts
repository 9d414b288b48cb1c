// The feeds of what an incident teaches: causes, actions, controls and playbooks.
import type { EngineClient } from '../client/link.ts';
import type { FeedClock } from './feed-store.ts';

export interface LearningStores {
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createLearningStores(_clock: FeedClock): LearningStores {
  return { feeds: [] };
}
