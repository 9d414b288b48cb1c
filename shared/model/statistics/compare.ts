// One metric of a build against its baseline: summaries of runs on each side, one value a run. Points of one time series are
// no runs: 60 of them that resemble each other by 0.8 raise a false alarm every second time.
import { effectiveSampleSize, lag1Autocorrelation } from './autocorrelation.ts';
import { compareExactly } from './compare-exact.ts';
import { verdictInWords } from './compare-words.ts';
import {
  directionOf,
  leastRuns,
  type CompareOptions,
  type ComparisonVerdict,
  type Harm,
  type Measured,
  type MetricComparison,
} from './metric-comparison.ts';
import { holm } from './multiple.ts';
import { requireFinite, requirePositive, requireShare } from './preconditions.ts';
import { median } from './quantiles.ts';
import { rankTest } from './rank-test.ts';
import { hodgesLehmannShift, ratioOfMedians } from './shift.ts';

/**
 * Compares runs before and after. Regressed or improved takes both p < alpha and a shift beyond the limit; unchanged takes an
 * interval within the limit: that nothing was found is not that nothing is there. Everything else is inconclusive. (Kayenta's
 * rule of a tolerance around the Hodges-Lehmann interval, with benchstat's floors; Kayenta's noise on tied data is not copied.)
 *
 * Of the order of n1 * n2.
 *
 * @param before Runs of the baseline, in the order in which they were made.
 * @param after Runs of what is judged, likewise.
 * @throws OpsError bad_input where a side is empty, a value not finite, or a limit not above 0.
 */
export function compare(
  before: readonly number[],
  after: readonly number[],
  options: CompareOptions,
): MetricComparison {
  return judged(measure(before, after, options), { before, after, options });
}

export interface MetricRuns {
  before: readonly number[];
  after: readonly number[];
  options: CompareOptions;
}

/**
 * Compares many metrics at once, so that all together raise a false alarm with chance alpha at most (Holm). Metrics with too
 * few runs, and exact ones, are not tested and not counted. The intervals are not adjusted: all of them have to exclude harm
 * for all to pass, and that needs no adjustment (Berger, Technometrics 24, 1982).
 *
 * @returns In the order given. @throws OpsError as `compare`.
 */
export function compareMany(metrics: readonly MetricRuns[]): MetricComparison[] {
  const measured = metrics.map(({ before, after, options }) => measure(before, after, options));
  const tested = measured.flatMap(({ p }, index) => (p === null ? [] : [{ p, index }]));
  const adjusted = holm(tested.map(({ p }) => p));
  const pOf = new Map(tested.map(({ index }, place) => [index, adjusted[place] ?? 1]));
  return metrics.map((metric, index) => {
    const one = measured[index] as Measured;
    return judged({ ...one, p: pOf.get(index) ?? one.p }, metric);
  });
}

function measure(before: readonly number[], after: readonly number[], options: CompareOptions): Measured {
  const { practicalLimit = 0.05, absoluteLimit, alpha = 0.05 } = options;
  requireFinite(before, 'before');
  requireFinite(after, 'after');
  requirePositive(practicalLimit, 'practicalLimit');
  if (absoluteLimit !== undefined) requirePositive(absoluteLimit, 'absoluteLimit');
  requireShare(alpha, 'alpha');
  const baseline = median(before);
  const { estimate, interval } = hodgesLehmannShift(before, after, 1 - alpha);
  const testable = options.assume !== 'exact' && Math.min(before.length, after.length) >= leastRuns;
  return {
    n1: before.length,
    n2: after.length,
    p: testable ? rankTest(after, before).p : null,
    shift: estimate,
    interval,
    ratio: ratioOfMedians(before, after),
    baseline,
    limit: absoluteLimit ?? practicalLimit * Math.abs(baseline),
    alpha,
    warnings: options.assume === 'exact' ? [] : [...dependence('before', before), ...dependence('after', after)],
  };
}

/** Independent values exceed twice 1 / sqrt(n) once in 40 times. Few values say nothing of it. */
function dependence(side: string, values: readonly number[]): string[] {
  const r = lag1Autocorrelation(values);
  if (r === null || values.length < 10 || r <= 2 / Math.sqrt(values.length)) return [];
  const worth = Math.floor(effectiveSampleSize(values.length, r));
  return [
    `the values ${side} resemble their neighbours (${r.toFixed(2)}): ${values.length} are worth about ${worth}, and p is too small; one value a run is wanted`,
  ];
}

function judged(measured: Measured, { before, after, options }: MetricRuns): MetricComparison {
  if (options.assume === 'exact') return { ...measured, ...compareExactly(before, after, measured, options) };
  const verdict = verdictOf(measured, options.harm);
  const harmless = verdict !== 'regressed' && harmExcluded(measured, options.harm);
  const outcome = verdict === 'regressed' ? 'fail' : harmless ? 'pass' : 'inconclusive';
  return { ...measured, verdict, outcome, reason: verdictInWords(measured, verdict, harmless, options.harm) };
}

function verdictOf({ p, shift, interval, limit, alpha }: Measured, harm: Harm): ComparisonVerdict {
  if (p === null || interval === null || limit === 0) return 'inconclusive';
  if (p < alpha && Math.abs(shift) > limit) return directionOf(shift, harm);
  return interval.lower > -limit && interval.upper < limit ? 'unchanged' : 'inconclusive';
}

function harmExcluded({ p, interval, limit }: Measured, harm: Harm): boolean {
  if (p === null || interval === null || limit === 0) return false;
  const notHigher = interval.upper < limit;
  const notLower = interval.lower > -limit;
  return harm === 'either' ? notHigher && notLower : harm === 'higher' ? notHigher : notLower;
}
