import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betaQuantile, binomialCdf, incompleteBeta, logGamma } from './beta.ts';

test.each([
  [0.4, 2, 3, 0.5248],
  [0.1, 0.5, 0.5, 0.20483276469913345],
  [0.999, 3000, 5, 0.8146745395546222],
  [0.0001, 1, 10_000, 0.6321389535670702],
  [0, 2, 3, 0],
  [1, 2, 3, 1],
])('I_%d(%d, %d) is %d', (x, a, b, value) => {
  expect(incompleteBeta(x, a, b)).toBeCloseTo(value, 10);
});

test('the gamma function of whole numbers is a factorial', () => {
  expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 4);
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
  expect(Math.exp(logGamma(0.25))).toBeCloseTo(3.625609908221908, 11);
});

test('the quantile is the inverse of the distribution', () => {
  const shape = fc.double({ min: 0.5, max: 500, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), shape, shape, (p, a, b) => {
      expect(incompleteBeta(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 8);
    }),
    { numRuns: 40 },
  );
});

test('binomial chances are those of adding up the terms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 25 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (n, p) => {
      let term = (1 - p) ** n;
      let sum = 0;
      for (let k = 0; k <= n; k++) {
        sum += term;
        expect(binomialCdf(k, n, p)).toBeCloseTo(sum, 10);
        term *= ((n - k) / (k + 1)) * (p / (1 - p));
      }
      expect(binomialCdf(-1, n, p)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('shapes that are not above 0 are refused', () => {
  expect(() => incompleteBeta(0.5, 0, 1)).toThrow('a is 0; it is to be above 0');
  expect(() => betaQuantile(1, 1, 1)).toThrow(/^p is 1/);
});
