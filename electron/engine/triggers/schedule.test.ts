import { describe, expect, test } from 'vitest';
import { createSchedule, type Due, type Schedule } from './schedule.ts';

/** mulberry32: the same seed gives the same run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Simulated {
  schedule: Schedule;
  begun: { key: string; atMs: number; lateMs: number }[];
  most: { total: number; source: number; key: number };
}

/** Runs the clock until `untilMs`; a timer comes up to 4 ms late, a look takes `tookMs`. */
function simulate(
  keys: { key: string; intervalMs: number; source: string }[],
  tookMs: (random: () => number) => number,
  untilMs: number,
): Simulated {
  // prettier-ignore
  const schedule = createSchedule();
  const random = seeded(7);
  const under = new Map<Due, number>();
  const begun: Simulated['begun'] = [];
  const most = { total: 0, source: 0, key: 0 };
  const most1 = (pick: (due: Due) => string): number =>
    Math.max(0, ...Array.from(Map.groupBy(under.keys(), pick).values(), (dues) => dues.length)); // prettier-ignore
  for (const key of keys) schedule.add(key, 0);
  let atMs = 0;
  while (atMs < untilMs) {
    for (const due of schedule.take(atMs)) {
      under.set(due, atMs + tookMs(random));
      begun.push({ key: due.key, atMs, lateMs: due.lateMs });
    }
    most.total = Math.max(most.total, under.size);
    most.source = Math.max(
      most.source,
      most1(({ source }) => source),
    );
    most.key = Math.max(
      most.key,
      most1(({ key }) => key),
    );
    const ends = Math.min(...under.values(), Infinity);
    const wakes = schedule.nextMs() ?? Infinity;
    atMs = Math.max(atMs, Math.min(ends, wakes + random() * 4));
    for (const [due, endsMs] of under) if (endsMs <= atMs && under.delete(due)) schedule.finish(due);
  }
  return { schedule, begun, most };
}

describe('the schedule of looks', () => {
  test('does not drift: in an hour of late timers every look begins within its own lateness of first + k * interval', () => {
    const { begun, schedule } = simulate([{ key: 'a', intervalMs: 15_000, source: 's' }], () => 5, 3_600_000);
    const first = (begun[0]?.atMs ?? 0) - (begun[0]?.lateMs ?? 0);
    const moments = begun.map(({ atMs, lateMs }) => atMs - lateMs);
    expect(moments.length).toBeGreaterThan(238);
    for (const [k, moment] of moments.entries()) expect(Math.abs(moment - (first + k * 15_000))).toBeLessThan(0.001);
    expect(schedule.counts('a')).toMatchObject({ missed: 0, done: begun.length });
  });

  test('at three times what can be done: done and missed add up to what was scheduled, exactly, and no limit is passed', () => {
    const keys = Array.from({ length: 36 }, (_, at) => ({ key: `k${at}`, intervalMs: 10_000, source: `s${at % 4}` }));
    // 36 looks in 10 s of 5 s each, where 6 at a time and 2 a source are allowed.
    const { schedule, most, begun } = simulate(keys, (random) => 4_000 + random() * 2_000, 600_000);
    expect(most).toEqual({ total: 6, source: 2, key: 1 });
    let waits = 0;
    for (const { key } of keys) {
      const { scheduled = 0, done = 0, missed = 0 } = schedule.counts(key) ?? {};
      expect(missed).toBeGreaterThan(0);
      expect([0, 1]).toContain(scheduled - done - missed);
      waits += scheduled - done - missed;
    }
    expect(waits).toBeGreaterThanOrEqual(6);
    // Nobody starves: 720 looks for 36 triggers are 20 each.
    for (const { key } of keys) expect(begun.filter((one) => one.key === key).length).toBeGreaterThan(15);
  });

  test('while the process stood still the looks are missed, all but the newest, and counted', () => {
    const schedule = createSchedule({ spreadMs: 1 });
    schedule.add({ key: 'a', intervalMs: 1000, source: 's' }, 0);
    const [first] = schedule.take(0);
    if (first) schedule.finish(first);
    const [next] = schedule.take(60_400);
    expect(next).toMatchObject({ lateMs: 400 });
    expect(schedule.counts('a')).toMatchObject({ scheduled: 61, done: 1, missed: 59, latestMs: 400 });
  });

  test('a look that takes longer than its interval is never joined by another', () => {
    const schedule = createSchedule({ spreadMs: 1 });
    schedule.add({ key: 'a', intervalMs: 1000, source: 's' }, 0);
    const [slow] = schedule.take(0);
    expect(schedule.take(1000)).toEqual([]);
    expect(schedule.take(2000)).toEqual([]);
    if (slow) schedule.finish(slow);
    expect(schedule.take(2500)).toEqual([]);
    expect(schedule.take(3000)).toHaveLength(1);
    expect(schedule.counts('a')).toMatchObject({ scheduled: 4, done: 1, missed: 2 });
  });

  test('one that is added anew while it is looked at waits for that look, and does not count it', () => {
    const schedule = createSchedule({ spreadMs: 1 });
    schedule.add({ key: 'a', intervalMs: 1000, source: 's' }, 0);
    const [old] = schedule.take(0);
    schedule.add({ key: 'a', intervalMs: 500, source: 's' }, 10);
    expect(schedule.take(10)).toEqual([]);
    if (old) schedule.finish(old);
    expect(schedule.counts('a')).toMatchObject({ done: 0, missed: 1 });
    expect(schedule.take(510)).toHaveLength(1);
  });

  test('begins at a place that is its own and the same at each start', () => {
    const firstOf = (key: string): number => {
      const schedule = createSchedule();
      schedule.add({ key, intervalMs: 60_000, source: 's' }, 0);
      return schedule.nextMs() ?? -1;
    };
    expect(firstOf('a')).toBe(firstOf('a'));
    const places = new Set(Array.from({ length: 50 }, (_, at) => firstOf(`trigger ${at}`)));
    expect(places.size).toBeGreaterThan(45);
    expect(Math.max(...places)).toBeLessThan(10_000);
  });
});
