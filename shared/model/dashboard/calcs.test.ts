import { expect, test } from 'vitest';
import { calcNames, calcOf } from './calcs.ts';

const values = [Number.NaN, 3, 1, null, 4, 4, Number.NaN];

test('every calculation, over what is there', () => {
  const made = Object.fromEntries(calcNames.map((calc) => [calc, calcOf(values, calc)]));
  expect(made).toMatchObject({ last: null, lastNotNull: 4, first: null, firstNotNull: 3, min: 1, max: 4, mean: 3, median: 3.5, sum: 12, count: 4, range: 3, diff: 1, variance: 1.5, logmin: 1, changeCount: 2, distinctCount: 3, allIsZero: 0, allIsNull: 0, step: 0, p50: 4, p99: 4 }); // prettier-ignore
  // 3 to 1 is a counter that began again: it counted 1, and then 3 more.
  expect(made['delta']).toBe(4);
  expect(made['diffperc']).toBeCloseTo(1 / 3);
});

test('of nothing there is no number, but that it is nothing', () => {
  for (const empty of [[], [Number.NaN], new Float64Array(0)]) {
    const made = calcNames.map((calc) => calcOf(empty, calc)).filter((one) => one !== null);
    expect(made).toEqual([0, 1]);
  }
  expect(calcOf([Infinity, 1], 'max')).toBe(Infinity);
});
