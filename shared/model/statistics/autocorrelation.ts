// How much neighbouring values of a series resemble each other, and how few independent ones it is worth then.
import { requireFinite } from './preconditions.ts';

/**
 * The lag-1 autocorrelation, from -1 to 1, of values evenly spaced in time (Box & Jenkins, Time Series Analysis, 2.1). With
 * few values it is too low by about (1 + 4r) / n (Kendall, Biometrika 41, 1954). Linear time.
 *
 * @returns Null for fewer than 3 values or values all the same: there is nothing to relate.
 * @throws OpsError bad_input for values that are not finite.
 */
export function lag1Autocorrelation(values: readonly number[]): number | null {
  requireFinite(values, 'values', 0);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value / n, 0);
  let [products, squares] = [0, 0];
  let before: number | null = null;
  for (const value of values) {
    const from = value - mean;
    if (before !== null) products += from * before;
    squares += from * from;
    before = from;
  }
  // The mean of equal values may miss them by a rounding, and leave squares that mean nothing.
  const same = values.every((value) => value === values[0]);
  return n < 3 || same || squares === 0 ? null : products / squares;
}

/**
 * How many independent values have the same information about the mean: n (1 - r) / (1 + r), for a first-order series (Bayley &
 * Hammersley, JRSS Supplement 8, 1946). From 1 to n: a negative r is not taken as a gain.
 *
 * @param r The lag-1 autocorrelation, or null where there is none.
 */
export function effectiveSampleSize(n: number, r: number | null): number {
  if (r === null || r <= 0) return n;
  return Math.max(Math.min(n, 1), (n * (1 - r)) / (1 + r));
}

/**
 * The lag-1 autocorrelation with what it is too low by added back, r + (1 + 4r) / n (Kendall 1954; Marriott & Pope, Biometrika
 * 41, 1954), where it is above 0; at most 0.99. Without it 48 points of r = 0.85 have intervals that hold 84 % instead of 95 %.
 */
export function correctedLag1(r: number | null, n: number): number | null {
  return r === null || r <= 0 ? r : Math.min(0.99, r + (1 + 4 * r) / n);
}
