// A record with a writer and a journal, rows of both sources, and a clock that stands until it is moved; for tests.
import { onTestFinished } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { createJournal } from '../journal/journal.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import type { SeenRow } from './object-book.ts';
import { createObjectRecorder } from './object-recorder.ts';
import type { WatchedRow } from './watched-row.ts';

export function testRecord(dataDir = testFolder()) {
  const clock = { at: 1000 };
  const now = (): number => clock.at;
  const store = testStore(dataDir);
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 }, retryMs: 5 });
  const journal = createJournal({ read: store.read, bootId: 'b', now });
  const defects: unknown[] = [];
  const record = {
    ...store,
    dataDir,
    clock,
    now,
    writer,
    journal,
    defects,
    onDefect: (error: unknown) => {
      defects.push(error);
      return '';
    },
    /** Of the types that begin so, oldest first. */
    events: (type: string): JournalEvent[] =>
      journal
        .page({ before: null, limit: 1000 })
        .filter((event) => event.type.startsWith(type))
        .toReversed(),
    stop: () => {
      writer.close();
      store.close();
    },
  };
  onTestFinished(() => {
    if (store.write.open) record.stop();
  });
  return record;
}
export type TestRecord = ReturnType<typeof testRecord>;

export function testObjects(record: TestRecord) {
  const recorder = createObjectRecorder(record);
  /** Until everything given is on the disk. */
  const settled = async (): Promise<void> => {
    do await new Promise(setImmediate);
    while (recorder.counts().waiting > 0);
    await new Promise(setImmediate);
    record.writer.flush();
  };
  return { recorder, settled };
}

export const seen = (row: WatchedRow, at: number, more: Partial<SeenRow> = {}): SeenRow => ({ key: row.key, row, at, since: null, told: false, ...more }); // prettier-ignore
export const went = (key: string, at: number): SeenRow => ({ key, row: null, at, since: null, told: false });

export function podRow(key: string, more: Partial<KubeRow<'pods'>> = {}): KubeRow<'pods'> {
  return {
    key,
    kind: 'pods',
    namespace: 'shop',
    name: `api-${key}`,
    version: '1',
    createdAt: 500,
    deletedAt: null,
    labels: { app: 'api', 'pod-template-hash': '7c9d8f6b5' },
    owner: { kind: 'ReplicaSet', namespace: 'shop', name: 'api-7c9d8f6b5', uid: 'rs' },
    status: 'Running',
    health: 'ok',
    troubles: [],
    ...more,
    cells: {
      phase: 'Running',
      ready: 1,
      containers: 1,
      restarts: 0,
      lastRestartAt: null,
      lastEnd: null,
      node: 'node-1',
      ip: '10.1.2.3',
      images: ['registry.example.com/shop/api:1.2.3'],
      containerNames: ['api'],
      ...more.cells,
    },
  };
}

export function containerRow(id: string, more: Partial<Container> = {}): Container {
  return { key: id, id, name: `shop-${id}`, image: 'api:1', state: 'running', status: 'Up 5 minutes', health: 'none', restartCount: 0, exitCode: null, oomKilled: false, createdAt: 500, startedAt: 600, finishedAt: null, project: 'shop', service: 'api', ports: [], labels: {}, ...more }; // prettier-ignore
}
