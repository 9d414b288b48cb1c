import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianBins } from './median-bins.ts';
import { median } from './quantiles.ts';

test('each stretch has the median of its samples, and one without samples is left out', () => {
  const samples = [10, 12, 19, 20, 45, 49].map((atMs) => ({ atMs, value: atMs * 2 }));
  expect(medianBins(samples, 10, 10)).toEqual([
    { atMs: 15, value: 24, from: 0, to: 3 },
    { atMs: 25, value: 40, from: 3, to: 4 },
    { atMs: 45, value: 94, from: 4, to: 6 },
  ]);
  expect(medianBins([], 0, 10)).toEqual([]);
});

test('every sample is in exactly one stretch, whose median is its own', () => {
  const list = fc.array(fc.record({ atMs: fc.nat(5000), value: fc.integer({ min: -9, max: 9 }) }), { minLength: 1 });
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 900 }), (unordered, binMs) => {
      const samples = unordered.toSorted((a, b) => a.atMs - b.atMs);
      const bins = medianBins(samples, 0, binMs);
      expect(bins[0]?.from).toBe(0);
      for (const [index, { atMs, value, from, to }] of bins.entries()) {
        const held = samples.slice(from, to);
        expect(to).toBe(bins[index + 1]?.from ?? samples.length);
        expect(value).toBe(median(held.map((sample) => sample.value)));
        expect(held.every((sample) => Math.abs(sample.atMs - atMs) <= binMs / 2)).toBe(true);
      }
    }),
  );
});

test('a stretch of no length is refused', () => {
  expect(() => medianBins([], 0, 0)).toThrow('binMs is 0; it is to be above 0');
});
