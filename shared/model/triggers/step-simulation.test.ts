// The core over random lives: nothing impossible happens, the same seed is the same life, and a restart changes nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMemory, writeMemory } from './memory-text.ts';
import { emptyMemory, triggerStateAt, type Observation, type TriggerMemory } from './state.ts';
import { lifeOf, live, logOf, oracle, randomFrom } from './step-simulation.fixture.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const lives = { numRuns: 100, seed: 1 };
const written = (memory: TriggerMemory): TriggerMemory => readMemory(writeMemory(memory));
const changesBetween = (before: TriggerMemory, after: TriggerMemory): string => {
  const states = [before, after].map(({ instances }) => new Map(instances.map(({ key, state }) => [key, state])));
  const [from, to] = states;
  const keys = [...new Set(states.flatMap((one) => [...one.keys()]))].toSorted();
  const changed = keys.filter((key) => from?.get(key) !== to?.get(key));
  return changed.map((key) => `${key} ${from?.get(key) ?? 'inactive'} ${to?.get(key) ?? 'inactive'}`).join();
};
const alwaysTrue: Observation = { kind: 'samples', samples: [{ labels: { instance: 'a' }, value: 1 }] };
const stand = (memory: TriggerMemory): string[] =>
  memory.instances.map(({ labels, state }) => `${labels['instance']}=${state}`);

test('twenty thousand steps: what stands is what the whole past says, and transitions are what changed', () => {
  let steps = 0;
  fc.assert(
    fc.property(seeds, (seed) => {
      const life = lifeOf(seed, 200);
      const wrong: number[] = [];
      let before: TriggerMemory = emptyMemory;
      const last = live(life, (taken, index) => {
        steps++;
        const told = taken.transitions.map(({ key, from, to }) => `${key} ${from} ${to}`).join();
        if (told !== changesBetween(before, taken.memory)) wrong.push(index);
        before = taken.memory;
        return taken.memory;
      });
      expect(wrong).toEqual([]);
      expect(stand(last)).toEqual(oracle(life));
    }),
    lives,
  );
  expect(steps).toBe(20_000);
});

test('the same seed gives the same log, byte for byte; another seed another', () => {
  expect(logOf(lifeOf(7, 300))).toBe(logOf(lifeOf(7, 300)));
  expect(logOf(lifeOf(7, 300))).not.toBe(logOf(lifeOf(8, 300)));
});

test('memory that was written and read at every step gives the same log as memory that was kept', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      expect(logOf(lifeOf(seed, 100), written)).toBe(logOf(lifeOf(seed, 100)));
    }),
    { numRuns: 20, seed: 2 },
  );
});

test('killed at any instant and started again within two intervals, it fires within one interval of its twin', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = randomFrom(seed);
      const intervalMs = 30_000;
      const rule = { name: 'A', intervalMs, forMs: Math.floor(random() * 300_000), keepFiringForMs: 0, labels: {}, annotations: {} }; // prettier-ignore
      const evaluateAt = (times: number[]): number | null =>
        live({ rule, evaluations: times.map((atMs) => ({ atMs, seen: alwaysTrue })) }, ({ memory }) => written(memory)).instances[0]?.firedAtMs ?? null; // prettier-ignore
      const onTime = Array.from({ length: 20 }, (_, index) => index * intervalMs);
      // Killed after an evaluation; the first one after the restart comes up to two intervals later.
      const killed = Math.floor(random() * 15);
      const again = killed * intervalMs + Math.floor(random() * 2 * intervalMs) + 1;
      const restarted = [...onTime.slice(0, killed + 1), ...onTime.map((ms) => again + ms)].slice(0, 25);
      const [twin, fired] = [evaluateAt(onTime), evaluateAt(restarted)];
      expect(Math.abs((fired ?? Infinity) - (twin ?? -Infinity))).toBeLessThanOrEqual(intervalMs);
    }),
    { numRuns: 300, seed: 3 },
  );
});

test('out for longer than two intervals, nothing is known meanwhile, and the time goes on where it stood', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60_001, max: 10 ** 10 }), fc.integer({ min: 0, max: 3 }), (outMs, held) => {
      const rule = { name: 'A', intervalMs: 30_000, forMs: 120_000, keepFiringForMs: 0, labels: {}, annotations: {} };
      const before = Array.from({ length: held + 1 }, (_, index) => index * 30_000);
      const back = held * 30_000 + outMs;
      const after = Array.from({ length: 5 }, (_, index) => back + index * 30_000);
      const gaps: unknown[] = [];
      const meanwhile: string[] = [];
      const evaluations = [...before, ...after].map((atMs) => ({ atMs, seen: alwaysTrue }));
      const memory = live({ rule, evaluations }, (taken, index) => {
        if (taken.gap) gaps.push([taken.gap, index]);
        if (index === held) meanwhile.push(triggerStateAt(rule, taken.memory, back));
        return written(taken.memory);
      });
      expect(meanwhile).toEqual(['no_data']);
      expect(gaps).toEqual([[{ fromMs: held * 30_000, toMs: back }, held + 1]]);
      // The evaluations before the gap count for as much as they were apart, the gap itself for nothing.
      expect(memory.instances[0]?.firedAtMs).toBe(back + 120_000 - held * 30_000);
    }),
    { numRuns: 100, seed: 4 },
  );
});
