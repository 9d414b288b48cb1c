import { describe, expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import type { RangeAnswer } from '../metrics/metrics-reader.ts';
import { backtest, type BacktestAlert, type BacktestReport } from './backtest.ts';
import type { RangeReader } from './past-observations.ts';
import { readRuleFile } from './rule-file.ts';

const t0 = Date.UTC(2026, 0, 1);
const second = 1000;

interface Server extends RangeReader {
  asked: { query: string; fromMs: number; toMs: number }[];
}

/** A server that knows a value, nothing or an error for each instant, in seconds after t0. */
function serverOf(at: (seconds: number, query: string) => number | null | OpsError): Server {
  const asked: Server['asked'] = [];
  return {
    asked,
    range: ({ query, fromMs, toMs, stepMs }) => {
      asked.push({ query, fromMs, toMs });
      const times: number[] = [];
      const values: number[] = [];
      for (let ms = fromMs; ms <= toMs; ms += stepMs) {
        const value = at((ms - t0) / second, query);
        if (value instanceof OpsError) return Promise.reject(value);
        if (value === null) continue;
        times.push(ms);
        values.push(value);
      }
      const series = times.length > 0 ? [{ labels: { instance: 'a' }, times: Float64Array.from(times), values: Float64Array.from(values) }] : []; // prettier-ignore
      return Promise.resolve({ stepMs, series, warnings: [], infos: [] } satisfies RangeAnswer);
    },
  };
}

const rules = (rule: object, group: object = {}): string =>
  JSON.stringify({
    groups: [{ name: 'g', interval: '30s', ...group, rules: [{ alert: 'A', expr: 'm > 0', ...rule }] }],
  });

async function run(
  text: string,
  server: RangeReader,
  seconds: number,
  signal = new AbortController().signal,
): Promise<BacktestReport & { alert: BacktestAlert; progress: string[] }> {
  // prettier-ignore
  const read = readRuleFile(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const progress: string[] = [];
  const report = await backtest(server, { file: read.file, fromMs: t0, toMs: t0 + seconds * second, intervalMs: null, signal, progress: (done, total) => progress.push(`${done}/${total}`) }); // prettier-ignore
  const [alert] = report.alerts;
  if (!alert) throw new Error('no alert');
  return { ...report, alert, progress };
}

test('it says from when an alert was pending, firing and over, with its values', async () => {
  const server = serverOf((s) => (s >= 60 && s < 180 ? s : null));
  const text = rules({ for: '1m', keep_firing_for: '1m', annotations: { text: 'is {{ $value }}' } });
  const { alert, complete, progress } = await run(text, server, 600);
  expect(alert.spans).toEqual([
    {
      labels: { alertname: 'A', instance: 'a' },
      annotations: { text: 'is 150' },
      pendingFromMs: t0 + 60 * second,
      firingFromMs: t0 + 120 * second,
      lastTrueAtMs: t0 + 150 * second,
      toMs: t0 + 240 * second,
      values: { first: '60', last: '150', least: '60', greatest: '150' },
    },
  ]);
  expect({ complete, evaluations: alert.evaluations, planned: alert.planned, failures: alert.failures }).toEqual({ complete: true, evaluations: 21, planned: 21, failures: [] }); // prettier-ignore
  expect(progress).toEqual(['21/21']);
});

test('a thousand instants are asked in chunks, as of the time that query_offset says', async () => {
  const server = serverOf(() => 1);
  const { alert } = await run(rules({}, { query_offset: '1m' }), server, 29_970);
  expect(alert.evaluations).toBe(1000);
  expect(server.asked.map(({ fromMs, toMs }) => [(fromMs - t0) / second, (toMs - t0) / second])).toEqual([
    [-60, 14_910],
    [14_940, 29_910],
  ]);
  const each = serverOf(() => 1);
  await run(rules({ expr: 'm > 0 and m @ end() > 0' }), each, 60);
  expect(each.asked).toHaveLength(3);
});

describe('what the server cannot evaluate', () => {
  test('at one instant is an error at that instant alone, and the alert stands over it', async () => {
    const twin = new OpsError('bad_input', 'many-to-many matching not allowed');
    const { alert, complete } = await run(
      rules({ for: '1m' }),
      serverOf((s) => (s === 90 ? twin : 1)),
      6000,
    );
    expect(alert.failures).toEqual([{ fromMs: t0 + 90_000, toMs: t0 + 90_000, evaluations: 1, reason: twin.message }]);
    expect(alert.spans).toMatchObject([{ firingFromMs: t0 + 60_000, toMs: null }]);
    expect({ complete, gaps: alert.gaps }).toEqual({ complete: false, gaps: [] });
  });

  test('for more than two intervals is a gap, over which the time stands still', async () => {
    const failing = new OpsError('bad_input', 'too many samples');
    const { alert } = await run(
      rules({ for: '1m' }),
      serverOf((s) => (s > 30 && s < 300 ? failing : 1)),
      600,
    );
    expect(alert.gaps).toEqual([{ fromMs: t0 + 30_000, toMs: t0 + 300_000 }]);
    expect(alert.failures).toMatchObject([{ evaluations: 8 }]);
    expect(alert.spans).toMatchObject([{ pendingFromMs: t0, firingFromMs: t0 + 330_000 }]);
  });

  test('at any instant, for its grammar, is not asked again in halves', async () => {
    const server = serverOf(() => new OpsError('bad_input', 'parse error: unknown function'));
    const { alert } = await run(rules({}), server, 600);
    expect(alert.failures).toMatchObject([{ evaluations: 21 }]);
    expect(server.asked.filter(({ query }) => query === 'm > 0')).toHaveLength(1);
  });

  test('because it is down is said of every instant, and it is not asked for ever', async () => {
    const server = serverOf(() => new OpsError('unavailable', 'connection refused'));
    const { alert, complete } = await run(rules({}), server, 30 * 4999);
    expect(alert.failures.map(({ evaluations, reason }) => [evaluations, reason])).toEqual([
      [1500, 'connection refused'],
      [3500, 'not asked any more: connection refused'],
    ]);
    expect(complete).toBe(false);
    expect(server.asked.filter(({ query }) => query === 'm > 0')).toHaveLength(3);
  });
});

test('where nothing was true it is said at how many evaluations there was nothing to look at', async () => {
  const server = serverOf((s, query) => (query === 'absent({__name__="m"})' && s < 300 ? 1 : null));
  const { alert, complete } = await run(rules({}), server, 600);
  expect(alert.withoutSamples).toEqual([{ metric: 'm', evaluations: 10 }]);
  expect(complete).toBe(true);
});

test('cancelled, it keeps what was done and does not claim the rest', async () => {
  const stop = new AbortController();
  const server = serverOf((s) => {
    if (s === 0) stop.abort(new OpsError('cancelled', 'interrupted'));
    return 1;
  });
  const { alert, complete } = await run(rules({}), server, 29_970, stop.signal);
  expect(alert).toMatchObject({ planned: 1000, evaluations: 500, spans: [{ toMs: null }], failures: [] });
  expect(complete).toBe(false);
});

test('times that cannot be are refused', async () => {
  await expect(
    run(
      rules({}),
      serverOf(() => 1),
      -1,
    ),
  ).rejects.toThrow('the end is before the start');
  await expect(
    run(
      rules({}),
      serverOf(() => 1),
      10 ** 9,
    ),
  ).rejects.toThrow(/at most 1000000 are made/);
});
