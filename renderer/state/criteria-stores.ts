// The feeds of the section Criteria: sets of criteria, objectives, baselines, soak tests.
import type { BaselineSummary } from '#shared/model/criteria/baseline.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface CriteriaStores {
  sets: FeedStore<WatchedSet>;
  objectives: FeedStore<WatchedObjective>;
  baselines: FeedStore<BaselineSummary>;
  soaks: FeedStore<WatchedSoak>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createCriteriaStores(clock: FeedClock): CriteriaStores {
  const sets = createFeedStore<WatchedSet>(clock);
  const objectives = createFeedStore<WatchedObjective>(clock);
  const baselines = createFeedStore<BaselineSummary>(clock);
  const soaks = createFeedStore<WatchedSoak>(clock);
  sets.follow((client, signal) => client.criteria.feed(undefined, { signal }));
  objectives.follow((client, signal) => client.criteria.objectives.feed(undefined, { signal }));
  baselines.follow((client, signal) => client.criteria.baselines.feed(undefined, { signal }));
  soaks.follow((client, signal) => client.criteria.soaks.feed(undefined, { signal }));
  return { sets, objectives, baselines, soaks, feeds: [sets, objectives, baselines, soaks] };
}
