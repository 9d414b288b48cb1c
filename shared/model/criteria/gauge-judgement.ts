// Judges the points of a gauge over a window: how many there are and what is missing decide before their values may.
import { exactDurationInWords } from '../duration.ts';
import { median } from '../statistics/quantiles.ts';
import { holds, wantsLess, type Criterion, type MetricOf } from './criterion.ts';
import { unproven, type Judgement } from './judgement.ts';
import { seriesName, valueText } from './words.ts';

export interface Points {
  labels: Record<string, string>;
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

interface Seen {
  name: string;
  /** Numbers, infinities among them. */
  values: number[];
  notNumbers: number;
  longestGapMs: number;
  /** The value that is compared. */
  value: number;
}

/**
 * Every series has to hold. A point on the wrong side is a failure however few there are, where every point counts; all else
 * takes enough points without a longer gap than allowed. NaN is no point, and no series is no pass.
 */
export function judgeGauge(
  criterion: Criterion,
  metric: MetricOf<'query'>,
  series: readonly Points[],
  span: { fromMs: number; toMs: number },
): Judgement {
  if (series.length === 0) return unproven('inconclusive', 'there is no series; that is not a pass');
  const { op, threshold, unit } = criterion;
  const seen = series.map((one) => lookAt(one, criterion, metric, span));
  const notes = notesOf(seen);
  const n = seen.reduce((sum, { values }) => sum + values.length, 0);
  if (n === 0) return { ...unproven('inconclusive', 'no point is a number; that is not a pass', notes), n };
  const judged = seen.filter(({ values }) => values.length > 0);
  const worst = judged.reduce((a, b) => (isWorse(b.value, a.value, criterion) ? b : a));
  const numbers = {
    value: Number.isFinite(worst.value) ? worst.value : null,
    interval: null,
    n: Math.min(...seen.map(({ values }) => values.length)),
    needed: metric.minSamples,
    notes,
  };
  const where = seen.length === 1 ? '' : `, of ${seen.length} series in ${worst.name}`;
  const words = `${takeWords[metric.take]} ${valueText(worst.value, unit)}${where}; wanted ${op} ${valueText(threshold, unit)}`;
  const wrong = !holds(worst.value, op, threshold);
  if (wrong && metric.take === 'worst') return { outcome: 'fail', reason: words, ...numbers };
  const short = seen.find(({ values }) => values.length < metric.minSamples);
  const of = (one: Seen): string => (seen.length === 1 ? '' : `${one.name} has `);
  if (short) return { outcome: 'inconclusive', reason: `not enough evidence: ${of(short)}${short.values.length} of ${metric.minSamples} points needed; ${words}`, ...numbers }; // prettier-ignore
  const broken = seen.find(({ longestGapMs }) => longestGapMs > metric.maxGapMs);
  if (broken) return { outcome: 'inconclusive', reason: `not enough evidence: ${of(broken)}${exactDurationInWords(broken.longestGapMs)} without a point, and ${exactDurationInWords(metric.maxGapMs)} are allowed; ${words}`, ...numbers }; // prettier-ignore
  return { outcome: wrong ? 'fail' : 'pass', reason: words, ...numbers };
}

const takeWords = { worst: 'the worst is', last: 'the last is', mean: 'the mean is', median: 'the median is' } as const;

function lookAt(
  { labels, times, values }: Points,
  criterion: Criterion,
  { take }: MetricOf<'query'>,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Seen {
  const kept: number[] = [];
  let [before, longestGapMs, notNumbers] = [fromMs, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const [value, time] = [values[at] ?? Number.NaN, times[at] ?? Number.NaN];
    if (Number.isNaN(value)) {
      notNumbers++;
      continue;
    }
    kept.push(value);
    longestGapMs = Math.max(longestGapMs, time - before);
    before = time;
  }
  longestGapMs = Math.max(longestGapMs, toMs - before);
  return { name: seriesName(labels), values: kept, notNumbers, longestGapMs, value: valueOf(kept, take, criterion) };
}

function valueOf(values: readonly number[], take: MetricOf<'query'>['take'], criterion: Criterion): number {
  if (values.length === 0) return Number.NaN;
  if (take === 'last') return values.at(-1) ?? Number.NaN;
  if (take === 'worst') return values.reduce((a, b) => (isWorse(b, a, criterion) ? b : a));
  const finite = values.filter(Number.isFinite);
  if (finite.length < values.length || finite.length === 0) return values.find((value) => !Number.isFinite(value)) ?? Number.NaN; // prettier-ignore
  return take === 'median' ? median(finite) : finite.reduce((sum, value) => sum + value / finite.length, 0);
}

function isWorse(value: number, other: number, { op, threshold }: Criterion): boolean {
  const less = wantsLess(op);
  if (less !== null) return less ? value > other : value < other;
  return !holds(value, op, threshold) && holds(other, op, threshold);
}

function notesOf(seen: readonly Seen[]): string[] {
  const lost = seen.reduce((sum, { notNumbers }) => sum + notNumbers, 0);
  return lost === 0 ? [] : [`${lost} ${lost === 1 ? 'point is' : 'points are'} NaN and left out`];
}
