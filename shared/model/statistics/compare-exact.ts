// Metrics that do not vary: sizes, counts. One run a side says all, and a value that varies is itself the news.
import { directionOf, type CompareOptions, type Measured, type MetricComparison } from './metric-comparison.ts';
import { percentText } from './number-words.ts';

type Judged = Pick<MetricComparison, 'verdict' | 'outcome' | 'reason' | 'p' | 'interval' | 'warnings'>;

/**
 * Compares without a test. Values that vary within a side are inconclusive: the metric is not what it is assumed to be. A
 * change within the limit is unchanged with a warning (benchstat's `assume=exact`, which warns on any variation).
 */
export function compareExactly(
  runsBefore: readonly number[],
  runsAfter: readonly number[],
  { shift, limit }: Pick<Measured, 'shift' | 'limit'>,
  { harm }: Pick<CompareOptions, 'harm'>,
): Judged {
  const before = constantOf(runsBefore);
  const after = constantOf(runsAfter);
  if (before === null || after === null) {
    const side = before === null ? 'before' : 'after';
    const warning = `assumed to be exact, and the values ${side} vary`;
    return {
      verdict: 'inconclusive',
      outcome: 'inconclusive',
      reason: warning,
      p: null,
      interval: null,
      warnings: [warning],
    };
  }
  const interval = { lower: shift, upper: shift };
  if (shift === 0) {
    return {
      verdict: 'unchanged',
      outcome: 'pass',
      reason: `exactly ${before}, as before`,
      p: null,
      interval,
      warnings: [],
    };
  }
  const share = before === 0 ? '' : ` (${percentText(shift / Math.abs(before))})`;
  const change = `${before} became ${after}${share}`;
  // Over a baseline of 0 without a limit in units every change is beyond it.
  const verdict = Math.abs(shift) > limit ? directionOf(shift, harm) : 'unchanged';
  const reason = verdict === 'unchanged' ? `${change}, within the limit` : `${verdict}: ${change}`;
  return { verdict, outcome: verdict === 'regressed' ? 'fail' : 'pass', reason, p: null, interval, warnings: [change] };
}

function constantOf(values: readonly number[]): number | null {
  const [first = null] = values;
  return values.every((value) => value === first) ? first : null;
}
