import { expect, test } from 'vitest';
import { noCounts, type Counts } from '#shared/model/outcome.ts';
import type { RunReport } from '#shared/model/run.ts';
import { exitCodeOf, exitCodeOfError } from './exit-code.ts';

function report(run: { state?: string; verdict: string | null; counts: Partial<Counts> }, results = 1): RunReport {
  return {
    run: { state: 'finished', ...run, counts: { ...noCounts(), ...run.counts } },
    results: Array.from({ length: results }),
  } as unknown as RunReport;
}

test('only a finished run whose verdict and counts are a pass is proven', () => {
  expect(exitCodeOf(report({ verdict: 'pass', counts: { pass: 3, not_applicable: 1 } }))).toBe(0);
  expect(exitCodeOf(report({ verdict: 'pass', counts: { pass: 3, open: 1 } })), 'counts disagree').toBe(3);
  expect(exitCodeOf(report({ verdict: 'pass', counts: {} }, 0)), 'nothing ran').toBe(3);
  expect(exitCodeOf(report({ verdict: 'pass', counts: { pass: 1 } }, 0)), 'no results').toBe(3);
  expect(exitCodeOf(report({ state: 'interrupted', verdict: 'pass', counts: { pass: 1 } }))).toBe(3);
  expect(exitCodeOf(report({ state: 'running', verdict: null, counts: { pass: 1 } }))).toBe(3);
});

test('a failure outranks everything, a cancelled rest included', () => {
  expect(exitCodeOf(report({ verdict: 'fail', counts: { fail: 1, error: 2 } }))).toBe(1);
  expect(exitCodeOf(report({ state: 'cancelled', verdict: 'fail', counts: { fail: 1, cancelled: 2 } }))).toBe(1);
});

test.each(['error', 'inconclusive', 'cancelled', 'skipped', 'open', 'pending'] as const)('%s is not proven', (kind) => {
  const verdict = kind === 'error' || kind === 'cancelled' ? kind : 'inconclusive';
  expect(exitCodeOf(report({ verdict, counts: { pass: 1, [kind]: 1 } }))).toBe(3);
});

test('what the user can mend at the command line is bad usage, the rest is not proven', () => {
  expect(exitCodeOfError('bad_input')).toBe(2);
  expect(exitCodeOfError('not_found')).toBe(2);
  expect(exitCodeOfError('conflict')).toBe(3);
  expect(exitCodeOfError('internal')).toBe(3);
});
