// Series as the cumulative buckets that a heat map takes: as Prometheus gives them, as rows of their own, or counted here
// from plain values. Pure.
import type { ShapeOf } from '#shared/model/dashboard/panel.ts';
import type { ChartSeries } from '../../components/chart/chart-types.ts';
import { extent } from './chart-of.ts';
import type { ShownSeries } from './shown-series.ts';

const plainRows = 12;

/** @param cumulative whether each bucket already has what fell into the lower ones. */
export function heatOf(all: readonly ShownSeries[], shape: ShapeOf<'heatmap'>, cumulative: boolean): ChartSeries[] {
  if (shape.buckets === 'calculated') return counted(all, shape.calculatedRows ?? plainRows);
  const bounded = all.map((one) => ({ one, bound: boundOf(one) })).toSorted((a, b) => a.bound - b.bound);
  if (cumulative) return bounded.map(({ one, bound }) => bucket(one.key, bound, one.times, one.values));
  const sums = new Map<number, number>();
  return bounded.map(({ one, bound }) => {
    const values = one.values.map((value, at) => {
      const time = one.times[at] ?? 0;
      const sum = (sums.get(time) ?? 0) + (Number.isNaN(value) ? 0 : value);
      sums.set(time, sum);
      return sum;
    });
    return bucket(one.key, bound, one.times, values);
  });
}

/** The label `le`, or the name, where it is a number; NaN for neither, which the chart counts as left out. */
function boundOf({ labels, name }: ShownSeries): number {
  const text = labels['le'] ?? name;
  if (/^\+?inf$/i.test(text)) return Infinity;
  const value = Number.parseFloat(text);
  return text.trim() === '' ? Number.NaN : value;
}

const bucket = (key: string, bound: number, times: Float64Array, values: Float64Array): ChartSeries => ({
  key,
  name: String(bound),
  labels: { le: bound === Infinity ? '+Inf' : Number.isNaN(bound) ? '' : String(bound) },
  times,
  values,
});

/** How many series lie below each of so many bounds, at each moment. */
function counted(all: readonly ShownSeries[], rows: number): ChartSeries[] {
  const found = extent(all.map(({ values }) => values));
  if (found === null) return [];
  const times = Float64Array.from(new Set(all.flatMap((one) => [...one.times]))).toSorted();
  const place = new Map(Array.from(times, (time, at) => [time, at]));
  const height = (found.max - found.min) / rows || 1;
  return Array.from({ length: rows }, (_, row) => {
    const bound = row === rows - 1 ? found.max : found.min + height * (row + 1);
    const counts = new Float64Array(times.length);
    for (const { times: own, values } of all) {
      own.forEach((time, at) => {
        const index = place.get(time) ?? -1;
        if ((values[at] ?? Number.NaN) <= bound) counts[index] = (counts[index] ?? 0) + 1;
      });
    }
    return bucket(`row ${row}`, Number(bound.toPrecision(6)), times, counts);
  });
}
