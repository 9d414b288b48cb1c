// Scraped endpoints as of a moment, out of samples that are kept in blocks and beside them.
import { expect, test } from 'vitest';
import { unpack } from '#shared/model/pack.ts';
import { plainScrape, scrapeRangeSchema, type Scrape } from '#shared/model/scrape.ts';
import { encodeScrape, encodeTimes, encodeValues } from '../scrapes/chunk-codec.ts';
import { testRecord } from '../recorder/recorder.fixture.ts';
import { beginBlock, finishBlock, putChunks, putHeadRow, putScrapeFamilies, putScrapeSeries, putScrapeTarget } from '../store/scrape-rows.ts'; // prettier-ignore
import { heard } from './past.fixture.ts';
import { scrapesPast } from './scrapes.ts';

const start = 1_700_000_000_000;
const minute = 60_000;
const at = (minutes: number) => ({ at: start + minutes * minute, known: 'then' as const });

/** Depth 0, 1, 2 ... each minute: the first four in a block, the others beside it. */
function record() {
  const { read, write } = testRecord();
  const fields = { ...plainScrape, name: 'shop', url: 'http://shop:9100/metrics', intervalMs: minute };
  const target = putScrapeTarget(write, { key: 'k', fields: JSON.stringify(fields), paused: true, savedAt: start });
  putScrapeFamilies(write, target, [{ name: 'depth', type: 'gauge', help: 'of the queue', unit: '' }]);
  const [series = 0] = putScrapeSeries(write, target, [{ name: 'depth', labels: '[["queue","a"]]' }], start);
  const times = [0, 1, 2, 3].map((one) => start + one * minute);
  const block = beginBlock(write, { target, fromMs: start, toMs: times[3] ?? 0 }, encodeTimes(times));
  const samples = encodeValues({ values: Float64Array.of(0, 1, 2, 3), present: Uint8Array.of(1, 1, 1, 1) });
  putChunks(write, block, times[3] ?? 0, [{ series, samples }]);
  finishBlock(write, { no: block, target, toMs: times[3] ?? 0, bytes: 100 });
  for (const one of [4, 5, 6]) putHeadRow(write, target, { at: start + one * minute, samples: encodeScrape([series], Float64Array.of(one)) }); // prettier-ignore
  return scrapesPast(read);
}

test('a range ends at the moment, a value is that of the last scrape by then, and an endpoint that nothing is kept of is not there', async () => {
  const past = record();
  const question = scrapeRangeSchema.parse({ key: 'k', metric: 'depth', as: 'gauge', fromMs: start, toMs: start + 60 * minute, widthPx: 800 }); // prettier-ignore
  const drawn = async (minutes: number) => [...unpack((await past.range?.(question, at(minutes), undefined))?.series[0]?.values ?? '')]; // prettier-ignore
  expect(await drawn(2)).toEqual([0, 1, 2]);
  expect(await drawn(5)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await past.series?.({ key: 'k', metric: 'depth', limit: 10 }, at(5), undefined)).toEqual({ rows: [{ labels: { queue: 'a' }, value: '5' }], total: 1, atMs: start + 5 * minute }); // prettier-ignore
  expect(await past.metrics?.({ key: 'k' }, at(5), undefined)).toEqual([{ name: 'depth', family: 'depth', type: 'gauge', help: 'of the queue', unit: '', series: 1 }]); // prettier-ignore
  const [shown] = await heard<Scrape>(past.feed?.(undefined, at(5), undefined));
  expect(shown).toMatchObject({ key: 'k', paused: false, status: { state: 'stale', seenAt: start + 5 * minute }, keptFromMs: start }); // prettier-ignore
  expect(await heard<Scrape>(past.feed?.(undefined, at(-1), undefined))).toEqual([]);
  await expect(async () => await past.metrics?.({ key: 'k' }, at(-1), undefined)).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
});
