// Workers that are restarted before they grow too large draw a saw-tooth. Its teeth are no leak; its low points tell.
import type { Bin, Sample } from './median-bins.ts';
import { quantileOfSorted } from './quantiles.ts';

export interface Reset {
  /** The first sample after the fall. */
  atMs: number;
  /** By how much the value fell, as a share of what it was. */
  drop: number;
}

export interface Cycle {
  startMs: number;
  endMs: number;
  /** The 5 % quantile of its samples: below the growth within the cycle, above the first moments of a restart. */
  trough: number;
  /** Their 95 % quantile. */
  peak: number;
}

/** Small enough that noise of some percent is none, as large as a restart of a worker that has grown at all. */
export const resetDrop = 0.15;

/**
 * Where the value falls by more than `drop` from one bin to the next, or over two where it falls in the midst of one. The
 * time is that of the steepest fall between neighbouring samples there. Falls in neighbouring bins are one reset. Linear.
 */
export function findResets(bins: readonly Bin[], samples: readonly Sample[], drop = resetDrop): Reset[] {
  const falls = bins.flatMap((bin, index) => {
    const [one, two] = [bins[index - 1], bins[index - 2]];
    // A share of nothing, or of less, is none.
    if (!one || one.value <= 0) return [];
    if (bin.value < one.value * (1 - drop)) return [{ from: one, to: bin, index }];
    const falling = two !== undefined && bin.value < one.value && one.value < two.value;
    return falling && bin.value < two.value * (1 - drop) ? [{ from: two, to: bin, index }] : [];
  });
  const merged: typeof falls = [];
  for (const fall of falls) {
    const last = merged.at(-1);
    // The same fall, seen from the bin before and from the bin after the one in whose midst it lies.
    if (last && fall.index - last.index <= 1) merged[merged.length - 1] = { ...fall, from: last.from };
    else merged.push(fall);
  }
  return merged.map(({ from, to }) => ({ atMs: steepest(samples, from, to), drop: 1 - to.value / from.value }));
}

function steepest(samples: readonly Sample[], from: Bin, to: Bin): number {
  let [atMs, fall] = [to.atMs, -Infinity];
  for (let index = from.from + 1; index < to.to; index++) {
    const [before, after] = [samples[index - 1], samples[index]];
    if (!before || !after || before.value - after.value <= fall) continue;
    [atMs, fall] = [after.atMs, before.value - after.value];
  }
  return atMs;
}

/**
 * The whole cycles, from one reset to the next. What lies before the first and after the last is not whole, and its lowest
 * point not a trough. n log n.
 *
 * @param samples In order of time, as the resets.
 */
export function cyclesBetween(resets: readonly Reset[], samples: readonly Sample[]): Cycle[] {
  let next = 0;
  return resets.flatMap(({ atMs: startMs }, index) => {
    const endMs = resets[index + 1]?.atMs;
    if (endMs === undefined) return [];
    const held: number[] = [];
    for (; next < samples.length; next++) {
      const sample = samples[next];
      if (!sample || sample.atMs >= endMs) break;
      if (sample.atMs >= startMs) held.push(sample.value);
    }
    const sorted = Float64Array.from(held).sort();
    if (sorted.length === 0) return [];
    return [{ startMs, endMs, trough: quantileOfSorted(sorted, 0.05), peak: quantileOfSorted(sorted, 0.95) }];
  });
}
