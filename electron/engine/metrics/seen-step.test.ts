import { expect, test } from 'vitest';
import { seenStepMs } from './seen-step.ts';

test.each([
  ['load', 0],
  ['sum by (job) (up) / 2 > 1', 0],
  ['load offset 1h', 0],
  ['rate(errors_total[5m]) / on () group_left up', 0],
  ['label_replace(up, "a", "b", "", "")', 0],
])('%s looks at one sample a step', (expr, ms) => {
  expect(seenStepMs(expr)).toBe(ms);
});

test.each([
  ['rate(errors_total[5m])', 300_000],
  ['rate(errors_total[1h30m] offset 1d)', 5_400_000],
  ['rate(errors_total[90])', 90_000],
  ['rate(a[5m]) / rate(b[1m])', 60_000],
  ['max_over_time(load[2h:1m])', 7_200_000],
  ['max_over_time(rate(a[1m])[2h:])', 7_200_000],
])('%s looks at all within its shortest window', (expr, ms) => {
  expect(seenStepMs(expr)).toBe(ms);
});

test.each(['time()', 'vector(1)', 'rate(a[5m + 1m])', 'rate(a[step()])', ''])('of %s nothing is said', (expr) => {
  expect(seenStepMs(expr)).toBe(Infinity);
});
