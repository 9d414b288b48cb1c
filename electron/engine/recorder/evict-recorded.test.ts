import { expect, test } from 'vitest';
import { handClock, fakeMetrics } from '../criteria/fake-metrics.fixture.ts';
import { createQueryBoard } from './query-board.ts';
import { evictRecorded } from './evict-recorded.ts';
import { objectVersions, objectsAt } from './objects-at.ts';
import { podRow, seen, testObjects, testRecord, went } from './recorder.fixture.ts';
import { recordedFrame } from './recorded-frame.ts';

const dayMs = 86_400_000;
const round = { pause: async () => undefined, stopped: () => false, keptSpans: () => [] };

test('of an object that is there its state at the limit stays, one that is long gone goes, and evidence stays whole', async () => {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  recorder.turn('kubernetes', 'kind');
  const at = async (ms: number, restarts: number, key = 'a'): Promise<void> => {
    recorder.rows('kubernetes', 'pods', [seen(podRow(key, { cells: { ...podRow(key).cells, restarts } }), ms)]);
    await settled();
  };
  for (const [day, restarts] of [[1, 0], [2, 1], [3, 2], [9, 3]] as const) await at(day * dayMs, restarts); // prettier-ignore
  await at(dayMs, 0, 'b');
  recorder.rows('kubernetes', 'pods', [went('b', 2 * dayMs)]);
  await settled();
  record.clock.at = 10 * dayMs;
  const evict = (keptSpans: { fromMs: number; toMs: number }[]) => {
    const done = evictRecorded({ ...record, ...round, keptSpans: () => keptSpans, maxAgeMs: 5 * dayMs });
    const pump = setInterval(record.writer.flush, 1);
    return done.finally(() => clearInterval(pump));
  };
  const restarts = () => objectVersions(record.read, { source: 'kubernetes', fromMs: 0, toMs: 99 * dayMs }).map(({ key, row }) => [key, (row as { cells?: { restarts: number } } | null)?.cells?.restarts]); // prettier-ignore
  await evict([{ fromMs: 1.5 * dayMs, toMs: 1.6 * dayMs }]);
  expect(restarts()).toEqual([['a', 0], ['b', 0], ['a', 1], ['b', undefined], ['a', 2], ['a', 3]]); // prettier-ignore
  await evict([]);
  expect(restarts()).toEqual([['a', 2], ['a', 3]]); // prettier-ignore
  expect(objectsAt(record.read, { source: 'kubernetes', kind: 'pods', at: 6 * dayMs, known: 'then' })).toMatchObject([{ row: { cells: { restarts: 2 } } }]); // prettier-ignore
  expect(record.read.prepare('SELECT count(*) FROM object_frame').pluck().get()).toBe(1);
  await at(10 * dayMs, 4);
  expect(restarts()).toHaveLength(3);
});

test('samples become their rollups by minute, then by hour, and a spike is still seen', async () => {
  const record = testRecord();
  const clock = handClock(1000 * dayMs);
  clock.flushes.add(record.writer.flush);
  const reader = fakeMetrics();
  let looks = 0;
  reader.queries.set('users', [{ labels: {}, at: () => (looks++ === 50 ? 99 : 1) }]);
  const board = createQueryBoard({ ...record, reader, now: clock.now, later: clock.later, wanted: () => [], safeText: (text) => text }); // prettier-ignore
  const saved = board.save({ key: null, name: 'u', expr: 'users', unit: '', intervalMs: 15_000 }, 'On-call');
  await clock.move(65 * 60_000);
  await saved;
  board.close();
  clock.flushes.clear();
  const evict = async (maxAgeMs: number, laterMs: number): Promise<void> => {
    const pump = setInterval(record.writer.flush, 1);
    await evictRecorded({ ...record, ...round, now: () => clock.now() + laterMs, maxAgeMs });
    clearInterval(pump);
  };
  const greatest = (stepMs: number): number => {
    const frame = recordedFrame(record.read, { expr: 'users', fromMs: 1000 * dayMs, toMs: 1000 * dayMs + 3_600_000, stepMs, recordedBy: 1001 * dayMs }); // prettier-ignore
    const bytes = Buffer.from(frame?.series[0]?.values ?? '', 'base64');
    return Math.max(...Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readDoubleLE(at * 8)));
  };
  const count = (table: string): number => record.read.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
  await evict(30 * dayMs, 8 * dayMs);
  expect([count('sample_chunk'), count('sample_minutes') > 0]).toEqual([0, true]);
  expect(greatest(15_000)).toBe(99);
  await evict(30 * dayMs, 31 * dayMs);
  expect([count('sample_minutes'), count('sample_block')]).toEqual([0, 0]);
  // Also where a shorter step is asked for than is left.
  expect(greatest(15_000)).toBe(99);
  expect(greatest(2 * 3_600_000)).toBe(99);
  await evict(30 * dayMs, 400 * dayMs);
  expect(count('sample_hour')).toBe(0);
});

test('what has much to take away does it in short tasks of the writer, and waits between them', async () => {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  recorder.turn('kubernetes', 'kind');
  const keys = Array.from({ length: 9 }, (_, at) => `pod ${at}`);
  recorder.rows('kubernetes', 'pods', keys.map((key) => seen(podRow(key), dayMs))); // prettier-ignore
  await settled();
  recorder.rows('kubernetes', 'pods', keys.map((key) => went(key, 2 * dayMs))); // prettier-ignore
  await settled();
  record.clock.at = 10 * dayMs;
  // Each time it is looked at, three milliseconds have gone.
  let elapsed = 0;
  const left: unknown[] = [];
  const pause = async (): Promise<void> => {
    left.push(record.read.prepare('SELECT count(*) FROM object').pluck().get());
  };
  const pump = setInterval(record.writer.flush, 1);
  await evictRecorded({ ...record, ...round, pause, maxAgeMs: 5 * dayMs, elapsedMs: () => (elapsed += 3) });
  clearInterval(pump);
  expect(left).toEqual([6, 3]);
  expect(record.read.prepare('SELECT count(*) FROM object').pluck().get()).toBe(0);
});
