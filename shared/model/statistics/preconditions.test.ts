import { expect, test } from 'vitest';
import { OpsError } from '../ops-error.ts';
import { requireAtMost, requireCount, requireFinite, requirePositive, requireShare } from './preconditions.ts';

const codeOf = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    return error instanceof OpsError ? error.code : 'another error';
  }
  return 'none';
};

test('what makes sense is let through', () => {
  expect(
    codeOf(() => {
      requireFinite([1, -2], 'values');
      requireFinite([], 'values', 0);
      requireShare(0.5, 'q');
      requireCount(0, 'k');
      requirePositive(0.1, 'x');
      requireAtMost(5, 5, 'n');
    }),
  ).toBe('none');
});

test.each([
  ['too few values', () => requireFinite([1], 'values', 2), 'bad_input'],
  ['a value that is not finite', () => requireFinite([Infinity], 'values'), 'bad_input'],
  ['a share of 1', () => requireShare(1, 'q'), 'bad_input'],
  ['a share that is NaN', () => requireShare(Number.NaN, 'q'), 'bad_input'],
  ['half a count', () => requireCount(0.5, 'k'), 'bad_input'],
  ['nothing for something', () => requirePositive(0, 'x'), 'bad_input'],
  ['no end', () => requirePositive(Infinity, 'x'), 'bad_input'],
  ['too much', () => requireAtMost(6, 5, 'n'), 'too_large'],
])('%s is refused', (_, run, code) => {
  expect(codeOf(run)).toBe(code);
});
