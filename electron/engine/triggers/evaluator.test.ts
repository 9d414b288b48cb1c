import { expect, test } from 'vitest';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { createEvaluator } from './evaluator.ts';

/** An evaluator over a clock that only the test moves; tells at which moments it looked. */
function bench() {
  let nowMs = 100_000;
  const timers = new Set<{ atMs: number; callback: () => void }>();
  const looks: number[] = [];
  const evaluator = createEvaluator({
    now: () => nowMs,
    elapsedMs: () => nowMs,
    later: (callback, ms) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    observe: async () => {
      looks.push(nowMs);
      return { moved: false, seen: { kind: 'no_data', reason: 'nothing is connected yet' } } as never;
    },
    onLooked: () => undefined,
  });
  const pass = async (ms: number): Promise<void> => {
    for (const until = nowMs + ms; nowMs < until; nowMs += 100) {
      for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
        timers.delete(timer);
        timer.callback();
      }
      await new Promise(setImmediate);
    }
  };
  return { evaluator, looks, pass };
}

const trigger = { intervalMs: 15_000 } as Trigger;

test('what was due while nothing ran is looked at a second after the start, when its sources had time to connect', async () => {
  const { evaluator, looks, pass } = bench();
  evaluator.watch('overdue', trigger, 'docker', 20_000);
  await pass(900);
  expect(looks).toEqual([]);
  await pass(300);
  expect(looks).toEqual([101_000]);
  evaluator.close();
});

test('what is not due yet is looked at when it is, an interval after it was last looked at', async () => {
  const { evaluator, looks, pass } = bench();
  evaluator.watch('due later', trigger, 'docker', 90_000);
  await pass(4900);
  expect(looks).toEqual([]);
  await pass(300);
  expect(looks).toEqual([105_000]);
  evaluator.close();
});
