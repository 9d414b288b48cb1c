import { expect, test } from 'vitest';
import { beginsOf, decodeRollups, encodeRollups, hourMs, merged, minuteMs, rollUp } from './rollup.ts';

const times = Float64Array.from([0, 15_000, 30_000, 61_000, 200_000, 3_600_001]);

test('a minute has the least, greatest, sum, count and last of what was seen in it, and none where nothing was', () => {
  const present = Uint8Array.from([1, 1, 1, 0, 1, 1]);
  const rollups = rollUp(times, { values: Float64Array.from([3, NaN, 1, 99, 7, -2]), present }, minuteMs);
  expect(rollups).toEqual([
    { at: 0, least: 1, greatest: 3, sum: 4, count: 3, last: 1, lastAt: 30_000 },
    { at: 180_000, least: 7, greatest: 7, sum: 7, count: 1, last: 7, lastAt: 200_000 },
    { at: 3_600_000, least: -2, greatest: -2, sum: -2, count: 1, last: -2, lastAt: 3_600_001 },
  ]);
  const begins = beginsOf(times, minuteMs);
  expect(decodeRollups(encodeRollups(rollups, begins), begins)).toEqual(rollups);
});

test('an hour that lies in two blocks is their sum', () => {
  const present = Uint8Array.from([1, 1, 1, 1, 1, 1]);
  const values = Float64Array.from([3, 5, 1, 9, Infinity, 2]);
  const [whole] = rollUp(times, { values, present }, hourMs);
  const [first] = rollUp(times.slice(0, 2), { values: values.slice(0, 2), present }, hourMs);
  const [second] = rollUp(times.slice(2, 5), { values: values.slice(2, 5), present }, hourMs);
  expect(first && second && merged(first, second)).toEqual(whole);
  expect(first && second && merged(second, first)).toEqual(whole);
});
