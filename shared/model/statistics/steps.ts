// Places where a series jumps and stays. A step is not a leak: it says when to look, not that memory is lost.
import type { Bin } from './median-bins.ts';
import { median, medianAbsoluteDeviation } from './quantiles.ts';

export interface Step {
  /** Between the bins before and after. */
  atMs: number;
  /** The place of the first bin after it. */
  index: number;
  /** In the unit of the values; below 0 where it goes down. */
  size: number;
  /** The size as a share of the level before. */
  share: number;
}

/** Bins looked at on each side: long enough to be no spike, 6 h of the 30 min bins of a soak. */
const reach = 12;
/** A jump happens within so many bins; what takes longer is a slope. */
const close = 3;
const leastShare = 0.05;
const leastNoise = 4.5;

/**
 * Jumps of at least 5 % of the level and of 4.5 times the usual change over 3 bins, within 3 bins, that are still there 12
 * bins later; between two there are at least 12 bins. Medians on both sides less the drift around them (a two-window test;
 * Basseville & Nikiforov, Detection of Abrupt Changes, 2.1), not a search for the best split: neither a slope nor slow noise
 * is cut into steps. Linear, some 60 operations for each bin; fewer than 12 bins from an end nothing is found.
 */
export function findSteps(bins: readonly Bin[]): Step[] {
  const values = bins.map(({ value }) => value);
  if (values.length < 2 * reach) return [];
  const changes = values.slice(close).map((value, index) => value - (values[index] as number));
  const noise = 1.4826 * medianAbsoluteDeviation(changes);
  const found: (Step & { sharpness: number })[] = [];
  for (let index = reach; index <= values.length - reach; index++) {
    const step = stepAt(bins, values, index, noise);
    const last = found.at(-1);
    if (step === null) continue;
    if (!last || index - last.index >= reach) found.push(step);
    else if (step.sharpness > last.sharpness) found[found.length - 1] = step;
  }
  return found.map(({ atMs, index, size, share }) => ({ atMs, index, size, share }));
}

function stepAt(bins: readonly Bin[], values: readonly number[], index: number, noise: number) {
  const [before, after] = [values.slice(index - reach, index), values.slice(index, index + reach)];
  const nearby = median(after.slice(0, close)) - median(before.slice(-close));
  const drift = (driftOf(before) + driftOf(after)) / 2;
  const size = nearby - drift * close;
  const level = Math.abs(median(before));
  const least = Math.max(leastShare * level, leastNoise * noise, Number.MIN_VALUE);
  // Both with the drift and without: a jump further off tilts the drift, and is no jump here.
  if (Math.abs(size) < least || nearby * Math.sign(size) < least) return null;
  const lasting = median(after) - median(before) - drift * reach;
  if (lasting * Math.sign(size) < 0.6 * Math.abs(size)) return null;
  const [last, first] = [bins[index - 1], bins[index]];
  if (!last || !first) return null;
  const sharpness = Math.abs(first.value - last.value);
  return { atMs: (last.atMs + first.atMs) / 2, index, size, share: level === 0 ? Infinity : size / level, sharpness };
}

/** By how much it rises from bin to bin. */
function driftOf(values: readonly number[]): number {
  const half = values.length / 2;
  return (median(values.slice(half)) - median(values.slice(0, half))) / half;
}
