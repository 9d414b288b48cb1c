// What is recorded beside events; operation by operation.
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import type { QueryBoard } from '../recorder/query-board.ts';
import { operations } from './router.ts';

export interface RecordedParts {
  queries: QueryBoard;
  recordedObjects: () => RecordedObjects[];
}

export function recordedOperations({ queries: board, recordedObjects }: RecordedParts) {
  const { queries, objects } = operations.recorder;
  return {
    queries: {
      feed: queries.feed.handler(({ context, signal }) => board.feed.subscribe({ signal, backlogBytes: context.backlogBytes })), // prettier-ignore
      save: queries.save.handler(async ({ input }) => ({ key: await board.save(input.query, input.by) })),
      remove: queries.remove.handler(({ input }) => board.remove(input.key, input.by)),
    },
    objects: objects.handler(() => recordedObjects()),
  };
}
