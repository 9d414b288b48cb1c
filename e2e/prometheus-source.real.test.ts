// The metrics of an environment against a real Prometheus, Alertmanager and node exporter: followed, asked, silenced, lost
// and found again.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '#engine/engine.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { unpack } from '#shared/model/pack.ts';
import { startAlertmanager, startNodeExporter, type RealServer } from './support/alertmanager.ts';
import { nextEntries } from './support/feeds.ts';
import { historyOf } from './support/metric-history.ts';
import { freePort } from './support/owned-process.ts';
import { startPrometheus, type RealPrometheus } from './support/prometheus.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('Prometheus with Alertmanager', ['prometheus', 'promtool', 'prometheus-alertmanager', 'prometheus-node-exporter']); // prettier-ignore
/** Two series, so that none of one side belongs to one of the other. */
const pair = '(vector(1) or label_replace(vector(1), "a", "b", "", ""))';
const groups = [
  {
    name: 'targets',
    rules: [
      { alert: 'TargetGone', expr: 'up{job="gone"} == 0', labels: { severity: 'page' }, annotations: { summary: '{{ $labels.instance }} is gone' } }, // prettier-ignore
      { alert: 'NeverSo', expr: 'vector(1) == 2', for: '5m' },
      { record: 'job:up:count', expr: 'count by (job) (up)' },
      { alert: 'BrokenJoin', expr: `${pair} * on() ${pair}` },
    ],
  },
];
const by = 'Lead';

describe.skipIf(suite.skip)(`Prometheus with Alertmanager${suite.why}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'prometheus-source-'));
  let engine: Engine;
  let manager: RealServer;
  let exporter: RealServer;
  let prometheus: RealPrometheus;
  let jobs: { job: string; targets: string[] }[];
  const history = { from: Date.UTC(2026, 0, 1), stepMs: 15_000, samples: 4 * 60 * 24 };
  const dataDir = join(dir, 'tsdb');

  const start = async (port: number): Promise<RealPrometheus> =>
    await startPrometheus(jobs, { rules: JSON.stringify({ groups }), alertmanagers: [manager.address], port, dataDir, args: ['--storage.tsdb.retention.time=50y', '--log.level=error'] }); // prettier-ignore

  beforeAll(async () => {
    // A day of one series with one spike of one sample.
    await historyOf(dataDir, { ...history, series: [{ name: 'spiky', valueAt: (at) => (at === 4321 ? 900 : 1) }] });
    [manager, exporter] = await Promise.all([startAlertmanager(), startNodeExporter()]);
    jobs = [
      { job: 'node', targets: [exporter.address] },
      // Nothing listens on a port that only the system may give away.
      { job: 'gone', targets: ['127.0.0.1:1'] },
    ];
    prometheus = await start(await freePort());
    engine = await createEngine({
      dataDir: join(dir, 'data'),
      resourcesDir: join(import.meta.dirname, '..', 'resources'),
      env: { PATH: process.env['PATH'], HOME: dir, DOCKER_HOST: `unix://${join(dir, 'none.sock')}` },
    });
    await engine.client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } }); // prettier-ignore
  });
  afterAll(async () => {
    await engine?.close();
    await prometheus?.stop();
    await Promise.all([manager?.stop(), exporter?.stop()]);
    rmSync(dir, { recursive: true, force: true });
  });

  const statusOf = async (wanted: (prometheus: string | undefined, alertmanager: string | undefined) => boolean) => {
    const feed = await engine.client.metrics.status();
    return await nextEntries(feed, (all) => wanted(all.get('prometheus')?.state, all.get('alertmanager')?.state));
  };

  test('both are live: version, what can be asked, the clock; the Alertmanager is the one that Prometheus names', async () => {
    const all = await statusOf((one, other) => one === 'live' && other === 'live');
    const server = all.get('prometheus');
    expect(server).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), capabilities: ['targets', 'rules', 'alerts', 'alertmanagers', 'metadata'] }); // prettier-ignore
    expect(Math.abs(server?.skewMs ?? Infinity)).toBeLessThan(5000);
    expect(all.get('alertmanager')?.place).toBe(`http://${manager.address} (named by Prometheus)`);
  });

  test('targets are up, down with the reason of the scrape, and found by discovery through its address alone', async () => {
    const { client } = engine;
    await expect
      .poll(async () =>
        (await client.metrics.targets()).targets.map(({ labels, health }) => `${labels['job']} ${health}`),
      ) // prettier-ignore
      .toEqual(expect.arrayContaining(['node up', 'gone down']));
    const { targets, total } = await client.metrics.targets();
    expect(total).toBe(2);
    expect(targets.find(({ health }) => health === 'down')).toMatchObject({ lastError: expect.stringContaining('refused'), lastScrapeMs: expect.any(Number) }); // prettier-ignore
  });

  test('rules are read with their states and errors; recording rules are among them', async () => {
    const { client } = engine;
    await expect
      .poll(async () =>
        (await client.metrics.rules()).rules.map(({ name, state, health }) => `${name} ${state} ${health}`),
      ) // prettier-ignore
      .toEqual(['TargetGone firing ok', 'NeverSo inactive ok', 'job:up:count null ok', 'BrokenJoin inactive err']);
    const [gone, , recording, broken] = (await client.metrics.rules()).rules;
    expect(gone?.alerts[0]).toMatchObject({ state: 'firing', labels: { severity: 'page', job: 'gone' } });
    expect([recording?.kind, recording?.forMs]).toEqual(['recording', null]);
    expect(broken?.lastError).toContain('many-to-many');
  });

  test('an alert reaches the Alertmanager, is silenced through the lock and is active again when that was ended', async () => {
    const { client } = engine;
    const alertsNow = async () => (await client.metrics.alertmanager()).alerts.map(({ labels, state }) => `${labels['alertname']} ${state}`); // prettier-ignore
    await expect.poll(alertsNow).toEqual(['TargetGone active']);
    const matchers = [{ name: 'alertname', value: 'TargetGone', isRegex: false, isEqual: true }];
    expect(await client.metrics.previewSilence({ matchers })).toMatchObject({ total: 1 });
    const wish = { matchers, durationMs: 600_000, comment: 'It is being moved.' };
    await expect(client.metrics.silence({ wish, by })).rejects.toMatchObject({ message: expect.stringContaining('protected; unlock it first') }); // prettier-ignore
    await client.environments.unlock({ key: 'alertmanager', typed: 'local', minutes: 5, by });
    const { key } = await client.metrics.silence({ wish, by });
    await expect.poll(alertsNow).toEqual(['TargetGone suppressed']);
    expect((await client.metrics.alertmanager()).silences).toMatchObject([{ key, state: 'active', createdBy: by, comment: wish.comment, matchers }]); // prettier-ignore
    await client.metrics.expireSilence({ key, by });
    await expect.poll(alertsNow).toEqual(['TargetGone active']);
    expect((await client.metrics.alertmanager()).silences).toMatchObject([{ key, state: 'expired' }]);
  });

  test('a spike of one sample in a day is in the frame, at any width; a long range is asked in wide steps', async () => {
    const { client } = engine;
    const span = { fromMs: history.from, toMs: history.from + history.samples * history.stepMs };
    const fine = await client.metrics.range({ query: 'spiky', ...span, widthPx: 5760, pointLimit: 400 });
    expect([fine.reduced, fine.totalSamples]).toEqual([true, history.samples + 1]);
    const values = unpack(fine.series[0]?.values ?? '');
    expect(values.length).toBeLessThanOrEqual(400);
    expect(Math.max(...values)).toBe(900);
    expect((await client.metrics.range({ query: 'spiky', ...span, widthPx: 100 })).stepMs).toBe(900_000);
  });

  test('of a panel of 400 pixels over a day the steps miss that spike, and say so; every sample has it', async () => {
    const span = { fromMs: history.from, toMs: history.from + history.samples * history.stepMs };
    const asked = { ...span, widthPx: 400, minStepMs: 300_000, calcs: ['max' as const, 'mean' as const] };
    const range = async (query: string, all: boolean) => await engine.client.metrics.range({ ...asked, query, samples: { everyMs: history.stepMs, all } }); // prettier-ignore
    const wide = await range('spiky', false);
    expect([Math.max(...unpack(wide.series[0]?.values ?? '')), wide.sampling]).toEqual([1, { everyMs: 300_000, finestMs: 15_000, refused: null }]); // prettier-ignore
    const every = await range('spiky', true);
    const values = unpack(every.series[0]?.values ?? '');
    expect([Math.max(...values), values.length <= 1600, every.totalSamples, every.sampling]).toEqual([900, true, history.samples + 1, { everyMs: 15_000, finestMs: 15_000, refused: null }]); // prettier-ignore
    // Figures are of all samples, and not of those that are drawn: 899 more in one of them.
    const [max, mean] = unpack(every.series[0]?.figures ?? '');
    expect([max, mean?.toFixed(6)]).toEqual([900, (1 + 899 / (history.samples + 1)).toFixed(6)]);
    // A window that covers its step has seen the spike already.
    const window = await range('max_over_time(spiky[5m])', true);
    expect([Math.max(...unpack(window.series[0]?.values ?? '')), window.stepMs, window.sampling]).toEqual([900, 300_000, undefined]); // prettier-ignore
  });

  test('what is asked wrongly is answered in the words of Prometheus, with the place in the query', async () => {
    await expect(engine.client.metrics.instant({ query: 'sum(rate(up[5m])' })).rejects.toMatchObject({ code: 'bad_input', message: expect.stringMatching(/refused: .*\d+:\d+: parse error.*\(bad_data\)/) }); // prettier-ignore
    const names = await engine.client.metrics.labelValues({ label: 'job', selector: 'up' });
    expect(names).toEqual(['gone', 'node']);
    expect(await engine.client.metrics.metadata()).toHaveProperty('node_load1');
  });

  test('restarted while it is watched it is stale and live again, and the journal has when nobody was looking', async () => {
    const { client } = engine;
    const port = Number(new URL(prometheus.url).port);
    await prometheus.stop();
    await expect(client.metrics.instant({ query: 'up' })).rejects.toMatchObject({ code: 'unavailable' });
    const stale = await statusOf((one) => one === 'stale');
    expect(stale.get('prometheus')).toMatchObject({ reason: expect.stringContaining('connection refused'), seenAt: expect.any(Number) }); // prettier-ignore
    prometheus = await start(port);
    await statusOf((one) => one === 'live');
    const covered = await client.system.journal({ type: 'source.covered' });
    expect(covered).toMatchObject([{ source: 'prometheus', data: { source: 'prometheus', reason: expect.stringContaining('refused') } }]); // prettier-ignore
    const states = async () => (await client.system.journal({ type: 'source.state' })).filter(({ source }) => source === 'prometheus'); // prettier-ignore
    await expect.poll(async () => (await states()).slice(0, 2).map(({ data }) => (data as { to: string }).to)).toEqual(['live', 'stale']); // prettier-ignore
  });

  test('an answer of 200 MB is refused in bounded memory while the engine goes on answering', async () => {
    const piece = Buffer.from(
      `{"metric":{"a":"b"},"values":[${'[1700000000,"1.25"],'.repeat(3000)}[1700000000,"1"]]},`,
    );
    const flood = createServer((request, response) => {
      if (request.url?.endsWith('/query')) return response.end('{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}'); // prettier-ignore
      response.write('{"status":"success","data":{"resultType":"matrix","result":[');
      let left = 200_000_000;
      const more = (): void => {
        while (!response.destroyed && left > 0) {
          left -= piece.length;
          if (!response.write(piece)) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
    await new Promise<void>((listening) => flood.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(flood.address() as AddressInfo).port}`;
    await engine.client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: url } });
    const before = process.memoryUsage().rss;
    await expect(engine.client.metrics.range({ query: 'flood', fromMs: 0, toMs: 60_000, widthPx: 60, timeoutMs: 60_000 })).rejects.toMatchObject({ code: 'too_large', message: expect.stringContaining('more than 64 MiB') }); // prettier-ignore
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    flood.closeAllConnections();
    flood.close();
  });
});
