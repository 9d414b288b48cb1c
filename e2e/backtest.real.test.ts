// `readyroom backtest` on a real Prometheus that holds the series of the named cases as blocks: the same pending and firing
// states at every evaluation as promtool gives for the same rules and series.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrometheusWith } from './support/openmetrics-blocks.ts';
import type { RealPrometheus } from './support/prometheus.ts';
import { promtoolTest, run, type PromtoolAnswer } from './support/promtool.ts';
import { realSuite } from './support/real-suite.ts';
import { caseIntervalSeconds, caseSteps, statesOf, triggerCases } from './support/trigger-cases.ts';
import { seriesLabels } from './support/trigger-differential.ts';
import type { BacktestAlert, BacktestReport } from '#engine/triggers/backtest.ts';
import type { BacktestSpan } from '#engine/triggers/backtest-spans.ts';
import { readRuleFile } from '#engine/triggers/rule-file.ts';
import { alertsIn } from '#engine/triggers/triggers-of-file.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';

const suite = realSuite('backtest', ['prometheus', 'promtool']);
const launcher = join(import.meta.dirname, '..', 'electron', 'cli', 'readyroom.js');

/** The beginning of a block two days ago; promtool's own time begins at 1970. */
const t0 = Math.floor((Date.now() - 2 * 86_400_000) / 7_200_000) * 7_200_000;
const intervalMs = caseIntervalSeconds * 1000;
const endMs = t0 + (caseSteps - 1) * intervalMs;
const rules = { groups: [{ name: 'cases', rules: triggerCases.map(({ rule }) => rule) }] };
const steps = Array.from({ length: caseSteps }, (_, index) => index);

describe.skipIf(suite.skip)(`backtest on a real Prometheus${suite.why}`, () => {
  let prometheus: RealPrometheus;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-'));
    writeFileSync(join(folder, 'rules.yml'), JSON.stringify(rules));
    const series = triggerCases.flatMap((one) => one.series).map(({ series: name, values }) => ({
      series: name,
      samples: values.flatMap((value, index) => (typeof value === 'number' ? [{ atMs: t0 + index * intervalMs, value }] : [])),
    })); // prettier-ignore
    prometheus = await startPrometheusWith(series);
  });
  afterAll(async () => {
    await prometheus?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const backtest = (...args: string[]) => run(process.execPath, [launcher, 'backtest', 'rules.yml', ...args], folder);
  const time = () => ['--start', new Date(t0).toISOString(), '--end', String(endMs), '--interval', '30s'];

  test('every named case: identical states at every evaluation, as promtool has them', async () => {
    const { stdout, stderr, code } = await backtest('--prometheus', prometheus.url, ...time(), '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as BacktestReport;
    const theirs = await askPromtool();
    const read = readRuleFile(JSON.stringify(rules));
    const written = 'problems' in read ? [] : read.file.groups.flatMap(alertsIn);
    for (const [index, { name, states }] of triggerCases.entries()) {
      const [alert, rule] = [report.alerts[index], written[index]];
      if (!alert || !rule) throw new Error(name);
      const gravest = steps.map((step) => gravestOf(standingAt(alert, step)));
      expect([name, gravest.join('')]).toEqual([name, statesOf(states).join('')]);
      for (const step of steps) {
        const standing = standingAt(alert, step).map(({ labels, state }) => ({
          ...seriesLabels(rule, { labels, state }),
        }));
        const found = (theirs.samples.get(`ALERTS@${step * caseIntervalSeconds}`) ?? []).filter(({ labels }) => labels['alertname'] === alert.name); // prettier-ignore
        expect(standing.map(labelKey).toSorted(), `${name} at ${step}`).toEqual(found.map(({ labels }) => labelKey(labels)).toSorted()); // prettier-ignore
      }
    }
  });

  test('in words: when, what, and how it ended; 0 whatever fired', async () => {
    const { stdout, code } = await backtest('--prometheus', prometheus.url, ...time());
    expect(code).toBe(0);
    expect(stdout).toContain('Exactly  fired 1 time  group cases, for 1 min, every 30 s');
    const at = (step: number): string => new Date(t0 + step * intervalMs).toISOString().replace('.000', '');
    expect(stdout).toContain(`    pending from ${at(1)}, firing from ${at(3)}, over at ${at(4)}`);
    expect(stdout).toContain('    text: b of y: 3000.0 3k');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\d+ alerts, of which \d+ fired$/);
  });

  test('a range query with the interval as its step answers what instant queries do', async () => {
    const ask = async <Result>(path: string, form: Record<string, string>): Promise<Result[]> => {
      const response = await fetch(`${prometheus.url}/api/v1/${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      return ((await response.json()) as { data: { result: Result[] } }).data.result;
    };
    for (const { rule } of [1, 4, 8, 9].flatMap((index) => triggerCases[index] ?? [])) {
      const query = rule.expr;
      const range = await ask<{ values: [number, string][] }>('query_range', { query, start: String(t0 / 1000), end: String(endMs / 1000), step: '30' }); // prettier-ignore
      const values = new Map(range.flatMap((one) => one.values));
      const times = steps.map((step) => (t0 + step * intervalMs) / 1000);
      const instants = await Promise.all(
        times.map((time) => ask<{ value: [number, string] }>('query', { query, time: String(time) })),
      );
      expect(instants.map((found) => found[0]?.value[1])).toEqual(times.map((time) => values.get(time)));
    }
  });

  test('bad usage and bad rules are 2, what cannot be evaluated is 3 and said', async () => {
    expect((await backtest('--prometheus', prometheus.url, '--start', 'x', '--end', 'y')).code).toBe(2);
    writeFileSync(join(folder, 'bad.yml'), 'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up ==\n');
    const bad = await run(process.execPath, [launcher, 'backtest', 'bad.yml', '--prometheus', prometheus.url, ...time()], folder); // prettier-ignore
    expect({ code: bad.code, said: bad.stderr }).toEqual({ code: 2, said: 'bad.yml:5:20: PromQL: the expression ends too early\n' }); // prettier-ignore
    // A type error is the server's to find, at every evaluation; many-to-many only where both sides are there.
    const hard = { groups: [{ name: 'g', rules: [{ alert: 'Types', expr: 'rate(c1) > 0' }, { alert: 'Many', expr: 'c17 / on() c17 > 0' }, { alert: 'Nothing', expr: 'no_such_metric > 0' }] }] }; // prettier-ignore
    writeFileSync(join(folder, 'hard.yml'), JSON.stringify(hard));
    const { code, stdout } = await run(process.execPath, [launcher, 'backtest', 'hard.yml', '--prometheus', prometheus.url, ...time()], folder); // prettier-ignore
    expect(code).toBe(3);
    expect(stdout).toMatch(/Types {2}not evaluated/);
    expect(stdout).toMatch(/could not be evaluated \d+ times, .*many-to-many/);
    expect(stdout).toMatch(/no samples of no_such_metric at 24 of 24 evaluations/);
    const gone = await backtest('--prometheus', 'http://127.0.0.1:1', ...time());
    expect(gone.code).toBe(3);
    expect(gone.stdout).toContain('connection refused');
  });
});

async function askPromtool(): Promise<PromtoolAnswer> {
  const series = triggerCases.flatMap((one) => one.series).map((one) => ({ series: one.series, values: one.values.join(' ') })); // prettier-ignore
  const queries = steps.map((step) => ({ atSeconds: step * caseIntervalSeconds, expr: 'ALERTS', expected: [] }));
  const [answer] = await promtoolTest([{ rules, series, intervalSeconds: caseIntervalSeconds, alerts: [], queries }]);
  if (!answer) throw new Error('no answer');
  return answer;
}

interface Standing {
  labels: BacktestSpan['labels'];
  state: 'pending' | 'firing';
}

/** What a report says of one evaluation. */
function standingAt({ spans }: BacktestAlert, step: number): Standing[] {
  const atMs = t0 + step * intervalMs;
  return spans
    .filter(({ pendingFromMs, toMs }) => pendingFromMs <= atMs && (toMs === null || atMs < toMs))
    .map(({ labels, firingFromMs }) => ({
      labels,
      state: firingFromMs !== null && firingFromMs <= atMs ? 'firing' : 'pending',
    }));
}

function gravestOf(standing: readonly Standing[]): string {
  return standing.some(({ state }) => state === 'firing') ? 'F' : standing.length > 0 ? 'p' : '.';
}
