import { expect, test } from 'vitest';
import { openStore } from '../store/database.ts';
import { listBlocks, listHeadRows, putScrapeTarget, seriesOfName, type BlockRow } from '../store/scrape-rows.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { decodeValues, encodeValues } from './chunk-codec.ts';
import { evictSamples } from './evict-samples.ts';
import { blockScrapes, keptSamples } from './kept-samples.ts';
import { readGrid } from './read-grid.ts';
import { seeded } from './scrapes.fixture.ts';

const breathe = () => undefined;

function setup(store = testStore(), scrapes = 4) {
  const writer = createWriter({ db: store.write, now: () => 0, lingerMs: { audit: 0, telemetry: 0 } });
  const blocks: BlockRow[] = listBlocks(store.read);
  let target = 0;
  const open = () => keptSamples({ target, read: store.read, writer, breathe, blockScrapes: scrapes, onBlock: (block) => blocks.push(block) }); // prettier-ignore
  return {
    store,
    writer,
    blocks,
    open: async (key = 'k') => {
      target = await writer.write('audit', (db) => putScrapeTarget(db, { key, fields: '{}', paused: false, savedAt: 0 })); // prettier-ignore
      return { target, samples: open() };
    },
  };
}
type Samples = Awaited<ReturnType<ReturnType<typeof setup>['open']>>['samples'];

/** One scrape of series `a{n="0"}` and so on with these values; null for one that is not there. */
async function scrape(samples: Samples, atMs: number, values: (number | null)[]): Promise<void> {
  const there = values.flatMap((value, at) => (value === null ? [] : [{ at, value }]));
  const series = there.flatMap(({ at }) => samples.book.find(`a{n="${at}"}`, `a{n="${at}"} 1`) ?? []);
  await samples.add(atMs, series, there.map(({ value }) => value)); // prettier-ignore
}
async function all({ store, blocks }: ReturnType<typeof setup>, target: number, samples: Samples, fromMs = 0) {
  const series = seriesOfName(store.read, target, 'a');
  const grid = await readGrid({ read: store.read, head: samples.head(), blocks: blocks.filter((block) => block.target === target), breathe }, { series, fromMs, toMs: 1e9 }); // prettier-ignore
  return grid.columns.map(({ labels, column }) => [
    labels['n'],
    [...grid.times].flatMap((at, place) => (column.present[place] === 1 ? [[at, column.values[place]]] : [])),
  ]);
}

test('values come back bit for bit, present or not, and what never changes takes nine bytes', () => {
  const random = seeded(3);
  const strange = [NaN, Infinity, -Infinity, -0, 5e-324, Number.MAX_VALUE, 0.1, 1e9];
  for (let round = 0; round < 200; round++) {
    const count = 1 + Math.floor(random() * 130);
    const values = Float64Array.from({ length: count }, () => (random() < 0.3 ? (strange[Math.floor(random() * 8)] ?? 0) : random() * 1e6)); // prettier-ignore
    const present = Uint8Array.from({ length: count }, () => (random() < 0.8 || round % 2 === 0 ? 1 : 0));
    const back = decodeValues(encodeValues({ values, present }), count);
    expect([...back.present]).toEqual([...present]);
    const kept = (all: Float64Array) => [...all].filter((_, at) => present[at] === 1);
    expect(kept(back.values)).toEqual(kept(values));
  }
  const still = { values: new Float64Array(120).fill(7), present: new Uint8Array(120).fill(1) };
  expect(encodeValues(still)).toHaveLength(9);
});

test('samples are the same in memory, in blocks and after a restart, with gaps where a scrape had none', async () => {
  const dataDir = testFolder();
  const kept = setup(openStore({ dataDir, bootId: 'b', now: () => 0 }));
  const { target, samples } = await kept.open();
  for (let at = 1; at <= 10; at++) await scrape(samples, at * 1000, [at, at % 3 === 0 ? null : 5, at > 8 ? 1 : null]);
  const whole = await all(kept, target, samples);
  expect(whole[0]).toEqual(['0', Array.from({ length: 10 }, (_, at) => [(at + 1) * 1000, at + 1])]);
  expect(whole[1]?.[1]).toEqual([1, 2, 4, 5, 7, 8, 10].map((at) => [at * 1000, 5]));
  expect(whole[2]?.[1]).toEqual([[9000, 1], [10_000, 1]]); // prettier-ignore
  expect([kept.blocks.length, samples.head().times().length, listHeadRows(kept.store.read, target).length]).toEqual([2, 2, 2]); // prettier-ignore
  expect(await all(kept, target, samples, 4500)).toEqual(whole.map(([n, points]) => [n, (points as number[][]).filter(([at = 0]) => at >= 4500)])); // prettier-ignore
  kept.store.close();

  const again = setup(testStore(dataDir));
  const { samples: restored } = await again.open();
  expect(await all(again, target, restored)).toEqual(whole);
  for (const at of [11, 12, 13]) await scrape(restored, at * 1000, [at]);
  expect((await all(again, target, restored))[0]?.[1]).toHaveLength(13);
  expect(seriesOfName(again.store.read, target, 'a')).toHaveLength(3);
});

test('what is too old goes, then the oldest of all until the rest fits; series without a sample go with it', async () => {
  const kept = setup();
  const { target, samples } = await kept.open();
  for (let at = 1; at <= 20; at++) await scrape(samples, at * 1000, [at, at < 5 ? 1 : null, ...Array.from({ length: 700 }, () => at < 9 ? Math.sqrt(at) : null)]); // prettier-ignore
  expect(kept.blocks.map(({ toMs }) => toMs)).toEqual([4000, 8000, 12_000, 16_000, 20_000]);
  let steps = 0;
  const evict = (nowMs: number, limitBytes: number, keepMs = 1e9) =>
    evictSamples({ read: kept.store.read, writer: kept.writer, now: () => nowMs, blocks: kept.blocks, limitBytes, endpoints: () => [{ target, keepMs, samples }], pause: () => { steps++; return Promise.resolve(); } }); // prettier-ignore
  const total = kept.blocks.reduce((sum, { bytes }) => sum + bytes, 0);

  await evict(20_000, total - 1);
  expect(kept.blocks.map(({ toMs }) => toMs)).toEqual([8000, 12_000, 16_000, 20_000]);
  // 702 rows in steps of 300: nobody waits for all of them at once.
  expect(steps).toBeGreaterThanOrEqual(3);
  expect(seriesOfName(kept.store.read, target, 'a')).toHaveLength(701);
  await evict(20_000, Infinity, 9000);
  expect(kept.blocks.map(({ toMs }) => toMs)).toEqual([12_000, 16_000, 20_000]);
  expect((await all(kept, target, samples)).map(([n]) => n)).toEqual(['0']);
  expect(seriesOfName(kept.store.read, target, 'a')).toHaveLength(1);
  await scrape(samples, 21_000, [21]);
  await evict(90_000, Infinity, 9000);
  expect([kept.blocks, samples.head().times(), listHeadRows(kept.store.read, target)]).toEqual([[], [], []]);
  expect(kept.store.read.prepare('SELECT count(*) AS n FROM scrape_chunk').get()).toEqual({ n: 0 });
  await scrape(samples, 95_000, [1]);
  expect(await all(kept, target, samples)).toEqual([['0', [[95_000, 1]]]]);
});

test('of an endpoint that is gone nothing stays, and of a block that was cut off neither', async () => {
  const kept = setup();
  const { samples } = await kept.open();
  for (let at = 1; at <= 6; at++) await scrape(samples, at * 1000, [1, 2]);
  await kept.writer.write('audit', (db) => db.exec("DELETE FROM scrape_target; INSERT INTO scrape_block (target, from_ms, to_ms, times, bytes, whole) VALUES (99, 0, 1, x'', 0, 0); INSERT INTO scrape_chunk SELECT max(no), 5, x'00' FROM scrape_block")); // prettier-ignore
  await evictSamples({ read: kept.store.read, writer: kept.writer, now: () => 7000, blocks: kept.blocks, limitBytes: Infinity, endpoints: () => [], pause: () => Promise.resolve() }); // prettier-ignore
  for (const table of ['block', 'chunk', 'head', 'series', 'family']) expect(kept.store.read.prepare(`SELECT count(*) AS n FROM scrape_${table}`).get(), table).toEqual({ n: 0 }); // prettier-ignore
});

test('blocks are an eighth of what is kept at most, and 120 scrapes', () => {
  expect([blockScrapes(15_000, 21_600_000), blockScrapes(300_000, 21_600_000), blockScrapes(5000, 3_600_000)]).toEqual([120, 9, 90]); // prettier-ignore
});
