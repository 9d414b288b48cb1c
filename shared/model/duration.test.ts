import { expect, test } from 'vitest';
import { durationInWords, durationMs, durationText, exactDurationInWords } from './duration.ts';

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

test.each([
  [0, '0 ms'],
  [0.2, '< 1 ms'],
  [340.4, '340 ms'],
  [999.6, '1 s'],
  [2_140, '2.1 s'],
  [59_960, '1 min'],
  [210_000, '3.5 min'],
  [7_200_000, '2 h'],
  [47.5 * 3_600_000, '47.5 h'],
  [168 * 3_600_000, '7 d'],
])('%d ms that were measured are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test.each([
  [0, '0 s'],
  [15_000, '15 s'],
  [5_400_000, '1 h 30 min'],
  [14 * 86_400_000, '14 d'],
  [1_500, '1 s 500 ms'],
])('%d ms that somebody set are %s', (ms, words) => {
  expect(exactDurationInWords(ms)).toBe(words);
});
