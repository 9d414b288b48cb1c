// What was kept of panels, asked for as another page would: another width, another span, another moment.
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { unpack } from '#shared/model/pack.ts';
import type { Frame } from '#shared/model/series.ts';
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { keepable, minute, steady, testKeeper, two, type Answer } from '../dashboards/panel-keeper.fixture.ts';
import { oldestBundled } from '../store/bundle-check.ts';
import { makeBundleTables } from '../store/bundle-tables.ts';
import type { ReadDb } from '../store/database.ts';
import { importDashboard } from '../dashboards/import/import-dashboard.ts';
import { putIncident } from '../store/incident-rows.ts';
import { putPanelFrame } from '../store/kept-panel-rows.ts';
import { dashboardsPast } from './dashboards.ts';
import { metricsPast } from './metrics.ts';
import type { PastMoment } from './past.ts';

const now = (minutes: number): PastMoment => ({ at: two + minutes * minute, known: 'now' });
const then = (minutes: number): PastMoment => ({ at: two + minutes * minute, known: 'then' });
const rate = 'rate(x{job="web"}[$__rate_interval])';

function kept(answer?: Answer) {
  const keeper = testKeeper(answer);
  const told = toldIncident(7, two);
  putIncident(keeper.write, told.incident());
  const past = metricsPast(keeper.read, null);
  const dashboards = dashboardsPast(keeper.read, null, null);
  const question = (expr: string, more: object = {}) => ({ query: 'as the page has it', asked: { expr, dashboard: 'import-1' }, fromMs: two - 6 * 60 * minute, toMs: two, widthPx: 300, minStepMs: 60_000, endsNow: false, seriesLimit: 50, pointLimit: 60_000, timeoutMs: 1000, ...more }); // prettier-ignore
  const range = async (expr: string, more: object = {}, moment = now(30)): Promise<Frame> => {
    const frame = await past.range?.(question(expr, more), moment, undefined);
    if (frame === undefined) throw new Error('ranges are not answered');
    return frame as Frame;
  };
  const instant = async (expr: string, atMs: number | null, moment = now(30)) =>
    past.instant?.({ query: 'x', asked: { expr, dashboard: 'import-1' }, atMs, limit: 100, timeoutMs: 1000 }, moment, undefined); // prettier-ignore
  const keep = (more: object = {}) => keeper.keep({ incidentId: told.incident().id, ...more });
  return { ...keeper, keep, range, instant, dashboards, past };
}

test('a page of another width and span gets what was kept of the same panel, clipped, and is told what it is', async () => {
  const { keep, range } = kept();
  await keep();
  const frame = await range(rate);
  expect(frame).toMatchObject({ fromMs: two - 360 * minute, toMs: two, stepMs: 15_000, totalSeries: 1, kept: { incident: 'INC-7', at: two, place: 'http://p:9090', fromMs: two - 60 * minute, toMs: two, stepMs: 15_000, rateMs: 60_000, rangeMs: null } }); // prettier-ignore
  expect(unpack(frame.series[0]?.times ?? '')).toHaveLength(241);
  const clipped = await range(rate, { fromMs: two - 10 * minute, toMs: two - 9 * minute });
  expect([...unpack(clipped.series[0]?.values ?? '')]).toEqual([-10, -9.75, -9.5, -9.25, -9]);
  // The moment of the page ends it too.
  expect([...unpack((await range(rate, {}, now(-59))).series[0]?.values ?? '')].at(-1)).toBe(-59);
});

test('of several keepings that one counts which covers most, then the finest; one without samples hides none that has some', async () => {
  let empty = false;
  const { keep, range, clock } = kept((asked) => (empty ? { stepMs: asked.stepMs, series: [], warnings: [], infos: [] } : steady(asked))); // prettier-ignore
  await keep();
  clock.now = two + 20 * minute;
  await keep({ toMs: two + 20 * minute, fromMs: two - 10 * 60 * minute });
  expect((await range(rate, { fromMs: two - 30 * minute })).kept).toMatchObject({ stepMs: 15_000 });
  expect((await range(rate, { toMs: two + 20 * minute })).kept).toMatchObject({
    stepMs: 120_000,
    at: two + 20 * minute,
  });
  empty = true;
  clock.now = two + 40 * minute;
  await keep({ toMs: two + 40 * minute });
  expect((await range(rate, { toMs: two + 40 * minute }, now(40))).series).toHaveLength(1);
});

test('one moment is answered by the step that it is in, with the rows that there were then', async () => {
  const { keep, instant } = kept((asked) => {
    const [series] = steady(asked).series;
    if (series === undefined) throw new Error('no series');
    const half = series.times.length >> 1;
    const ended = { labels: { job: 'old' }, times: series.times.slice(0, half), values: series.values.slice(0, half) };
    return { stepMs: asked.stepMs, series: [series, ended], warnings: [], infos: [], totalSeries: 9 };
  });
  await keep();
  expect(await instant('up', two - 50 * minute + 7_000)).toMatchObject({ kind: 'vector', totalRows: 9, rows: [{ labels: { job: 'api' }, atMs: two - 50 * minute, value: '-50' }, { labels: { job: 'old' } }], kept: { incident: 'INC-7' } }); // prettier-ignore
  expect((await instant('up', null, now(0)))?.rows).toEqual([{ labels: { job: 'api' }, atMs: two, value: '0' }]);
  await expect(instant('up', two + 2 * minute)).rejects.toMatchObject({ code: 'unavailable', message: 'What was kept with INC-7 does not reach the time shown.' }); // prettier-ignore
});

test('a last value that was not kept is refused, and so is what was not kept, not known then, or never asked', async () => {
  const { keep, range, past } = kept((asked) => {
    if (asked.query === 'up') throw new OpsError('timed_out', 'waited 10 s');
    return steady(asked);
  });
  await expect(range(rate)).rejects.toThrow('Not recorded: no samples of this query were kept by this console.');
  await keep();
  expect(await range(rate, { endsNow: true })).toMatchObject({ kept: { toMs: two } });
  await expect(range(rate, { endsNow: true, toMs: two + 20 * minute })).rejects.toThrow('What was kept with INC-7 ends 20 min before the end of the time shown.'); // prettier-ignore
  await expect(range('up')).rejects.toThrow('Not kept with INC-7: waited 10 s');
  await expect(range(rate, {}, then(-5))).rejects.toThrow('Not known then: it was kept with INC-7 later. Switch to what is known now.'); // prettier-ignore
  await expect(range('rate(x{job="db"}[$__rate_interval])')).rejects.toThrow('Not kept with INC-7: only what this dashboard asked then, with the values that its variables had, is kept.'); // prettier-ignore
  await expect(range('z', { asked: { expr: 'z', dashboard: 'import-9' } })).rejects.toThrow('This dashboard was not kept with an incident; kept was “Checkout”.'); // prettier-ignore
  await expect(past.range?.({ ...question(), asked: undefined } as never, now(0), undefined)).rejects.toThrow('Not recorded'); // prettier-ignore
});

const question = () => ({ query: 'z', fromMs: two, toMs: two + minute, widthPx: 100, minStepMs: 1000, endsNow: false, seriesLimit: 5, pointLimit: 100, timeoutMs: 1000 }); // prettier-ignore

test('what Prometheus has forgotten by now, or cannot be asked any more, is what was kept', async () => {
  const { keep, read, clock, reader, seen } = kept();
  await keep();
  clock.now = two + 90 * minute;
  const forgetful = { ...reader, range: async () => ({ stepMs: 60_000, series: [], warnings: [], infos: [] }), instant: async () => ({ kind: 'vector' as const, rows: [], totalRows: 0, warnings: [], infos: [] }) }; // prettier-ignore
  const past = metricsPast(read, forgetful);
  const asked = (expr: string) => ({
    ...question(),
    fromMs: two - 30 * minute,
    asked: { expr, dashboard: 'import-1' },
  });
  expect(await past.range?.(asked(rate), now(0), undefined)).toMatchObject({ totalSeries: 1, kept: { incident: 'INC-7' } }); // prettier-ignore
  expect(await past.range?.(asked('z'), now(0), undefined)).toMatchObject({ series: [] });
  expect(await past.instant?.({ ...asked('up'), atMs: two, limit: 10 }, now(0), undefined)).toMatchObject({ rows: [{ value: '0' }], kept: { incident: 'INC-7' } }); // prettier-ignore
  const lost = { ...reader, ask: async () => Promise.reject(new OpsError('unavailable', 'refused')) };
  const variables = async (live: typeof reader) => dashboardsPast(read, async () => importDashboard(keepable().text()), live).variables?.({ key: 'import-1', chosen: {}, fromMs: two - 60 * minute, toMs: two }, now(0), undefined); // prettier-ignore
  expect(await variables(lost)).toMatchObject([{ value: { values: ['api', 'web'] }, problem: null }]);
  seen.place = null;
  expect(await variables(reader)).toMatchObject([{ value: { values: ['api', 'web'] }, problem: null }]);
});

test('what was kept and cannot be read is refused in words, as it may come from elsewhere', async () => {
  const { range, write } = kept();
  const row = { incident: 'incident-7', asked: rate, fromMs: two - 60 * minute, toMs: two, stepMs: 60_000, recordedTime: two, series: 1, how: '{"place":"p","rateMs":null,"rangeMs":null,"totalSeries":1,"warnings":[],"infos":[]}', labels: '[{"a":"b"}]', samples: Buffer.of(9, 9, 9, 9, 9), refused: null }; // prettier-ignore
  for (const more of [{}, { stepMs: 0 }, { labels: '[{"a":1}]' }, { how: '{}' }]) {
    write.prepare('DELETE FROM panel_frame').run();
    putPanelFrame(write, { ...row, ...more });
    await expect(range(rate)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/^What was kept with INC-7 cannot be read/) as string }); // prettier-ignore
  }
});

test('a bundle of the version before has nothing that was kept, and says so as it always did', async () => {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  makeBundleTables(db, oldestBundled);
  const read = db as unknown as ReadDb;
  const asked = { ...question(), asked: { expr: 'z', dashboard: 'import-1' } };
  await expect(metricsPast(read, null).range?.(asked, now(0), undefined)).rejects.toThrow('Not recorded: no samples of this query were kept by this console.'); // prettier-ignore
  expect(() => dashboardsPast(read, null, null).export?.({ key: 'import-1' }, now(0), undefined)).toThrow('no such dashboard'); // prettier-ignore
});

test('in a bundle a dashboard of the program is listed and opened as it was kept, and its variables are what they were', async () => {
  const { keep, dashboards, clock, client } = kept();
  await keep();
  clock.now = two + 90 * minute;
  client.labelValues = async () => Promise.reject(new OpsError('timed_out', 'waited 10 s'));
  expect(await keep()).toMatchObject([{ refused: [{ reason: '$job has no value: waited 10 s' }] }]);
  const asked = (chosen: Record<string, string[]> = {}, moment = now(0)) =>
    dashboards.variables?.({ key: 'import-1', chosen, fromMs: two - 60 * minute, toMs: two }, moment, undefined);
  expect(await asked()).toMatchObject([{ name: 'job', value: { values: ['api', 'web'], all: true }, options: [{ text: 'All' }, { value: 'api' }, { value: 'web' }], problem: null }]); // prettier-ignore
  expect(await asked({ job: ['web'] })).toMatchObject([{ value: { values: ['web'], all: false }, problem: null }]);
  expect(await asked({}, then(-5))).toMatchObject([{ value: { values: [] }, problem: expect.stringContaining('Not recorded') as string }]); // prettier-ignore
  expect(await dashboards.get?.({ key: 'import-1' }, now(0), undefined)).toMatchObject({ summary: { title: 'Checkout' }, dashboard: { title: 'Checkout' } }); // prettier-ignore
  expect(dashboards.export?.({ key: 'import-1' }, now(0), undefined)).toMatchObject({ text: keepable().text() });
});
