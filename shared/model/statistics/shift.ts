// By how much one sample lies above another, with an interval.
import { normalQuantile } from './normal.ts';
import { requireAtMost, requireFinite, requireShare } from './preconditions.ts';
import type { Interval } from './proportion.ts';
import { median } from './quantiles.ts';
import { chancesOfU, exactLimit } from './rank-sums.ts';
import { medianInPlace, selectInPlace } from './select.ts';

/** So many pairs of values take 32 MB and some tenths of a second. */
const pairLimit = 4_000_000;

export interface Shift {
  /** The Hodges-Lehmann estimate, in units of the values: positive where the second sample is the larger. */
  estimate: number;
  /** Null where there are too few values for an interval of that confidence: 3 on each side for 95 %. */
  interval: Interval | null;
}

/**
 * The median of all differences `second - first` (Hodges & Lehmann, Annals of Mathematical Statistics 34, 1963), with the
 * interval of the shifts that the Mann-Whitney test does not reject (Moses; Hollander & Wolfe, Nonparametric Statistical
 * Methods, 4.3). Exact up to 50 values together, by the normal approximation beyond. Ties are not used to narrow it, so that
 * with ties it covers at least its confidence. Time and space are of the order of n1 * n2.
 *
 * @param confidence Two-sided.
 * @throws OpsError bad_input where a sample is empty or not finite; too_large beyond 4,000,000 pairs.
 */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[], confidence = 0.95): Shift {
  requireFinite(first, 'first');
  requireFinite(second, 'second');
  requireShare(confidence, 'confidence');
  const [n1, n2] = [first.length, second.length];
  requireAtMost(n1 * n2, pairLimit, 'the number of pairs');
  const differences = new Float64Array(n1 * n2);
  let place = 0;
  for (const y of second) for (const x of first) differences[place++] = y - x;
  const estimate = medianInPlace(differences);
  const below = rankOfLowerEnd(n1, n2, (1 - confidence) / 2);
  if (below < 1) return { estimate, interval: null };
  const lower = selectInPlace(differences, below - 1);
  const upper = selectInPlace(differences, differences.length - below);
  return { estimate, interval: { lower, upper } };
}

/** The place, from 1, among the sorted differences; 0 where the tail cannot be made as small as that. */
function rankOfLowerEnd(n1: number, n2: number, tail: number): number {
  if (n1 + n2 > exactLimit) {
    const deviation = Math.sqrt((n1 * n2 * (n1 + n2 + 1)) / 12);
    return Math.max(0, Math.floor((n1 * n2) / 2 - normalQuantile(1 - tail) * deviation));
  }
  let rank = 0;
  let sum = 0;
  for (const chance of chancesOfU(n1, n2)) {
    sum += chance;
    if (sum > tail) break;
    rank++;
  }
  return rank;
}

/** Median of the second over median of the first: 1.1 is 10 % more. Null where the first is 0. @throws as `median`. */
export function ratioOfMedians(first: readonly number[], second: readonly number[]): number | null {
  const before = median(first);
  const after = median(second);
  return before === 0 ? null : after / before;
}
