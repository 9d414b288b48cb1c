// How sure a share is: k bad ones among n seen. Zero of few is not zero.
import { betaQuantile } from './beta.ts';
import { normalQuantile } from './normal.ts';
import { requireCount, requirePositive, requireShare } from './preconditions.ts';
import { leastCountForUpperBound } from './quantiles.ts';

/** The ends of an interval, in the units of what is estimated. */
export interface Interval {
  lower: number;
  upper: number;
}

function requireCounts(k: number, n: number, confidence: number): void {
  requireCount(n, 'n', 1);
  requireCount(k, 'k');
  if (k > n) requireCount(n - k, 'n - k');
  requireShare(confidence, 'confidence');
}

/**
 * Wilson's score interval of a share (JASA 22, 1927): close to its confidence on average, also for shares near 0 and 1
 * (Brown, Cai & DasGupta, Statistical Science 16, 2001). Constant time.
 *
 * @param k How many of the `n` were it; whole numbers, 0 <= k <= n, n >= 1.
 * @param confidence Two-sided.
 * @returns Shares from 0 to 1.
 * @throws OpsError bad_input for other arguments.
 */
export function wilsonInterval(k: number, n: number, confidence = 0.95): Interval {
  requireCounts(k, n, confidence);
  const z = normalQuantile(1 - (1 - confidence) / 2);
  const share = k / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    lower: k === 0 ? 0 : Math.min(share, (centre - half) / scale),
    upper: k === n ? 1 : Math.max(share, (centre + half) / scale),
  };
}

/**
 * The exact interval of Clopper & Pearson (Biometrika 26, 1934): covers at least its confidence for every share, and mostly
 * more. For gates that must not err on the bad side. About 120 evaluations of the incomplete beta function.
 * Arguments, result and errors as `wilsonInterval`.
 */
export function clopperPearsonInterval(k: number, n: number, confidence = 0.95): Interval {
  requireCounts(k, n, confidence);
  const tail = (1 - confidence) / 2;
  return {
    lower: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    upper: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  };
}

/**
 * The one-sided 95 % upper bound of the rate of what has not happened once: 3 / exposure (Hanley & Lippman-Hand, JAMA 249,
 * 1983). In events per unit of the exposure: trials, hours. No crash in 72 h bounds the rate at 1 per 24 h, no better.
 *
 * @throws OpsError bad_input unless the exposure is above 0.
 */
export function ruleOfThree(exposure: number): number {
  requirePositive(exposure, 'exposure');
  return 3 / exposure;
}

/**
 * How many trials in a row without a failure it takes to say that fewer than `rate` of them fail: 59 for 5 %, 299 for 1 %,
 * at 95 %. The least n with (1 - rate)^n <= 1 - confidence.
 *
 * @throws OpsError bad_input unless rate and confidence are above 0 and below 1.
 */
export function passesNeeded(rate: number, confidence = 0.95): number {
  requireShare(rate, 'rate');
  return leastCountForUpperBound(1 - rate, confidence);
}
