// The feeds of the recorder: how much is kept, of what, and whether it is whole.
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';

export interface RecorderStores {
  keeping: FeedStore<RecordKeeping>;
  queries: FeedStore<RecordedQuery>;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createRecorderStores(clock: FeedClock): RecorderStores {
  const keeping = createFeedStore<RecordKeeping>(clock);
  keeping.follow((client, signal) => client.recorder.keeping.feed(undefined, { signal }));
  const queries = createFeedStore<RecordedQuery>(clock);
  queries.follow((client, signal) => client.recorder.queries.feed(undefined, { signal }));
  return { keeping, queries, feeds: [keeping, queries] };
}
