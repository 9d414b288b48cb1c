// A record with an incident in it, and its bundle, for tests.
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import Database from 'better-sqlite3';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { openStore, type WriteDb } from '../store/database.ts';
import { testFolder } from '../store/store.fixture.ts';
import { writeBundle, type BundleRequest, type WrittenBundle } from './write-bundle.ts';

export const minute = 60_000;
/** When the incident of the fixture began. */
export const began = Date.UTC(2026, 1, 3, 14, 0);

/** Writes what a test needs besides events. */
type Fill = (db: WriteDb) => void;

export interface MadeBundle extends WrittenBundle {
  file: string;
  dataDir: string;
  recordFile: string;
}

interface Added {
  /** Recorded before all else, and after it. */
  before?: readonly NewEvent[];
  more?: readonly NewEvent[];
  fill?: Fill;
}

/** Events each minute from two hours before the incident to two hours after, some of it, and what a test adds. */
export function makeRecord(added: Added = {}): { dataDir: string; recordFile: string } {
  const dataDir = testFolder();
  return { dataDir, recordFile: makeRecordIn(dataDir, added) };
}

function makeRecordIn(dataDir: string, { before = [], more = [], fill }: Added): string {
  const store = openStore({ dataDir, bootId: 'test-boot', now: () => 1000 });
  let at = began - 120 * minute;
  const journal = createJournal({ read: store.read, bootId: 'boot-1', now: () => at });
  store.write.transaction(() => {
    for (const event of before) journal.append(store.write, event);
    for (let count = 0; count < 240; count++, at += minute) {
      journal.append(store.write, { type: 'docker.changed', source: 'docker', subject: `c${count % 5}`, data: { count } }); // prettier-ignore
      if (count % 30 === 0) journal.append(store.write, { type: 'source.state', source: 'engine', subject: 'docker', data: { state: 'live' } }); // prettier-ignore
    }
    for (const event of more) journal.append(store.write, event);
    fill?.(store.write);
  })();
  store.close();
  return join(dataDir, 'readyroom.db');
}

/** The same outside of a test: a bundle in a folder of the caller's, some of its events redacted. */
export function makeBundleAt(folder: string): string {
  const secret: NewEvent = { type: 'incident.said', source: 'person:On-call', subject: 'inc-1', data: { password: 'hunter2hunter2' } }; // prettier-ignore
  const read = new Database(makeRecordIn(join(folder, 'record'), { more: [secret] }), { readonly: true });
  const file = join(folder, 'sound.rrb');
  writeBundle(read, file, requestOf(), () => undefined);
  read.close();
  return file;
}

export function requestOf(change: Partial<BundleRequest> = {}): BundleRequest {
  return {
    incident: { id: 'inc-1', label: 'INC-1', title: 'Attestor fails' },
    fromMs: began,
    toMs: began + 20 * minute,
    beforeMs: 60 * minute,
    afterMs: 30 * minute,
    pinned: [],
    secrets: [],
    madeBy: 'Ready Room test',
    madeAt: began + 60 * minute,
    timeZone: 'Europe/Berlin',
    ...change,
  };
}

export function makeBundle({ request, ...added }: Added & { request?: Partial<BundleRequest> } = {}): MadeBundle {
  const { dataDir, recordFile } = makeRecord(added);
  const file = join(testFolder(), 'INC-1.rrb');
  const read = new Database(recordFile, { readonly: true });
  onTestFinished(() => void read.close());
  const written = writeBundle(read, file, requestOf(request), () => undefined);
  return { ...written, file, dataDir, recordFile };
}
