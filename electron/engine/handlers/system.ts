// Operations on the console itself: who it is, its record, its sources, its journal.
import type { Diagnosis, SourceStatus, SystemInfo } from '#shared/model/system.ts';
import type { Feed } from '../feeds/feed.ts';
import type { Journal } from '../journal/journal.ts';
import type { RecordStatusFeed } from '../journal/record-status.ts';
import { operations } from './router.ts';

export interface SystemParts {
  info: SystemInfo;
  record: RecordStatusFeed;
  sources: Feed<SourceStatus>;
  diagnose: () => Promise<Diagnosis[]>;
  journal: Journal;
}

export function systemOperations({ info, record, sources, diagnose, journal }: SystemParts) {
  const { system } = operations;
  return system.router({
    info: system.info.handler(() => info),
    record: system.record.handler(({ context, signal }) =>
      record.feed().subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    sources: system.sources.handler(({ context, signal }) =>
      sources.subscribe({ signal, backlogBytes: context.backlogBytes }),
    ),
    diagnose: system.diagnose.handler(() => diagnose()),
    journal: system.journal.handler(({ input }) => journal.page(input)),
  });
}
