// Made-up endpoints that the console scrapes itself, for looking at the screens.
import { pack } from '#shared/model/pack.ts';
import { plainScrape, scrapedWords, type Scrape, type ScrapedMetric, type ScrapedSeries, type ScrapeRange } from '#shared/model/scrape.ts'; // prettier-ignore
import type { Frame } from '#shared/model/series.ts';
import type { Scenario } from './scenario.ts';

export interface ScrapesScenario {
  endpoints: Scrape[];
  metrics: ScrapedMetric[];
  series: ScrapedSeries;
}

export const noScrapes: ScrapesScenario = { endpoints: [], metrics: [], series: { rows: [], total: 0, atMs: null } };

const minuteMs = 60_000;

function endpointOf(now: number, key: string, name: string, url: string, given: Partial<Scrape> = {}): Scrape {
  const seenAt = now - 4000;
  return {
    key,
    fields: { ...plainScrape, name, url },
    paused: false,
    savedAt: now - 90 * minuteMs,
    status: { key: `scrape:${key}`, name: `scrape of ${name}`, state: 'live', since: now - 84 * minuteMs, reason: '', seenAt }, // prettier-ignore
    taken: { atMs: seenAt, durationMs: 12.4, bodyBytes: 61_204, series: 412, beyondLimit: 0, notWanted: 0, malformed: 0, firstMalformed: '', duplicates: 0, otherTime: 0 }, // prettier-ignore
    done: 336,
    failed: 0,
    missed: 0,
    keptBytes: 1_884_160,
    keptFromMs: now - 84 * minuteMs,
    ...given,
  };
}

function endpoints(now: number): Scrape[] {
  const stale = { state: 'stale' as const, since: now - 3 * minuteMs, seenAt: now - 3 * minuteMs, reason: 'http://10.0.4.17:9100/metrics cannot be scraped: connection refused' }; // prettier-ignore
  const denied = { state: 'denied' as const, since: now - 40 * minuteMs, seenAt: null, reason: 'https://billing.internal/metrics wants to know who asks (HTTP 401); name a user or a token under Access' }; // prettier-ignore
  const attestor = endpointOf(now, 'one', 'attestor', 'http://127.0.0.1:8000/metrics');
  const node = endpointOf(now, 'two', 'build host', 'http://10.0.4.17:9100/metrics');
  const many = endpointOf(
    now,
    'three',
    'ingress with a rather long name for an endpoint',
    'http://ingress.internal:10254/a/rather/long/path/metrics',
  );
  const billing = endpointOf(now, 'four', 'billing', 'https://billing.internal/metrics', {
    taken: null,
    done: 0,
    failed: 160,
    keptBytes: 0,
    keptFromMs: null,
  });
  return [
    attestor,
    { ...node, status: { ...node.status, ...stale }, failed: 12 },
    { ...many, keptBytes: 41_000_000, missed: 3, taken: many.taken && { ...many.taken, series: 5000, beyondLimit: 2311, malformed: 4, firstMalformed: 'line 812: nginx_up {controller_class="nginx" 1', duplicates: 2 } },
    { ...billing, status: { ...billing.status, ...denied } },
    endpointOf(now, 'five', 'staging', 'http://staging:9100/metrics', { paused: true, status: { key: 'scrape:five', name: 'scrape of staging', state: 'off', since: now - 9 * minuteMs, reason: 'it is paused', seenAt: now - 9 * minuteMs } }),
  ]; // prettier-ignore
}

const metrics: ScrapedMetric[] = [
  { name: 'attestor_build_info', family: 'attestor_build_info', type: 'gauge', help: 'The version that runs, as labels.', unit: '', series: 1 },
  { name: 'attestor_queue_depth', family: 'attestor_queue_depth', type: 'gauge', help: 'Statements that wait to be signed.', unit: '', series: 3 },
  { name: 'attestor_request_seconds_bucket', family: 'attestor_request_seconds', type: 'histogram', help: 'How long requests took.', unit: 'seconds', series: 36 },
  { name: 'attestor_request_seconds_count', family: 'attestor_request_seconds', type: 'histogram', help: 'How long requests took.', unit: 'seconds', series: 3 },
  { name: 'attestor_request_seconds_sum', family: 'attestor_request_seconds', type: 'histogram', help: 'How long requests took.', unit: 'seconds', series: 3 },
  { name: 'attestor_requests_total', family: 'attestor_requests_total', type: 'counter', help: 'Requests that were answered, by path and status.', unit: '', series: 9 },
  { name: 'process_resident_memory_bytes', family: 'process_resident_memory_bytes', type: 'gauge', help: 'Resident memory size in bytes.', unit: 'bytes', series: 1 },
  { name: 'something_without_words', family: 'something_without_words', type: 'untyped', help: '', unit: '', series: 1 },
]; // prettier-ignore

const paths = ['/attest', '/health', '/verify/{id}'];

export const scrapesMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  scrapes: (scenario, now) => ({
    ...scenario,
    scrapes: {
      endpoints: endpoints(now),
      metrics,
      series: { total: 9, atMs: now - 4000, rows: paths.flatMap((path) => ['200', '404', '503'].map((code, at) => ({ labels: { path, code }, value: at === 2 ? null : String(8123 - at * 8000) }))) }, // prettier-ignore
    },
  }),
};

/** Waves with a gap, as many as the question groups by. */
export function scrapedFrame({ as, metric, by = null, fromMs, toMs }: ScrapeRange): Frame {
  const names = by !== null && by.length === 0 ? [''] : paths;
  const stepMs = Math.max(15_000, Math.ceil((toMs - fromMs) / 400 / 15_000) * 15_000);
  const first = Math.ceil(Math.max(fromMs, toMs - 84 * minuteMs) / stepMs) * stepMs;
  const gap = (at: number): boolean => at > toMs - 33 * minuteMs && at < toMs - 25 * minuteMs;
  const times = Array.from({ length: Math.max(0, Math.floor((toMs - first) / stepMs)) }, (_, at) => first + at * stepMs).filter((at) => !gap(at)); // prettier-ignore
  const scale = as === 'quantile' ? 0.08 : as === 'rate' ? 12 : 40;
  return {
    fromMs,
    toMs,
    stepMs,
    series: names.map((path, place) => ({
      labels: { __name__: metric, ...(path === '' ? {} : { path }) },
      times: pack(Float64Array.from(times)),
      values: pack(Float64Array.from(times, (at) => scale * (1.5 + place + Math.sin(at / 400_000 + place) + 0.2 * Math.sin(at / 37_000)))), // prettier-ignore
    })),
    totalSeries: names.length,
    totalSamples: names.length * times.length,
    reduced: false,
    warnings: [],
    infos: [`${scrapedWords}.`],
  };
}
