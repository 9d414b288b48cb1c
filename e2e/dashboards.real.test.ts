// The dashboards that come with the program, on a real Prometheus that scrapes a node exporter and itself: their variables
// have values, and every question of theirs is one that Prometheus takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { interpolateQuery, type InterpolationScope } from '#shared/model/dashboard/interpolate.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { freePort, startProcess, untilReady, type OwnedProcess } from './support/owned-process.ts';
import { startPrometheus, type RealPrometheus } from './support/prometheus.ts';
import { findProgram, realSuite } from './support/real-suite.ts';

const suite = realSuite('a Prometheus', ['prometheus', 'prometheus-node-exporter']);

describe.skipIf(suite.skip)(`dashboards on a Prometheus${suite.why}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'dashboards-'));
  let prometheus: RealPrometheus;
  let exporter: OwnedProcess;
  let engine: Engine;

  beforeAll(async () => {
    const port = await freePort();
    exporter = startProcess(findProgram('prometheus-node-exporter') ?? '', [`--web.listen-address=127.0.0.1:${port}`]);
    await untilReady(exporter, async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).ok);
    prometheus = await startPrometheus([{ job: 'node', targets: [`127.0.0.1:${port}`] }]);
    const resourcesDir = join(import.meta.dirname, '../resources');
    engine = await createEngine({ dataDir, resourcesDir, env: { PATH: process.env['PATH'], HOME: dataDir } });
    await engine.client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } }); // prettier-ignore
  });
  afterAll(async () => {
    await engine.close();
    await prometheus.stop();
    await exporter.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const span = () => ({ fromMs: Date.now() - 60_000, toMs: Date.now() });

  test('variables of the host overview have the values of this host, one after the other', async () => {
    const variables = () => engine.client.dashboards.variables({ key: 'bundled-node-exporter', chosen: {}, ...span() });
    await expect.poll(async () => (await variables()).map(({ name, value }) => [name, value.values])).toEqual([
      ['datasource', ['prometheus']],
      ['job', ['node']],
      ['instance', [expect.stringMatching(/^127\.0\.0\.1:\d+$/)]],
    ]); // prettier-ignore
  });

  test.each(['attestor', 'docker-host', 'kubernetes-workloads', 'node-exporter', 'process-and-ipc'])('Prometheus takes every question of %s', async (name) => {
    const key = `bundled-${name}`;
    const { dashboard } = await engine.client.dashboards.get({ key });
    const states = await engine.client.dashboards.variables({ key, chosen: {}, ...span() });
    const variables = new Map(states.map((state) => [state.name, state.value]));
    const scope: InterpolationScope = { variables, ...span(), intervalMs: 15_000, scrapeIntervalMs: 15_000, dashboard: { title: '', uid: '' }, utc: true }; // prettier-ignore
    const queries = dashboard.sections.flatMap(({ panels }) => panels.flatMap((panel) => panel.queries));
    const answers = await Promise.all(
      queries.map(({ query }) =>
        engine.client.metrics.instant({ query: interpolateQuery(query, scope).text }).then(
          () => null,
          (error: unknown) => `${query}: ${messageOf(error)}`,
        ),
      ),
    );
    expect(answers.length).toBeGreaterThan(5);
    expect(answers.filter((answer) => answer !== null)).toEqual([]);
  }); // prettier-ignore
});
