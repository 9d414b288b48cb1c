import { describe, expect, test } from 'vitest';
import { unpack } from '#shared/model/pack.ts';
import { sameTimes } from '#shared/model/series.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import { fakeMetrics, handClock } from '../criteria/fake-metrics.fixture.ts';
import { createJournal } from '../journal/journal.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { namedQueries } from './named-queries.ts';
import { createQueryBoard, type WantedQuery } from './query-board.ts';
import { recordedFrame } from './recorded-frame.ts';

const startMs = 1_700_000_010_000;

function setup(dataDir = testFolder(), clock = handClock(startMs), reader = fakeMetrics()) {
  const store = testStore(dataDir);
  const { now, later } = clock;
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  const flush = (): void => {
    if (store.write.open) writer.flush();
  };
  clock.flushes.add(flush);
  const journal = createJournal({ read: store.read, bootId: 'b', now });
  const wanted: WantedQuery[] = [];
  const defects: unknown[] = [];
  const board = createQueryBoard({ read: store.read, writer, journal, reader, now, later, wanted: () => wanted, safeText: (text) => text, onDefect: (error) => defects.push(error) }); // prettier-ignore
  const shown = async (): Promise<RecordedQuery[]> => {
    for await (const message of board.feed.subscribe({})) return message.kind === 'snapshot' ? message.entries : [];
    return [];
  };
  const points = (expr: string, recordedBy = now()): [number, number][] => {
    const [series] = recordedFrame(store.read, { expr, fromMs: startMs, toMs: now(), stepMs: 15_000, recordedBy })?.series ?? []; // prettier-ignore
    if (series === undefined || series.times === sameTimes) return [];
    const values = unpack(series.values);
    return [...unpack(series.times)].map((time, at) => [time - startMs, values[at] ?? NaN]);
  };
  const stop = (): void => {
    board.close();
    writer.close();
    store.close();
    clock.flushes.delete(flush);
  };
  const query = { key: null, name: 'Users', expr: 'users', unit: '', intervalMs: 15_000 };
  const add = async (more: Partial<typeof query> = {}): Promise<string> => {
    const saved = board.save({ ...query, ...more }, 'On-call');
    await clock.move(0);
    return saved;
  };
  const events = (type: string) => journal.page({ before: null, limit: 100 }).filter((event) => event.type === type);
  return { ...store, dataDir, clock, reader, board, wanted, defects, shown, points, stop, add, events };
}

describe('a query that is recorded', () => {
  test('has a sample for each look, in order, and where nothing came a hole with its reason', async () => {
    const { clock, reader, add, points, shown, events, defects } = setup();
    let users = 0;
    reader.queries.set('users', [{ labels: { job: 'a' }, at: () => ++users }]);
    await add();
    await clock.move(30_000);
    reader.queries.set('users', new OpsError('unavailable', 'connection refused'));
    await clock.move(45_000);
    expect(await shown()).toMatchObject([{ state: 'failing', reason: 'connection refused', holes: [{ reason: 'connection refused', filledAt: null }] }]); // prettier-ignore
    const failing = { at: () => null };
    reader.queries.set('users', [{ labels: { job: 'a' }, ...failing }]);
    await clock.move(15_000);
    reader.queries.set('users', [{ labels: { job: 'a' }, at: () => 50 }]);
    await clock.move(15_000);
    const seen = points('users');
    expect(seen.map(([, value]) => value)).toEqual([1, 2, 3, 50]);
    expect(events('samples.gap')).toMatchObject([{ subject: 'Users', data: { reason: 'connection refused', filled: 0, notFilled: 'Prometheus has no samples of that time' } }]); // prettier-ignore
    expect(defects).toEqual([]);
  });

  test('is asked again for what was missed, which is known only from then on', async () => {
    const first = setup();
    const ticking = [{ labels: {}, at: (ms: number) => (ms === 0 ? -1 : ms) }];
    first.reader.queries.set('users', ticking);
    await first.add();
    await first.clock.move(20_000);
    first.stop();
    first.clock.sleep(600_000);
    const second = setup(first.dataDir, first.clock, first.reader);
    await second.clock.move(20_000);
    const live = second.points('users').filter(([, value]) => value === -1);
    const filled = second.points('users').filter(([, value]) => value !== -1);
    expect(live.length).toBe(4);
    expect(filled.length).toBe(40);
    expect(second.points('users', startMs + 500_000).every(([, value]) => value === -1)).toBe(true);
    const [query] = await second.shown();
    expect(query?.holes).toMatchObject([{ reason: 'nobody looked: Ready Room was closed or stood still' }]);
    expect(query?.holes[0]?.filledAt).toBeGreaterThan(startMs + 600_000);
    expect(second.defects).toEqual([]);
  });

  test('becomes blocks of half an hour that take a few bytes a sample', async () => {
    const { clock, reader, add, points, read } = setup();
    let n = 0;
    reader.queries.set('users', Array.from({ length: 10 }, (_, at) => ({ labels: { pod: `p${at}` }, at: () => Math.round(100 + 10 * Math.sin(n++ / 50)) }))); // prettier-ignore
    await add();
    await clock.move(31 * 60_000);
    const sizes = read.prepare('SELECT (SELECT sum(length(samples)) FROM sample_chunk) AS raw, (SELECT sum(length(rollup)) FROM sample_minutes) AS minutes').get() as { raw: number; minutes: number }; // prettier-ignore
    expect(points('users').length).toBeGreaterThan(120);
    expect(sizes.raw / 1200).toBeLessThan(4);
    expect(sizes.minutes / 1200).toBeLessThan(4);
  });
});

describe('what is recorded', () => {
  test('is what triggers and criteria judge by, as long as they are there, and what people want', async () => {
    const { clock, wanted, read, board, add, shown } = setup();
    wanted.push({ expr: 'up == 0', name: 'Down', origin: { kind: 'trigger', name: 'Down' } });
    await clock.move(6000);
    expect(namedQueries(read)).toMatchObject([{ expr: 'up == 0', name: 'Down', origins: [{ kind: 'trigger' }] }]);
    const key = await add({ expr: 'up == 0', name: 'Mine' });
    expect(await shown()).toMatchObject([{ key, name: 'Mine', origins: [{ kind: 'person', name: 'On-call' }, { kind: 'trigger' }] }]); // prettier-ignore
    const removed = board.remove(key, 'On-call');
    await clock.move(0);
    await removed;
    await expect(board.remove(key, 'On-call')).rejects.toThrow('the trigger "Down"');
    wanted.length = 0;
    await clock.move(6000);
    expect(await shown()).toEqual([]);
    expect(namedQueries(read)).toEqual([]);
    expect(namedQueries(read, { ended: true })).toHaveLength(1);
  });

  test('under another expression is another query, and what was recorded of the old one stays', async () => {
    const { clock, reader, board, add, points, shown } = setup();
    reader.queries.set('users', [{ labels: {}, at: () => 1 }]);
    const key = await add();
    await clock.move(16_000);
    const saved = board.save({ key, name: 'Users', expr: 'users2', unit: 's', intervalMs: 5000 }, 'On-call');
    await clock.move(0);
    expect(await saved).not.toBe(key);
    expect(await shown()).toMatchObject([{ expr: 'users2', unit: 's', intervalMs: 5000 }]);
    expect(points('users').length).toBeGreaterThan(0);
    await expect(board.save({ key: 'none', name: 'x', expr: 'x', unit: '', intervalMs: 5000 }, 'On-call')).rejects.toThrow('no such query'); // prettier-ignore
  });
});
