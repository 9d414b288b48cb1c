// Times and sizes in words.
import { expect, test } from 'vitest';
import { absoluteInWords, agoInWords, clockInWords, durationInWords, momentInWords, sizeInWords } from './times.ts';

const at = Date.UTC(2026, 10, 20, 14, 2, 7);

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [49 * 3_600_000, '2 d'],
  [-5_000, '0 s'],
])('%i ms ago is %s', (ms, words) => {
  expect(agoInWords(at, at + ms)).toBe(words);
});

test.each([
  [0, '0 ms'],
  [0.2, '< 1 ms'],
  [340.4, '340 ms'],
  [2_140, '2.1 s'],
  [210_000, '3.5 min'],
])('a duration of %d ms is %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test('sizes are binary', () => {
  expect(sizeInWords(812)).toBe('812 B');
  expect(sizeInWords(1024 ** 3 * 1.2)).toBe('1.2 GiB');
});

test('UTC is shown as UTC, and another day with its date', () => {
  expect(clockInWords(at, 'utc')).toBe('14:02:07');
  expect(momentInWords(at, at + 60_000, 'utc')).toBe('14:02:07');
  expect(momentInWords(at, at + 86_400_000, 'utc')).toBe('20 Nov 2026, 14:02:07');
  expect(absoluteInWords(at)).toContain('14:02:07 UTC');
});
