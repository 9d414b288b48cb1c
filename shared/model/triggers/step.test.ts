import { describe, expect, test } from 'vitest';
import { readMemory, writeMemory } from './memory-text.ts';
import { emptyMemory, triggerStateAt, type Observation, type TriggerMemory, type TriggerRule } from './state.ts';
import { step } from './step.ts';

const rule: TriggerRule = {
  name: 'Down',
  forMs: 60_000,
  keepFiringForMs: 0,
  intervalMs: 30_000,
  labels: { severity: 'page', job: '' },
  annotations: { summary: '{{ $labels.instance }} is down' },
};
const a = { instance: 'a', job: 'api', __name__: 'up' };
const seen = (...labels: Record<string, string>[]): Observation => ({
  kind: 'samples',
  samples: labels.map((each) => ({ labels: each, value: 0 })),
});
const error: Observation = { kind: 'error', reason: 'no answer' };

/** What `from>to` transitions each evaluation made, with the state after it; times are seconds. */
function run(of: TriggerRule, evaluations: [seconds: number, Observation][]): { log: string[]; memory: TriggerMemory } {
  let memory = emptyMemory;
  const log = evaluations.map(([seconds, observation]) => {
    const next = step(of, memory, seconds * 1000, observation);
    memory = readMemory(writeMemory(next.memory));
    const gap = next.gap ? [`gap ${next.gap.fromMs / 1000}-${next.gap.toMs / 1000}`] : [];
    return [...next.transitions.map(({ from, to }) => `${from}>${to}`), ...gap, triggerStateAt(of, memory, seconds * 1000)].join(' '); // prettier-ignore
  });
  return { log, memory };
}

describe('as Prometheus does it', () => {
  test('it fires when it has been true for exactly the time, and resolves when it is missing', () => {
    const { log } = run(rule, [[0, seen(a)], [30, seen(a)], [60, seen(a)], [90, seen(a)], [120, seen()], [150, seen()]]); // prettier-ignore
    expect(log).toEqual(['inactive>pending pending', 'pending', 'pending>firing firing', 'firing', 'firing>inactive inactive', 'inactive']); // prettier-ignore
  });

  test('missing once while pending, its time starts anew', () => {
    const { log } = run(rule, [
      [0, seen(a)],
      [30, seen()],
      [60, seen(a)],
      [90, seen(a)],
      [120, seen(a)],
    ]);
    expect(log).toEqual(['inactive>pending pending', 'pending>inactive inactive', 'inactive>pending pending', 'pending', 'pending>firing firing']); // prettier-ignore
  });

  test('without a time it fires at once', () => {
    expect(run({ ...rule, forMs: 0 }, [[0, seen(a)]]).log).toEqual(['inactive>firing firing']);
  });

  test('it is kept firing from the first evaluation at which it is missing, shorter than the time', () => {
    const kept = { ...rule, forMs: 0, keepFiringForMs: 60_000 };
    const { log } = run(kept, [
      [0, seen(a)],
      [30, seen()],
      [60, seen()],
      [90, seen()],
    ]);
    expect(log).toEqual(['inactive>firing firing', 'firing', 'firing', 'firing>inactive inactive']);
    const again = run(kept, [
      [0, seen(a)],
      [30, seen()],
      [60, seen(a)],
      [90, seen()],
      [120, seen()],
    ]);
    expect(again.log.slice(1)).toEqual(['firing', 'firing', 'firing', 'firing']);
    expect(again.memory.instances[0]).toMatchObject({ keptFiringSinceMs: 90_000, lastTrueAtMs: 60_000 });
  });

  test('the rule’s labels stand over those of the sample, empty ones go, and alertname stands over all', () => {
    const { memory } = run({ ...rule, labels: { ...rule.labels, alertname: 'no', a: '{{ $value }}' } }, [[0, seen(a)]]);
    expect(memory.instances[0]).toMatchObject({
      key: '{a="0",alertname="Down",instance="a",severity="page"}',
      labels: { alertname: 'Down', severity: 'page', instance: 'a', a: '0' },
      annotations: { summary: 'a is down' },
    });
    expect(memory.instances[0]?.labels).not.toHaveProperty('job');
  });

  test('value and annotations are those of the last evaluation at which it was true', () => {
    const valued = { ...rule, keepFiringForMs: 60_000, forMs: 0, annotations: { text: 'is {{ $value }}' } };
    const of = (value: number): Observation => ({ kind: 'samples', samples: [{ labels: a, value }] });
    const { memory } = run(valued, [
      [0, of(1)],
      [30, of(2)],
      [60, seen()],
    ]);
    expect(memory.instances).toMatchObject([{ value: 2, annotations: { text: 'is 2' }, activeAtMs: 0, lastTrueAtMs: 30_000 }]); // prettier-ignore
  });

  test('label sets that come out the same, and more than the limit, are errors', () => {
    const same = step(rule, emptyMemory, 0, seen(a, { ...a, job: 'other' }));
    expect(same.memory.trouble).toMatchObject({
      kind: 'error',
      reason: 'vector contains metrics with the same labelset after applying alert labels',
    });
    const many = step({ ...rule, limit: 1 }, emptyMemory, 0, seen(a, { instance: 'b' }));
    expect(many.memory.trouble?.reason).toBe('exceeded limit of 1 with 2 alerts');
    expect(many.memory.instances).toEqual([]);
  });
});

describe('what is not known', () => {
  test('an error is not false: what stood stands, and since when is said', () => {
    const { log, memory } = run(rule, [
      [0, seen(a)],
      [30, error],
      [60, error],
    ]);
    expect(log).toEqual(['inactive>pending pending', 'error', 'error']);
    expect(memory).toMatchObject({ trouble: { sinceMs: 30_000, reason: 'no answer' }, lastEvaluatedAtMs: 0 });
    expect(
      run(rule, [
        [0, seen(a)],
        [30, error],
        [60, seen(a)],
      ]).log[2],
    ).toBe('pending>firing firing');
    expect(
      run({ ...rule, forMs: 0 }, [
        [0, seen(a)],
        [30, error],
      ]).log[1],
    ).toBe('firing');
  });

  test('over a gap the time neither advances nor starts anew; two intervals are no gap yet', () => {
    const { log, memory } = run(rule, [
      [0, seen(a)],
      [30, seen(a)],
      [3630, seen(a)],
      [3660, seen(a)],
    ]);
    expect(log.slice(2)).toEqual(['gap 30-3630 pending', 'pending>firing firing']);
    expect(memory.instances[0]).toMatchObject({ activeAtMs: 3_600_000, firedAtMs: 3_660_000 });
    expect(
      run(rule, [
        [0, seen(a)],
        [60, seen(a)],
      ]).log[1],
    ).toBe('pending>firing firing');
    expect(
      run(rule, [
        [0, seen(a)],
        [60.001, seen(a)],
      ]).log[1],
    ).toBe('gap 0-60.001 pending');
    expect(
      run(rule, [
        [0, seen(a)],
        [600, seen()],
      ]).log[1],
    ).toBe('pending>inactive gap 0-600 inactive');
  });

  test('over a gap it is kept firing', () => {
    const kept = { ...rule, forMs: 0, keepFiringForMs: 60_000 };
    const { log } = run(kept, [
      [0, seen(a)],
      [30, seen()],
      [600, seen()],
      [630, seen()],
      [660, seen()],
    ]);
    expect(log).toEqual([
      'inactive>firing firing',
      'firing',
      'gap 30-600 firing',
      'firing',
      'firing>inactive inactive',
    ]);
  });

  test('a clock set back neither fires nor delays', () => {
    const { log } = run(rule, [
      [7200, seen(a)],
      [7230, seen(a)],
      [3600, seen(a)],
      [3630, seen(a)],
    ]);
    expect(log.slice(2)).toEqual(['pending', 'pending>firing firing']);
  });

  test('never evaluated, or not for over two intervals, is no data', () => {
    expect(triggerStateAt(rule, emptyMemory, 0)).toBe('no_data');
    const { memory } = run(rule, [[0, seen(a)]]);
    expect(triggerStateAt(rule, memory, 60_000)).toBe('pending');
    expect(triggerStateAt(rule, memory, 60_001)).toBe('no_data');
  });
});

test('values that JSON does not know survive being written', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.5]) {
    const { memory } = step(rule, emptyMemory, 0, { kind: 'samples', samples: [{ labels: a, value }] });
    expect(readMemory(writeMemory(memory))).toEqual(memory);
  }
});
