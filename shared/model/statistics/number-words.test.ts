import { expect, test } from 'vitest';
import { percentText, rangeText, spanText } from './number-words.ts';

test.each([
  [0.052, '5.2 %'],
  [0.4567, '46 %'],
  [0.00128, '0.13 %'],
  [0.0000088, '0.0009 %'],
  [-0.0312, '-3.1 %'],
  [-0.0000000001, '0 %'],
  [0, '0 %'],
  [12, '1200 %'],
  [Infinity, 'Infinity %'],
])('%d is %s', (share, text) => {
  expect(percentText(share)).toBe(text);
});

test('an interval is written from its lower to its upper end', () => {
  expect(rangeText({ lower: -0.002, upper: 0.008 })).toBe('-0.2 % to 0.8 %');
});

test.each([
  [71.5 * 3_600_000, '2 d 23 h 30 min'],
  [122.4 * 3_600_000, '5 d 2 h'],
  [23.99 * 3_600_000, '23 h 59 min'],
  [20_000, '20 s'],
])('%d ms are %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});
