// Real endpoints scraped by the console itself, and the numbers that it makes of them beside those of a real Prometheus.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startAttestorService, type AttestorService } from '#engine/demo/attestor-http.ts';
import { createEngine, type Engine } from '#engine/engine.ts';
import { unpack } from '#shared/model/pack.ts';
import { plainScrape, type Scrape, type ScrapeRange } from '#shared/model/scrape.ts';
import { sameTimes, type Frame, type Labels } from '#shared/model/series.ts';
import { startNodeExporter, type RealServer } from './support/alertmanager.ts';
import { nextEntries } from './support/feeds.ts';
import { startPrometheusWith, type PastSeries } from './support/openmetrics-blocks.ts';
import { startPrometheus } from './support/prometheus.ts';
import { selectorText } from './support/promtool.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('scraped endpoints', ['prometheus', 'promtool', 'prometheus-node-exporter']);
const by = 'Lead';
/** Long, so that on a slow machine too only what is asked for here is scraped; a rate is of four intervals. */
const intervalMs = 60_000;
const rateWindow = '240s';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Sampled {
  labels: Labels;
  points: { atMs: number; value: number }[];
}
function sampled(frame: Frame): Sampled[] {
  let moments: Float64Array = new Float64Array();
  return frame.series.map(({ labels, times, values }) => {
    if (times !== sameTimes) moments = unpack(times);
    const numbers = unpack(values);
    return { labels, points: Array.from(moments, (atMs, at) => ({ atMs, value: numbers[at] ?? NaN })) };
  });
}

const keyOf = (labels: Labels): string =>
  JSON.stringify(Object.keys(labels).filter((name) => name !== '__name__').toSorted().map((name) => [name, labels[name]])); // prettier-ignore

const rounded = (value = NaN): number => Number(value.toPrecision(10));

describe.skipIf(suite.skip)(`scraped endpoints${suite.why}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'scrapes-'));
  let engine: Engine;
  let attestor: AttestorService;
  let exporter: RealServer;
  const beganAt = Date.now();
  /** A thousand requests a second, of which 400 within 100 ms, 700 within 250 ms, 900 within 500 ms, 990 within a second. */
  const latency = createServer((_, response) => {
    const seconds = (Date.now() - beganAt) / 1000;
    const lines = [[0.1, 400], [0.25, 700], [0.5, 900], [1, 990], ['+Inf', 1000]].map(([le, rate]) => `latency_seconds_bucket{le="${le}"} ${Math.floor(seconds * Number(rate))}`); // prettier-ignore
    response.end(`# TYPE latency_seconds histogram\n${lines.join('\n')}\nlatency_seconds_sum 1\nlatency_seconds_count ${Math.floor(seconds * 1000)}\n`); // prettier-ignore
  });

  beforeAll(async () => {
    exporter = await startNodeExporter();
    attestor = await startAttestorService({ logFile: join(dataDir, 'attestor.log'), port: 0, intervalMs: 20, version: '1.0.0', now: Date.now }); // prettier-ignore
    await new Promise<void>((resolve) => latency.listen(0, '127.0.0.1', resolve));
    engine = await createEngine({ dataDir: join(dataDir, 'data'), resourcesDir: join(import.meta.dirname, '..', 'resources'), env: { PATH: process.env['PATH'], HOME: dataDir } }); // prettier-ignore
  });
  afterAll(async () => {
    await engine?.close();
    await attestor?.close();
    await exporter?.stop();
    latency.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Scrapes it so many times, more often than its interval would. */
  const scraped = async (name: string, url: string, times: number, everyMs: number): Promise<Scrape> => {
    const { scrapes } = engine.client;
    const { key } = await scrapes.save({ key: null, fields: { ...plainScrape, name, url, intervalMs }, by });
    const done = async (count: number): Promise<Scrape> => {
      const entries = await nextEntries(await scrapes.feed(), (all) => [...all.values()].some((one) => one.key === key && one.done >= count)); // prettier-ignore
      return [...entries.values()].find((one) => one.key === key) as Scrape;
    };
    for (let at = 1; at < times; at++) {
      await done(at);
      await pause(everyMs);
      await scrapes.retry({ key });
    }
    return await done(times);
  };
  const range = async (key: string, given: Pick<ScrapeRange, 'metric' | 'as'> & Partial<ScrapeRange>): Promise<Sampled[]> => // prettier-ignore
    sampled(await engine.client.scrapes.range({ key, fromMs: beganAt, toMs: Date.now() + 1, widthPx: 4000, seriesLimit: 1000, ...given })); // prettier-ignore

  /** What a Prometheus with the same samples answers at a moment, by its labels. */
  const asked = async (url: string, query: string, atMs: number): Promise<Map<string, number>> => {
    const answer = await fetch(`${url}/api/v1/query?${new URLSearchParams({ query, time: (atMs / 1000).toFixed(3) }).toString()}`); // prettier-ignore
    const { data } = (await answer.json()) as { data: { result: { metric: Labels; value: [number, string] }[] } };
    return new Map(
      data.result.map(({ metric, value }) => [keyOf(metric), Number(value[1].replace('Inf', 'Infinity'))]),
    );
  };

  test('rates of a node exporter and quantiles of the attestor are exactly those of a Prometheus with the same samples', async () => {
    const node = await scraped('node', `http://${exporter.address}/metrics`, 6, 300);
    const signer = await scraped('attestor', `http://127.0.0.1:${attestor.port}/metrics`, 8, 250);
    // What is compared has to be what Prometheus is given.
    for (const { key } of [node, signer]) await engine.client.scrapes.pause({ key, paused: true, by });
    expect(node).toMatchObject({ status: { state: 'live' }, taken: { malformed: 0, duplicates: 0, beyondLimit: 0 } });
    expect(node.taken?.series).toBeGreaterThan(200);
    expect(signer.taken).toMatchObject({ malformed: 0, series: 18 });

    const cpu = await range(node.key, { metric: 'node_cpu_seconds_total', as: 'gauge' });
    const buckets = await range(signer.key, { metric: 'attestation_latency_seconds_bucket', as: 'gauge' });
    const past: PastSeries[] = [...cpu, ...buckets].map(({ labels, points }) => ({ series: selectorText(labels), samples: points })); // prettier-ignore
    const prometheus = await startPrometheusWith(past);
    try {
      const rates = await range(node.key, { metric: 'node_cpu_seconds_total', as: 'rate' });
      expect(rates.length).toBe(cpu.length);
      let compared = 0;
      for (const atMs of rates[0]?.points.map((point) => point.atMs) ?? []) {
        const theirs = await asked(prometheus.url, `irate(node_cpu_seconds_total[${rateWindow}])`, atMs);
        for (const { labels, points } of rates) {
          const ours = points.find((point) => point.atMs === atMs)?.value ?? NaN;
          expect(ours, keyOf(labels)).toBeCloseTo(theirs.get(keyOf(labels)) ?? NaN, 9);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(30);
      let quantiles = 0;
      for (const q of [0, 0.5, 0.9, 0.99, 1]) {
        const [ours] = await range(signer.key, { metric: 'attestation_latency_seconds', as: 'quantile', q, by: [] });
        expect(ours?.points.length).toBe((buckets[0]?.points.length ?? 0) - 1);
        for (const { atMs, value } of ours?.points ?? []) {
          const theirs = await asked(prometheus.url, `histogram_quantile(${q}, sum by (le) (irate(attestation_latency_seconds_bucket[${rateWindow}])))`, atMs); // prettier-ignore
          // NaN where nothing was observed between two scrapes, to both.
          expect(rounded(value), `p${q * 100} at ${atMs}`).toBe(rounded(theirs.get('[]')));
          if (!Number.isNaN(value)) quantiles++;
        }
      }
      expect(quantiles).toBeGreaterThan(10);
    } finally {
      await prometheus.stop();
    }
  });

  test('beside a Prometheus that scrapes the same endpoint at its own moments, a quantile differs by less than 2 %', async () => {
    const { port } = latency.address() as AddressInfo;
    const prometheus = await startPrometheus([{ job: 'latency', targets: [`127.0.0.1:${port}`] }]);
    const query = (q: number): string =>
      `histogram_quantile(${q}, sum by (le) (irate(latency_seconds_bucket[${rateWindow}])))`;
    try {
      // It looks for its targets some seconds after it is ready.
      await expect.poll(async () => (await asked(prometheus.url, query(0.5), Date.now())).size).toBe(1);
      const { key } = await scraped('latency', `http://127.0.0.1:${port}/metrics`, 6, 700);
      for (const [q, truth] of [
        [0.5, 0.15],
        [0.95, 0.7778],
        [0.99, 1],
      ] as const) {
        // prettier-ignore
        const [ours] = await range(key, { metric: 'latency_seconds', as: 'quantile', q, by: [] });
        const { atMs = 0, value = NaN } = ours?.points.at(-1) ?? {};
        const theirs = (await asked(prometheus.url, query(q), atMs)).get('[]') ?? NaN;
        expect(Math.abs(value - theirs) / theirs, `${value} beside ${theirs}`).toBeLessThan(0.02);
        expect(Math.abs(value - truth) / truth).toBeLessThan(0.02);
      }
    } finally {
      await prometheus.stop();
    }
  });

  test('an endpoint that goes away is stale in the status bar, and when it was watched is in the journal', async () => {
    const { scrapes, system } = engine.client;
    const gone = createServer((_, response) => response.end('up 1\n'));
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { key } = await scraped('gone', `http://127.0.0.1:${(gone.address() as AddressInfo).port}/metrics`, 1, 0);
    gone.closeAllConnections();
    await new Promise((resolve) => gone.close(resolve));
    await scrapes.retry({ key });
    const sources = await nextEntries(await system.sources(), (all) => all.get(`scrape:${key}`)?.state === 'stale');
    expect(sources.get(`scrape:${key}`)?.reason).toMatch(/cannot be scraped: connection refused/);
    const covered = (await system.journal({ type: 'source.covered' })).map(({ data }) => Object(data) as { source: string }); // prettier-ignore
    expect(covered.map(({ source }) => source)).toContain('scrape of gone');
  });
});
