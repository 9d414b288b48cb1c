import { expect, test } from 'vitest';
import { compare } from './compare.ts';

const exact = { harm: 'higher', assume: 'exact' } as const;

test('one value on each side is enough, and the same is unchanged', () => {
  expect(compare([4096], [4096, 4096], exact)).toMatchObject({
    verdict: 'unchanged',
    outcome: 'pass',
    p: null,
    reason: 'exactly 4096, as before',
    warnings: [],
  });
});

test('a change within the limit is unchanged, with a warning', () => {
  expect(compare([1000], [1010], exact)).toMatchObject({
    verdict: 'unchanged',
    outcome: 'pass',
    reason: '1000 became 1010 (1 %), within the limit',
    warnings: ['1000 became 1010 (1 %)'],
  });
});

test.each([
  ['higher', 'regressed', 'fail'],
  ['lower', 'improved', 'pass'],
  ['either', 'regressed', 'fail'],
] as const)('a change beyond the limit that is worse %s is %s', (harm, verdict, outcome) => {
  expect(compare([1000], [1100], { ...exact, harm })).toMatchObject({
    verdict,
    outcome,
    interval: { lower: 100, upper: 100 },
    reason: `${verdict}: 1000 became 1100 (10 %)`,
  });
});

test('from zero every change is beyond the limit, unless that is in units', () => {
  expect(compare([0], [1], exact)).toMatchObject({ verdict: 'regressed', reason: 'regressed: 0 became 1' });
  expect(compare([0], [1], { ...exact, absoluteLimit: 2 })).toMatchObject({ verdict: 'unchanged' });
});

test.each([
  [[1, 2], [1], 'before'],
  [[1], [1, 2], 'after'],
])('values that vary are not exact: %j and %j', (before, after, side) => {
  const warning = `assumed to be exact, and the values ${side} vary`;
  expect(compare(before, after, exact)).toMatchObject({
    verdict: 'inconclusive',
    outcome: 'inconclusive',
    reason: warning,
    warnings: [warning],
  });
});
