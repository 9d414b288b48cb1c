import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalCdf, normalQuantile, studentQuantile } from './normal.ts';

test.each([
  [0.975, 1.959963984540054],
  [0.95, 1.6448536269514722],
  [0.999, 3.090232306167813],
  [1e-10, -6.361340902404056],
  [0.5, 0],
])('the %d quantile of the normal distribution is %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12);
});

test.each([
  [-1.96, 0.024997895148220435],
  [0, 0.5],
  [-8, 6.22096057427174e-16],
  [-40, 0],
  [40, 1],
])('a normal variable is at most %d with chance %d', (z, p) => {
  expect(Math.abs(normalCdf(z) - p)).toBeLessThanOrEqual(1e-8 * p);
  expect(normalCdf(z)).toBeCloseTo(p, 14);
});

test('the quantile is the inverse of the distribution', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-6, noNaN: true }), (p) => {
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-7);
    }),
  );
});

test.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [4, 2.7764451051977934],
  [10, 2.228138851986274],
  [30, 2.0422724563012378],
])("Student's t with %d degrees of freedom has its 0.975 point at %d", (degrees, t) => {
  expect(studentQuantile(0.975, degrees)).toBeCloseTo(t, 8);
  expect(studentQuantile(0.025, degrees)).toBeCloseTo(-t, 8);
});

test.each([0, 1, -0.1, Number.NaN])('there is no quantile of %s', (p) => {
  expect(() => normalQuantile(p)).toThrow(/^p is/);
  expect(() => studentQuantile(p, 3)).toThrow(/^p is/);
});
