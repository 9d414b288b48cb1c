import { expect, test } from 'vitest';
import { answerRange } from './answer-range.ts';
import { bucketQuantile } from './bucket-quantile.ts';
import { counterRate } from './counter-rate.ts';
import type { Grid } from './read-grid.ts';

/** `null` where a scrape had none. */
const column = (values: (number | null)[]) => ({
  values: Float64Array.from(values, (value) => value ?? NaN),
  present: Uint8Array.from(values, (value) => (value === null ? 0 : 1)),
});
const every = (count: number, stepMs = 15_000) => Float64Array.from({ length: count }, (_, at) => at * stepMs);
const ratesOf = (values: (number | null)[], times = every(values.length)) => {
  const rates = counterRate(times, column(values), 60_000);
  return [...rates.values].map((rate, at) => (rates.present[at] === 1 ? rate : null));
};
const yieldless = () => undefined;

test('a rate is over the two last samples; a fall begins at zero, a gap has none', () => {
  expect(ratesOf([10, 25, 25, 40])).toEqual([null, 1, 0, 1]);
  expect(ratesOf([100, 115, 30, 45])).toEqual([null, 1, 2, 1]);
  expect(ratesOf([0, null, 30, null, null, null, null, 60, 90])).toEqual([null, null, 1, null, null, null, null, null, 2]); // prettier-ignore
  // Four intervals apart is within the window, which an irate of that width has too.
  expect(ratesOf([0, null, null, null, 60])).toEqual([null, null, null, null, 1]);
  expect(ratesOf([0, NaN, 5, 20])).toEqual([null, NaN, NaN, 1]);
  expect(ratesOf([5, 6], Float64Array.of(1000, 1000))).toEqual([null, null]);
});

test('a quantile is linear within its bucket, by the rules of Prometheus', () => {
  const of = (q: number, ...pairs: [number, number][]) => bucketQuantile(q, pairs.map(([upperBound, count]) => ({ upperBound, count }))); // prettier-ignore
  const usual: [number, number][] = [[0.1, 10], [0.5, 30], [1, 40], [Infinity, 50]]; // prettier-ignore
  expect(of(0.5, ...usual)).toBeCloseTo(0.1 + 0.4 * (15 / 20), 12);
  expect(of(0.1, ...usual)).toBeCloseTo(0.05, 12);
  expect(of(0, ...usual)).toBe(0);
  // In the bucket to infinity: the bound below it.
  expect([of(0.95, ...usual), of(1, ...usual)]).toEqual([1, 1]);
  expect([of(-0.1, ...usual), of(1.1, ...usual), of(NaN, ...usual)]).toEqual([-Infinity, Infinity, NaN]);
  expect(of(0.5, [-1, 10], [Infinity, 10])).toBe(-1);
  expect([of(0.5), of(0.5, [Infinity, 5]), of(0.5, [1, 5], [2, 6]), of(0.5, [1, 0], [Infinity, 0])]).toEqual([NaN, NaN, NaN, NaN]); // prettier-ignore
  // Unordered, twice the same bound, and counts that fall.
  expect(of(0.5, [Infinity, 50], [0.5, 15], [0.5, 15], [0.1, 10], [1, 20])).toBeCloseTo(0.1 + 0.4 * (15 / 20), 12);
});

const grid = (columns: [Record<string, string>, (number | null)[]][]): Grid => ({
  times: every(columns[0]?.[1].length ?? 0),
  columns: columns.map(([labels, values]) => ({ labels, column: column(values) })),
});

test('rates are summed by labels where there are any; gauges stay as they are', async () => {
  const three = grid([
    [{ code: '200', pod: 'a' }, [0, 15, 30]],
    [{ code: '200', pod: 'b' }, [0, 30, null]],
    [{ code: '500', pod: 'a' }, [0, null, 3]],
  ]);
  const asked = { as: 'rate' as const, q: 0.95, intervalMs: 15_000 };
  const summed = await answerRange(three, { ...asked, by: ['code'] }, yieldless);
  expect(summed.map(({ labels, times, values }) => [labels, [...times], [...values]])).toEqual([
    [{ code: '200' }, [15_000, 30_000], [3, 1]],
    [{ code: '500' }, [30_000], [0.1]],
  ]);
  expect(await answerRange(three, { ...asked, by: [] }, yieldless)).toMatchObject([{ labels: {}, values: Float64Array.of(3, 1.1) }]); // prettier-ignore
  expect(await answerRange(three, { ...asked, by: null }, yieldless)).toHaveLength(3);
  const [, gauge] = await answerRange(three, { ...asked, as: 'gauge', by: null }, yieldless);
  expect(gauge).toMatchObject({ times: Float64Array.of(0, 15_000), values: Float64Array.of(0, 30) });
  await expect(answerRange(three, { ...asked, as: 'gauge', by: ['code'] }, yieldless)).rejects.toThrow('Gauges are shown as they are'); // prettier-ignore
});

test('a quantile is of the rates of its buckets, for each label set; where nothing was observed it is NaN', async () => {
  const buckets = grid([
    [{ path: '/', le: '0.1' }, [0, 15, 15, 30]],
    [{ path: '/', le: '1' }, [0, 30, 30, 60]],
    [{ path: '/', le: '+Inf' }, [0, 30, 30, 60]],
    [{ path: '/b', le: '0.1' }, [0, 0, null, 0]],
    [{ path: '/b', le: '+Inf' }, [0, 15, null, 30]],
    [{ path: '/b', le: 'what' }, [0, 15, null, 30]],
  ]);
  const asked = { as: 'quantile' as const, q: 0.75, intervalMs: 15_000 };
  const each = await answerRange(buckets, { ...asked, by: null }, yieldless);
  expect(each.map(({ labels, times, values }) => [labels, [...times], [...values]])).toEqual([
    [{ path: '/' }, [15_000, 30_000, 45_000], [0.55, NaN, 0.55]],
    [{ path: '/b' }, [15_000, 45_000], [0.1, 0.1]],
  ]);
  const [all] = await answerRange(buckets, { ...asked, by: [] }, yieldless);
  // At the second moment nothing was observed of the one path, and the other had no sample.
  expect([...(all?.values ?? [])].map((value) => Number(value.toFixed(6)))).toEqual([1, NaN, 0.8875]);
});
