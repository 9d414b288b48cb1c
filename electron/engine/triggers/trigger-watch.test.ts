// Triggers over a real record, with a clock moved by hand: what is seen, told and recorded, at which moment.
import { describe, expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ServerRule } from './server-reader.ts';
import { promqlTrigger, triggersBench, type TriggersBench } from './triggers.fixture.ts';

const by = 'On-call';
const down = new OpsError('unavailable', 'Prometheus at http://p cannot be asked: connection refused');
const a = { job: 'attestor', instance: 'a' };
const b = { job: 'attestor', instance: 'b' };

async function watching(patch: Parameters<typeof promqlTrigger>[0] = {}): Promise<TriggersBench & { key: string }> {
  const bench = triggersBench();
  const { key } = await bench.edits.save(null, promqlTrigger(patch), by);
  return { ...bench, key };
}
const shown = ({ board, key }: TriggersBench & { key: string }) => board.show(board.get(key));

describe('a trigger that the console evaluates', () => {
  test('is not known before its first look, then quiet, pending, firing after its time, and resolved; all of it is in the journal', async () => {
    const bench = await watching();
    const { time, prometheus } = bench;
    expect(shown(bench)).toMatchObject({ state: 'no_data', watchedBy: 'console' });
    await time.move(20_000);
    expect(shown(bench)).toMatchObject({ state: 'inactive', place: 'Prometheus at http://p' });
    prometheus.answers.set('up == 0', [a, b]);
    await time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'pending', pending: 2, firing: 0 });
    await time.move(60_000);
    expect(shown(bench)).toMatchObject({ state: 'firing', firing: 2, calling: 2 });
    prometheus.answers.set('up == 0', [a]);
    await time.move(15_000);
    expect(shown(bench)).toMatchObject({ firing: 1 });
    prometheus.answers.set('up == 0', []);
    await time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'inactive', firing: 0 });
    expect(bench.recorded()).toEqual([
      'edited: added',
      ...Array(2).fill('pending: true; it fires when it has been true for 1 min'),
      ...Array(2).fill('firing: true for 1 min'),
      ...Array(2).fill('resolved: no longer true'),
    ]);
    const { history } = bench.board.detail(bench.key);
    expect(history[0]).toMatchObject({ type: 'trigger.resolved', labels: { instance: 'a', alertname: 'Down' } }); // prettier-ignore
    expect(history).toHaveLength(7);
  });

  test('is an error, since when and why, while Prometheus cannot be asked: within two intervals, and never quiet', async () => {
    const bench = await watching({ forMs: 0 });
    await bench.time.move(20_000);
    bench.prometheus.answers.set('up == 0', down);
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'error', trouble: { kind: 'error', reason: expect.stringContaining('refused') } }); // prettier-ignore
    const since = shown(bench).sinceMs;
    await bench.time.move(60_000);
    expect(shown(bench).sinceMs).toBe(since);
    bench.prometheus.answers.set('up == 0', [a]);
    await bench.time.move(15_000);
    bench.prometheus.answers.set('up == 0', down);
    await bench.time.move(15_000);
    // What fired is not mended by not looking.
    expect(shown(bench)).toMatchObject({ state: 'firing', trouble: { kind: 'error' } });
    expect(bench.recorded().filter((words) => words.startsWith('error'))).toHaveLength(2);
    expect(bench.recorded().filter((words) => words.startsWith('known'))).toHaveLength(1);
  });

  test('over series that nobody makes is not quiet; what fired before they went is over first, as Prometheus has it', async () => {
    const bench = await watching({ forMs: 0 });
    bench.prometheus.empty = true;
    await bench.time.move(20_000);
    expect(shown(bench)).toMatchObject({ state: 'no_data', trouble: { reason: 'there is no sample of up' } });
    bench.prometheus.answers.set('up == 0', [a]);
    await bench.time.move(15_000);
    expect(shown(bench).state).toBe('firing');
    bench.prometheus.answers.set('up == 0', []);
    await bench.time.move(15_000);
    expect(shown(bench).state).toBe('inactive');
    await bench.time.move(15_000);
    expect(shown(bench).state).toBe('no_data');
  });

  test('that gets no answer is cut off before its next look is due, and is looked at again', async () => {
    const bench = await watching({ forMs: 0 });
    bench.prometheus.hangs = true;
    await bench.time.move(22_000);
    expect(shown(bench)).toMatchObject({ state: 'error', trouble: { reason: 'there was no answer within 10 s' } });
    await bench.time.move(60_000);
    expect(shown(bench).looks).toMatchObject({ missed: 0 });
    bench.prometheus.hangs = false;
    await bench.time.move(30_000);
    expect(shown(bench).state).toBe('inactive');
  });

  test('says no secret that an error holds', async () => {
    const bench = await watching();
    bench.prometheus.answers.set('up == 0', new OpsError('denied', 'no with password hunter2'));
    await bench.time.move(20_000);
    expect(shown(bench).trouble?.reason).toBe('no with password [hidden]');
    expect(bench.recorded().join()).not.toContain('hunter2');
  });

  test('after a sleep neither fires by it nor is quiet by it: that time is recorded, and no time of "for" passed', async () => {
    const bench = await watching();
    bench.prometheus.answers.set('up == 0', [a]);
    await bench.time.move(30_000);
    expect(shown(bench).state).toBe('pending');
    bench.time.sleep(3_600_000);
    expect(shown(bench).state).toBe('no_data');
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'pending' });
    expect(bench.recorded().at(-1)).toMatch(/^no_data: it was not evaluated for 1 h: no time of "for" passed/);
    expect(bench.recorded().some((words) => words.startsWith('missed: '))).toBe(true);
    const { scheduled = 0, done = 0, missed = 0 } = shown(bench).looks ?? {};
    expect(missed).toBeGreaterThan(200);
    expect(scheduled).toBe(done + missed);
    await bench.time.move(45_000);
    expect(shown(bench).state).toBe('firing');
  });

  test('begins anew, and says so, when another Prometheus is asked', async () => {
    const bench = await watching({ forMs: 0 });
    bench.prometheus.answers.set('up == 0', [a]);
    await bench.time.move(20_000);
    expect(shown(bench).state).toBe('firing');
    bench.prometheus.place = 'Prometheus at http://other';
    bench.prometheus.answers.set('up == 0', []);
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'inactive', place: 'Prometheus at http://other' });
    expect(bench.recorded().at(-1)).toContain('what was known was of Prometheus at http://p');
  });

  test('that is changed while it is looked at does not take the answer to the old question', async () => {
    const bench = await watching({ forMs: 0 });
    bench.prometheus.answers.set('up == 0', [a]);
    const moving = bench.time.move(20_000);
    const { key, edits, board } = bench;
    await edits.save(key, promqlTrigger({ forMs: 0 }, 'up == 2'), by);
    await moving;
    await bench.time.move(20_000);
    expect(board.show(board.get(key))).toMatchObject({ state: 'inactive', firing: 0 });
  });
});

describe('killed at a random instant', () => {
  test('it fires within one interval of its twin that was never killed, for outages shorter than two intervals', async () => {
    const firesAt = async (killAtMs: number | null, outageMs: number): Promise<number> => {
      let bench: TriggersBench & { key: string } = await watching();
      const { key, time } = bench;
      bench.prometheus.answers.set('up == 0', [a]);
      const start = time.now();
      if (killAtMs !== null) {
        await time.move(killAtMs);
        bench.writer.flush();
        time.sleep(outageMs);
        bench = { ...bench.restart(), key };
      }
      while (shown(bench).state !== 'firing' && time.now() - start < 600_000) await time.move(1000);
      // From when it was first seen to be true: where in its interval a trigger begins differs.
      const { firedAtMs, activeAtMs = 0 } = shown(bench).instances[0] ?? { firedAtMs: null };
      return (firedAtMs ?? Infinity) - activeAtMs;
    };
    const twin = await firesAt(null, 0);
    expect(twin).toBeLessThan(90_000);
    for (const killAtMs of [500, 9_700, 21_300, 38_000, 55_500, 69_900]) {
      const later = await firesAt(killAtMs, 1_000 + ((killAtMs * 7) % 13_000));
      expect(Math.abs(later - twin)).toBeLessThanOrEqual(15_000);
    }
  });
});

describe('a rule that Prometheus has itself', () => {
  const rule = (patch: Partial<ServerRule> = {}): ServerRule => ({
    name: 'Down',
    group: 'g',
    query: 'up==0 # the same',
    forMs: 60_000,
    intervalMs: 15_000,
    health: 'ok',
    lastError: '',
    lastEvaluationMs: 1,
    alerts: [],
    ...patch,
  });
  const alert = (state: 'pending' | 'firing') => ({ labels: { alertname: 'Down', ...a }, annotations: { summary: 'a is down' }, state, activeAtMs: 5, keptFiringSinceMs: null, value: '0' }); // prettier-ignore

  test('is followed there: its state, since when, and no counting of our own', async () => {
    const bench = await watching();
    bench.prometheus.rules = [rule({ alerts: [alert('pending')] })];
    await bench.time.move(20_000);
    expect(shown(bench)).toMatchObject({ state: 'pending', watchedBy: 'server', sinceMs: 5 });
    bench.prometheus.rules = [rule({ lastEvaluationMs: 2, alerts: [alert('firing')] })];
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'firing', instances: [{ annotations: { summary: 'a is down' }, labels: { job: 'attestor' } }] }); // prettier-ignore
    expect(bench.prometheus.asked).not.toContain('up == 0');
    await expect(bench.words.resolve({ key: bench.key, instances: null, by, note: '' })).rejects.toThrow(/Prometheus has the state/); // prettier-ignore
    bench.prometheus.rules = [rule({ lastEvaluationMs: 3 })];
    await bench.time.move(15_000);
    expect(shown(bench).state).toBe('inactive');
    expect(bench.recorded().slice(1)).toEqual(['pending: Prometheus says that it is pending', 'firing: Prometheus says that it is firing', 'resolved: Prometheus says that it is no longer true']); // prettier-ignore
  });

  test('is an error where Prometheus cannot evaluate it or be asked, no data where it stopped, and ours where it is gone', async () => {
    const bench = await watching();
    bench.prometheus.rules = [rule()];
    await bench.time.move(20_000);
    expect(shown(bench).state).toBe('inactive');
    await bench.time.move(45_000);
    expect(shown(bench)).toMatchObject({ state: 'no_data', trouble: { reason: expect.stringMatching(/has not evaluated it for (45 s|1 min); it should every 15 s/) } }); // prettier-ignore
    bench.prometheus.rules = [rule({ health: 'err', lastError: 'many-to-many', lastEvaluationMs: 4 })];
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'error', trouble: { reason: 'Prometheus cannot evaluate it: many-to-many' } }); // prettier-ignore
    bench.prometheus.rules = down;
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'error', watchedBy: 'server', trouble: { reason: expect.stringContaining('refused') } }); // prettier-ignore
    bench.prometheus.rules = [rule({ query: 'up == 1' }), rule({ forMs: 0 })];
    bench.prometheus.answers.set('up == 0', [a]);
    await bench.time.move(15_000);
    expect(shown(bench)).toMatchObject({ state: 'pending', watchedBy: 'console' });
  });
});
