import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leastCountForUpperBound,
  median,
  medianAbsoluteDeviation,
  quantile,
  quantileInterval,
  quantileOfSorted,
} from './quantiles.ts';
import { seededRandom } from './random.ts';

const someNumbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 80 });
const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('a quantile', () => {
  test.each([
    [0, 1],
    [0.25, 2],
    [0.5, 3],
    [0.9, 4.6],
    [1, 5],
  ])('%d of 1 to 5 is %d, as R gives it by default', (q, value) => {
    expect(quantile([5, 3, 1, 4, 2], q)).toBeCloseTo(value, 12);
  });

  test('lies between the least and the greatest value, and grows with q', () => {
    fc.assert(
      fc.property(someNumbers, share, share, (values, q, r) => {
        const [low, high] = [quantile(values, Math.min(q, r)), quantile(values, Math.max(q, r))];
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });

  test('of nothing, of what is not finite, or beyond 0 to 1 is refused', () => {
    expect(() => quantile([], 0.5)).toThrow('values has 0 values, and at least 1 are needed');
    expect(() => quantile([1, Number.NaN], 0.5)).toThrow('values[1] is NaN');
    expect(() => quantile([1, 2], 1.5)).toThrow(/^q is 1.5/);
    expect(() => quantileOfSorted([], 0.5)).toThrow('values has 0 values');
  });
});

test('the median and its absolute deviation follow shift and scale', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -999, max: 999 }), { minLength: 1 }), fc.integer(), (values, by) => {
      const moved = values.map((value) => -2 * value + by);
      expect(median(moved)).toBeCloseTo(-2 * median(values) + by, 6);
      expect(medianAbsoluteDeviation(moved)).toBeCloseTo(2 * medianAbsoluteDeviation(values), 6);
    }),
  );
  expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
});

describe('the interval of a quantile', () => {
  test('is that of the binomial tables: the median of 10 lies between the 2nd and the 9th, with 97.9 %', () => {
    const interval = quantileInterval([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 0.5);
    expect(interval).toMatchObject({ lower: 2, upper: 9, lowerRank: 2, upperRank: 9 });
    expect(interval.coverage).toBeCloseTo(1 - 22 / 1024, 10);
  });

  test('of a median is finite from 6 values on, and has no ends before', () => {
    expect(quantileInterval([1, 2, 3, 4, 5, 6], 0.5)).toMatchObject({ lower: 1, upper: 6 });
    expect(quantileInterval([1, 2, 3, 4, 5], 0.5)).toMatchObject({ lower: null, upper: null });
  });

  test('of p99 has no upper end with too few values, and says so instead of showing the greatest', () => {
    const few = Array.from({ length: 298 }, (_, index) => index);
    // Two-sided 90 % leaves 5 % above: the one-sided bound of the table.
    expect(quantileInterval(few, 0.99, 0.9).upper).toBeNull();
    expect(quantileInterval([...few, 298], 0.99, 0.9).upper).toBe(298);
  });

  test('holds the estimate', () => {
    fc.assert(
      fc.property(someNumbers, share, (values, q) => {
        const { lower, upper } = quantileInterval(values, q);
        const estimate = quantile(values, q);
        expect(lower ?? -Infinity).toBeLessThanOrEqual(estimate);
        expect(upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
      }),
    );
  });

  test('covers the true quantile about as often as it says', () => {
    const random = seededRandom(5);
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const { lower, upper } = quantileInterval(Array.from({ length: 60 }, random), 0.9);
      if ((lower ?? 0) <= 0.9 && (upper ?? 1) >= 0.9) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.93);
    expect(covered / 400).toBeLessThan(1);
  });
});

test.each([
  [0.95, 59],
  [0.99, 299],
  [0.999, 2995],
])('an upper bound of the %d quantile takes %i values', (q, count) => {
  expect(leastCountForUpperBound(q)).toBe(count);
  expect(q ** count).toBeLessThanOrEqual(0.05);
  expect(q ** (count - 1)).toBeGreaterThan(0.05);
});
