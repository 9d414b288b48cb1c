// How long a look is believed: as often as the item is run, and never longer; what is older is unknown, never quiet.
import { expect, test } from 'vitest';
import { probeSeen } from './observe-probe.ts';
import { tooOldWords } from './look-age.ts';

const minute = 60_000;
const day = 86_400_000;
const t0 = Date.UTC(2026, 10, 3, 14);
/** @param minutes of its looks after 14:00. */
const believed = (minutes: readonly number[], atMinute: number): boolean => tooOldWords(minutes.map((one) => t0 + one * minute), t0 + atMinute * minute) === null; // prettier-ignore

test('a look is believed for three times as long as usually passes between two of them', () => {
  const everyTen = [0, 10, 20, 30];
  expect(believed(everyTen, 60)).toBe(true);
  expect(believed(everyTen, 61)).toBe(false);
  expect(tooOldWords(everyTen.map((one) => t0 + one * minute), t0 + 30 * day)).toBe('last looked at 2026-11-03T14:30:00Z, before that about every 10 min: how it is now is not known'); // prettier-ignore
});

test('looks in quick succession are believed for five minutes, rare ones for no more than thirty days', () => {
  expect(believed([0, 0.1, 0.2], 5)).toBe(true);
  expect(believed([0, 0.1, 0.2], 6)).toBe(false);
  const rare = [0, 20 * 24 * 60];
  expect(believed(rare, 50 * 24 * 60)).toBe(true);
  expect(believed(rare, 50 * 24 * 60 + 1)).toBe(false);
});

test('two looks each day are a day apart, and one pause does not make all that follows rare', () => {
  const daily = [0, 1, 24 * 60, 24 * 60 + 1, 48 * 60, 48 * 60 + 1];
  expect(believed(daily, 48 * 60 + 23 * 60)).toBe(true);
  const paused = [0, 1, 2, 3, 2 * 24 * 60, 2 * 24 * 60 + 1];
  expect(believed(paused, 2 * 24 * 60 + 7)).toBe(false);
});

test('of one that was looked at once it is said that nobody knows how often, after an hour', () => {
  expect(believed([0], 60)).toBe(true);
  expect(tooOldWords([t0], t0 + 61 * minute)).toBe('last looked at 2026-11-03T14:00:00Z, once, so that how often is not known: how it is now is not known'); // prettier-ignore
});

test('a look that is too old makes a trigger know nothing, whatever came of it and whatever is asked', () => {
  for (const outcome of ['pass', 'fail', 'error', null] as const) {
    for (const asked of ['not_passed', 'failed', 'unproven'] as const) {
      expect(probeSeen({ title: 'Health', plan: 'Small', outcome, tooOld: 'last looked at noon' }, asked)).toEqual({ kind: 'no_data', reason: 'last looked at noon' }); // prettier-ignore
    }
  }
});
