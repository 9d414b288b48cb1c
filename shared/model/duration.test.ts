import { expect, test } from 'vitest';
import { durationMs, durationText } from './duration.ts';

test.each([
  ['0', 0],
  ['15s', 15_000],
  ['500ms', 500],
  ['1h30m', 5_400_000],
  ['1d', 86_400_000],
  ['2w', 1_209_600_000],
  ['1y1ms', 31_536_000_001],
])('%s is %d ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '5', 's', '-5m', '1.5h', '5m1h', '5m 1s', '5M', '1h1h'])('"%s" is no duration', (text) => {
  expect(durationMs(text)).toBeNull();
});

test.each([
  [0, '0s'],
  [90_000, '1m30s'],
  [9 * 86_400_000, '9d'],
  [14 * 86_400_000, '2w'],
  [31_536_000_000, '1y'],
  [1_500, '1s500ms'],
])('%d ms are written %s, and read back the same', (ms, text) => {
  expect(durationText(ms)).toBe(text);
  expect(durationMs(text)).toBe(ms);
});
