import fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg, holm } from './multiple.ts';

// The 15 p values of the example in Benjamini & Hochberg (1995), 4.1: theirs finds 4, Bonferroni's 3.
const published = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
];

test("Benjamini & Hochberg's own example finds four at 5 %, and Holm three", () => {
  expect(benjaminiHochberg(published).filter((p) => p <= 0.05)).toHaveLength(4);
  expect(holm(published).filter((p) => p <= 0.05)).toHaveLength(3);
});

test("p values are those of R's p.adjust, in the order given", () => {
  const close = (found: number[], expected: number[]) => {
    for (const [index, p] of expected.entries()) expect(found[index]).toBeCloseTo(p, 12);
    expect(found).toHaveLength(expected.length);
  };
  close(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
  close(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02]);
});

test('an adjusted p is from p to 1, Holm is never the smaller, and the order of p is kept', () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 25 });
  fc.assert(
    fc.property(ps, (values) => {
      const [strict, lenient] = [holm(values), benjaminiHochberg(values)];
      const sorted = values.map((p, index) => [p, strict[index] ?? -1, lenient[index] ?? -1] as const);
      sorted.sort((a, b) => a[0] - b[0]);
      for (const [index, [p, forGate, forScreen]] of sorted.entries()) {
        expect(forScreen).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(forGate).toBeGreaterThanOrEqual(forScreen * (1 - 1e-12));
        expect(forGate).toBeLessThanOrEqual(1);
        expect(forGate).toBeGreaterThanOrEqual(sorted[index - 1]?.[1] ?? 0);
        expect(forScreen).toBeGreaterThanOrEqual(sorted[index - 1]?.[2] ?? 0);
      }
      expect(strict).toHaveLength(values.length);
    }),
  );
});

test('one test is not adjusted, and none gives none', () => {
  expect(holm([0.03])).toEqual([0.03]);
  expect(benjaminiHochberg([0.03])).toEqual([0.03]);
  expect(holm([])).toEqual([]);
  expect(() => holm([0.1, Number.NaN])).toThrow('ps[1] is NaN');
});
