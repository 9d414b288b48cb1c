// Bars side by side and upon each other.
import { expect, test } from 'vitest';
import { placedBars, reachOf } from './bar-layout.ts';

const reaches = (bars: ReturnType<typeof placedBars>) => bars.map(({ group, category, from, to }) => [group, category, from, to]); // prettier-ignore

test('bars of one category stand beside each other within it; what is not known has no bar', () => {
  const bars = placedBars([[1, 2], [3, null]], 2, { stack: 'none', touching: false }); // prettier-ignore
  expect(reaches(bars)).toEqual([[0, 0, 0, 1], [1, 0, 0, 3], [0, 1, 0, 2]]); // prettier-ignore
  for (const { at, width, category } of bars) {
    expect(at).toBeGreaterThan(category);
    expect(at + width).toBeLessThan(category + 1);
  }
  expect((bars[0]?.at ?? 0) + (bars[0]?.width ?? 0)).toBeLessThanOrEqual(bars[1]?.at ?? 0);
});

test('a stack goes up with what is above zero and down with what is below; of shares the whole is one', () => {
  expect(reaches(placedBars([[1], [-2], [3]], 1, { stack: 'normal', touching: false }))).toEqual([[0, 0, 0, 1], [1, 0, 0, -2], [2, 0, 1, 4]]); // prettier-ignore
  expect(reaches(placedBars([[1], [3]], 1, { stack: 'percent', touching: false }))).toEqual([[0, 0, 0, 0.25], [1, 0, 0.25, 1]]); // prettier-ignore
  expect(placedBars([[0], [0]], 1, { stack: 'percent', touching: false })).toEqual([]);
  expect(reachOf(placedBars([[1], [-2], [3]], 1, { stack: 'normal', touching: false }))).toEqual([-2, 4]);
  expect(reachOf([])).toEqual([0, 0]);
});

test('buckets touch each other', () => {
  const [first, second] = placedBars([[1, 2]], 2, { stack: 'none', touching: true });
  expect([first?.at, first?.width, second?.at]).toEqual([0, 1, 1]);
});
