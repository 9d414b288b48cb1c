// Variants run one after the other in every round, the order turning, so that a noisy neighbour hits all alike.

export interface Spread {
  min: number;
  median: number;
  p90: number;
}

/** Each variant returns its own milliseconds. The first round warms up and does not count. */
export async function interleave<K extends string>(
  variants: Record<K, () => Promise<number>>,
  rounds: number,
): Promise<Record<K, Spread>> {
  const names = Object.keys(variants) as K[];
  const times = new Map<K, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] as K;
      const ms = await variants[name]();
      if (round > 0) times.get(name)?.push(ms);
    }
  }
  return Object.fromEntries(names.map((name) => [name, spreadOf(times.get(name) ?? [])])) as Record<K, Spread>;
}

export function spreadOf(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { min: at(0), median: at(0.5), p90: at(0.9) };
}
