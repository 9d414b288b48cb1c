import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInPlace, selectInPlace } from './select.ts';

const one = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }));
// Minus zero is as large as zero and not the same.
const numbers = fc.array(
  one.map((value) => value + 0),
  { minLength: 1, maxLength: 60 },
);

test('the k-th smallest is that of the sorted numbers, whatever is tied', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), (values, any) => {
      const k = any % values.length;
      const sorted = Float64Array.from(values).sort();
      const moved = Float64Array.from(values);
      expect(selectInPlace(moved, k)).toBe(sorted[k]);
      expect(moved.sort()).toEqual(sorted);
    }),
  );
});

test('the median is that of the sorted numbers', () => {
  expect(medianInPlace(Float64Array.of(5, 1, 3))).toBe(3);
  expect(medianInPlace(Float64Array.of(5, 1, 3, 4))).toBe(3.5);
  expect(medianInPlace(Float64Array.of(7))).toBe(7);
});

test('numbers beyond the count are left out', () => {
  expect(medianInPlace(Float64Array.of(5, 1, 3, 900, 900, 900), 3)).toBe(3);
});
