import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from './random.ts';
import { rankTest } from './rank-test.ts';
import { hodgesLehmannShift, ratioOfMedians } from './shift.ts';

test('the permeability example of Hollander & Wolfe: -0.305, at 96 % from -0.76 to 0.15', () => {
  const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
  const early = [1.15, 0.88, 0.9, 0.74, 1.21];
  const { estimate, interval } = hodgesLehmannShift(atTerm, early, 0.96);
  expect(estimate).toBeCloseTo(-0.305, 12);
  expect(interval?.lower).toBeCloseTo(-0.76, 12);
  expect(interval?.upper).toBeCloseTo(0.15, 12);
});

test('with 3 on each side there is no interval at 95 %, with 4 it spans every difference', () => {
  expect(hodgesLehmannShift([1, 2, 3], [4, 5, 6])).toEqual({ estimate: 3, interval: null });
  expect(hodgesLehmannShift([1, 2, 3, 4], [5, 6, 7, 8]).interval).toEqual({ lower: 1, upper: 7 });
});

const sample = (least: number) => fc.array(fc.integer({ min: -40, max: 40 }), { minLength: least, maxLength: 12 });

describe('the interval', () => {
  test('holds the estimate, and is null exactly where no p can be below alpha', () => {
    fc.assert(
      fc.property(sample(1), sample(1), (first, second) => {
        const { estimate, interval } = hodgesLehmannShift(first, second);
        expect(interval?.lower ?? -Infinity).toBeLessThanOrEqual(estimate);
        expect(interval?.upper ?? Infinity).toBeGreaterThanOrEqual(estimate);
        const apart = rankTest(
          first.map((_, index) => index),
          second.map((_, index) => 1000 + index),
        );
        expect(interval === null).toBe(apart.p > 0.05);
      }),
    );
  });

  test('leaves zero out exactly where the rank test rejects, without ties', () => {
    const random = seededRandom(9);
    let rejected = 0;
    for (let run = 0; run < 200; run++) {
      const first = Array.from({ length: 4 + (run % 9) }, random);
      const second = Array.from({ length: 7 }, () => random() + 0.4);
      const { interval } = hodgesLehmannShift(first, second);
      const { p } = rankTest(first, second);
      if (p <= 0.05) rejected++;
      expect(interval !== null && interval.lower > 0).toBe(p <= 0.05);
    }
    expect(rejected).toBeGreaterThan(50);
    expect(rejected).toBeLessThan(150);
  });

  test('follows shift and scale, and mirrors with the sides swapped', () => {
    fc.assert(
      fc.property(sample(4), sample(4), fc.integer({ min: 1, max: 5 }), (first, second, scale) => {
        const { estimate, interval } = hodgesLehmannShift(first, second);
        const moved = hodgesLehmannShift(
          first.map((value) => scale * value + 3),
          second.map((value) => scale * value + 13),
        );
        expect(moved.estimate).toBe(scale * estimate + 10);
        expect(moved.interval?.lower).toBe(scale * (interval?.lower ?? Number.NaN) + 10);
        const swapped = hodgesLehmannShift(second, first);
        expect(swapped.interval?.upper).toBe(0 - (interval?.lower ?? Number.NaN));
      }),
    );
  });

  test('of many values is about as wide as the exact one', () => {
    const random = seededRandom(2);
    const [first, second] = [Array.from({ length: 25 }, random), Array.from({ length: 26 }, random)];
    const many = hodgesLehmannShift(first, second).interval;
    const exact = hodgesLehmannShift(first, second.slice(1)).interval;
    expect((many?.upper ?? 0) - (many?.lower ?? 0)).toBeCloseTo((exact?.upper ?? 9) - (exact?.lower ?? 0), 1);
  });
});

test('a ratio of medians has no meaning over zero', () => {
  expect(ratioOfMedians([10, 20, 30], [22, 22])).toBe(1.1);
  expect(ratioOfMedians([0], [1])).toBeNull();
});

test('more pairs than can be held are refused', () => {
  const many = Array.from({ length: 2001 }, () => 1);
  expect(() => hodgesLehmannShift(many, many)).toThrow('the number of pairs is 4004001; at most 4000000 are taken');
});
