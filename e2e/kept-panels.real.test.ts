// Dashboards of an incident, read after all of it is gone: declared and exported beside a real Prometheus, which is then
// stopped and its data removed, and asked as the page of a reviewer would, with another width and another span.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngine } from '#engine/engine.ts';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { layoutOf } from '#shared/model/dashboard/layout.ts';
import { askedQuery } from '#shared/model/dashboard/panel-query.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import { unpack } from '#shared/model/pack.ts';
import { realSuite } from './support/real-suite.ts';
import { exportShopBundle } from './support/shop-bundle.ts';

const suite = realSuite('panels kept with an incident', ['prometheus']);

describe.skipIf(suite.skip)(`panels kept with an incident${suite.why}`, () => {
  test('a reviewer sees each kind of panel with the data of then, and what was not kept with its reason', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kept-panels-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { file, manifest, key, history } = await exportShopBundle(folder);
    expect(history).toEqual(Array(2).fill(expect.stringMatching(/^Kept 4 of 5 answers for the dashboard “Shop”; not of Wrong: .*parse error/))); // prettier-ignore

    const dataDir = join(folder, 'reviewer');
    const engine = await createEngine({ dataDir, resourcesDir: join(import.meta.dirname, '../resources'), env: { PATH: process.env['PATH'], HOME: dataDir, DOCKER_HOST: `unix://${folder}/none` } }); // prettier-ignore
    onTestFinished(() => engine.close());
    const review = await engine.client.reviews.open({ path: file });
    const at = Math.min(manifest.madeAt, boundsOf(manifest).toMs);
    const past = engine.clientAt({ at, known: 'now', review: review.key });
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
  }, 600_000); // prettier-ignore
});

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
