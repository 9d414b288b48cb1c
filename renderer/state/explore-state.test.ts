// Explore's address, its history, and what it hands over as a command.
import { expect, test, vi } from 'vitest';
import { curlText } from '../components/curl-text.ts';
import { exploreOf, exploreText, mostQueries, plainExplore } from './explore-place.ts';
import type { EngineClient } from '../client/link.ts';
import { createNameSource } from './metric-names.ts';
import { createQueryHistory, mostPast, pastMatching } from './query-history.ts';

test('an address says all of Explore, and what it says wrongly is left out', () => {
  const look = { queries: [{ q: 'up == 0', off: false }, { q: 'rate(x[5m])', off: true }], view: 'table', log: true, stacked: true, unit: 'bytes', everyMs: 30_000 } as const; // prettier-ignore
  const full = { ...look, queries: [...look.queries] };
  expect(exploreOf(exploreText(full))).toEqual(full);
  expect(exploreText(plainExplore)).toBe('');
  for (const text of ['', '{', 'null', '[]', '{"queries":7,"unit":"x","every":-3}', '{"queries":[{"q":5},null]}'])
    expect(exploreOf(text)).toEqual(plainExplore);
  expect(exploreOf(JSON.stringify({ queries: Array.from({ length: 40 }, () => ({ q: 'a' })) })).queries).toHaveLength(mostQueries); // prettier-ignore
});

test('the history is kept, moves what comes again to the front, is bounded and can be searched', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => void kept.set(key, text) }; // prettier-ignore
  const history = createQueryHistory(storage);
  history.add(['up', ' rate(http_total[5m]) ', ''], 1);
  history.add(['up'], 2);
  expect(createQueryHistory(storage).store.getState().past).toEqual([{ q: 'up', at: 2 }, { q: 'rate(http_total[5m])', at: 1 }]); // prettier-ignore
  expect(pastMatching(history.store.getState().past, 'HTTP 5m')).toHaveLength(1);
  for (let n = 0; n < mostPast + 5; n++) history.add([`q${n}`], n);
  expect(history.store.getState().past).toHaveLength(mostPast);
  history.clear();
  expect(createQueryHistory(storage).store.getState().past).toEqual([]);
  kept.set('readyroom:queries', '{broken');
  expect(createQueryHistory(storage).store.getState().past).toEqual([]);
});

test('a command names no secret and quotes what a shell would read', () => {
  const text = curlText({ url: 'https://me:secret@prom.example/base/?token=secret', path: 'query', params: { query: `up{a='b'}` } }); // prettier-ignore
  expect(text).toBe(
    `curl -sS 'https://prom.example/base/api/v1/query' \\\n  --data-urlencode 'query=up{a='\\''b'\\''}'`,
  );
  expect(curlText({ url: null, path: 'query_range', params: {} })).toBe(
    'curl -sS "$PROMETHEUS_URL/api/v1/query_range"',
  );
});

test('names are asked for once a minute, and again at once after a refusal', async () => {
  const clock = { now: 0 };
  const labelValues = vi
    .fn<() => Promise<string[]>>()
    .mockRejectedValueOnce(new Error('gone'))
    .mockResolvedValue(['up']);
  const names = createNameSource(() => ({ metrics: { labelValues } }) as unknown as EngineClient, () => clock.now); // prettier-ignore
  await expect(names.metricNames()).rejects.toThrow('gone');
  expect(await names.metricNames()).toEqual(['up']);
  await names.metricNames();
  expect(labelValues).toHaveBeenCalledTimes(2);
  expect(labelValues).toHaveBeenLastCalledWith({ label: '__name__', selector: '' });
  clock.now = 60_000;
  await names.metricNames();
  expect(labelValues).toHaveBeenCalledTimes(3);
});
