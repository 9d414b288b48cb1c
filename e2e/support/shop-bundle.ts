// An incident declared beside a real Prometheus, with a dashboard that people imported, and its bundle: for tests that read
// it when all of the rest is gone.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type EngineClient } from '#engine/engine.ts';
import type { Manifest } from '#shared/model/bundle/manifest.ts';
import type { BundleDraft } from '#shared/model/bundle/review.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { serveMetricTarget } from './metric-target.ts';
import { startPrometheus } from './prometheus.ts';

const resourcesDir = join(import.meta.dirname, '../../resources');
const from = { kind: 'palette', key: '', title: '', atMs: null } as const;

const target = (expr: string, more: object = {}) => ({ refId: 'A', expr, ...more });
const place = (x: number, y: number) => ({ x, y, w: 8, h: 8 });
const shop = {
  title: 'Shop',
  time: { from: 'now-15m', to: 'now' },
  templating: { list: [{ name: 'job', type: 'query', query: 'label_values(up, job)', sort: 1 }] },
  panels: [
    { id: 1, type: 'timeseries', title: 'Requests', gridPos: place(0, 0), targets: [target('sum by (code) (rate(app_requests_total{job="$job"}[$__rate_interval]))')] }, // prettier-ignore
    { id: 2, type: 'stat', title: 'Up', gridPos: place(8, 0), targets: [target('sum(up{job="$job"})')] },
    { id: 3, type: 'table', title: 'Workers', gridPos: place(16, 0), targets: [target('app_queue{job="$job"}', { instant: true, format: 'table' })] }, // prettier-ignore
    { id: 4, type: 'heatmap', title: 'Latency', gridPos: place(0, 8), targets: [target('sum by (le) (increase(app_seconds_bucket{job="$job"}[$__rate_interval]))', { format: 'heatmap' })] }, // prettier-ignore
    { id: 5, type: 'stat', title: 'Wrong', gridPos: place(8, 8), targets: [target('sum(')] },
  ],
};

export interface ShopBundle {
  file: string;
  manifest: Manifest;
  /** Of its dashboard. */
  key: string;
  /** What its history says of dashboards: after it was declared, and when it was exported. */
  history: string[];
}

/** When it resolves its Prometheus is stopped with its data, and the record is deleted; the bundle is in `folder`. */
export async function exportShopBundle(folder: string): Promise<ShopBundle> {
  const file = join(folder, 'INC-1.rrb');
  const dataDir = join(folder, 'gone');
  const app = await serveMetricTarget(3);
  const prometheus = await startPrometheus([{ job: 'shop', targets: [app.address] }]);
  const engine = await createEngine({ dataDir, resourcesDir, env: { PATH: process.env['PATH'], HOME: dataDir, DOCKER_HOST: `unix://${folder}/none` } }); // prettier-ignore
  try {
    const { client } = engine;
    await client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } });
    const { key } = await client.dashboards.import({ name: 'shop.json', text: JSON.stringify(shop) });
    // A rate over eleven seconds has to have samples at two of the steps that are kept.
    const scraped = async () => (await client.metrics.instant({ query: 'count_over_time(up[1m]) > 25' }).catch(() => null))?.rows.length === 1; // prettier-ignore
    await until(scraped);
    const { id } = await client.incidents.declare({ from, draft: plainDraft, by: 'On-call' });
    const history = async (): Promise<string[]> => (await client.incidents.get({ id })).history.filter(({ type, words }) => type === 'incident.frozen' && words.includes('dashboard')).map(({ words }) => words); // prettier-ignore
    await until(async () => (await history()).length === 1);
    const { key: draftKey } = await client.reviews.prepare({ incidentId: id });
    const { manifest, reason } = await drafted(client, draftKey);
    if (manifest === null) throw new Error(`the bundle was not made: ${reason}`);
    await client.reviews.save({ draft: draftKey, path: file, sign: false, by: 'On-call' });
    return { file, manifest, key, history: await history() };
  } finally {
    await engine.close();
    await prometheus.stop();
    await app.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const late = Date.now() + 120_000;
  while (!(await isSo())) {
    if (Date.now() > late) throw new Error(`it did not come to be so: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function drafted(client: EngineClient, key: string): Promise<BundleDraft> {
  let state: FeedState<BundleDraft> = emptyFeed;
  for await (const message of await client.reviews.drafts()) {
    state = applyFeedMessage(state, message) ?? state;
    const draft = state.entries.get(key);
    if (draft !== undefined && draft.state !== 'making') return draft;
  }
  throw new Error('the feed ended');
}
