import { describe, expect, test } from 'vitest';
import { countOutcomes, countsInWords, noCounts, outcomes, verdictOf, type Outcome } from './outcome.ts';

const verdict = (...seen: (Outcome | null)[]) => verdictOf(countOutcomes(seen.map((outcome) => ({ outcome }))));

describe('the verdict of a run', () => {
  test('is never a pass where nothing was looked at', () => {
    expect(verdict()).toBe('inconclusive');
    expect(verdict('skipped', 'skipped')).toBe('inconclusive');
    expect(verdict('not_applicable')).toBe('inconclusive');
    expect(verdict(null)).toBe('inconclusive');
  });

  test('is a pass only where everything that applies passed', () => {
    expect(verdict('pass', 'pass')).toBe('pass');
    expect(verdict('pass', 'not_applicable')).toBe('pass');
    for (const other of outcomes.filter((outcome) => outcome !== 'pass' && outcome !== 'not_applicable')) {
      expect(verdict('pass', other), other).not.toBe('pass');
    }
    expect(verdict('pass', null)).toBe('inconclusive');
    expect(verdictOf(countOutcomes([{ outcome: 'pass' }, { outcome: 'inconclusive', open: true }]))).toBe(
      'inconclusive',
    );
  });

  test('puts a failure before what could not be looked at, and that before what lacks evidence', () => {
    expect(verdict('inconclusive', 'error', 'fail', 'pass')).toBe('fail');
    expect(verdict('inconclusive', 'error', 'pass')).toBe('error');
    expect(verdict('inconclusive', 'cancelled', 'pass')).toBe('cancelled');
    expect(verdict('inconclusive', 'pass')).toBe('inconclusive');
  });
});

describe('counts in words', () => {
  test('name the worst first and leave out what there is none of', () => {
    expect(countsInWords({ ...noCounts(), pass: 4, open: 1 })).toBe('4 passed, 1 open');
    expect(countsInWords({ ...noCounts(), pass: 12_345, fail: 1, pending: 3 })).toBe(
      '1 failed, 12,345 passed, 3 not looked at',
    );
    expect(countsInWords(noCounts())).toBe('nothing was looked at');
  });
});
