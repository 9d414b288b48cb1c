// Judges a share of counted events, and through it a quantile: never on the share alone, always on the interval it lies in.
import { clopperPearsonInterval, wilsonInterval, type Interval } from '../statistics/proportion.ts';
import { countText } from '../statistics/number-words.ts';
import { wantsLess, type Operator } from './criterion.ts';
import type { Judgement } from './judgement.ts';
import { shareText } from './words.ts';

export type Side = 'right' | 'wrong' | 'between';

/** Where an interval lies: wholly on the right side of a threshold, wholly on the wrong one, or on both. */
export function sideOf({ lower, upper }: Interval, op: Operator, threshold: number): Side {
  const less = wantsLess(op);
  if (less === null) return 'between';
  // The threshold itself is on the wrong side of a strict comparison.
  const strict = op === '<' || op === '>';
  if (less) {
    if (strict ? upper < threshold : upper <= threshold) return 'right';
    return (strict ? lower >= threshold : lower > threshold) ? 'wrong' : 'between';
  }
  if (strict ? lower > threshold : lower >= threshold) return 'right';
  return (strict ? upper <= threshold : upper < threshold) ? 'wrong' : 'between';
}

const mostEvents = 1e9;

/**
 * About how many events it takes until the interval lies on one side, if the share stays as it is. Exact where it is 0 or 1.
 *
 * @returns Null where a thousand million are not enough: the share is too near to the threshold to tell.
 */
export function neededEvents(share: number, tells: (k: number, n: number) => boolean): number | null {
  const at = (n: number): boolean => tells(Math.round(share * n), n);
  let high = 1;
  while (high < mostEvents && !at(high)) high *= 2;
  if (!at(high)) return null;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle)) high = middle;
    else low = middle;
  }
  return high;
}

export interface ShareQuestion {
  /** Events of the share, among `n`; whole numbers, 0 <= k <= n. */
  k: number;
  n: number;
  op: Operator;
  /** A share. */
  threshold: number;
  /** Fewer say nothing, whatever their interval. */
  minSamples: number;
}

/** By Wilson's interval, 95 %. */
export function judgeShare({ k, n, op, threshold, minSamples }: ShareQuestion): Judgement {
  const tells = (events: number, of: number): boolean =>
    of >= minSamples && sideOf(wilsonInterval(events, of), op, threshold) !== 'between';
  const limit = `${op} ${shareText(threshold)}`;
  if (n === 0) {
    const needed = Math.max(minSamples, neededEvents(0, tells) ?? neededEvents(1, tells) ?? minSamples);
    return { outcome: 'inconclusive', reason: `not enough evidence: 0 of at least ${needed} events; no event is no pass`, value: null, interval: null, n, needed, notes: [] }; // prettier-ignore
  }
  const interval = wilsonInterval(k, n);
  const side = sideOf(interval, op, threshold);
  const needed = neededEvents(k / n, tells);
  const seen = `${shareText(k / n)} of ${countText(n)} events (95 %: ${shareText(interval.lower)} to ${shareText(interval.upper)}), wanted ${limit}`;
  const numbers = { value: k / n, interval, n, needed, notes: [] };
  if (n < minSamples || side === 'between') return { outcome: 'inconclusive', reason: `${seen}: ${tooFew(n, needed)}`, ...numbers }; // prettier-ignore
  return side === 'right'
    ? { outcome: 'pass', reason: seen, ...numbers }
    : { outcome: 'fail', reason: seen, ...numbers };
}

function tooFew(n: number, needed: number | null): string {
  if (needed === null) return 'too near to the limit for any number of events to tell';
  return `not enough evidence, ${countText(n)} of about ${countText(Math.max(needed, n + 1))} needed`;
}

export interface QuantileQuestion {
  q: number;
  op: Operator;
  /** Values surely on the wrong side of the threshold, and those of which it is not known on which. */
  wrong: number;
  unknown: number;
  n: number;
  minSamples: number;
}

export interface QuantileSide {
  side: Side;
  /** The share of wrong values that the quantile allows. */
  allowed: number;
  needed: number | null;
}

/**
 * A quantile is below a threshold where fewer than 1 - q of the values are above it, so it is judged as that share, by the
 * exact one-sided bounds of 95 %. With none on the wrong side that takes 59 values for p95, 299 for p99, 2,995 for p99.9.
 */
export function sideOfQuantile({ q, op, wrong, unknown, n, minSamples }: QuantileQuestion): QuantileSide {
  const allowed = wantsLess(op) ? 1 - q : q;
  const tells = (k: number, of: number): boolean => of >= minSamples && sideOfWrong(k, of, allowed) !== 'between';
  if (n === 0) return { side: 'between', allowed, needed: neededEvents(0, tells) };
  // What is not known counts against either claim.
  const best = sideOfWrong(wrong, n, allowed);
  const worst = sideOfWrong(wrong + unknown, n, allowed);
  const side = n < minSamples ? 'between' : worst === 'right' ? 'right' : best === 'wrong' ? 'wrong' : 'between';
  return { side, allowed, needed: neededEvents(wrong / n, tells) };
}

function sideOfWrong(k: number, n: number, allowed: number): Side {
  // 0.9: each end leaves out 5 %.
  const { lower, upper } = clopperPearsonInterval(k, n, 0.9);
  if (upper < allowed) return 'right';
  return lower > allowed ? 'wrong' : 'between';
}
