import { expect, test } from 'vitest';
import { restartBudget } from './restart-budget.ts';

test('three restarts in a minute are granted, the fourth is not', () => {
  let now = 0;
  const budget = restartBudget(3, 60_000, () => now);
  expect([0, 10_000, 20_000].map((at) => ((now = at), budget.spend()))).toEqual([true, true, true]);
  now = 59_999;
  expect(budget.spend()).toBe(false);
});

test('a restart counts for one minute only, and a refused one does not count', () => {
  let now = 0;
  const budget = restartBudget(1, 60_000, () => now);
  expect(budget.spend()).toBe(true);
  now = 59_999;
  expect(budget.spend()).toBe(false);
  now = 60_000;
  expect(budget.spend()).toBe(true);
});
