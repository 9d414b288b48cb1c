// A real record with ingest and groups over it, for tests.
import { onTestFinished } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { createRedactor } from '../redact/redact.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createGroupBoard } from './group-board.ts';
import { createGroupWords } from './group-words.ts';
import { createIngest, type Ingest, type IngestOptions } from './ingest.ts';
import { createInputHasher } from './input-hash.ts';

export const noon = Date.UTC(2026, 10, 29, 12);

export function testErrors(options: Partial<IngestOptions> = {}, dataDir?: string) {
  const store = dataDir === undefined ? testStore() : testStore(dataDir);
  const clock = { now: noon };
  const now = (): number => clock.now;
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  onTestFinished(() => {
    if (store.write.open) writer.close();
  });
  const journal = createJournal({ read: store.read, bootId: 'boot', now });
  const redactor = createRedactor();
  const hasher = createInputHasher('a-key-of-this-test-store');
  const board = createGroupBoard(store.read, now);
  const ingest: Ingest = createIngest({ writer, journal, redactor, hasher, now, breathe: () => undefined, onRecorded: ({ groups }) => board.changed(groups), onReport: () => undefined, ...options }); // prettier-ignore
  const words = createGroupWords({ read: store.read, writer, journal, now, onChanged: (no) => board.changed([no]) });
  const take = (values: readonly unknown[], way = 'http') => ingest.take(values.map((value) => ({ value })), { ingest: way }); // prettier-ignore
  const events = (type: string) => journal.page({ before: null, limit: 100, type });
  return { ...store, clock, now, writer, journal, redactor, hasher, board, ingest, words, take, events };
}

let made = 0;
/** A well-formed envelope as a producer sends it. */
export const envelope = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  error_id: `err_${(++made).toString(16).padStart(32, '0')}`,
  timestamp: '2026-11-29T11:59:00Z',
  layer: 'L5',
  component: 'shop.worker',
  error_class: 'infra.database.timeout',
  severity: 'ERROR',
  message: 'The database did not answer in time',
  ...change,
});
