import { expect, test } from 'vitest';
import { presenceQuery } from './presence-query.ts';

test.each([
  ['up == 0', 'count(up)'],
  ['up{job="attestor", code=~"5..", le="1"} == 0', 'count(up{job="attestor"})'],
  ["rate(http_requests_total{code='500', job='api'}[5m]) > 1", "count(http_requests_total{job='api'})"],
  ['sum(a{namespace="x"}) by (job) / sum(b) > 0.01', 'count(a{namespace="x"}) or count(b)'],
  ['up == 0 and on() up{job!="a"} == 0', 'count(up)'],
  ['absent(up{job="a"})', null],
  ['vector(1)', null],
  ['1 > 0', null],
])('%s is asked for by %s', (expr, query) => {
  expect(presenceQuery(expr)?.query ?? null).toBe(query);
});
