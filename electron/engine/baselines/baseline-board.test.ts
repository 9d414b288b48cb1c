import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '#shared/model/statistics/random.ts';
import { testParts, type Bench } from '../criteria/criteria.fixture.ts';
import { steady, type FakeSeries } from '../criteria/fake-metrics.fixture.ts';
import { createBaselineBoard } from './baseline-board.ts';
import { readBaselineFile } from './baseline-file.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'criteria');
const text = `
apiVersion: readyroom/v1
kind: Baseline
name: load
title: Load
window: 100m
slices: 10
step: 15s
metrics:
  - { name: latency, query: lat, unit: s, harm: higher, practicalLimit: 10% }
  - { name: hits, query: hits, harm: lower, practicalLimit: 10% }
`;

/** A value with independent noise of 2 % at every point. */
function noisy(level: (ms: number) => number, seed = 1): FakeSeries[] {
  return [{ labels: {}, at: (ms) => level(ms) * (0.98 + 0.04 * seededRandom((seed * 1e9 + ms / 1000) >>> 0)()) }];
}

function board(given: Partial<Bench> = {}) {
  const parts = testParts(given);
  return { ...parts, board: createBaselineBoard({ ...parts.options, environment: () => 'Staging' }) };
}

async function capture(made: ReturnType<typeof board>, given = text): Promise<string> {
  const { key, problems } = await made.board.capture({ text: given, untilMs: null, by: 'Lead' });
  expect(problems).toEqual([]);
  return String(key);
}

describe('a baseline', () => {
  test('holds one value a run, is exported and imported the same, and is there after another start', async () => {
    const made = board();
    made.bench.reader.queries
      .set(
        'lat',
        noisy(() => 0.1),
      )
      .set('hits', []);
    const key = await capture(made);
    const baseline = made.board.get(key);
    const [latency, hits] = baseline.metrics;
    expect(latency?.values).toHaveLength(10);
    expect(latency?.points).toEqual(Array<number>(10).fill(40));
    expect(latency?.values.every((value) => value !== null && Math.abs(value - 0.1) < 0.002)).toBe(true);
    expect(hits?.problem).toBe('there is no series');
    expect(baseline).toMatchObject({ environment: { name: 'Staging', server: 'Prometheus at http://p', serverVersion: null }, by: 'Lead', toMs: made.options.now() }); // prettier-ignore
    const file = made.board.export(key);
    expect(file.fileName).toBe('baseline-2023-11-14.json');
    made.close();
    const again = board(made.bench);
    expect(again.board.feed.get(key)).toMatchObject({ metrics: 2, problems: 1, slices: 10, file: null });
    const copy = await again.board.import(file.fileName, file.text, 'Lead');
    expect(again.board.get(copy.key)).toEqual(baseline);
    expect(again.recorded()).toEqual(['baseline.captured load', 'baseline.imported load']);
    await expect(again.board.import('x.json', '{"schema":"readyroom/baseline/v2"}', 'Lead')).rejects.toMatchObject({ code: 'bad_input', message: expect.stringContaining('schema') }); // prettier-ignore
    await expect(again.board.import('x.json', '<html>', 'Lead')).rejects.toMatchObject({ code: 'bad_input' });
    await again.board.remove(key, 'Lead');
    expect(() => again.board.get(key)).toThrow('There is no such baseline');
  });

  test('compared with now sees a planted regression, leaves the unchanged, and says what is missing', async () => {
    const made = board();
    made.bench.reader.queries
      .set(
        'lat',
        noisy(() => 0.1),
      )
      .set(
        'hits',
        noisy(() => 0.9, 2),
      );
    const key = await capture(made);
    await made.bench.clock.move(7_200_000);
    expect(await made.board.compare({ before: key, after: null, by: 'Lead' })).toMatchObject({ outcome: 'pass', words: 'of 2 metrics 2 unchanged' }); // prettier-ignore
    made.bench.reader.queries.set(
      'lat',
      noisy(() => 0.12),
    );
    const compared = await made.board.compare({ before: key, after: null, by: 'Lead' });
    expect(compared).toMatchObject({ outcome: 'fail', words: 'of 2 metrics 1 regressed, 1 unchanged', notes: [] });
    const [latency] = compared.metrics;
    expect(latency).toMatchObject({ verdict: 'regressed', n1: 10, n2: 10, outcome: 'fail' });
    expect(latency?.ratio).toBeCloseTo(1.2, 1);
    expect(latency?.pAdjusted ?? 1).toBeLessThan(0.05);
    expect(latency?.pAdjusted ?? 0).toBeGreaterThan(latency?.p ?? 1);
    made.bench.reader.queries.set('lat', [...steady(1, { a: '1' }), ...steady(1, { a: '2' })]);
    const missing = await made.board.compare({ before: key, after: null, by: 'Lead' });
    expect(missing.metrics[0]).toMatchObject({ verdict: null, outcome: 'inconclusive', reason: 'on the later side there are 2 series, and one is needed; sum them or take one' }); // prettier-ignore
    const other = await capture(made, text.replace('name: hits', 'name: renamed').replace('slices: 10', 'slices: 5'));
    const two = await made.board.compare({ before: key, after: other, by: 'Lead' });
    expect(two.metrics.map(({ name, reason }) => `${name}: ${reason}`).slice(1)).toEqual(['hits: it is missing on the later side', 'renamed: it is missing on the earlier side']); // prettier-ignore
    expect(two.notes).toEqual(['runs are of different length: 10 min and 20 min']);
    expect(made.recorded().filter((line) => line.startsWith('baseline.compared'))).toHaveLength(4);
  });

  test('warns of runs that remember the ones before, of too few, and of runs without points', async () => {
    const made = board();
    const end = made.options.now();
    made.bench.reader.queries.set('lat', noisy((ms) => 0.1 + (ms - end) / 1e8)).set('hits', [{ labels: {}, at: (ms) => (ms > end - 1_600_000 ? 1 : null) }]); // prettier-ignore
    const [latency, hits] = made.board.get(await capture(made)).metrics;
    expect(latency?.warnings[0]).toContain('resemble their neighbours');
    expect(hits?.values.filter((value) => value !== null)).toHaveLength(3);
    expect(hits?.warnings).toEqual(['7 runs have fewer than 20 points and no value', '3 runs have a value, and at least 4 are needed, 10 advised']); // prettier-ignore
  });

  test('is not captured without a server', async () => {
    const made = board();
    made.bench.reader.server.place = null;
    await expect(made.board.capture({ text, untilMs: null, by: 'Lead' })).rejects.toMatchObject({ code: 'unavailable' }); // prettier-ignore
  });
});

test('what is to be captured is checked, each fault in its place, and the one that comes along is taken', () => {
  const problemsOf = (given: string): string => {
    const read = readBaselineFile(given);
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ') : '';
  };
  expect(problemsOf(readFileSync(join(folder, 'load-baseline.yaml'), 'utf8'))).toBe('');
  expect(problemsOf(text.replace('15s', '5m'))).toContain('slices: each of the 10 runs would have fewer than 3 points');
  expect(problemsOf(text.replace('100m', '100d'))).toContain('step: 576000 points are more than');
  expect(problemsOf(text.replace('name: hits', 'name: latency'))).toContain('a second time');
  expect(problemsOf(text.replaceAll('10%', '0%'))).toContain('a share above 0');
});
