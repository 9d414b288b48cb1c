// Criteria, baselines and soaks on a real Prometheus that holds three days of generated series as blocks.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine, type EngineClient } from '#engine/engine.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { seededRandom } from '#shared/model/statistics/random.ts';
import { nextEntries } from './support/feeds.ts';
import { startPrometheusWith, type PastSeries } from './support/openmetrics-blocks.ts';
import type { RealPrometheus } from './support/prometheus.ts';
import { run } from './support/promtool.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('criteria', ['prometheus', 'promtool']);
const minute = 60_000;
const hour = 60 * minute;
const endMs = Math.floor(Date.now() / minute) * minute;
/** The series go on for an hour, so that what ends now sees them however slowly all this begins. */
const lastMs = endMs + hour;
const startMs = endMs - 73 * hour;
const by = 'Lead';

/** A sample a minute. */
function seriesOf(series: string, at: (days: number, random: () => number) => number, fromMs = startMs): PastSeries {
  const random = seededRandom(series.length * 97 + 13);
  const samples: PastSeries['samples'] = [];
  for (let atMs = fromMs; atMs <= lastMs; atMs += minute) samples.push({ atMs, value: at((atMs - startMs) / (24 * hour), random) });
  return { series, samples };
} // prettier-ignore

const noise = (random: () => number): number => 0.99 + 0.02 * random();
const counter = (series: string, perMinute: number): PastSeries =>
  seriesOf(series, (days) => Math.round(days * 1440) * perMinute);

const past = (): PastSeries[] => [
  seriesOf('rss{app="flat"}', (_, random) => 5e8 * noise(random)),
  seriesOf('rss{app="leak"}', (days, random) => 5e8 * (1 + 0.12 * days) * noise(random)),
  seriesOf('rss{app="saw"}', (days, random) => 2e8 * (1 + 0.5 * ((days * 4) % 1)) * noise(random)),
  seriesOf('rss{app="young"}', (_, random) => 5e8 * noise(random), endMs - 3 * hour),
  seriesOf('started', () => 1_700_000_000),
  seriesOf('lag', (_, random) => 0.03 * random()),
  seriesOf('depth', (_, random) => Math.floor(4 * random())),
  // A fifth slower in the last two hours.
  seriesOf('slower', (days, random) => (days * 24 > 71 ? 0.12 : 0.1) * noise(random)),
  seriesOf('same', (_, random) => 0.1 * noise(random)),
  counter('requests_total{code="200"}', 600),
  counter('requests_total{code="500"}', 12),
  counter('few_total', 1),
]; // prettier-ignore

const criteria = `
apiVersion: readyroom/v1
kind: Criteria
name: real
title: On a real server
window: 1h
criteria:
  - { id: depth, title: Depth, metric: { query: max(depth) }, op: "<", threshold: 10 }
  - { id: too-deep, title: Too deep, metric: { query: max(depth) }, op: "<", threshold: 2 }
  - { id: gone, title: Gone, metric: { query: no_such_series }, op: "==", threshold: 0 }
  - id: errors
    title: Errors
    metric: { ratio: { bad: 'sum(increase(requests_total{code="500"}[$window]))', total: 'sum(increase(requests_total[$window]))' } }
    op: "<"
    threshold: 5%
  - id: strict
    title: Strict
    metric: { ratio: { bad: 'sum(increase(requests_total{code="500"}[$window]))', total: 'sum(increase(requests_total[$window]))' } }
    op: "<"
    threshold: 1%
  - id: few
    title: Few
    metric: { ratio: { bad: 'sum(increase(few_total[$window])) * 0', total: 'sum(increase(few_total[$window]))' } }
    op: "<"
    threshold: 1%
  - { id: lag, title: Lag, metric: { quantile: { q: 0.95, samples: lag, every: 1m } }, op: "<", threshold: 0.05, unit: s, window: 2h }
  - { id: lag-short, title: Lag of half an hour, metric: { quantile: { q: 0.95, samples: lag, every: 1m } }, op: "<", threshold: 0.05, window: 30m }
  - { id: broken, title: Broken, metric: { query: 'sum by (x) (depth) / on (y) group_left lag[5m:1m] offset 1m' }, op: "<", threshold: 1 }
`;
const baseline = `
apiVersion: readyroom/v1
kind: Baseline
name: load
title: Load
window: 100m
slices: 10
step: 1m
metrics:
  - { name: slower, query: slower, unit: s, harm: higher, practicalLimit: 10% }
  - { name: same, query: same, unit: s, harm: higher, practicalLimit: 10% }
`;
const soakOf = (app: string, duration = '72h'): string => `
apiVersion: readyroom/v1
kind: Soak
name: ${app}
title: ${app}
duration: ${duration}
interval: 1m
criteria:
  - { id: crashes, title: Crashes, crashes: { startTime: started } }
  - { id: memory, title: Memory, unit: bytes, growth: { query: 'rss{app="${app}"}', limitPer24h: 5% } }
  - { id: lag, title: Lag, unit: s, quantile: { q: 0.99, query: lag, below: 0.05 } }
  - { id: depth, title: Depth, level: { query: max(depth), below: 10 } }
`;

describe.skipIf(suite.skip)(`criteria on a real Prometheus${suite.why}`, () => {
  let prometheus: RealPrometheus;
  let engine: Engine;
  let client: EngineClient;
  const folder = mkdtempSync(join(tmpdir(), 'criteria-'));
  const open = async (): Promise<void> => {
    engine = await createEngine({ dataDir: folder, resourcesDir: join(import.meta.dirname, '..', 'resources') });
    client = engine.client;
  };
  beforeAll(async () => {
    prometheus = await startPrometheusWith(past());
    await open();
    await client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: prometheus.url } });
  });
  afterAll(async () => {
    await engine?.close();
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const setNow = async (): Promise<WatchedSet> => {
    const entries = await nextEntries(await client.criteria.feed(), (all) => (all.get('real')?.criteria ?? []).some(({ standing }) => standing !== null)); // prettier-ignore
    return entries.get('real') as WatchedSet;
  };
  const soakNow = async (key: string, ready: (soak: WatchedSoak) => boolean): Promise<WatchedSoak> => {
    const holds = (all: ReadonlyMap<string, WatchedSoak>): boolean => {
      const soak = all.get(key);
      return soak !== undefined && ready(soak);
    };
    return (await nextEntries(await client.criteria.soaks.feed(), holds)).get(key) as WatchedSoak;
  };
  const soaked = async (app: string, hoursAgo: number, duration?: string): Promise<WatchedSoak> => {
    const { key, problems } = await client.criteria.soaks.start({ text: soakOf(app, duration), fromMs: endMs - hoursAgo * hour, by }); // prettier-ignore
    expect(problems).toEqual([]);
    return await soakNow(String(key), ({ judgedAtMs, findings }) => judgedAtMs !== null && findings.every(({ soFar }) => soFar !== null)); // prettier-ignore
  };
  const outcomesOf = ({ findings }: WatchedSoak): Record<string, string> => Object.fromEntries(findings.map(({ id, outcome }) => [id, outcome])); // prettier-ignore

  test('each criterion passes, fails, is not proven or could not be asked, as its numbers have it', async () => {
    expect(await client.criteria.import({ name: 'real.yaml', text: criteria, by })).toMatchObject({ problems: [] });
    await client.criteria.judge({ key: 'real', asked: true });
    const { criteria: seen } = await setNow();
    const outcomes = Object.fromEntries(seen.map(({ id, standing }) => [id, standing?.outcome]));
    expect(outcomes).toEqual({ depth: 'pass', 'too-deep': 'fail', gone: 'inconclusive', errors: 'pass', strict: 'fail', few: 'inconclusive', lag: 'pass', 'lag-short': 'inconclusive', broken: 'error' }); // prettier-ignore
    const of = (id: string) => seen.find((one) => one.id === id)?.standing;
    expect(of('errors')?.value).toBeCloseTo(12 / 612, 3);
    expect(of('few')).toMatchObject({ needed: 381 });
    expect(of('lag-short')?.reason).toMatch(/not enough evidence, 3\d of about 59 needed/);
    expect(await client.criteria.history({ key: 'real', criterion: 'strict' })).toMatchObject([{ outcome: 'fail' }]);
  });

  test('a baseline captured twice tells the planted regression from what is unchanged', async () => {
    const capture = async (untilMs: number | null) => String((await client.criteria.baselines.capture({ text: baseline, untilMs, by })).key); // prettier-ignore
    const before = await capture(endMs - 10 * hour);
    const after = await capture(endMs);
    const { outcome, metrics } = await client.criteria.baselines.compare({ before, after, by });
    expect(outcome).toBe('fail');
    expect(metrics.map(({ name, verdict, n1, n2 }) => [name, verdict, n1, n2])).toEqual([['slower', 'regressed', 10, 10], ['same', 'unchanged', 10, 10]]); // prettier-ignore
    expect(metrics[0]?.ratio).toBeCloseTo(1.2, 1);
    const { text, fileName } = await client.criteria.baselines.export({ key: before });
    expect(fileName).toMatch(/^baseline-\d{4}-\d\d-\d\d\.json$/);
    const copy = await client.criteria.baselines.import({ name: fileName, text, by });
    expect(await client.criteria.baselines.get(copy)).toEqual(await client.criteria.baselines.get({ key: before }));
  });

  test('a soak over 72 h that are past: what leaks fails, what is flat or saws passes, what is short is not proven', async () => {
    const flat = await soaked('flat', 72);
    expect(outcomesOf(flat)).toEqual({ crashes: 'pass', memory: 'pass', lag: 'pass', depth: 'pass' });
    expect(flat).toMatchObject({ state: 'finished', outcome: 'pass', due: 4320 });
    expect(flat.coverage).toBeGreaterThan(0.99);
    const leak = await soaked('leak', 72);
    expect(outcomesOf(leak)).toMatchObject({ memory: 'fail', crashes: 'pass' });
    expect(leak.outcome).toBe('fail');
    const saw = await soaked('saw', 72);
    expect(outcomesOf(saw)).toMatchObject({ memory: 'pass' });
    expect(saw.findings[1]?.reason).toContain('of the lowest points of');
    expect(outcomesOf(await soaked('young', 72))).toMatchObject({ memory: 'inconclusive', lag: 'pass' });
  });

  test('a soak that runs goes on after the console was closed and opened again', async () => {
    const running = await soaked('flat', 30);
    expect(running).toMatchObject({ state: 'running', outcome: 'inconclusive' });
    expect(running.findings[0]?.soFar).toBe('pass');
    await engine.close();
    await open();
    const again = await soakNow(running.key, ({ due }) => due >= running.due);
    expect(again).toMatchObject({ state: 'running', server: running.server, startedAtMs: running.startedAtMs });
    expect(again.coverage).toBeGreaterThan(0.99);
    await client.criteria.soaks.stop({ key: running.key, by });
    expect((await client.criteria.soaks.report({ key: running.key, format: 'markdown' })).text).toContain('**not enough evidence**: stopped after 30 h of 72 h'); // prettier-ignore
  });

  test('on the command line criteria are judged and baselines captured and compared, with exit codes that say what was proven', async () => {
    const launcher = join(import.meta.dirname, '..', 'electron', 'cli', 'readyroom.js');
    const readyroom = (...args: string[]) => run(process.execPath, [launcher, ...args], folder);
    const server = ['--prometheus', prometheus.url];
    writeFileSync(join(folder, 'c.yaml'), criteria);
    const judged = await readyroom('criteria', 'c.yaml', ...server);
    expect([judged.code, judged.stderr]).toEqual([1, '']);
    expect(judged.stdout).toContain('FAILED               Too deep: the worst is 3; wanted < 2');
    expect(judged.stdout.trimEnd().split('\n').at(-1)).toBe('2 failed, 1 could not be looked at, 3 passed, 3 not enough evidence'); // prettier-ignore
    writeFileSync(join(folder, 'wrong.yaml'), criteria.replace('threshold: 5%', 'threshold: 500%'));
    const wrong = await readyroom('criteria', 'wrong.yaml', ...server);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/^wrong\.yaml:15:16: the threshold of a ratio is a share/)]); // prettier-ignore
    writeFileSync(join(folder, 'b.yaml'), baseline);
    expect(await readyroom('baseline', 'capture', 'b.yaml', ...server, '--out', 'now.json')).toMatchObject({ code: 0, stdout: 'now.json\n' }); // prettier-ignore
    const { key } = await client.criteria.baselines.capture({ text: baseline, untilMs: endMs - 10 * hour, by });
    writeFileSync(join(folder, 'then.json'), (await client.criteria.baselines.export({ key: String(key) })).text);
    const compared = await readyroom('baseline', 'compare', 'then.json', '--with', 'now.json');
    expect(compared.code).toBe(1);
    expect(compared.stdout).toMatch(/regressed {5}slower: .*\nunchanged {5}same: /);
    const again = await readyroom('baseline', 'compare', 'now.json', ...server, '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ notes: ['the two windows overlap: some of what is compared is the same'] }); // prettier-ignore
    expect(await readyroom('baseline', 'keep', 'b.yaml')).toMatchObject({ code: 2 });
  });
});
