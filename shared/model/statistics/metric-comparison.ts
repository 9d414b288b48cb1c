// What is asked of the comparison of one metric with its baseline, and what the answer holds.
import type { Outcome } from '../outcome.ts';
import type { Interval } from './proportion.ts';

/** Which way the metric gets worse. `either`: it is to stay where it is, and every change beyond the limit is a regression. */
export type Harm = 'higher' | 'lower' | 'either';
export type ComparisonVerdict = 'improved' | 'regressed' | 'unchanged' | 'inconclusive';

export interface CompareOptions {
  harm: Harm;
  /** The change that matters, as a share of the baseline's median: 0.05. Smaller ones are no verdict, however sure. */
  practicalLimit?: number;
  /** The same in units of the metric; then the share is not used. A baseline of 0 needs it. */
  absoluteLimit?: number;
  alpha?: number;
  /** `exact`: for sizes and counts that do not vary from run to run. One value a side is enough, and any other is a warning. */
  assume?: 'exact' | 'nothing';
}

export interface MetricComparison {
  verdict: ComparisonVerdict;
  /** For a gate: `fail` where it regressed; `pass` where harm beyond the limit is excluded; otherwise `inconclusive`. */
  outcome: Extract<Outcome, 'pass' | 'fail' | 'inconclusive'>;
  reason: string;
  n1: number;
  n2: number;
  /** Mann-Whitney, two-sided; adjusted for the number of metrics by compareMany. Null where it was not tested. */
  p: number | null;
  /** Hodges-Lehmann, in units of the metric, positive where it went up; its interval has confidence 1 - alpha. */
  shift: number;
  interval: Interval | null;
  /** Median after over median before; null over 0. */
  ratio: number | null;
  /** The median before, in units of the metric. */
  baseline: number;
  /** The limit in units of the metric. */
  limit: number;
  alpha: number;
  warnings: string[];
}

/** With fewer on each side no p is below 0.05. */
export const leastRuns = 4;
export const advisedRuns = 10;

/** Before the verdict. */
export type Measured = Omit<MetricComparison, 'verdict' | 'outcome' | 'reason'>;

/** What a change beyond the limit is, by its sign. */
export function directionOf(shift: number, harm: Harm): 'improved' | 'regressed' {
  if (harm === 'either') return 'regressed';
  return shift > 0 === (harm === 'higher') ? 'regressed' : 'improved';
}
