// Judges a quantile of measured values, or of a histogram's buckets, by how many values are on the wrong side.
import { correctedLag1, effectiveSampleSize, lag1Autocorrelation } from '../statistics/autocorrelation.ts';
import { countText, percentText } from '../statistics/number-words.ts';
import { quantile, quantileInterval } from '../statistics/quantiles.ts';
import { holds, wantsLess, type Criterion, type MetricOf } from './criterion.ts';
import { unproven, type Judgement } from './judgement.ts';
import { sideOfQuantile } from './share-judgement.ts';
import { metricWords, valueText } from './words.ts';

type Quantile = MetricOf<'quantile'>;

/** @param values Those of all series together, each series in order of time; what is not a number is left out. */
export function judgeQuantileOfSamples(criterion: Criterion, metric: Quantile, series: readonly number[][]): Judgement {
  const all = series.flat();
  const values = all.filter((value) => !Number.isNaN(value));
  const { op, threshold } = criterion;
  const wrong = values.filter((value) => !holds(value, op, threshold)).length;
  const finite = values.filter(Number.isFinite);
  const estimated = finite.length === values.length && values.length > 0;
  const interval = estimated ? quantileInterval(values, metric.q, 0.9) : null;
  return judged(criterion, metric, {
    n: values.length,
    wrong,
    unknown: 0,
    value: estimated ? quantile(values, metric.q) : null,
    interval: interval && { lower: interval.lower, upper: interval.upper },
    notes: [...missing(all.length - values.length), ...dependence(series)],
  });
}

function missing(count: number): string[] {
  return count === 0 ? [] : [`${count} samples are NaN and left out`];
}

/** Neighbours that resemble each other are worth fewer than they are. */
export function dependence(series: readonly number[][]): string[] {
  return series.flatMap((values) => {
    if (values.length < 20 || !values.every(Number.isFinite)) return [];
    const r = correctedLag1(lag1Autocorrelation(values), values.length);
    if (r === null || r < 0.5) return [];
    const worth = Math.floor(effectiveSampleSize(values.length, r));
    return [`samples resemble their neighbours (${r.toFixed(2)}): ${values.length} are worth about ${worth}`];
  });
}

export interface Bucket {
  /** The greatest value it holds; infinite for the last one. */
  le: number;
  /** Events up to that value. */
  count: number;
}

/** @param buckets Cumulative, of one histogram. @param total How many events there were, by their own count. */
export function judgeQuantileOfBuckets(
  criterion: Criterion,
  metric: Quantile,
  buckets: readonly Bucket[],
  total: number,
): Judgement {
  const { op, threshold, unit } = criterion;
  const sorted = buckets.filter(({ le, count }) => !Number.isNaN(le) && Number.isFinite(count)).toSorted((a, b) => a.le - b.le); // prettier-ignore
  if (sorted.length < 2 || sorted.at(-1)?.le !== Infinity) {
    return unproven(
      'inconclusive',
      `there are ${sorted.length} buckets, and a histogram has at least one besides le="+Inf"`,
    );
  }
  const n = Math.round(total);
  const upTo = (count: number | undefined): number => Math.min(n, Math.max(0, Math.round(count ?? 0)));
  const below = upTo(sorted.findLast(({ le }) => le <= threshold)?.count);
  const above = n - upTo(sorted.find(({ le }) => le >= threshold)?.count);
  const wrong = wantsLess(op) ? above : below;
  const unknown = n - above - below;
  const exact = sorted.some(({ le }) => le === threshold);
  const note = `no bucket ends at ${valueText(threshold, unit)}, so ${unknown} events may be on either side of it`;
  return judged(criterion, metric, {
    n,
    wrong,
    unknown,
    value: estimate(sorted, metric.q),
    interval: null,
    notes: exact || unknown === 0 ? [] : [note],
  });
}

/** Within its bucket by its place, as histogram_quantile does; in the last one its lower end. Null where nothing was counted. */
function estimate(sorted: readonly Bucket[], q: number): number | null {
  const all = sorted.at(-1)?.count ?? 0;
  if (all <= 0) return null;
  const rank = q * all;
  const at = sorted.findIndex(({ count }) => count >= rank);
  const [bucket, before] = [sorted[at], sorted[at - 1] ?? { le: 0, count: 0 }];
  if (!bucket) return null;
  if (!Number.isFinite(bucket.le)) return before.le;
  const within = bucket.count - before.count;
  return within <= 0 ? bucket.le : before.le + ((bucket.le - before.le) * (rank - before.count)) / within;
}

type Seen = Pick<Judgement, 'value' | 'interval' | 'notes'> & { n: number; wrong: number; unknown: number };

function judged(criterion: Criterion, metric: Quantile, { n, wrong, unknown, ...numbers }: Seen): Judgement {
  const { op, threshold, unit } = criterion;
  const { side, allowed, needed } = sideOfQuantile({
    q: metric.q,
    op,
    wrong,
    unknown,
    n,
    minSamples: metric.minSamples,
  });
  const kept = { ...numbers, n, needed };
  const name = metricWords(metric).split(' ')[0];
  if (n === 0) return { outcome: 'inconclusive', reason: `not enough evidence: 0 of ${needed} samples needed; that is not a pass`, ...kept }; // prettier-ignore
  const value = numbers.value === null ? '' : ` is about ${valueText(numbers.value, unit)}`;
  const counted = `${countText(wrong)} of ${countText(n)} are on the wrong side, and ${percentText(allowed)} may be`;
  const seen = `${name}${value}, wanted ${op} ${valueText(threshold, unit)}: ${counted}`;
  if (side === 'right') return { outcome: 'pass', reason: seen, ...kept };
  if (side === 'wrong') return { outcome: 'fail', reason: seen, ...kept };
  const why = unknown > 0 && n >= (needed ?? Infinity) ? 'the buckets are too wide to tell' : needed === null ? 'too near to the limit for any number to tell' : `not enough evidence, ${countText(n)} of about ${countText(Math.max(needed, n + 1))} needed`; // prettier-ignore
  return { outcome: 'inconclusive', reason: `${seen}: ${why}`, ...kept };
}
