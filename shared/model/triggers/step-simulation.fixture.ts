// Random lives of a trigger for tests of the core: the same seed gives the same life. The oracle says in the plainest way,
// from the whole life at once, what must be pending and firing at its end.
import { writeMemory } from './memory-text.ts';
import { emptyMemory, gapIntervals, type Observation, type TriggerMemory, type TriggerRule } from './state.ts';
import { step, type Step } from './step.ts';

export interface Life {
  rule: TriggerRule;
  evaluations: { atMs: number; seen: Observation }[];
}

/** Mulberry32: small, and good enough to wander. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function lifeOf(seed: number, steps: number): Life {
  const random = randomFrom(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const intervalMs = 1000 * (1 + upTo(60));
  const rule: TriggerRule = {
    name: 'Random',
    intervalMs,
    forMs: upTo(5) * intervalMs + (upTo(2) === 0 ? 0 : upTo(intervalMs)),
    keepFiringForMs: upTo(2) === 0 ? 0 : upTo(5 * intervalMs),
    labels: { severity: 'page', of: '{{ $labels.instance }}' },
    annotations: { text: '{{ $labels.instance }} is {{ $value }}' },
  };
  const trueChance = [0.3, 0.7, 0.95][upTo(3)] ?? 0.5;
  let atMs = upTo(1_000_000);
  const evaluations = Array.from({ length: steps }, () => {
    // Mostly on time; late, missed, asleep for hours, and the clock set back.
    const fate = random();
    if (fate < 0.9) atMs += intervalMs;
    else if (fate < 0.95) atMs += upTo(2 * intervalMs);
    else if (fate < 0.99) atMs += intervalMs * (2 + upTo(2000));
    else atMs -= upTo(10 * intervalMs);
    if (random() < 0.03) return { atMs, seen: { kind: 'error', reason: 'no answer' } as const };
    const samples = ['a', 'b', 'c'].filter(() => random() < trueChance).map((instance) => ({ labels: { __name__: 'm', instance }, value: upTo(100) })); // prettier-ignore
    return { atMs, seen: { kind: 'samples', samples } as const };
  });
  return { rule, evaluations };
}

/** Everything that happens in a life, as bytes to compare. `persist` writes and reads the memory between steps. */
export function logOf({ rule, evaluations }: Life, persist?: (memory: TriggerMemory) => TriggerMemory): string {
  const lines: string[] = [];
  live({ rule, evaluations }, ({ transitions, gap, memory }) => {
    lines.push(JSON.stringify(transitions), JSON.stringify(gap), writeMemory(memory));
    return persist ? persist(memory) : memory;
  });
  return lines.join('\n');
}

/** Takes every step; `after` says with which memory to go on. */
export function live({ rule, evaluations }: Life, after: (step: Step, index: number) => TriggerMemory): TriggerMemory {
  let memory = emptyMemory;
  for (const [index, { atMs, seen }] of evaluations.entries()) memory = after(step(rule, memory, atMs, seen), index);
  return memory;
}

/** `instance=state` of all that stands at the end, by looking at each instance's whole past. */
export function oracle({ rule, evaluations }: Life): string[] {
  return ['a', 'b', 'c'].flatMap((instance) => {
    const state = stateOf(instance, rule, evaluations);
    return state === null ? [] : [`${instance}=${state}`];
  });
}

/**
 * Time that counts is the time between evaluations that saw something, without gaps and without steps back. An error is
 * as if nobody had looked.
 */
function stateOf(instance: string, rule: TriggerRule, evaluations: Life['evaluations']): 'pending' | 'firing' | null {
  let counted = 0;
  let last: number | null = null;
  let trueSince: number | null = null;
  let missingSince: number | null = null;
  let firing = false;
  for (const { atMs, seen } of evaluations) {
    if (seen.kind === 'error') continue;
    const passed: number = last === null ? 0 : atMs - last;
    if (passed > 0 && passed <= gapIntervals * rule.intervalMs) counted += passed;
    last = atMs;
    if (seen.samples.some(({ labels }) => labels['instance'] === instance)) {
      trueSince ??= counted;
      missingSince = null;
      firing ||= counted - trueSince >= rule.forMs;
    } else if (firing && counted - (missingSince ?? counted) < rule.keepFiringForMs) {
      missingSince ??= counted;
    } else {
      trueSince = null;
      missingSince = null;
      firing = false;
    }
  }
  return trueSince === null ? null : firing ? 'firing' : 'pending';
}
