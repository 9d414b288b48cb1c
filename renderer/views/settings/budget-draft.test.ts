import { expect, test } from 'vitest';
import { usualBudget } from '#shared/model/recorder/budget.ts';
import { budgetOf, draftOf } from './budget-draft.ts';

test('a budget is shown as days and MiB and comes back as it was', () => {
  const budget = { ...usualBudget, sources: { docker: { maxAgeMs: 7 * 86_400_000, maxBytes: null } } };
  const draft = draftOf(budget, ['docker', 'engine']);
  expect(draft).toMatchObject({ days: '30', mebibytes: '2048', sources: { docker: { days: '7', mebibytes: '' }, engine: { days: '', mebibytes: '' } } }); // prettier-ignore
  expect(budgetOf(draft)).toEqual({ budget });
});

test.each([
  [{ days: '' }, { days: 'needed' }],
  [{ days: 'soon' }, { days: 'allowed: 0.05 to 3,650 days' }],
  [{ mebibytes: '3' }, { mebibytes: 'allowed: 16 to 1,048,576 MiB' }],
  [{ sources: { docker: { days: '-1', mebibytes: '' } } }, { 'docker days': 'allowed: 0.05 to 3,650 days' }],
])('%j is refused at its field with what is allowed', (change, problems) => {
  expect(budgetOf({ ...draftOf(usualBudget, ['docker']), ...change })).toEqual({ problems });
});

test('what is named as the least and the most is allowed', () => {
  for (const change of [{ days: '0.05' }, { days: '3650' }, { mebibytes: '16' }, { mebibytes: '1048576' }]) {
    expect(budgetOf({ ...draftOf(usualBudget, []), ...change })).toHaveProperty('budget');
  }
});
