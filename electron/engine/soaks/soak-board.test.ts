import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '#shared/model/statistics/random.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { testParts, type Bench } from '../criteria/criteria.fixture.ts';
import { steady, type FakeMetrics, type FakeSeries } from '../criteria/fake-metrics.fixture.ts';
import type { Failing } from '../criteria/failing-notices.ts';
import { createSoakBoard } from './soak-board.ts';
import { readSoakFile } from './soak-file.ts';

const hourMs = 3_600_000;
const sample = readFileSync(join(import.meta.dirname, '..', '..', '..', 'resources', 'criteria', 'validator-soak.yaml'), 'utf8'); // prettier-ignore
const queries = {
  start: 'process_start_time_seconds{job="gaia-io"}',
  memory: 'process_resident_memory_bytes{job="gaia-io"}',
  workers: 'process_resident_memory_bytes{job="gaia-worker"}',
  lag: 'gaia_io_event_loop_lag_seconds',
  queue: 'max(gaia_ipc_queue_depth)',
};
const noise = (ms: number, salt: number): number => seededRandom((ms / 1000 + salt * 7919) >>> 0)();

function board(given: Partial<Bench> = {}) {
  const parts = testParts(given);
  const failing: Failing[] = [];
  const made = createSoakBoard({ ...parts.options, onFailing: (one) => failing.push(one) });
  onTestFinished(() => made.close());
  const outcomes = (key: string): Record<string, string> =>
    Object.fromEntries((made.feed.get(key)?.findings ?? []).map(({ id, outcome }) => [id, outcome]));
  return { ...parts, board: made, outcomes, failing };
}
const startMs = Math.floor(1_700_000_000_000 / 60_000) * 60_000;

/** A healthy validator; memory grows by `grows` of itself in 24 h, workers saw between 200 and 260 MiB every six hours. */
function healthy(reader: FakeMetrics, { grows = 0, drift = 0 } = {}): void {
  const days = (ms: number): number => (ms - startMs) / 86_400_000;
  const one = (at: FakeSeries['at']): FakeSeries[] => [{ labels: { instance: 'v0' }, at }];
  reader.queries
    .set(queries.start, steady(1_699_000_000, { instance: 'v0' }))
    .set(
      queries.memory,
      one((ms) => 5e8 * (1 + grows * days(ms)) * (0.99 + 0.02 * noise(ms, 1))),
    ) // prettier-ignore
    .set(
      queries.workers,
      one(
        (ms) =>
          2e8 *
          (1 + drift * days(ms)) *
          (1 + 0.5 * (((ms - startMs) / (6 * hourMs)) % 1)) *
          (0.995 + 0.01 * noise(ms, 2)),
      ),
    ) // prettier-ignore
    .set(
      queries.lag,
      one((ms) => 0.04 * noise(ms, 3)),
    )
    .set(
      queries.queue,
      one((ms) => Math.floor(4 * noise(ms, 4))),
    );
}

async function begin(made: ReturnType<typeof board>, fromMs: number | null = null): Promise<string> {
  const { key, problems } = await made.board.start({ text: sample, fromMs, by: 'Lead' });
  expect(problems).toEqual([]);
  return String(key);
}
const tickOf = (key: string) => ({ key, criterion: 'correctness', outcome: 'pass' as const, by: 'Lead', note: 'control script' }); // prettier-ignore

describe('a soak', () => {
  test('of 72 hours in which all is well is no pass before it is over and a person has judged', async () => {
    const made = board();
    healthy(made.bench.reader);
    const key = await begin(made);
    await made.bench.clock.move(60_000);
    expect(made.board.feed.get(key)).toMatchObject({ due: 1, slots: 4320, state: 'running', outcome: 'inconclusive' });
    made.bench.clock.sleep(31 * hourMs);
    await made.board.look(key);
    const midway = made.board.feed.get(key);
    expect(midway).toMatchObject({ coverage: 1, gaps: [], outcome: 'inconclusive' });
    expect(midway?.words).toMatch(/^31 h of 72 h, 100 % observed; so far: crashes holds, memory holds/);
    expect(midway?.findings.map(({ soFar }) => soFar)).toEqual(['pass', 'pass', 'inconclusive', 'pass', 'pass', null]);
    expect(midway?.findings[0]?.reason).toContain('are still to come: no restart in');
    made.bench.clock.sleep(41 * hourMs);
    await made.board.look(key);
    expect(made.outcomes(key)).toEqual({ crashes: 'pass', memory: 'pass', workers: 'pass', 'loop-lag': 'pass', queue: 'pass', correctness: 'open' }); // prettier-ignore
    expect(made.board.feed.get(key)).toMatchObject({ state: 'finished', outcome: 'inconclusive' });
    expect(made.board.feed.get(key)?.findings[0]?.reason).toBe('no restart in 72 h of one process: with 95 % confidence fewer than 1 in 24 h'); // prettier-ignore
    await made.board.tick(tickOf(key));
    expect(made.board.feed.get(key)?.outcome).toBe('pass');
    const report = made.board.report(key, 'markdown');
    expect(report.text).toContain('**passed**: 72 h are over, 100 % observed');
    expect(report.text).toContain('| Data correctness |');
    expect(JSON.parse(made.board.report(key, 'json').text)).toMatchObject({ schema: 'readyroom/soak/v1', outcome: 'pass' }); // prettier-ignore
    expect(made.recorded().at(0)).toBe('soak.started validator-soak');
    expect(made.recorded()).toContain('soak.finished validator-soak');
    expect(made.bench.clock.waiting()).toBe(0);
  });

  test('sees what leaks, what restarts, what lags and what queues', async () => {
    const made = board();
    const { reader } = made.bench;
    healthy(reader, { grows: 0.1, drift: 0.1 });
    reader.queries
      .set(queries.start, [{ labels: {}, at: (ms) => (ms < startMs + 40 * hourMs ? 100 : 144_000) }])
      .set(queries.lag, [{ labels: {}, at: (ms) => 0.06 * noise(ms, 3) }])
      .set(queries.queue, [{ labels: {}, at: (ms) => (noise(ms, 4) < 0.05 ? 30 : 0) }]);
    const key = await begin(made);
    made.bench.clock.sleep(73 * hourMs);
    await made.board.look(key);
    expect(made.outcomes(key)).toEqual({ crashes: 'fail', memory: 'fail', workers: 'fail', 'loop-lag': 'fail', queue: 'fail', correctness: 'open' }); // prettier-ignore
    // Each is told as new with the judgement that was the first to say so.
    expect(made.failing.flatMap(({ criteria }) => criteria.flatMap(({ id, fresh }) => (fresh ? [id] : []))).toSorted()).toEqual(['crashes', 'loop-lag', 'memory', 'queue', 'workers']); // prettier-ignore
    expect(made.failing.at(-1)).toMatchObject({ about: 'soak', key });
    expect(made.failing.at(-1)?.criteria[0]?.words).toMatch(/^.+: .*restart/);
    expect(made.board.feed.get(key)?.findings[0]?.reason).toContain('at least 1 restart seen');
    expect(made.board.feed.get(key)?.findings[1]?.value).toBeCloseTo(0.1, 1);
  });

  test('goes on after the console was closed: what the server has is filled in, the rest is a gap and no pass', async () => {
    const first = board();
    healthy(first.bench.reader);
    const key = await begin(first);
    await first.bench.clock.move(10 * 60_000);
    first.board.close();
    expect(first.bench.clock.waiting()).toBe(0);
    first.close();
    // The machine slept, and so did the server for twelve hours.
    const [lostFrom, lostTo] = [startMs + 20 * hourMs, startMs + 32 * hourMs];
    for (const [query, series] of first.bench.reader.queries) {
      if (series instanceof Error) continue;
      first.bench.reader.queries.set(query, series.map(({ labels, at }) => ({ labels, at: (ms: number) => (ms >= lostFrom && ms < lostTo ? null : at(ms)) }))); // prettier-ignore
    }
    first.bench.clock.sleep(50 * hourMs);
    const second = board(first.bench);
    expect(second.board.feed.get(key)).toMatchObject({ state: 'running', due: 3010 });
    await first.bench.clock.move(6000);
    const resumed = second.board.feed.get(key);
    expect(resumed?.gaps).toEqual([{ fromMs: lostFrom - 60_000, toMs: lostTo - 60_000 }]);
    expect(resumed?.coverage).toBeCloseTo(1 - 720 / 3010, 3);
    first.bench.clock.sleep(30 * hourMs);
    await second.board.look(key);
    await second.board.tick(tickOf(key));
    const ended = second.board.feed.get(key);
    expect(ended).toMatchObject({ state: 'finished', outcome: 'inconclusive' });
    expect(ended?.findings[0]?.reason).toContain('83 % of the time was observed, and 95 % are needed');
    expect(second.board.report(key, 'markdown').text).toContain('## Not observed');
    second.close();
    expect(board(first.bench).board.feed.get(key)).toEqual(ended);
  });

  test('says why it is not sampled, never asks another server, and asks for what it missed', async () => {
    const made = board();
    const { reader, clock } = made.bench;
    healthy(reader);
    const key = await begin(made);
    await clock.move(60_000);
    reader.server.place = 'Prometheus at http://other';
    const asked = reader.asked.length;
    clock.sleep(hourMs);
    await made.board.look(key);
    expect(reader.asked).toHaveLength(asked);
    expect(made.board.feed.get(key)?.trouble).toBe('the active environment names Prometheus at http://other, and this soak samples Prometheus at http://p'); // prettier-ignore
    reader.server.place = 'Prometheus at http://p';
    reader.queries.set(queries.lag, new OpsError('unavailable', 'connection refused by hunter2'));
    await made.board.look(key);
    expect(made.board.feed.get(key)).toMatchObject({ trouble: 'Low latency cannot be asked: connection refused by [redacted]', coverage: expect.closeTo(1 / 61) as number }); // prettier-ignore
    healthy(reader);
    await made.board.look(key);
    expect(made.board.feed.get(key)).toMatchObject({ trouble: null, coverage: 1 });
  });

  test('may have begun earlier, can be stopped, and then is no pass', async () => {
    const made = board();
    healthy(made.bench.reader);
    const key = await begin(made, made.options.now() - 30 * hourMs);
    await made.board.look(key);
    expect(made.board.feed.get(key)).toMatchObject({ due: 1800, coverage: 1 });
    await made.board.tick(tickOf(key));
    await made.board.stop(key, 'Lead');
    expect(made.board.feed.get(key)).toMatchObject({ state: 'stopped', outcome: 'inconclusive' });
    expect(made.board.feed.get(key)?.words).toMatch(/^stopped after 30 h of 72 h/);
    await expect(made.board.stop(key, 'Lead')).rejects.toMatchObject({ code: 'conflict' });
    made.bench.clock.sleep(80 * hourMs);
    await made.board.look(key);
    expect(made.board.feed.get(key)).toMatchObject({ state: 'stopped', due: 1800 });
    await made.board.remove(key, 'Lead');
    expect(made.board.feed.get(key)).toBeUndefined();
    await expect(made.board.start({ text: sample, fromMs: made.options.now() + hourMs, by: 'Lead' })).rejects.toMatchObject({ code: 'bad_input' }); // prettier-ignore
  });

  test('of a process that went away, or of more series than are kept, does not pass', async () => {
    const made = board();
    healthy(made.bench.reader);
    made.bench.reader.queries
      .set(queries.start, [
        ...steady(1, { pod: 'a' }),
        { labels: { pod: 'b' }, at: (ms) => (ms < startMs + hourMs ? 1 : null) },
      ]) // prettier-ignore
      .set(
        queries.queue,
        Array.from({ length: 22 }, (_, at) => ({ labels: { q: String(at) }, at: () => 0 })),
      );
    const key = await begin(made);
    made.bench.clock.sleep(73 * hourMs);
    await made.board.look(key);
    const [crashes, , , , queue] = made.board.feed.get(key)?.findings ?? [];
    expect(crashes).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('{pod="b"} has not been seen for 2 d 23 h') as string }); // prettier-ignore
    expect(queue).toMatchObject({ outcome: 'inconclusive', series: 20, reason: expect.stringContaining('only 20 of 22 series are kept') as string }); // prettier-ignore
  });
});

test('what a soak is to watch is checked, each fault in its place', () => {
  const problemsOf = (given: string): string => {
    const read = readSoakFile(given);
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ') : '';
  };
  expect(problemsOf(sample)).toBe('');
  expect(problemsOf(sample.replace('interval: 1m', 'interval: 1s'))).toContain('interval: 259200 intervals are more than the 20000 that are kept; take one of at least 13s'); // prettier-ignore
  expect(problemsOf(sample.replace('allowedShare: 1%', 'allowedShare: 0'))).toContain('a share above 0');
  expect(problemsOf(sample.replace('manual: true', 'quantile: { q: 2, query: x, below: 1 }'))).toContain('criteria[5].quantile.q'); // prettier-ignore
  expect(problemsOf(sample.replace('manual: true', ''))).toContain('exactly one of crashes, growth');
});
