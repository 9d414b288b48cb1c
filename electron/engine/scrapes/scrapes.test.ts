import { performance } from 'node:perf_hooks';
import { expect, onTestFinished, test } from 'vitest';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import { unpack } from '#shared/model/pack.ts';
import { plainScrape, scrapeRangeSchema, type Scrape } from '#shared/model/scrape.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createBreathe } from '../sources/kubernetes/breathe.ts';
import { scrapedMetrics, scrapedRange, scrapedSeries } from './scraped-questions.ts';
import { createScrapes } from './scrapes.ts';
import { rawEndpoint, text } from './scrapes.fixture.ts';

function setup(dataDir = testFolder()) {
  const store = testStore(dataDir);
  const writer = createWriter({ db: store.write, now: Date.now, lingerMs: { audit: 0, telemetry: 0 } });
  const elapsedMs = (): number => performance.now();
  const events: string[] = [];
  const gone: string[] = [];
  const scrapes = createScrapes({
    read: store.read,
    writer,
    readSecret: () => Promise.reject(new Error('no secrets here')),
    now: Date.now,
    elapsedMs,
    breathe: createBreathe(8, elapsedMs),
    onStatus: ({ state }) => events.push(state),
    onEvent: ({ type }) => events.push(type),
    onGone: (key) => gone.push(key),
    record: (type, _subject, _data, task) => writer.write('audit', (db) => (events.push(type), task(db))),
    onDefect: (error) => {
      throw error;
    },
  });
  onTestFinished(() => scrapes.close());
  let state: FeedState<Scrape> = emptyFeed;
  const messages = scrapes.feed.subscribe({});
  const until = async (isSo: (all: Scrape[]) => boolean): Promise<Scrape[]> => {
    for (;;) {
      const all = [...state.entries.values()];
      if (isSo(all)) return all;
      const next = await messages.next();
      if (next.done === true) throw new Error('the feed ended');
      state = applyFeedMessage(state, next.value) ?? state;
    }
  };
  return { store, writer, scrapes, events, gone, until, dataDir };
}

const exposed = (count: number): string => `# HELP jobs_total Jobs done
# TYPE jobs_total counter
jobs_total{queue="a"} ${count}
jobs_total{queue="b"} ${count * 2}
# TYPE depth gauge
depth ${count}
`;
const isLive = ([one]: Scrape[]): boolean => one?.status.state === 'live';

test('an endpoint is added, scraped at once, asked, paused, and removed with all it had', async () => {
  let count = 0;
  const endpoint = await rawEndpoint((to) => text(exposed(++count))(to));
  const { scrapes, until, events, gone, store } = setup();
  const { key } = await scrapes.save(null, { ...plainScrape, name: 'app', url: endpoint.url, intervalMs: 5000 }, 'Lead'); // prettier-ignore
  const [live] = await until(isLive);
  expect(live).toMatchObject({ key, paused: false, done: 1, failed: 0, taken: { series: 3, beyondLimit: 0 }, status: { name: 'scrape of app' } }); // prettier-ignore
  scrapes.retry(key);
  await until(([one]) => one?.done === 2);

  const asked = scrapes.asked(key);
  expect(scrapedMetrics(asked)).toEqual([
    { name: 'depth', family: 'depth', type: 'gauge', help: '', unit: '', series: 1 },
    { name: 'jobs_total', family: 'jobs_total', type: 'counter', help: 'Jobs done', unit: '', series: 2 },
  ]);
  expect(scrapedSeries(asked, 'jobs_total', 1)).toMatchObject({ total: 2, rows: [{ labels: { queue: 'a' }, value: '2' }] }); // prettier-ignore
  const range = (given: object) => scrapedRange(asked, scrapeRangeSchema.parse({ key, as: 'gauge', metric: 'depth', fromMs: 0, toMs: Date.now(), widthPx: 500, ...given })); // prettier-ignore
  const gauge = await range({});
  expect(gauge.infos).toEqual(['Scraped by the console, not by Prometheus.']);
  expect([...unpack(gauge.series[0]?.values ?? '')]).toEqual([1, 2]);
  const rates = await range({ metric: 'jobs_total', as: 'rate' });
  const [a = NaN, b = NaN] = rates.series.flatMap(({ values }) => [...unpack(values)]);
  expect(b / a).toBeCloseTo(2, 9);
  expect(await range({ metric: 'jobs_total', as: 'rate', labels: { queue: 'b' } })).toMatchObject({ totalSeries: 1, stepMs: 5000 }); // prettier-ignore
  await expect(range({ as: 'rate' })).rejects.toThrow('depth is a gauge');
  await expect(range({ metric: 'jobs_total', as: 'quantile' })).rejects.toThrow('Nothing is kept of app under the name jobs_total_bucket'); // prettier-ignore

  await scrapes.pause(key, true, 'Lead');
  expect(await until(([one]) => one?.paused === true)).toMatchObject([{ status: { state: 'off', reason: 'it is paused' } }]); // prettier-ignore
  expect(() => scrapes.asked('none')).toThrow('There is no such endpoint');
  await scrapes.remove(key, 'Lead');
  await until((all) => all.length === 0);
  expect(gone).toEqual([`scrape:${key}`]);
  expect(events).toEqual(expect.arrayContaining(['scrape.saved', 'scrape.paused', 'scrape.removed', 'source.state', 'source.covered'])); // prettier-ignore
  await expect.poll(() => store.read.prepare('SELECT count(*) AS n FROM scrape_series').get()).toEqual({ n: 0 });
});

test('after a restart samples and endpoints are as they were; another URL begins anew; sleep is no scrape', async () => {
  const endpoint = await rawEndpoint(text(exposed(1)));
  const other = await rawEndpoint(text('else 1\n'));
  const dataDir = testFolder();
  const before = setup(dataDir);
  const fields = { ...plainScrape, name: 'app', url: endpoint.url, intervalMs: 5000 };
  const { key } = await before.scrapes.save(null, fields, 'Lead');
  await before.until(isLive);
  before.scrapes.close();
  before.writer.close();
  before.store.close();

  const { scrapes, until } = setup(dataDir);
  await until((all) => all.length === 1);
  expect(scrapedMetrics(scrapes.asked(key)).map(({ name }) => name)).toEqual(['depth', 'jobs_total']);
  scrapes.suspend('this machine goes to sleep');
  expect(await until(([one]) => one?.status.state === 'off')).toMatchObject([{ status: { reason: 'this machine goes to sleep' } }]); // prettier-ignore
  const requests = endpoint.requests.length;
  scrapes.retry(key);
  expect(endpoint.requests).toHaveLength(requests);
  scrapes.resume();
  await scrapes.save(key, { ...fields, url: other.url }, 'Lead');
  await until(isLive);
  expect(scrapedMetrics(scrapes.asked(key)).map(({ name }) => name)).toEqual(['else']);
});

test('at most ten endpoints are scraped', async () => {
  const { scrapes } = setup();
  const add = () => scrapes.save(null, { ...plainScrape, name: 'x', url: 'http://127.0.0.1:9/metrics' }, 'Lead');
  for (let at = 0; at < 10; at++) await add();
  await expect(add()).rejects.toThrow('At most 10 endpoints are scraped');
});
