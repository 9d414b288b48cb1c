import { expect, test } from 'vitest';
import {
  emptyRestartLog,
  prunedRestarts,
  restartsWithin,
  withCount,
  withRestart,
  type RestartLog,
} from './restart-log.ts';

const minute = 60_000;
const restarted = (...minutes: number[]): RestartLog =>
  minutes.reduce((log, at) => withRestart(log, at * minute), emptyRestartLog);

test('the sixth restart within fifteen minutes is the first that is more than five', () => {
  const five = restarted(0, 1, 2, 3, 4);
  expect(restartsWithin(five, 14 * minute, 15 * minute)).toBe(5);
  expect(restartsWithin(withRestart(five, 14 * minute), 14 * minute, 15 * minute)).toBe(6);
});

test('one exactly a window ago is out, one stamped later than now is in', () => {
  const log = restarted(0, 20);
  expect(restartsWithin(log, 15 * minute - 1, 15 * minute)).toBe(2);
  expect(restartsWithin(log, 15 * minute, 15 * minute)).toBe(1);
});

test('what is told late counts at its own time', () => {
  const log = restarted(10, 2, 5);
  expect(log.restarts.map(({ atMs }) => atMs / minute)).toEqual([2, 5, 10]);
  expect(restartsWithin(log, 18 * minute, 15 * minute)).toBe(2);
});

test('a counter’s first reading is not counted, its growth is, and after a reset all that it shows', () => {
  let log = withCount(emptyRestartLog, 0, 40);
  expect(restartsWithin(log, 0, 15 * minute)).toBe(0);
  log = withCount(log, minute, 43);
  log = withCount(log, 2 * minute, 43);
  expect(restartsWithin(log, 2 * minute, 15 * minute)).toBe(3);
  log = withCount(log, 3 * minute, 2);
  expect(log).toMatchObject({ lastCount: 2, restarts: [{ count: 3 }, { count: 2 }] });
  expect(restartsWithin(log, 17 * minute, 15 * minute)).toBe(2);
  expect(prunedRestarts(log, 17 * minute, 15 * minute).restarts).toHaveLength(1);
});
