import { expect, test } from 'vitest';
import { sameExpr } from './same-expr.ts';

test.each([
  ['up == 0', 'up==0', true],
  ['up == 0', 'up ==\n  0  # down', true],
  ['up{job="a"}', "up{ job = 'a', }", true],
  ['up{job=`a`}', 'up{job="a"}', true],
  ['rate(a[5m])', 'rate(a[300s])', true],
  ['rate(a[1h30m])', 'rate(a[90m])', true],
  ['up{} == 0', 'up == 0', true],
  ['sum by (job) (up)', 'sum by(job)(up)', true],
  ['a and on() b', 'a and on () b', true],
  ['up == 0', 'up == 1', false],
  ['up{job="a b"}', 'up{job="ab"}', false],
  ['up{job="#a"} == 0', 'up{job="#b"} == 0', false],
  ['a and b', 'aandb', false],
  ['up{job="a\\"b"}', "up{job='a\\'b'}", false],
  ['a or b', 'b or a', false],
])('%s and %s: the same is %s', (one, other, same) => {
  expect(sameExpr(one, other)).toBe(same);
});
