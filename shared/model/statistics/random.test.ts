import { expect, test } from 'vitest';
import { randomIndex, seededRandom } from './random.ts';

const draws = (seed: number, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('the same seed gives the same numbers, now and in every version', () => {
  expect(draws(42, 50)).toEqual(draws(42, 50));
  expect(draws(42, 3).map((value) => Math.floor(value * 2 ** 32))).toEqual([1_251_167_922, 656_401_615, 478_193_053]);
});

test('near seeds give unlike numbers, also beyond 32 bits', () => {
  const firsts = [0, 1, 2, 3, 2 ** 32, 2 ** 32 + 1, 2 ** 52].map((seed) => draws(seed, 1)[0]);
  expect(new Set(firsts).size).toBe(firsts.length);
});

test('numbers are uniform in [0, 1): each tenth is drawn a tenth of the time', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const value of draws(7, 20_000)) {
    const tenth = Math.floor(value * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  const chiSquared = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  // The 99.9 % point of chi-squared with 9 degrees of freedom.
  expect(chiSquared).toBeLessThan(27.88);
  expect(tenths).toHaveLength(10);
});

test('neighbouring numbers are not related', () => {
  const values = draws(11, 20_000);
  const covariance = values
    .slice(1)
    .reduce((sum, value, index) => sum + (value - 0.5) * ((values[index] ?? 0) - 0.5), 0);
  expect(Math.abs(covariance / values.length / (1 / 12))).toBeLessThan(0.03);
});

test('an index is one of those there are, and each comes', () => {
  const random = seededRandom(3);
  const seen = new Set(Array.from({ length: 200 }, () => randomIndex(random, 5)));
  expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
});

test.each([-1, 0.5, Number.NaN, 2 ** 53])('the seed %s is refused', (seed) => {
  expect(() => seededRandom(seed)).toThrow(/^seed is/);
});
