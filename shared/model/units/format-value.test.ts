import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisText, formatValue, isKnownUnit, unitSteps } from './format-value.ts';

test.each([
  [1_234_567, 'short', '1.23 Mil'],
  [1536, 'bytes', '1.5 KiB'],
  [0, 'bytes', '0 B'],
  [1e9, 'decbytes', '1 GB'],
  [123_456, 'Bps', '123 kB/s'],
  [2048, 'binBps', '2 KiB/s'],
  [12, 'Mbits', '12 Mb/s'],
  [0.234, 'percentunit', '23.4%'],
  [1_500, 'ms', '1.5 s'],
  [0.0034, 's', '3.4 ms'],
  [3600, 's', '1 hour'],
  [93_784, 'dtdurations', '1 day'],
  [90_061_000, 'clockms', '25:01:01'],
  [12_345, 'reqps', '12.3 K req/s'],
  [0.5, 'ops', '0.5 ops/s'],
  [3400, 'hertz', '3.4 kHz'],
  [-5.25, 'celsius', '−5.25 °C'],
  [-1200, 'currencyEUR', '−€1.2K'],
  [255, 'hex', 'FF'],
  [0, 'bool_on_off', 'Off'],
  [5, 'suffix:apples', '5 apples'],
  [5, 'prefix:#', '#5'],
  [1500, 'si:kW', '1.5 MW'],
  [3, 'furlongs', '3 furlongs'],
  [Number.NaN, 's', 'NaN'],
  [-Infinity, 'bytes', '−Inf'],
  [1_700_000_000_000, 'dateTimeAsIso', '2023-11-14 22:13:20'],
  [1_700_000_000_000, 'time:YYYY-MM', '2023-11'],
])('%s in %s is %s', (value, unit, text) => expect(formatValue(value, unit, { utc: true })).toBe(text)); // prettier-ignore

test('what is not quite all never reads as all', () => {
  expect([99.99, 99.9999, 100, 99.4].map((value) => formatValue(value, 'percent'))).toEqual(['99.99%', '99.9999%', '100%', '99.4%']); // prettier-ignore
  expect(formatValue(0.99999, 'percentunit')).toBe('99.999%');
});

test('decimals that are asked for are given, and figures of an axis differ', () => {
  expect(formatValue(1.005, 'none', { decimals: 1 })).toBe('1.0');
  expect([0.25, 0.5].map((value) => axisText(value, 'short', 0.25))).toEqual(['0.25', '0.5']);
  expect(axisText(0.0015, 's', 0.0005)).toBe('1.5 ms');
  expect([unitSteps('bytes'), unitSteps('s'), unitSteps('ms'), unitSteps('Bps')]).toEqual(['binary', 'seconds', 'milliseconds', 'decimal']); // prettier-ignore
});

test('any value in any unit is a text without an exception, and no unit is named after a method of objects', () => {
  expect(['constructor', '__proto__', 'toString', 'currencyconstructor'].filter(isKnownUnit)).toEqual([]);
  const units = fc.oneof(fc.constantFrom('short', 'bytes', 's', 'percentunit', 'dateTimeFromNow', 'locale', 'sci', 'clocks', 'time:HH'), fc.string()); // prettier-ignore
  fc.assert(
    fc.property(fc.double(), units, fc.option(fc.nat(20)), (value, unit, decimals) => {
      expect(formatValue(value, unit, { decimals, nowMs: 0 })).not.toBe('');
    }),
    { numRuns: 300 },
  );
});
