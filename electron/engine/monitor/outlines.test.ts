import { expect, test } from 'vitest';
import type { Outcome } from '#shared/model/outcome.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import { withoutLook, type Looked } from './look-at-item.ts';
import { Outlines } from './outlines.ts';

const item = (index: number): PlanItem => ({ id: `i${index}`, phaseId: 'p', title: `Item ${index}`, kind: 'fake', params: {}, expectations: [], timeoutMs: 1, attempts: 1, backoffMs: 0, digest: '', place: { line: 1, column: 1 } }); // prettier-ignore

function looks(count: number) {
  let made = 0;
  const outcomeOf = (index: number): Outcome => (index % 3 === 0 ? 'fail' : 'pass');
  const all = Array.from({ length: count }, (_, index): Looked => {
    const { item: one, kept } = withoutLook(item(index), outcomeOf(index), 'seen', 0);
    return { item: one, kept: () => (made++, kept()) };
  });
  return { all, made: () => made };
}

test('looks are put into words many in a row, and the rest when somebody counts', () => {
  const { all, made } = looks(150);
  const outlines = new Outlines();
  const madeAfter = all.map((looked) => (outlines.add(looked), made()));
  expect([...new Set(madeAfter)]).toEqual([0, 64, 128]);
  expect(outlines.all()).toHaveLength(150);
  expect(made()).toBe(150);
});

test('their order is that in which they were added, whenever somebody counts between', () => {
  const outlines = new Outlines();
  const counted = looks(100).all.map((looked, index) => {
    outlines.add(looked);
    return index % 7 === 0 ? outlines.all().length : index + 1;
  });
  expect(counted).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(outlines.all().map(({ title }) => title)).toEqual(Array.from({ length: 100 }, (_, index) => `Item ${index}`));
  expect(outlines.all().slice(0, 2)).toEqual([
    { kind: 'fake', title: 'Item 0', outcome: 'fail' },
    { kind: 'fake', title: 'Item 1', outcome: 'pass' },
  ]);
});
