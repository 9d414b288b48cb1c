// The pure rules about errors: releases, severities, health, trends, risks, the summary, and trees of spans.
import { expect, test } from 'vitest';
import { rateRatio } from '../statistics/rate-ratio.ts';
import { correlationTree } from './correlation-tree.ts';
import { layerViolation, severityOf, severityOfNumber } from './error-class.ts';
import { healthSignal } from './health-signal.ts';
import { infraSummary } from './infra-summary.ts';
import { operatorSeverity } from './operator-severity.ts';
import type { OpsCorrelatedEvent, OpsIncident, OperatorSeverity } from './ops-models.ts';
import { compareReleases } from './release-order.ts';
import { riskFindings } from './risk-finding.ts';
import { trendMetric } from './trend-metric.ts';

test('releases are ordered where they can be, and nothing is said where they cannot', () => {
  const order = (a: string, b: string): number | null => {
    const found = compareReleases(a, b);
    return found === null ? null : Math.sign(found);
  };
  expect([
    order('1.9.0', '1.10.0'),
    order('v2.0.0', '2.0.0'),
    order('1.0.0-rc.2', '1.0.0-rc.10'),
    order('1.0.0-rc.1', '1.0.0'),
  ]).toEqual([-1, 0, -1, -1]);
  expect([
    order('1.0.0+7', '1.0.0+8'),
    order('shop@1.2.3', 'shop@1.2.4'),
    order('2026-11-09', '2026-11-10'),
    order('r9', 'r12'),
    order('1.2', '1.2.1'),
  ]).toEqual([0, -1, -1, -1, -1]);
  expect([
    order('shop@1.0.0', 'cart@2.0.0'),
    order('f00dfeed', 'deadbee1'),
    order('1.0.0', 'r12'),
    order('deadbee1', 'deadbee1'),
  ]).toEqual([null, null, null, 0]);
});

test('severities are read as producers write them, and layers keep to their classes', () => {
  expect([
    severityOf('warn'),
    severityOf('FATAL'),
    severityOf('nonsense'),
    severityOfNumber(18),
    severityOfNumber(1),
  ]).toEqual(['WARNING', 'CRITICAL', null, 'ERROR', 'DEBUG']);
  const matrix = ['L2', 'L3', 'L4', 'L5', 'L6'].map((layer) =>
    ['infra.a', 'domain.a', 'system.a'].map((one) => layerViolation(layer as 'L2', one) === null),
  );
  expect(matrix).toEqual([
    [true, false, true],
    [true, false, true],
    [false, true, true],
    [true, false, true],
    [true, false, true],
  ]);
});

test('an operator minds an error by severity, class and count, and is told the rule', () => {
  const table: [number, string, number, OperatorSeverity][] = [
    [21, 'infra.a', 1, 'urgent'],
    [17, 'infra.a', 9, 'attention'],
    [17, 'infra.a', 10, 'action'],
    [17, 'infra.a', 100, 'urgent'],
    [17, 'domain.a', 100, 'action'],
    [17, 'system.a', 1, 'action'],
    [13, 'infra.a', 1000, 'attention'],
    [9, 'infra.a', 1000, 'info'],
  ];
  for (const [number, errorClass, count, severity] of table)
    expect([number, errorClass, count, operatorSeverity(number, errorClass, count).severity]).toEqual([
      number,
      errorClass,
      count,
      severity,
    ]);
  expect(operatorSeverity(17, 'infra.a', 124).rule).toBe('ERROR 124 times in 24 h: 100 or more is urgent');
});

test('a component is well only when it was heard: silence is unknown, however long it was well before', () => {
  const now = 10_000_000;
  const of = (change: object) =>
    healthSignal({ component: 'c', lastHeardAt: now, lastErrorAt: null, errors: 0, gravest: 0, ...change }, now).status;
  expect([
    of({}),
    of({ lastHeardAt: now - 901_000 }),
    of({ errors: 1, gravest: 13 }),
    of({ errors: 10, gravest: 17 }),
    of({ errors: 10, gravest: 13 }),
    of({ errors: 1, gravest: 21 }),
  ]).toEqual(['healthy', 'unknown', 'degraded', 'unhealthy', 'degraded', 'unhealthy']);
});

test('two rates differ only where their interval says so', () => {
  // R: poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878)) gives 0.8584264 to 4.2772659.
  const found = rateRatio({ count: 11, exposure: 800 }, { count: 21, exposure: 3011 });
  expect(found?.ratio).toBeCloseTo(1.971488, 5);
  expect(found?.lower).toBeCloseTo(0.8584264, 5);
  expect(found?.upper).toBeCloseTo(4.2772659, 5);
  expect(rateRatio({ count: 0, exposure: 1 }, { count: 0, exposure: 1 })).toBeNull();
  expect(rateRatio({ count: 3, exposure: 1 }, { count: 0, exposure: 1 })).toMatchObject({
    ratio: Infinity,
    upper: Infinity,
  });
  const direction = (counts: number[]) => trendMetric('all', counts, 0, 1).direction;
  expect([
    direction([1, 1, 20, 20]),
    direction([20, 20, 1, 1]),
    direction([5, 5, 6, 5]),
    direction([0, 0, 2, 1]),
    direction([]),
  ]).toEqual(['rising', 'falling', 'steady', 'too_few', 'too_few']);
});

test('what was never looked at is a risk, and so is a pass that is old', () => {
  const plan = { planId: 'p', title: 'Plan' };
  const item = (outcome: 'pass' | 'fail' | 'error', at = 0) => ({
    phaseId: 'a',
    itemId: outcome,
    title: outcome,
    outcome,
    reason: 'why',
    at,
    runId: 'r',
  });
  expect(riskFindings(plan, [], 0)).toMatchObject([{ level: 'medium', reason: 'never run: nothing is known' }]);
  expect(riskFindings(plan, [item('pass'), item('fail'), item('error')], 1000).map(({ level }) => level)).toEqual([
    'high',
    'medium',
  ]);
  expect(riskFindings(plan, [item('fail'), item('fail')], 1000)[0]?.level).toBe('critical');
  expect(riskFindings(plan, [item('pass')], 2 * 86_400_000)).toMatchObject([
    { level: 'low', reason: 'passed more than a day ago' },
  ]);
});

test('the summary for machines has exactly its shape', () => {
  const incident = (key: string, severity: OperatorSeverity, lastSeenAt: number): OpsIncident => ({
    key,
    title: `t ${key}`,
    category: 'timeout',
    errorClass: 'infra.a',
    component: 'c',
    layer: 'L5',
    severity,
    severityRule: '',
    exceptionType: null,
    frame: null,
    state: 'new',
    stateReason: '',
    occurrences: 3,
    hourly: [],
    firstSeenAt: 0,
    lastSeenAt,
    releases: [],
    flag: null,
    sinceResolved: 0,
  });
  const at = Date.UTC(2026, 0, 1, 12);
  const many = [
    incident('a', 'urgent', at - 1000),
    incident('b', 'action', at - 3000),
    incident('c', 'action', at - 2000),
    incident('d', 'attention', at),
    incident('e', 'info', 5000),
  ];
  expect(JSON.stringify(infraSummary(many, at - 43_200_000, at), null, 1)).toBe(`{
 "total_incidents": 5,
 "by_severity": {
  "urgent": 1,
  "action": 2,
  "attention": 1,
  "info": 1
 },
 "recent_incidents": [
${[
  ['d', 'attention', '12:00:00'],
  ['a', 'urgent', '11:59:59'],
  ['c', 'action', '11:59:58'],
  ['b', 'action', '11:59:57'],
]
  .map(
    ([key, severity, time]) => `  {
   "incident_id": "${key}",
   "title": "t ${key}",
   "category": "timeout",
   "component": "c",
   "severity": "${severity}",
   "occurrence_count": 3,
   "first_seen": "1970-01-01T00:00:00Z",
   "last_seen": "2026-01-01T${time}Z"
  },
`,
  )
  .join('')}  {
   "incident_id": "e",
   "title": "t e",
   "category": "timeout",
   "component": "c",
   "severity": "info",
   "occurrence_count": 3,
   "first_seen": "1970-01-01T00:00:00Z",
   "last_seen": "1970-01-01T00:00:05Z"
  }
 ],
 "window_start": "2026-01-01T00:00:00Z",
 "window_end": "2026-01-01T12:00:00Z"
}`);
});

test('spans stand below their parents, orphans say so, circles end, and silence between is told', () => {
  const event = (key: string, at: number, spanId: string | null, parentSpanId: string | null): OpsCorrelatedEvent => ({ key, kind: 'error', at, endedAt: null, component: 'c', title: key, severity: null, correlationId: 'x', spanId, parentSpanId, decisionId: null, runId: null, flag: null, groupKey: null, sequence: null });
  const lines = correlationTree([event('child', 20, 'b', 'a'), event('root', 10, 'a', null), event('same span', 9000, 'a', null), event('orphan', 30, 'c', 'nobody'), event('plain', 40, null, null), event('loop 1', 50, 'y', 'z'), event('loop 2', 60, 'z', 'y')]);
  expect(lines.map(({ event: { key }, depth, orphan, gapMs }) => [key, depth, orphan, gapMs])).toEqual([
    ['root', 0, false, null],
    ['child', 1, false, null],
    ['same span', 1, false, 8940],
    ['orphan', 0, true, null],
    ['plain', 0, false, null],
    ['loop 1', 0, false, null],
    ['loop 2', 0, false, null],
  ]);
}); // prettier-ignore
