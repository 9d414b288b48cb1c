// Dashboards of an incident, read after all of it is gone: declared and exported beside a real Prometheus, which is then
// stopped and its data removed, and asked as the page of a reviewer would, with another width and another span.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import type { BundleDraft } from '#shared/model/bundle/review.ts';
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { layoutOf } from '#shared/model/dashboard/layout.ts';
import { askedQuery } from '#shared/model/dashboard/panel-query.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { unpack } from '#shared/model/pack.ts';
import { serveMetricTarget, type MetricTarget } from './support/metric-target.ts';
import { startPrometheus, type RealPrometheus } from './support/prometheus.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('panels kept with an incident', ['prometheus']);
const resourcesDir = join(import.meta.dirname, '../resources');
const from = { kind: 'palette', key: '', title: '', atMs: null } as const;

const target = (expr: string, more: object = {}) => ({ refId: 'A', expr, ...more });
const place = (y: number) => ({ x: 0, y, w: 12, h: 8 });
const shop = {
  title: 'Shop',
  time: { from: 'now-15m', to: 'now' },
  templating: { list: [{ name: 'job', type: 'query', query: 'label_values(up, job)', sort: 1 }] },
  panels: [
    { id: 1, type: 'timeseries', title: 'Requests', gridPos: place(0), targets: [target('sum by (code) (rate(app_requests_total{job="$job"}[$__rate_interval]))')] }, // prettier-ignore
    { id: 2, type: 'stat', title: 'Up', gridPos: place(8), targets: [target('sum(up{job="$job"})')] },
    { id: 3, type: 'table', title: 'Workers', gridPos: place(16), targets: [target('app_queue{job="$job"}', { instant: true, format: 'table' })] }, // prettier-ignore
    { id: 4, type: 'heatmap', title: 'Latency', gridPos: place(24), targets: [target('sum by (le) (increase(app_seconds_bucket{job="$job"}[$__rate_interval]))', { format: 'heatmap' })] }, // prettier-ignore
    { id: 5, type: 'stat', title: 'Wrong', gridPos: place(32), targets: [target('sum(')] },
  ],
};

describe.skipIf(suite.skip)(`panels kept with an incident${suite.why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-panels-'));
  const file = join(folder, 'INC-1.rrb');
  const engines: Engine[] = [];
  let app: MetricTarget;
  let prometheus: RealPrometheus;

  const engineIn = async (name: string): Promise<Engine> => {
    const dataDir = join(folder, name);
    const engine = await createEngine({ dataDir, resourcesDir, env: { PATH: process.env['PATH'], HOME: dataDir, DOCKER_HOST: `unix://${folder}/none` } }); // prettier-ignore
    engines.push(engine);
    return engine;
  };
  beforeAll(async () => {
    app = await serveMetricTarget(3);
    prometheus = await startPrometheus([{ job: 'shop', targets: [app.address] }]);
  });
  afterAll(async () => {
    for (const engine of engines) await engine.close();
    await prometheus.stop();
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a reviewer sees each kind of panel with the data of then, and what was not kept with its reason', async () => {
    const first = await engineIn('first');
    const { client } = first;
    await client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } });
    const { key } = await client.dashboards.import({ name: 'shop.json', text: JSON.stringify(shop) });
    // A rate over eleven seconds has to have samples at two of the steps that are kept.
    await expect.poll(async () => (await client.metrics.instant({ query: 'count_over_time(up[1m]) > 25' })).rows, { timeout: 45_000, interval: 500 }).toHaveLength(1); // prettier-ignore
    const { id } = await client.incidents.declare({ from, draft: plainDraft, by: 'Ada' });
    const frozen = async (): Promise<string[]> => (await client.incidents.get({ id })).history.filter(({ type, words }) => type === 'incident.frozen' && words.includes('dashboard')).map(({ words }) => words); // prettier-ignore
    await expect.poll(frozen, { timeout: 20_000 }).toEqual([expect.stringMatching(/^Kept 4 of 5 answers for the dashboard “Shop”; not of Wrong: .*parse error/)]); // prettier-ignore

    const { key: draftKey } = await client.reviews.prepare({ incidentId: id });
    const draft = await drafted(first, draftKey);
    expect(draft).toMatchObject({ state: 'ready', reason: '' });
    expect(await frozen()).toHaveLength(2);
    await client.reviews.save({ draft: draftKey, path: file, sign: false, by: 'Ada' });
    await first.close();
    engines.length = 0;
    await prometheus.stop();

    const second = await engineIn('second');
    const review = await second.client.reviews.open({ path: file });
    if (draft.manifest === null) throw new Error('there is no manifest');
    const at = Math.min(draft.manifest.madeAt, boundsOf(draft.manifest).toMs);
    const past = second.clientAt({ at, known: 'now', review: review.key });
    const { dashboard } = await past.dashboards.get({ key });
    const span = { fromMs: at - 3 * 3_600_000, toMs: at };
    const states = await past.dashboards.variables({ key, chosen: {}, ...span });
    expect(states).toMatchObject([{ name: 'job', value: { values: ['shop'] }, problem: null }]);
    const [requests, up, workers, latency, wrong] = questionsOf(dashboard, states, key, span);
    if (!requests || !up || !workers || !latency || !wrong) throw new Error('there are five panels');
    // Another text than any that was sent: the steps of this page are longer, and it does not know how often was scraped.
    expect(requests.query).toContain('[2m15s]');

    const rates = await past.metrics.range({ ...requests, widthPx: 90 });
    const keptAs = { incident: 'INC-1', place: expect.stringContaining('127.0.0.1') as string, stepMs: 10_000, rateMs: 11_000, rangeMs: null }; // prettier-ignore
    expect(rates).toMatchObject({ totalSeries: 3, kept: keptAs });
    expect(rates.kept?.fromMs).toBeGreaterThan(span.fromMs);
    const last = unpack(rates.series[0]?.values ?? '').at(-1) ?? NaN;
    expect(last).toBeGreaterThan(50);
    expect(last).toBeLessThan(200);
    const total = await past.metrics.range({ ...up, widthPx: 400, endsNow: true });
    expect([...unpack(total.series[0]?.values ?? '')].at(-1)).toBe(1);
    const rows = await past.metrics.instant({ ...workers, atMs: at });
    expect(rows.rows.map(({ labels }) => labels['worker'])).toEqual(['worker-0', 'worker-1', 'worker-2']);
    expect(rows.kept).toMatchObject({ incident: 'INC-1' });
    const buckets = await past.metrics.range({ ...latency, widthPx: 90 });
    expect(buckets.series.map(({ labels }) => labels['le'])).toContain('+Inf');
    await expect(past.metrics.range({ ...wrong, widthPx: 90 })).rejects.toThrow(/Not kept with INC-1: .*parse error/);
    await expect(past.metrics.range({ query: 'up', ...span, widthPx: 90 })).rejects.toThrow('Not recorded');
  }, 120_000); // prettier-ignore
});

async function drafted({ client }: Engine, key: string): Promise<BundleDraft> {
  let state: FeedState<BundleDraft> = emptyFeed;
  for await (const message of await client.reviews.drafts()) {
    state = applyFeedMessage(state, message) ?? state;
    const draft = state.entries.get(key);
    if (draft !== undefined && draft.state !== 'making') return draft;
  }
  throw new Error('the feed ended');
}

/** As a page asks for the panels of a dashboard, each with one query. */
function questionsOf(
  dashboard: Dashboard,
  states: readonly VariableState[],
  key: string,
  span: { fromMs: number; toMs: number },
) {
  const variables = new Map(states.map((state) => [state.name, state.value]));
  const panels = layoutOf(dashboard, variables).flatMap((section) => section.panels);
  return panels.flatMap((placed) =>
    placed.panel.queries.map((query) => {
      const scope = { variables: placed.variables, ...span, dashboard, utc: true, scrapeMs: 15_000, points: 90 };
      const { read, timeless, stepMs } = askedQuery(placed.panel, query, scope);
      return { query: read.text, asked: { expr: timeless, dashboard: key }, ...span, minStepMs: stepMs };
    }),
  );
}
