import { expect, test } from 'vitest';
import { inWords, readReport, sum } from './tally.ts';

const vitest = (passed: number, failed = 0, pending = 0) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 1 });
const playwright = JSON.stringify({ stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 5 } });

test('the reports of both runners are counted', () => {
  expect(inWords(readReport('vitest', vitest(7, 2, 3), 1))).toBe('7 passed, 2 failed, 4 skipped');
  expect(inWords(readReport('playwright', playwright, 1))).toBe('4 passed, 2 failed, 5 skipped');
});

test.each([
  ['a report that is missing', null, 0],
  ['a report that is cut off', '{"numPassedTests": 3', 0],
])('%s is a failure', (_name, text, exitCode) => {
  expect(readReport('vitest', text, exitCode)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a run that ended badly though no test failed is a failure', () => {
  expect(readReport('vitest', vitest(3), 1).failed).toBe(1);
  expect(readReport('vitest', vitest(3), null).failed).toBe(1);
  expect(readReport('vitest', vitest(3), 0).failed).toBe(0);
});

test('a run in which there was nothing to run is a failure', () => {
  const empty = JSON.stringify({ stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0 } });
  expect(readReport('playwright', empty, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('the sum of no suites is zero', () => {
  expect(inWords(sum([]))).toBe('0 passed, 0 failed, 0 skipped');
});
