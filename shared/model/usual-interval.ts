// How often a Prometheus scrapes, as far as its targets tell: what most of them have. Pure.
import type { ScrapeTarget } from './prometheus.ts';

/** Of intervals that equally many have the longest, so that a rate over four of them has samples. Null where none is told. */
export function usualIntervalMs(targets: readonly Pick<ScrapeTarget, 'intervalMs'>[]): number | null {
  const counts = new Map<number, number>();
  for (const { intervalMs } of targets) {
    if (intervalMs !== null && intervalMs > 0) counts.set(intervalMs, (counts.get(intervalMs) ?? 0) + 1);
  }
  const [usual] = [...counts].toSorted(([ms, one], [otherMs, other]) => other - one || otherMs - ms);
  return usual?.[0] ?? null;
}
