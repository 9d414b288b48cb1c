// What a screen asks of scraped samples over a time: gauges as they were, rates of counters, quantiles of histograms. Nothing
// else: for more there is Prometheus.
import { OpsError } from '#shared/model/ops-error.ts';
import type { ScrapeView } from '#shared/model/scrape.ts';
import type { SampledSeries } from '../metrics/metrics-reader.ts';
import { bucketQuantile } from './bucket-quantile.ts';
import type { SeriesValues } from './chunk-codec.ts';
import { counterRate, rateIntervals } from './counter-rate.ts';
import type { Grid } from './read-grid.ts';

export interface RangeAsked {
  as: ScrapeView;
  q: number;
  by: readonly string[] | null;
  intervalMs: number;
}

type Column = Grid['columns'][number];

/**
 * At the moments of the scrapes and at no others; where a scrape had no sample there is none.
 * - `rate`: see counterRate; with `by` the rates that there are at a moment are summed.
 * - `quantile`: of the rates of the buckets of one label set without `le` (with `by`: summed over the other labels), see
 *   bucketQuantile. NaN at a moment in which nothing was observed.
 * @throws OpsError `bad_input` for a gauge that is to be summed.
 */
export async function answerRange(
  { times, columns }: Grid,
  { as, q, by, intervalMs }: RangeAsked,
  breathe: () => Promise<void> | undefined,
): Promise<SampledSeries[]> {
  if (as === 'gauge' && by !== null) throw new OpsError('bad_input', 'Gauges are shown as they are; only rates and quantiles can be summed by labels.'); // prettier-ignore
  if (as === 'gauge') return columns.map(({ labels, column }) => sampled(times, labels, column));
  const rates: Column[] = [];
  for (const { labels, column } of columns) {
    await breathe();
    rates.push({ labels, column: counterRate(times, column, rateIntervals * intervalMs) });
  }
  const answers: SampledSeries[] = [];
  if (as === 'rate') {
    const summed = by === null ? rates : [...groups(rates, by, [])].map(([, { labels, members }]) => ({ labels, column: sum(times.length, members) })); // prettier-ignore
    answers.push(...summed.map(({ labels, column }) => sampled(times, labels, column)));
  } else {
    for (const [, { labels, members }] of groups(rates, by, ['le'])) {
      await breathe();
      answers.push(sampled(times, labels, quantiles(times.length, members, q)));
    }
  }
  return answers.filter((one) => one.times.length > 0);
}

/** By the values of these labels, or of all but `without`. */
function groups(
  columns: readonly Column[],
  by: readonly string[] | null,
  without: readonly string[],
): Map<string, { labels: Record<string, string>; members: Column[] }> {
  const found = new Map<string, { labels: Record<string, string>; members: Column[] }>();
  for (const column of columns) {
    const kept = Object.entries(column.labels).filter(([name]) => !without.includes(name) && (by === null || by.includes(name))); // prettier-ignore
    const key = JSON.stringify(kept);
    const group = found.get(key) ?? { labels: Object.fromEntries(kept), members: [] };
    group.members.push(column);
    found.set(key, group);
  }
  return found;
}

function sum(count: number, members: readonly Column[]): SeriesValues {
  const total = { values: new Float64Array(count).fill(NaN), present: new Uint8Array(count) };
  for (const { column } of members) {
    for (let at = 0; at < count; at++) {
      if (column.present[at] !== 1) continue;
      const before = total.present[at] === 1 ? (total.values[at] ?? 0) : 0;
      total.values[at] = before + (column.values[at] ?? NaN);
      total.present[at] = 1;
    }
  }
  return total;
}

/** A bucket whose bound is no number is none. */
function quantiles(count: number, members: readonly Column[], q: number): SeriesValues {
  const bounded = members.flatMap(({ labels, column }) => {
    const upperBound = boundOf(labels['le'] ?? '');
    return Number.isNaN(upperBound) ? [] : [{ upperBound, column }];
  });
  const answer = { values: new Float64Array(count).fill(NaN), present: new Uint8Array(count) };
  for (let at = 0; at < count; at++) {
    const buckets = bounded.flatMap(({ upperBound, column }) => (column.present[at] === 1 ? [{ upperBound, count: column.values[at] ?? NaN }] : [])); // prettier-ignore
    if (buckets.length === 0) continue;
    answer.values[at] = bucketQuantile(q, buckets);
    answer.present[at] = 1;
  }
  return answer;
}

const boundOf = (le: string): number => (/^\+?inf$/i.test(le) ? Infinity : le.trim() === '' ? NaN : Number(le));

function sampled(
  times: Float64Array,
  labels: Record<string, string>,
  { values, present }: SeriesValues,
): SampledSeries {
  // prettier-ignore
  const kept = times.map((_, at) => at).filter((at) => present[at] === 1);
  return { labels, times: kept.map((at) => times[at] ?? 0), values: kept.map((at) => values[at] ?? NaN) };
}
