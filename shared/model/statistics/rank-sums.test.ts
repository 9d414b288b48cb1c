import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chancesOfU, midranks, rankSumCounts } from './rank-sums.ts';

test('ties share the mean of their places', () => {
  expect(midranks([30, 10, 20, 20])).toEqual({ ranks: [4, 1, 2.5, 2.5], tieSizes: [2] });
  expect(midranks([])).toEqual({ ranks: [], tieSizes: [] });
});

test('the ways to a rank sum are those of trying every choice, with ties too', () => {
  const values = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(values, fc.nat(), (numbers, any) => {
      const { ranks } = midranks(numbers);
      const count = any % (ranks.length + 1);
      const expected = new Map<number, number>();
      for (let choice = 0; choice < 2 ** ranks.length; choice++) {
        const taken = ranks.filter((_, index) => (choice >> index) % 2 === 1);
        const sum = 2 * taken.reduce((total, rank) => total + rank, 0);
        if (taken.length === count) expected.set(sum, (expected.get(sum) ?? 0) + 1);
      }
      const found = [...rankSumCounts(ranks, count)].flatMap((ways, sum) => (ways > 0 ? [[sum, ways] as const] : []));
      expect(new Map(found)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test('the chances of U are those of the rank sum, and add up to 1', () => {
  const chances = chancesOfU(4, 6);
  const counts = rankSumCounts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 4);
  expect([...chances]).toHaveLength(25);
  for (const [u, chance] of chances.entries()) expect(chance).toBeCloseTo((counts[2 * (u + 10)] ?? 0) / 210, 14);
  expect(chancesOfU(25, 25).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 12);
});

test('no chance of 25 against 25 is lost to rounding: they mirror', () => {
  const chances = chancesOfU(25, 25);
  expect(chances.every((chance) => chance > 0)).toBe(true);
  expect([...chances].reverse()).toEqual([...chances]);
});
