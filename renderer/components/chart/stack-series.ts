// Stacks series upon each other. Where one has no sample, its own band has a gap and those above it come down by it.
import { firstAtOrAfter } from './nearest-point.ts';
import { gapFactor } from './segments.ts';

export interface Sampled {
  times: Float64Array;
  values: Float64Array;
  /** Samples so far apart are joined, though some between them are missing. */
  bridgeMs?: number;
}
/** A band: from `base` to `top` at each time; NaN in both is a gap. */
export interface Band {
  times: Float64Array;
  base: Float64Array;
  top: Float64Array;
}

/**
 * The lowest first. Reduced series have samples at times of their own, so bands are taken at the times of all, with what
 * lies between two joined samples read off their line. Values below zero are stacked downwards, apart from the others.
 */
export function stackSeries(series: readonly Sampled[], stepMs: number): Band[] {
  const times = unionOf(series);
  const up = new Float64Array(times.length);
  const down = new Float64Array(times.length);
  return series.map((one) => {
    const base = new Float64Array(times.length).fill(Number.NaN);
    const top = new Float64Array(times.length).fill(Number.NaN);
    const at = reader(one, stepMs);
    for (let index = 0; index < times.length; index++) {
      const value = at(times[index] ?? Number.NaN);
      if (!Number.isFinite(value)) continue;
      const below = value < 0 ? down : up;
      base[index] = below[index] ?? 0;
      below[index] = (below[index] ?? 0) + value;
      top[index] = below[index] ?? 0;
    }
    return { times, base, top };
  });
}

function unionOf(series: readonly Sampled[]): Float64Array {
  const [first, ...rest] = series;
  if (first === undefined) return new Float64Array();
  // Series of one answer mostly have the same times.
  if (rest.every(({ times }) => sameTimes(times, first.times))) return first.times;
  const all = new Float64Array(series.reduce((sum, { times }) => sum + times.length, 0));
  let end = 0;
  for (const { times } of series) {
    all.set(times, end);
    end += times.length;
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < all.length; at++) {
    const time = all[at] ?? 0;
    if (kept === 0 || all[kept - 1] !== time) all[kept++] = time;
  }
  return all.slice(0, kept);
}

const sameTimes = (a: Float64Array, b: Float64Array): boolean =>
  a === b || (a.length === b.length && a.every((time, at) => time === b[at]));

/** Reads a series at ascending times. */
function reader({ times, values, bridgeMs = 0 }: Sampled, stepMs: number): (atMs: number) => number {
  const widestMs = Math.max(stepMs * gapFactor, bridgeMs);
  let after = 0;
  return (atMs) => {
    after = (times[after] ?? -Infinity) < atMs ? firstAfter(times, atMs, after) : after;
    const time = times[after];
    if (time === atMs) return values[after] ?? Number.NaN;
    const before = times[after - 1];
    if (time === undefined || before === undefined || time - before > widestMs) return Number.NaN;
    const part = (atMs - before) / (time - before);
    return (values[after - 1] ?? Number.NaN) * (1 - part) + (values[after] ?? Number.NaN) * part;
  };
}

function firstAfter(times: Float64Array, atMs: number, from: number): number {
  // Mostly it is the next one.
  for (let at = from; at < Math.min(from + 4, times.length); at++) if ((times[at] ?? Infinity) >= atMs) return at;
  return firstAtOrAfter(times, atMs);
}
