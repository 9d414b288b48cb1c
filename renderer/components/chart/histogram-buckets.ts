// Turns the cumulative buckets of a Prometheus histogram (`le`) into what fell into each of them.
import type { ChartSeries } from './chart-types.ts';

export interface Bucket {
  /** Exclusive; -Infinity for the lowest of a histogram that may go below zero. */
  fromValue: number;
  /** Inclusive; Infinity for the highest. */
  toValue: number;
  /** One per time of the heat map; NaN is a gap. */
  counts: Float64Array;
}
export interface Buckets {
  times: Float64Array;
  /** The lowest first. */
  buckets: Bucket[];
  /** Series without a readable `le`, which are not shown. */
  leftOut: number;
}

/** Series of one `le` are added up. A count that would fall below zero, as after a reset, is a gap. */
export function bucketsOf(series: readonly ChartSeries[]): Buckets {
  const readable = series.filter(({ labels }) => !Number.isNaN(boundOf(labels['le'])));
  const times = Float64Array.from(new Set(readable.flatMap((one) => [...one.times]))).toSorted();
  const placeOf = new Map(Array.from(times, (time, place) => [time, place]));
  const cumulative = new Map<number, Float64Array>();
  for (const one of readable) {
    const bound = boundOf(one.labels['le']);
    const sums = cumulative.get(bound) ?? new Float64Array(times.length).fill(Number.NaN);
    one.times.forEach((time, at) => {
      const place = placeOf.get(time) ?? -1;
      const before = sums[place] ?? Number.NaN;
      sums[place] = (Number.isNaN(before) ? 0 : before) + (one.values[at] ?? Number.NaN);
    });
    cumulative.set(bound, sums);
  }
  const bounds = [...cumulative.keys()].toSorted((a, b) => a - b);
  const buckets = bounds.map((toValue, place): Bucket => {
    const below = cumulative.get(bounds[place - 1] ?? Number.NaN);
    const upTo = cumulative.get(toValue) ?? new Float64Array(times.length);
    const counts = upTo.map((count, at) => {
      const own = count - (below?.[at] ?? 0);
      return own < 0 ? Number.NaN : own;
    });
    // A first bound above zero stands for durations and sizes, which begin there.
    return { fromValue: bounds[place - 1] ?? (toValue > 0 ? 0 : -Infinity), toValue, counts };
  });
  return { times, buckets, leftOut: series.length - readable.length };
}

function boundOf(le: string | undefined): number {
  if (le === undefined || le === '') return Number.NaN;
  return le === '+Inf' ? Infinity : Number(le);
}
