// Times and sizes in words.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { enteredMoment, writtenMoment } from './clock-words.ts';
import { absoluteInWords, agoInWords, clockInWords, longAgoInWords, momentInWords, sizeInWords } from './times.ts'; // prettier-ignore

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

test('a moment is typed as a time alone, with its date, or as so long ago; a time that is to come was yesterday', () => {
  const present = Date.parse('2026-11-20T14:00:00Z');
  const entered = (text: string): string | null => {
    const at = enteredMoment(text, present, 'utc');
    return at === null ? null : new Date(at).toISOString();
  };
  expect(entered('13:05')).toBe('2026-11-20T13:05:00.000Z');
  expect(entered(' 9:05:30 ')).toBe('2026-11-20T09:05:30.000Z');
  expect(entered('23:05')).toBe('2026-11-19T23:05:00.000Z');
  expect(entered('2026-11-18 10:00')).toBe('2026-11-18T10:00:00.000Z');
  expect(entered('2026-11-18T10:00:00+01:00')).toBe('2026-11-18T09:00:00.000Z');
  expect(entered('now-2h')).toBe('2026-11-20T12:00:00.000Z');
  expect(['25:00', 'yesterday', ''].map(entered)).toEqual([null, null, null]);
  expect(writtenMoment(present, 'utc')).toBe('2026-11-20 14:00:00');
});

test('how long ago is told with two units where one steers by it', () => {
  const ago = (ms: number): string => longAgoInWords(0, ms);
  expect([999, 59_000, 300_000, 7_380_000, 7_200_000, 90_000_000].map(ago)).toEqual(['0 s', '59 s', '5 min', '2 h 3 min', '2 h', '1 d 1 h']); // prettier-ignore
});

test('a time alone is of the day before by the calendar, also after a day of 23 hours', () => {
  // The zone of a process is that with which it was started.
  const ask = `import { enteredMoment } from '${import.meta.dirname}/clock-words.ts';
    const present = Date.parse('2026-03-30T00:30:00+02:00');
    console.log(new Date(enteredMoment('23:00', present, 'local')).toISOString(), new Date(enteredMoment('00:10', present, 'local')).toISOString())`;
  const told = execFileSync(process.execPath, ['--input-type=module', '-e', ask], { encoding: 'utf8', env: { TZ: 'Europe/Berlin' } }); // prettier-ignore
  expect(told.trim()).toBe('2026-03-29T21:00:00.000Z 2026-03-29T22:10:00.000Z');
});
