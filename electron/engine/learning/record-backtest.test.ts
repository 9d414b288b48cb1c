// Triggers over what was recorded: the same as live where it was looked, and by name unknown where it was not.
import { describe, expect, test } from 'vitest';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { containerRow, podRow, testObjects, testRecord, seen } from '../recorder/recorder.fixture.ts';
import { downTrigger, testLearning } from './learning.fixture.ts';
import { usualBudget } from '#shared/model/recorder/budget.ts';
import { evidenceSpans } from '../incidents/evidence-spans.ts';
import { minute, two } from '../incidents/incidents.fixture.ts';
import { coveredSpans } from './covered-spans.ts';
import type { NewEvent } from '../journal/journal.ts';
import { retain } from '../recorder/retention.ts';
import { encodeTimes } from '../scrapes/chunk-codec.ts';
import { listNamedQueries, putNamedQuery, putSampleBlock } from '../store/sample-rows.ts';
import { comparedByTriggers } from '../recorder/wanted-queries.ts';
import { backtestCriterion } from './criterion-backtest.ts';
import { backtestRecord } from './record-backtest.ts';
import { baseOf, recordedExpression } from '../recorder/recorded-expression.ts';

describe('an expression is answered out of what was recorded', () => {
  const samples = [
    { labels: { __name__: 'up', job: 'a' }, value: 0 },
    { labels: { __name__: 'up', job: 'b' }, value: 2 },
  ];
  const jobs = (expr: string, known: string) =>
    recordedExpression(expr, [known])
      ?.of(samples)
      .map(({ labels }) => (labels as Record<string, string>)['job']) ?? null;
  test.each([
    ['up', 'up', ['a', 'b']],
    ['up == 0', 'up', ['a']],
    ['0 < up', 'up', ['b']],
    ['(up) >= 2', 'up', ['b']],
    ['up > -1 < 1', 'up', ['a']],
    ['up != 0', 'up', ['b']],
    ['up{job="a"}', 'up', ['a']],
    ['up{job!="a"} > 1e0', 'up', ['b']],
    ['up {job = "a"} == 0 # comment', 'up{job="a"}', ['a', 'b'].slice(0, 1)],
    // What would need Prometheus is not guessed.
    ['up > bool 1', 'up', null],
    ['up == on(job) up', 'up', null],
    ['up{job=~"a.*"}', 'up', null],
    ['up{job="a"}', 'up{job="b"}', null],
    ['up offset 5m', 'up', null],
    ['rate(up[5m]) > 1', 'up', null],
    ['sum(up) > 1', 'up', null],
    ['up > 1 or up < 0', 'up', null],
  ])('%s of %s', (expr, known, expected) => {
    expect(jobs(expr, known)).toEqual(expected);
  });
  test('what was not recorded is named without the comparisons around it', () => {
    expect(baseOf('(sum(rate(x[5m])) > 3) < 9')).toBe('sum(rate(x[5m]))');
  });
});

const run = (read: Parameters<typeof backtestRecord>[0], trigger: Trigger, from: number, to: number) =>
  backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs: two + from * minute, toMs: two + to * minute, intervalMs: null, signal: new AbortController().signal }); // prettier-ignore

test('a look without a sample is not true; a moment without a look is not known', async () => {
  const { read, recordLooks } = testLearning();
  // Nobody looked from 14:03 to 14:06.
  const looks = [0, 0.5, 1, 1.5, 2, 2.5, 6, 6.5, 7, 7.5, 8];
  await recordLooks('errors', looks.map((at) => [at, at >= 7 ? [[{ job: 'a' }, 5]] : []])); // prettier-ignore
  const trigger = downTrigger('errors > 3', { forMs: 30_000 });
  const { alerts: [alert], complete } = await run(read, trigger, 0, 8); // prettier-ignore
  expect(alert).toMatchObject({ planned: 17, evaluations: 17, failures: [{ fromMs: two + 3.5 * minute, toMs: two + 5.5 * minute, evaluations: 5, reason: '“errors” was not recorded at that time' }] }); // prettier-ignore
  expect(alert?.gaps).toEqual([{ fromMs: two + 3 * minute, toMs: two + 6 * minute }]);
  expect(alert?.spans).toMatchObject([{ labels: { job: 'a', alertname: 'Down' }, pendingFromMs: two + 7 * minute, firingFromMs: two + 7.5 * minute, toMs: null }]); // prettier-ignore
  expect(complete).toBe(false);
  expect((await run(read, trigger, 6, 8)).complete).toBe(true);
  const never = await run(read, downTrigger('sum(errors) > 3'), 6, 8);
  expect(never.alerts[0]).toMatchObject({ failures: [{ evaluations: 5, reason: '“sum(errors)” was not recorded' }], spans: [] }); // prettier-ignore
  await expect(run(read, trigger, 8, 6)).rejects.toThrow('the end is before the start');
});

test('how long a look speaks is what was asked for then, not how often the query is asked today', async () => {
  const { read, write, recordLooks } = testLearning();
  await recordLooks('errors', []);
  const [query] = listNamedQueries(read);
  const times = [0, 1, 2, 20, 21].map((at) => two + at * minute);
  putSampleBlock(write, { query: query?.no ?? 0, fromMs: two, toMs: two + 21 * minute, stepMs: minute, filledAt: null, times: encodeTimes(times) }, []); // prettier-ignore
  putNamedQuery(write, { key: 'errors', expr: 'errors', fields: JSON.stringify({ intervalMs: 60 * minute }), savedAt: 0, endedAt: null }); // prettier-ignore
  const { alerts: [alert] } = await run(read, downTrigger('errors > 3', { intervalMs: minute }), 0, 21); // prettier-ignore
  expect(alert).toMatchObject({ planned: 22, failures: [{ fromMs: two + 4 * minute, toMs: two + 19 * minute, evaluations: 16 }] }); // prettier-ignore
});

test('restarts are counted from the events that were recorded, where Docker was watched', async () => {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  record.clock.at = two - 60 * minute;
  const row = containerRow('api');
  recorder.turn('docker', 'unix:///var/run/docker.sock');
  recorder.rows('docker', 'containers', [seen(row, record.clock.at)]);
  recorder.listed('docker', 'containers', record.clock.at, null);
  await settled();
  const trigger = downTrigger('', { forMs: 0, condition: { kind: 'restarts', over: 'docker', selector: { name: row.name }, moreThan: 2, windowMs: 5 * minute } }); // prettier-ignore
  await record.writer.write('audit', (db) => {
    for (const at of [1, 2, 3, 4]) {
      const data = { id: row.id, name: row.name, image: 'api:1', exitCode: 137 };
      record.journal.append(db, { type: 'docker.changed', source: 'engine', subject: row.name, time: two + at * minute, data: { ...data, action: 'die' } }); // prettier-ignore
      record.journal.append(db, { type: 'docker.changed', source: 'engine', subject: row.name, time: two + at * minute + 5000, data: { ...data, action: 'start' } }); // prettier-ignore
    }
    record.journal.append(db, { type: 'source.covered', source: 'engine', time: two + 10 * minute, data: { source: 'docker', from: two - 10 * minute, to: two + 10 * minute } }); // prettier-ignore
  });
  const { alerts: [alert] } = await run(record.read, trigger, 0, 9); // prettier-ignore
  expect(alert?.failures).toEqual([]);
  // The third restart is at 14:03:05.
  expect(alert?.spans).toMatchObject([{ labels: { container: row.name }, firingFromMs: two + 3.5 * minute, values: { greatest: '4' } }]); // prettier-ignore
  const late = await run(record.read, trigger, 12, 20);
  expect(late.alerts[0]?.failures[0]?.reason).toMatch(/not observed/);
});

test('a rollout is stuck by the eyes of the live observer: where it came no step further, not while it goes on, nor for another one', async () => {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  const web = (updated: number, more: Partial<KubeRow<'deployments'>> = {}): KubeRow<'deployments'> =>
    ({ ...podRow('web'), kind: 'deployments', name: 'web', owner: null, status: 'Progressing', health: 'progressing', cells: { desired: 3, current: 3, updated, ready: updated, available: updated, revision: '2' }, ...more }) as unknown as KubeRow<'deployments'>; // prettier-ignore
  const at = (minutes: number): number => (record.clock.at = two + minutes * minute);
  recorder.turn('kubernetes', 'https://k8s');
  at(-1);
  recorder.rows('kubernetes', 'deployments', [seen(web(3, { status: 'Complete', health: 'ok' }), record.clock.at)]);
  recorder.listed('kubernetes', 'deployments', record.clock.at, null);
  await settled();
  // It begins, comes a step further each minute, and then no more; another deployment changes all the while.
  for (const [minutes, updated] of [
    [2, 0],
    [3, 1],
    [4, 2],
  ] as const) {
    // prettier-ignore
    recorder.rows('kubernetes', 'deployments', [seen(web(updated), at(minutes))]);
    await settled();
  }
  const other = (replicas: number) => ({ ...web(replicas), key: 'cart', name: 'cart', version: String(replicas), status: 'Complete' }); // prettier-ignore
  for (const [minutes, replicas] of [
    [5, 1],
    [6, 2],
    [7, 3],
  ] as const) {
    // prettier-ignore
    recorder.rows('kubernetes', 'deployments', [seen(other(replicas), at(minutes))]);
    await settled();
  }
  recorder.rows('kubernetes', 'deployments', [seen(web(3, { status: 'Complete', health: 'ok' }), at(9))]);
  await settled();
  await record.writer.write('audit', (db) => {
    record.journal.append(db, { type: 'source.covered', source: 'engine', time: two + 20 * minute, data: { source: 'kubernetes', from: two - 5 * minute, to: two + 20 * minute } }); // prettier-ignore
  });
  const trigger = (name: string) => downTrigger('', { forMs: minute, intervalMs: minute, condition: { kind: 'rollout_stuck', namespace: 'shop', name } }); // prettier-ignore
  const { alerts: [alert] } = await run(record.read, trigger('web'), 0, 12); // prettier-ignore
  expect(alert?.failures).toEqual([]);
  // Seen at 14:04 for the last time further than before: a look at 14:05 finds it where it was.
  expect(alert?.spans).toMatchObject([{ labels: { namespace: 'shop', deployment: 'web' }, pendingFromMs: two + 5 * minute, firingFromMs: two + 6 * minute, toMs: two + 9 * minute, values: { greatest: '1' } }]); // prettier-ignore
  const none = await run(record.read, trigger('mailer'), 0, 3);
  expect(none.alerts[0]?.failures[0]?.reason).toBe('there is no deployment shop/mailer');
  const unseen = await run(record.read, trigger('web'), 25, 30);
  expect(unseen.alerts[0]?.failures[0]?.reason).toMatch(/Kubernetes is stale: nobody was looking then/);
});

test('a time of which events were evicted counts as not watched, but for what an incident had held before they went', async () => {
  const { read, writer, journal, clock, declare, at, incidentBoard: { acts } } = testLearning(); // prettier-ignore
  const append = (event: NewEvent) => writer.write('audit', (db) => journal.append(db, event));
  const covered = { fromMs: two - 600 * minute, toMs: two + 600 * minute };
  const watched = () => coveredSpans(read, 'docker', covered, () => null);
  for (const atMinute of [-600, 100, 200]) {
    at(atMinute);
    await append({ type: 'docker.changed', source: 'docker', subject: 'api', data: { name: 'api', action: 'start' } });
  }
  at(600);
  await append({ type: 'source.covered', source: 'docker', data: { source: 'docker', from: covered.fromMs, to: covered.toMs } }); // prettier-ignore
  expect(watched()).toEqual([covered]);
  at(120);
  const id = await declare();
  for (const to of ['active', 'resolved'] as const) await acts.move({ id, by: 'Lead', to, reason: '', occurredAt: null }); // prettier-ignore
  at(900);
  await retain({ read, writer, journal, now: () => clock.now, budget: () => ({ ...usualBudget, maxAgeMs: 10 * 60 * minute }), keptSpans: () => evidenceSpans(read), pause: () => Promise.resolve(), stopped: () => false }); // prettier-ignore
  // Those of 04:00 and 17:20 went; the incident holds an hour before and after it.
  expect(watched()).toEqual([
    { fromMs: two + 60 * minute, toMs: two + 180 * minute },
    { fromMs: two + 200 * minute + 1, toMs: covered.toMs },
  ]);
});

test('a criterion is judged window by window out of the record, and not where nobody looked', async () => {
  const { read, recordLooks } = testLearning();
  await recordLooks('errors', Array.from({ length: 60 }, (_, at) => at / 2).filter((at) => at < 10 || at > 16).map((at) => [at, [[{}, at > 20 && at < 23 ? 9 : 1]]])); // prettier-ignore
  const metric = { kind: 'query' as const, query: 'errors', take: 'worst' as const, minSamples: 5, maxGapMs: 90_000 };
  const criterion = { id: 'few', title: 'Few errors', originalWords: 'errors < 5', metric, op: '<' as const, threshold: 5, unit: '', windowMs: 4 * minute }; // prettier-ignore
  const asked = { criterion, fromMs: two + 5 * minute, toMs: two + 29 * minute, signal: new AbortController().signal };
  const result = await backtestCriterion(read, asked, []);
  expect(result).toMatchObject({ evaluations: 25, totalFirings: 1, firings: [{ fromMs: two + 21 * minute, toMs: two + 27 * minute, alarm: 'false_alarm', value: '9' }] }); // prettier-ignore
  // More than a minute and a half of the gap from 14:10 to 14:16 is in every window that ends from 14:12 to 14:18.
  expect(result.unknown.map(({ fromMs, toMs }) => [(fromMs - two) / minute, (toMs - two) / minute])).toEqual([
    [12, 18],
  ]);
  const never = await backtestCriterion(read, { ...asked, criterion: { ...criterion, metric: { ...metric, query: 'other' } } }, []); // prettier-ignore
  expect(never).toMatchObject({ totalFirings: 0, unknownEvaluations: 25, unknown: [{ reason: 'could not be asked: “other” was not recorded' }] }); // prettier-ignore
});

test('of a query with more series than are kept, one that is not seen is not known to be quiet', async () => {
  const { read, recordLooks } = testLearning();
  const many = Array.from({ length: 100 }, (_, at): [Record<string, string>, number] => [{ pod: `p${at}` }, at]);
  await recordLooks('load', [[0, many], [0.5, many]]); // prettier-ignore
  const seen = await run(read, downTrigger('load > 98', { forMs: 0 }), 0, 0.5);
  expect(seen).toMatchObject({ complete: true, alerts: [{ spans: [{ labels: { pod: 'p99' } }] }] });
  const unseen = await run(read, downTrigger('load > 200', { forMs: 0 }), 0, 0.5);
  expect(unseen.alerts[0]?.failures).toMatchObject([{ evaluations: 2, reason: 'of “load” only 100 series are kept' }]);
});

test('beside what a trigger asks, what it compares is recorded, so that another threshold can be tried', () => {
  const triggers = [downTrigger('rate(errors[5m]) > 0.9'), downTrigger('absent(up)'), downTrigger('up == 0', { enabled: false })]; // prettier-ignore
  expect(comparedByTriggers(triggers.map((trigger) => ({ trigger }))).map(({ expr, name }) => [expr, name])).toEqual([['rate(errors[5m])', 'Down, compared']]); // prettier-ignore
});
