import { expect, test } from 'vitest';
import { pack, unpack } from './pack.ts';

test('every number comes back bit by bit, NaN and infinities too', () => {
  const numbers = Float64Array.of(0, -0, 0.1, 1e308, Number.MIN_VALUE, NaN, Infinity, -Infinity, 1_764_000_000_123);
  expect([...unpack(pack(numbers))]).toEqual([...numbers]);
  expect(Object.is(unpack(pack(numbers))[1], -0)).toBe(true);
});

test('a large array and a part of a larger one come back', () => {
  const numbers = Float64Array.from({ length: 50_000 }, (_, index) => index / 7);
  expect(unpack(pack(numbers))).toEqual(numbers);
  expect([...unpack(pack(numbers.subarray(3, 6)))]).toEqual([3 / 7, 4 / 7, 5 / 7]);
});

test('a text that was cut is refused', () => {
  expect(() => unpack(pack(Float64Array.of(1, 2)).slice(0, 8))).toThrow('no multiple of 8');
});
