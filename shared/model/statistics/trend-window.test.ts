import { expect, test } from 'vitest';
import { pointLimit, windowOf } from './trend-window.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const options = { warmUpMs: 0, binMs: 30 * minuteMs, minSpanMs: 24 * hourMs };
const every = (stepMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ atMs: 1000 + index * stepMs, value: index }));

test('1440 samples a minute apart are a day, 1439 are not and say how much is missing', () => {
  expect(windowOf(every(minuteMs, 1440), options)).toMatchObject({ spanMs: 24 * hourMs, coverage: 1, problem: null });
  expect(windowOf(every(minuteMs, 1439), options).problem).toBe(
    'there are only 23 h 59 min of data, and a claim about 24 hours takes 1 d: 1 min more',
  );
});

test('the warm-up counts from the first sample and is left out of the span', () => {
  const window = windowOf(every(minuteMs, 1500), { ...options, warmUpMs: 2 * hourMs });
  expect(window.samples[0]?.value).toBe(120);
  expect(window.ignored).toBe(120);
  expect(window.problem).toBe(
    'there are only 23 h of data after the warm-up of 2 h, and a claim about 24 hours takes 1 d: 1 h more',
  );
});

test('samples out of order or not finite change nothing but the count of those ignored', () => {
  const samples = every(minuteMs, 2000);
  const odd = [...samples.toReversed(), { atMs: 5000, value: Number.NaN }, { atMs: Infinity, value: 1 }];
  expect(windowOf(odd, options)).toEqual({ ...windowOf(samples, options), ignored: 2 });
});

test('two ends of a day with nothing between are not a day that was watched', () => {
  const samples = every(minuteMs, 3000).filter((_, index) => index < 300 || index > 2700);
  expect(windowOf(samples, options).problem).toBe(
    'samples are there for only 20 % of the 2 d 2 h, and at least 50 % are needed',
  );
});

test('bins are as long as samples are apart, and not more than can be fitted', () => {
  const sparse = windowOf(every(2 * hourMs, 20), options);
  expect(sparse).toMatchObject({ binMs: 2 * hourMs, coverage: 1 });
  expect(sparse.bins).toHaveLength(20);
  const long = windowOf(every(10 * minuteMs, 6 * 24 * 30), options);
  expect(long.binMs).toBe(2 * hourMs);
  expect(long.bins.length).toBeLessThanOrEqual(pointLimit);
});

test('without a sample there is nothing to judge', () => {
  expect(windowOf([], options)).toMatchObject({ spanMs: 0, coverage: 0, problem: 'there is no sample' });
  expect(windowOf(every(minuteMs, 1), options).problem).toMatch(/^there are only 0 s of data/);
});
