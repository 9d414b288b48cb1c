import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialCdf } from './beta.ts';
import { clopperPearsonInterval, passesNeeded, ruleOfThree, wilsonInterval } from './proportion.ts';

test.each([
  [0, 3000, 0, 0.00128],
  [0, 4000, 0, 0.00096],
  [3, 10_000, 0.0001, 0.00088],
])('%i of %i is, by Wilson, between %d and %d', (k, n, lower, upper) => {
  const interval = wilsonInterval(k, n);
  expect(interval.lower).toBeCloseTo(lower, 5);
  expect(interval.upper).toBeCloseTo(upper, 5);
});

// As scipy 1.17 gives them: binomtest(k, n).proportion_ci(method='wilson' and 'exact').
test.each([
  [8, 10, 0.4901624715366418, 0.9433178485456248, 0.4439045376923585, 0.9747892736731665],
  [263, 9999, 0.02334311733891652, 0.029625977592951058, 0.02325444623798567, 0.029630754787336004],
  [3, 10_000, 0.00010203219941781012, 0.0008817357722363797, 6.187148574832521e-5, 0.0008764745225646691],
  [0, 3000, 0, 0.0012788487253259629, 0, 0.0012288708038255011],
])('%i of %i agrees with SciPy', (k, n, ...expected) => {
  const wilson = wilsonInterval(k, n);
  const exact = clopperPearsonInterval(k, n);
  const found = [wilson.lower, wilson.upper, exact.lower, exact.upper];
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 10);
  expect(found).toHaveLength(expected.length);
});

const counts = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

test('an interval holds the share, lies within 0 to 1, and mirrors', () => {
  fc.assert(
    fc.property(counts, ([k, n]) => {
      for (const interval of [wilsonInterval, clopperPearsonInterval]) {
        const { lower, upper } = interval(k, n);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(lower).toBeLessThanOrEqual(k / n);
        expect(upper).toBeGreaterThanOrEqual(k / n);
        expect(upper).toBeLessThanOrEqual(1);
        expect(interval(n - k, n).upper).toBeCloseTo(1 - lower, 9);
      }
    }),
    { numRuns: 50 },
  );
});

test('the exact interval covers every share with at least its confidence', () => {
  const n = 20;
  const intervals = Array.from({ length: n + 1 }, (_, k) => clopperPearsonInterval(k, n));
  const coverages = Array.from({ length: 49 }, (_, index) => {
    const share = (index + 1) / 50;
    const chance = (k: number) => binomialCdf(k, n, share) - binomialCdf(k - 1, n, share);
    return intervals.reduce((sum, { lower, upper }, k) => sum + (lower <= share && share <= upper ? chance(k) : 0), 0);
  });
  expect(Math.min(...coverages)).toBeGreaterThanOrEqual(0.95);
  expect(coverages).toHaveLength(49);
});

test('no crash in 72 hours bounds the rate at one in 24 hours, and no lower', () => {
  expect(ruleOfThree(72) * 24).toBe(1);
  expect(() => ruleOfThree(0)).toThrow('exposure is 0');
});

test('59 passes in a row bound a flake rate at 5 %, 299 at 1 %', () => {
  expect(passesNeeded(0.05)).toBe(59);
  expect(passesNeeded(0.01)).toBe(299);
});

test.each([
  [-1, 10],
  [11, 10],
  [0, 0],
  [0.5, 10],
])('%d of %d is no count', (k, n) => {
  expect(() => wilsonInterval(k, n)).toThrow(/whole number/);
  expect(() => clopperPearsonInterval(k, n)).toThrow(/whole number/);
});
