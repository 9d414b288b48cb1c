import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reduceM4, type Points } from './reduce-m4.ts';

const points = (values: number[], stepMs = 1): Points => ({
  times: Float64Array.from(values, (_, index) => index * stepMs),
  values: Float64Array.from(values),
});

test('a spike of one sample among ten thousand stays, up or down', () => {
  const flat = Array.from({ length: 10_000 }, () => 1);
  const spiked = flat.with(4_321, 900).with(7_654, -5);
  const reduced = reduceM4(points(spiked), 0, 10_000, 50);
  expect(reduced.times.length).toBeLessThanOrEqual(200);
  expect([...reduced.values]).toContain(900);
  expect([...reduced.times]).toContain(4_321);
  expect([...reduced.values]).toContain(-5);
});

test('of each column the first, last, least and greatest are kept, exactly those and in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ noNaN: false }), fc.constant(3)), { maxLength: 200 }),
      fc.integer({ min: 1, max: 30 }),
      (values, columns) => {
        const given = points(values);
        const reduced = reduceM4(given, 0, values.length, columns);
        const width = values.length / columns || 1;
        const expected = new Set<number>();
        for (let column = 0; column < columns; column++) {
          const mine = values.flatMap((_, index) =>
            Math.min(columns - 1, Math.floor(index / width)) === column ? [index] : [],
          );
          const numbers = mine.filter((index) => !Number.isNaN(values[index]));
          const pick = (better: (a: number, b: number) => boolean): number | undefined =>
            numbers.reduce<number | undefined>((best, index) => (best === undefined || better(values[index] ?? 0, values[best] ?? 0) ? index : best), undefined); // prettier-ignore
          for (const index of [mine[0], mine.at(-1), pick((a, b) => a < b), pick((a, b) => a > b)])
            if (index !== undefined) expected.add(index);
        }
        expect([...reduced.times]).toEqual([...expected].toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 300, seed: 7 },
  );
});

test('a gap keeps a mark where columns are wider than it, and what has none gets none', () => {
  const times = Float64Array.from([0, 1, 2, 3, 10, 11, 12, 13]);
  const values = Float64Array.from([1, 1, 1, 1, 2, 2, 2, 2]);
  const reduced = reduceM4({ times, values }, 0, 40, 2, 1.5);
  expect([...reduced.times]).toEqual([0, 3, 4, 10, 13]);
  expect([...reduced.values]).toEqual([1, 1, NaN, 2, 2]);
  const whole = reduceM4(points(Array.from({ length: 1440 }, () => 1)), 0, 1440, 100, 1.5);
  expect([...whole.values].filter((value) => Number.isNaN(value))).toEqual([]);
});

test('nothing stays nothing, and samples outside of the span are in the first and last column', () => {
  expect(reduceM4(points([]), 0, 10, 5).times.length).toBe(0);
  const outside = { times: Float64Array.of(-5, 50), values: Float64Array.of(1, 2) };
  expect([...reduceM4(outside, 0, 10, 5).times]).toEqual([-5, 50]);
});
