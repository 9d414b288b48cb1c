import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankTest } from './rank-test.ts';

// Permeability of the human placenta at term and at 12 to 26 weeks: Hollander & Wolfe (1973), p. 69 f.
const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];
// Ozone in New York, 1973, in May and August: the data set `airquality` of R, without what is missing.
const may = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];
const august = [
  39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85,
];

const equal = (length: number, value: number) => Array.from({ length }, () => value);

describe('published cases', () => {
  test("the permeability example of R's wilcox.test: W = 35, p = 0.1272 for greater", () => {
    const greater = rankTest(atTerm, early, 'greater');
    expect(greater).toMatchObject({ u: 35, method: 'exact', effect: 0.7 });
    expect(greater.p).toBeCloseTo(0.1272061272, 9);
    expect(rankTest(atTerm, early).p).toBeCloseTo(0.2544122544, 9);
    expect(rankTest(early, atTerm, 'less').p).toBe(greater.p);
  });

  test("the ozone example of R's wilcox.test, with ties: W = 127.5, p = 0.0001208", () => {
    const result = rankTest(may, august);
    expect(result).toMatchObject({ u: 127.5, method: 'normal' });
    expect(result.p).toBeCloseTo(0.00012080783076877434, 14);
  });
});

test.each([
  [3, 0.1],
  [4, 2 / 70],
  [5, 2 / 252],
])('with %i on each side no p is below %d', (n, least) => {
  const low = Array.from({ length: n }, (_, index) => index);
  const high = low.map((value) => value + 100);
  expect(rankTest(low, high).p).toBeCloseTo(least, 12);
  // Ties within a side do not make it surer.
  expect(rankTest(equal(n, 1), equal(n, 2)).p).toBeCloseTo(least, 12);
});

const sample = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 6 });

describe('for small samples', () => {
  test('p is that of trying every way to deal the values out', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const all = [...first, ...second];
        const uOf = (a: number[], b: number[]) =>
          a.reduce((sum, x) => sum + b.reduce((part, y) => part + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
        const seen = uOf(first, second);
        const dealt: number[] = [];
        for (let choice = 0; choice < 2 ** all.length; choice++) {
          const [a, b] = [0, 1].map((side) => all.filter((_, index) => (choice >> index) % 2 === side));
          if (a && b && a.length === first.length) dealt.push(uOf(a, b));
        }
        const share = (test: (u: number) => boolean) => dealt.filter(test).length / dealt.length;
        const [less, greater] = [share((u) => u <= seen), share((u) => u >= seen)];
        expect(rankTest(first, second).u).toBe(seen);
        expect(rankTest(first, second, 'less').p).toBeCloseTo(less, 12);
        expect(rankTest(first, second, 'greater').p).toBeCloseTo(greater, 12);
        expect(rankTest(first, second).p).toBeCloseTo(Math.min(1, 2 * Math.min(less, greater)), 12);
      }),
      { numRuns: 40 },
    );
  });
});

test('p is in 0 to 1, the same with sides swapped, and unmoved by shift and scale', () => {
  const larger = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(larger, larger, fc.integer({ min: 1, max: 9 }), (first, second, scale) => {
      const { p, u } = rankTest(first, second);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThanOrEqual(1);
      const swapped = rankTest(second, first);
      expect(swapped.p).toBeCloseTo(p, 12);
      expect(swapped.u).toBe(first.length * second.length - u);
      const moved = (values: number[]) => values.map((value) => scale * value - 17);
      expect(rankTest(moved(first), moved(second))).toEqual(rankTest(first, second));
    }),
    { numRuns: 60 },
  );
});

test('equal values on both sides speak for nothing, few or many', () => {
  expect(rankTest([1, 1], [1, 1]).p).toBe(1);
  expect(rankTest(equal(40, 1), equal(40, 1)).p).toBe(1);
});

test('an empty sample is refused', () => {
  expect(() => rankTest([], [1])).toThrow('first has 0 values');
  expect(() => rankTest([1], [Number.NaN])).toThrow('second[0] is NaN');
});
