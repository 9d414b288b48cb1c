// The feeds of incidents: declared, led and closed.
import type { IncidentSummary } from '#shared/model/incident/incident.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface IncidentsStores {
  all: FeedStore<IncidentSummary>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createIncidentsStores(clock: FeedClock): IncidentsStores {
  const all = createFeedStore<IncidentSummary>(clock);
  all.follow((client, signal) => client.incidents.feed(undefined, { signal }));
  return { all, feeds: [all] };
}
