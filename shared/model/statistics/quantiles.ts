// Quantiles of measured values, how sure they are, and how many values a claim about one needs.
// Percentiles of parts are never averaged: that is no percentile of anything.
import { binomialCdf } from './beta.ts';
import { requireFinite, requireShare } from './preconditions.ts';

/**
 * The estimate of a quantile by linear interpolation (type 7 of Hyndman & Fan, The American Statistician 50, 1996; the
 * default of R, NumPy and Excel). Sorts a copy: n log n.
 *
 * @param q From 0, the least value, to 1, the greatest.
 * @throws OpsError bad_input for no values, values that are not finite, or q outside of 0 to 1.
 */
export function quantile(values: readonly number[], q: number): number {
  requireFinite(values, 'values');
  return quantileOfSorted(Float64Array.from(values).sort(), q);
}

/** As `quantile`, of finite values that are already in ascending order: constant time. */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  if (q !== 0 && q !== 1) requireShare(q, 'q');
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) {
    requireFinite([], 'values');
    return Number.NaN;
  }
  // Not below + share * (above - below): that can fall outside of the two by rounding.
  const share = place - Math.floor(place);
  return share === 0 ? below : Math.min(above, Math.max(below, below * (1 - share) + above * share));
}

/** The middle value; of an even number, the mean of the middle two. In units of the values. @throws as `quantile`. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * The median absolute deviation from the median, in units of the values, not scaled (Hampel, JASA 69, 1974). Times 1.4826
 * it estimates the standard deviation of normal values. @throws as `quantile`.
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

export interface QuantileInterval {
  /** A value that was measured; null where there are too few to bound the quantile on this side. */
  lower: number | null;
  upper: number | null;
  /** The place of each among the sorted values, from 1. */
  lowerRank: number | null;
  upperRank: number | null;
  /** What the interval really covers, from 0 to 1: at least what was asked for where both ends exist. */
  coverage: number;
}

/**
 * An interval that holds the true quantile with at least the asked confidence, whatever the distribution: the order
 * statistics whose binomial tail is at most half of the rest on each side (David & Nagaraja, Order Statistics, 7.1).
 * The values have to be independent of each other. With few values and q near an end the interval is widened to hold the
 * estimate of `quantile`, which interpolates. n log n.
 *
 * @param q Above 0 and below 1.
 * @param confidence Two-sided, above 0 and below 1.
 * @throws OpsError bad_input as `quantile`.
 */
export function quantileInterval(values: readonly number[], q: number, confidence = 0.95): QuantileInterval {
  requireFinite(values, 'values');
  requireShare(q, 'q');
  requireShare(confidence, 'confidence');
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const tail = (1 - confidence) / 2;
  // B, the number of values below the quantile, is binomial. The r-th smallest is above it with chance P(B < r).
  const place = (n - 1) * q;
  const most = Math.min(firstWhere(n + 1, (r) => binomialCdf(r - 1, n, q) > tail) - 1, Math.floor(place) + 1);
  const least = Math.max(
    firstWhere(n + 1, (s) => 1 - binomialCdf(s - 1, n, q) <= tail),
    Math.ceil(place) + 1,
  );
  const missed = binomialCdf(most - 1, n, q) + (least > n ? 0 : 1 - binomialCdf(least - 1, n, q));
  return {
    lower: most < 1 ? null : (sorted[most - 1] ?? null),
    upper: least > n ? null : (sorted[least - 1] ?? null),
    lowerRank: most < 1 ? null : most,
    upperRank: least > n ? null : least,
    coverage: 1 - missed,
  };
}

/** The least number from 1 to `limit` for which it holds, given that it then holds for all above; `limit` if none below. */
function firstWhere(limit: number, holds: (candidate: number) => boolean): number {
  let low = 1;
  let high = limit;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * How many independent values are needed before the greatest of them is, with this confidence, at least the quantile: the
 * least n with q^n <= 1 - confidence (Wilks, Annals of Mathematical Statistics 12, 1941). At 95 %: 59 for p95, 299 for p99,
 * 2995 for p99.9. With fewer, nothing measured bounds the quantile from above.
 *
 * @throws OpsError bad_input unless q and confidence are above 0 and below 1.
 */
export function leastCountForUpperBound(q: number, confidence = 0.95): number {
  requireShare(q, 'q');
  requireShare(confidence, 'confidence');
  return Math.ceil(Math.log1p(-confidence) / Math.log(q));
}
