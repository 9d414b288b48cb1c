import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correctedLag1, effectiveSampleSize, lag1Autocorrelation } from './autocorrelation.ts';
import { seededRandom } from './random.ts';

function autoregressive(n: number, r: number, seed: number): number[] {
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let index = 0; index < n; index++) values.push(r * (values.at(-1) ?? 0) + random() - 0.5);
  return values;
}

test('1 to 5 have 0.4, as R and Python give it', () => {
  expect(lag1Autocorrelation([1, 2, 3, 4, 5])).toBeCloseTo(0.4, 12);
  expect(lag1Autocorrelation([1, -1, 1, -1])).toBeCloseTo(-0.75, 12);
});

test.each([0, 0.5, 0.9])('a series made with %d is found to have it', (r) => {
  expect(lag1Autocorrelation(autoregressive(5000, r, 1))).toBeCloseTo(r, 1);
});

test('it is within -1 to 1, and unmoved by shift and scale', () => {
  const values = fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 3, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (numbers, scale) => {
      const r = lag1Autocorrelation(numbers);
      const moved = lag1Autocorrelation(numbers.map((value) => scale * value + 5));
      expect(Math.abs(r ?? 0)).toBeLessThanOrEqual(1);
      expect(moved ?? 0).toBeCloseTo(r ?? 0, 9);
    }),
  );
});

test('there is none of two values, or of values all the same', () => {
  expect(lag1Autocorrelation([1, 2])).toBeNull();
  expect(lag1Autocorrelation([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])).toBeNull();
  expect(lag1Autocorrelation([])).toBeNull();
});

test('100 values at 0.5 are worth 33, and never more than they are or fewer than one', () => {
  expect(effectiveSampleSize(100, 0.5)).toBeCloseTo(33.33, 2);
  expect(effectiveSampleSize(100, -0.5)).toBe(100);
  expect(effectiveSampleSize(100, null)).toBe(100);
  expect(effectiveSampleSize(100, 0.9999)).toBe(1);
  expect(effectiveSampleSize(0, 0.5)).toBe(0);
});

test('of short series the correction brings it nearer to the truth', () => {
  const means = [0, 0];
  for (let seed = 1; seed <= 200; seed++) {
    const r = lag1Autocorrelation(autoregressive(40, 0.7, seed));
    means[0] = (means[0] ?? 0) + (r ?? 0) / 200;
    means[1] = (means[1] ?? 0) + (correctedLag1(r, 40) ?? 0) / 200;
  }
  expect(means[0]).toBeLessThan(0.65);
  expect(means[1]).toBeCloseTo(0.7, 1);
  expect(correctedLag1(null, 40)).toBeNull();
  expect(correctedLag1(-0.2, 40)).toBe(-0.2);
  expect(correctedLag1(0.98, 10)).toBe(0.99);
});
