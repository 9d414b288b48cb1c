// Headlines claim no more than the counts.
import { expect, test } from 'vitest';
import { noCounts, verdictOf, type Counts } from '#shared/model/outcome.ts';
import { headlineOf, lookedAt } from './verdict-words.ts';

const head = (counts: Partial<Counts>, running = false) => {
  const whole = { ...noCounts(), ...counts };
  return headlineOf(verdictOf(whole), whole, running).title;
};

test.each<[Partial<Counts>, string]>([
  [{}, 'Nothing to look at'],
  [{ pending: 3 }, 'Not looked at yet'],
  [{ pass: 12 }, 'Ready: all 12 passed'],
  [{ pass: 12, not_applicable: 1 }, 'Ready: 12 passed'],
  [{ pass: 12, fail: 1, error: 2 }, 'Not ready: 1 failed'],
  [{ pass: 12, error: 2 }, 'Not proven: could not look at 2'],
  [{ pass: 4, open: 1 }, 'Not proven: 1 waits for a person'],
  [{ pass: 4, pending: 2, skipped: 1 }, 'Not proven: 2 not looked at, 1 skipped'],
  [{ not_applicable: 2 }, 'Not proven: nothing passed'],
])('%o is headed "%s"', (counts, title) => {
  expect(head(counts)).toBe(title);
});

test('while a run is under way an open manual item is neither looked at nor to be looked at by it', () => {
  expect(head({ pass: 1, open: 1, pending: 3 }, true)).toBe('Running: 1 of 4');
});

test('a run under way is never headed as ready', () => {
  expect(head({ pass: 3, pending: 1 }, true)).toBe('Running: 3 of 4');
  expect(head({ pass: 2, fail: 1, pending: 1 }, true)).toBe('Running: 3 of 4, 1 failed so far');
});

test('only what was seen counts as looked at, not what a run could not look at or passed over', () => {
  const counts = { ...noCounts(), pass: 2, fail: 1, inconclusive: 1, error: 1, skipped: 2, not_applicable: 1, cancelled: 1, open: 3, pending: 1 }; // prettier-ignore
  expect(lookedAt(counts)).toEqual({ done: 4, all: 9 });
  expect(headlineOf('fail', counts, true).title).toBe('Running: 9 of 10, 1 failed so far');
});
