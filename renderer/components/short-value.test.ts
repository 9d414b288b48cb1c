import { expect, test } from 'vitest';
import { shortValue } from './short-value.ts';

test('a value is short, and its exponent is never lost', () => {
  expect(shortValue('9.732456712345679e-01')).toBe('0.973246');
  expect(shortValue('9.732456712345679e-12')).toBe('9.73246e-12');
  expect(shortValue('-1.5e300')).toBe('-1.5e+300');
  expect(shortValue('1234567.891')).toBe('1,234,567.9');
  expect(shortValue('12345678901')).toBe('12,345,678,901');
  expect(shortValue('812.34567', 4)).toBe('812.3');
  expect([shortValue('0'), shortValue('NaN'), shortValue('+Inf'), shortValue('')]).toEqual(['0', 'NaN', '+Inf', '']);
});
