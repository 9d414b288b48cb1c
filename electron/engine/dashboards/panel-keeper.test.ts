// What is kept of dashboards with an incident, by whom it is asked for, and what is said of the rest.
import { expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { keptDashboardText, keptDashboards, panelFrameHeads } from '../store/kept-panel-rows.ts';
import { keepable, minute, steady, testKeeper, two } from './panel-keeper.fixture.ts';

const rate = (job: string): string => `rate(x{job="${job}"}[$__rate_interval])`;
const total = 'sum(increase(y[$__range]))';

test('all that panels ask with the values of now is kept: repeated, folded, ranges and single moments alike', async () => {
  const { read, keep, asked, seen } = testKeeper();
  const [kept] = await keep();
  expect(kept).toEqual({ key: 'import-1', title: 'Checkout', fromMs: two - 60 * minute, toMs: two, queries: 4, kept: 4, refused: [] }); // prettier-ignore
  // A range is as long as the dashboard shows by itself; what is not in sight comes last.
  expect(asked.map(({ query, stepMs }) => [query, stepMs])).toEqual([
    ['rate(x{job="api"}[1m])', 15_000],
    ['rate(x{job="web"}[1m])', 15_000],
    ['sum(increase(y[21600s]))', 15_000],
    ['up', 15_000],
  ]);
  expect(asked.every(({ behind, timeoutMs }) => behind === true && timeoutMs === 10_000)).toBe(true);
  expect(seen.most).toBe(2);
  const how = (expr: string): unknown => JSON.parse(panelFrameHeads(read, expr)[0]?.how ?? '{}');
  expect(how(rate('web'))).toMatchObject({ place: 'http://p:9090', rateMs: 60_000, rangeMs: null });
  expect(how(total)).toMatchObject({ rateMs: null, rangeMs: 6 * 60 * minute });
  expect(panelFrameHeads(read, 'up')[0]).toMatchObject({ fromMs: two - 60 * minute, toMs: two, series: 1, refused: null }); // prettier-ignore
  expect(keptDashboards(read, 'import-1', two)[0]?.variables).toMatchObject([{ name: 'job', value: { values: ['api', 'web'], all: true } }]); // prettier-ignore
  expect(keptDashboardText(read, 'import-1')).toBe(keepable().text());
});

test('what is over the budget is not asked, and named by its panels; a dashboard that was not begun as a whole', async () => {
  const dashboards = () => [keepable('import-1'), keepable('import-2')];
  // One for the targets, one for the variable, two for panels.
  const { read, keep, asked } = testKeeper(undefined, { dashboards, budget: { questions: 4 } });
  const reason = 'not asked: 4 questions are asked at most, and they were used up';
  expect(await keep()).toMatchObject([
    { key: 'import-1', queries: 4, kept: 2, refused: [{ panels: ['Total', 'Workers'], reason }] },
    { key: 'import-2', queries: 0, kept: 0, refused: [{ panels: [], reason }] },
  ]);
  expect(asked).toHaveLength(2);
  expect(panelFrameHeads(read, 'up')).toMatchObject([{ refused: reason }]);
  const small = testKeeper(undefined, { budget: { bytes: 1 } });
  expect(await small.keep()).toMatchObject([{ kept: 2, refused: [{ panels: ['Total', 'Workers'], reason: expect.stringContaining('MiB are kept at once') as string }] }]); // prettier-ignore
});

test('what Prometheus refuses is refused in its words, and one that does not answer is asked no more', async () => {
  const picky = testKeeper((asked) => {
    if (asked.query.startsWith('sum')) throw new OpsError('bad_input', 'parse error: y');
    return steady(asked);
  });
  expect(await picky.keep()).toMatchObject([{ kept: 3, refused: [{ panels: ['Total'], reason: 'parse error: y' }] }]);
  const gone = testKeeper(() => {
    throw new OpsError('unavailable', 'p:9090 refused the connection');
  });
  expect(await gone.keep()).toMatchObject([{ kept: 0, refused: [{ panels: ['Rate of api', 'Rate of web', 'Total', 'Workers'], reason: 'p:9090 refused the connection' }] }]); // prettier-ignore
  // Those that were under way.
  expect(gone.asked.length).toBeLessThanOrEqual(2);
  const silent = testKeeper();
  silent.client.labelValues = async () => Promise.reject(new OpsError('unavailable', 'p:9090 refused the connection'));
  expect(await silent.keep()).toMatchObject([{ queries: 0, refused: [{ panels: [], reason: 'p:9090 refused the connection' }] }]); // prettier-ignore
  expect(keptDashboards(silent.read, 'import-1', two)).toEqual([]);
});

test('where time is up, or it is cancelled, what was kept stays and the rest says why not', async () => {
  const stop = new AbortController();
  const slow = testKeeper((asked) => {
    if (slow.asked.length === 2) slow.due[0]?.();
    return steady(asked);
  });
  expect(await slow.keep({ withinMs: 30_000 })).toMatchObject([{ queries: 4, refused: [{ reason: 'not asked: there was no time left after 30 s' }] }]); // prettier-ignore
  const closed = testKeeper((asked) => {
    stop.abort(new OpsError('cancelled', 'not asked: Ready Room was closed'));
    return steady(asked);
  });
  expect(await closed.keep({ signal: stop.signal })).toMatchObject([{ refused: [{ reason: 'not asked: Ready Room was closed' }] }]); // prettier-ignore
});

test('what an earlier keeping has whole is not asked again; another Prometheus than that of the incident is not asked at all', async () => {
  const { keep, asked, seen, clock } = testKeeper();
  await keep();
  clock.now = two + 10 * minute;
  expect(await keep({ fromMs: two - 30 * minute })).toMatchObject([{ queries: 4, kept: 4 }]);
  expect(asked).toHaveLength(4);
  expect(await keep({ toMs: two + 10 * minute })).toMatchObject([{ kept: 4 }]);
  expect(asked).toHaveLength(8);
  seen.place = 'http://other:9090';
  expect(await keep()).toMatchObject([{ kept: 0, refused: [{ panels: [], reason: 'not asked: this environment has http://other:9090 now, and the incident had http://p:9090' }] }]); // prettier-ignore
  seen.place = null;
  expect(await keep({ incidentId: 'i2' })).toMatchObject([{ refused: [{ reason: 'no Prometheus is named in this environment' }] }]); // prettier-ignore
  expect(asked).toHaveLength(8);
  const moved = testKeeper(undefined, { otherSince: () => 'another environment was chosen since then' });
  expect(await moved.keep()).toMatchObject([{ refused: [{ reason: 'another environment was chosen since then' }] }]);
});

test('only those that are named are kept, and a panel whose variable has no value says so', async () => {
  const waiting = JSON.stringify({ title: 'Waits', templating: { list: [{ name: 'lost', type: 'adhoc' }] }, panels: [{ id: 1, type: 'stat', title: 'Late', targets: [{ refId: 'A', expr: 'z{a="$lost"}' }] }] }); // prettier-ignore
  const dashboards = (keys: readonly string[] = []) => [keepable(), keepable('waits', waiting)].filter(({ summary }) => keys.includes(summary.key)); // prettier-ignore
  const { keep } = testKeeper(undefined, { dashboards });
  expect(await keep({ keys: ['waits'] })).toMatchObject([{ key: 'waits', queries: 1, kept: 0, refused: [{ panels: ['Late'], reason: expect.stringContaining('$lost has no value') as string }] }]); // prettier-ignore
  expect(await keep({ keys: ['nobody'] })).toEqual([]);
});
