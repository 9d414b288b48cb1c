import { expect, test } from 'vitest';
import { timeToExhaustion } from './exhaustion.ts';

const dayMs = 86_400_000;

test('what grows by 10 a day and has 50 left lasts 5 days, by its interval from 2.5 to 10', () => {
  expect(timeToExhaustion(950, 1000, 10, { lower: 5, upper: 20 })).toEqual({
    expectedMs: 5 * dayMs,
    earliestMs: 2.5 * dayMs,
    latestMs: 10 * dayMs,
  });
});

test('what may not grow at all may last for ever', () => {
  expect(timeToExhaustion(950, 1000, 1, { lower: -1, upper: 5 })).toEqual({
    expectedMs: 50 * dayMs,
    earliestMs: 10 * dayMs,
    latestMs: null,
  });
  expect(timeToExhaustion(950, 1000, -1, null)).toEqual({ expectedMs: null, earliestMs: null, latestMs: null });
});

test('what is at its ceiling has no time left, growing or not', () => {
  expect(timeToExhaustion(1000, 1000, -1, null)).toEqual({ expectedMs: 0, earliestMs: 0, latestMs: 0 });
});
