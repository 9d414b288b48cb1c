// The feeds of errors, read for operators: groups, health of components, and the ways in which errors come.
import type { IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { OpsHealthSignal, OpsIncident } from '#shared/model/errors/ops-models.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface ErrorsStores {
  groups: FeedStore<OpsIncident>;
  health: FeedStore<OpsHealthSignal>;
  ingest: FeedStore<IngestSource>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createErrorsStores(clock: FeedClock): ErrorsStores {
  const groups = createFeedStore<OpsIncident>(clock);
  const health = createFeedStore<OpsHealthSignal>(clock);
  const ingest = createFeedStore<IngestSource>(clock);
  groups.follow((client, signal) => client.errors.groups(undefined, { signal }));
  health.follow((client, signal) => client.errors.health(undefined, { signal }));
  ingest.follow((client, signal) => client.errors.ingest(undefined, { signal }));
  return { groups, health, ingest, feeds: [groups, health, ingest] };
}
