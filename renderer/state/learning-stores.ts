// The feeds of what an incident teaches: a line of each incident, and the playbooks of classes.
import type { LearningLine } from '#shared/model/learning/learning.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface LearningStores {
  lines: FeedStore<LearningLine>;
  playbooks: FeedStore<PlaybookRow>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createLearningStores(clock: FeedClock): LearningStores {
  const lines = createFeedStore<LearningLine>(clock);
  const playbooks = createFeedStore<PlaybookRow>(clock);
  lines.follow((client, signal) => client.learning.lines(undefined, { signal }));
  playbooks.follow((client, signal) => client.learning.playbooks(undefined, { signal }));
  return { lines, playbooks, feeds: [lines, playbooks] };
}
