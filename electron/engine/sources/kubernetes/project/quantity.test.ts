import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantityOf } from './quantity.ts';

test.each([
  ['1', 1],
  ['250m', 0.25],
  ['3920m', 3.92],
  ['0.1', 0.1],
  ['.5', 0.5],
  ['100n', 1e-7],
  ['1Ki', 1024],
  ['16384256Ki', 16_777_478_144],
  ['1.5Gi', 1_610_612_736],
  ['129M', 129_000_000],
  ['1e3', 1000],
  ['12E6', 12_000_000],
  ['1E', 1e18],
  ['5e-1', 0.5],
  ['-2', -2],
  ['0', 0],
  [4, 4],
])('%s is %d', (text, amount) => {
  expect(quantityOf(text)).toBe(amount);
});

test.each(['', 'm', '1 Gi', '1GiB', '0x10', '--1', '1e', 'NaN', null, {}, Number.NaN, '9'.repeat(50)])(
  '%j is none',
  (text) => {
    expect(quantityOf(text)).toBeNull();
  },
);

test('a whole number of bytes is exact in every unit', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.constantFrom(0, 1, 2, 3), (amount, power) => {
      const suffix = ['', 'Ki', 'Mi', 'Gi'][power] ?? '';
      expect(quantityOf(`${amount}${suffix}`)).toBe(amount * 1024 ** power);
    }),
  );
});
