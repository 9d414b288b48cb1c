import { expect, test } from 'vitest';
import { chancesOfInversions, varianceOfS } from './kendall.ts';

test('of 4 values, 24 orders have 1, 3, 5, 6, 5, 3 and 1 with so many pairs out of order', () => {
  expect([...chancesOfInversions(4)].map((chance) => Math.round(chance * 24))).toEqual([1, 3, 5, 6, 5, 3, 1]);
  expect([...chancesOfInversions(1)]).toEqual([1]);
});

test.each([2, 7, 30, 50])('for %i values the chances add up to 1 and have the variance of S', (n) => {
  const chances = chancesOfInversions(n);
  const pairs = (n * (n - 1)) / 2;
  expect(chances).toHaveLength(pairs + 1);
  expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
  const variance = chances.reduce((sum, chance, count) => sum + chance * (pairs - 2 * count) ** 2, 0);
  expect(variance / varianceOfS(n, [])).toBeCloseTo(1, 8);
});

test('ties narrow S, and values all the same leave it none', () => {
  expect(varianceOfS(5, [])).toBeCloseTo(50 / 3, 12);
  expect(varianceOfS(5, [2])).toBeCloseTo((300 - 18) / 18, 12);
  expect(varianceOfS(5, [5])).toBe(0);
});
