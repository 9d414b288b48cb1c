// The rate of a counter, per second, at the moments of its scrapes.
import type { SeriesValues } from './chunk-codec.ts';

/** The two samples that a rate is of lie within so many intervals; further apart there is a gap. */
export const rateIntervals = 4;

/**
 * Over the two last samples, as Prometheus' irate: what it grew by the time between them. A value below the one before is
 * a counter that began anew at zero. Nothing is extrapolated, and there is none at the first sample and behind a gap.
 * @param times epoch ms of the scrapes, ascending, as many as there are values
 * @returns `present` where there is a rate
 */
export function counterRate(times: Float64Array, { values, present }: SeriesValues, windowMs: number): SeriesValues {
  const rates = new Float64Array(values.length).fill(NaN);
  const known = new Uint8Array(values.length);
  let last = -1;
  for (let at = 0; at < values.length; at++) {
    if (present[at] !== 1) continue;
    const before = last;
    last = at;
    const spanMs = (times[at] ?? 0) - (times[before] ?? 0);
    if (before < 0 || spanMs <= 0 || spanMs > windowMs) continue;
    const value = values[at] ?? NaN;
    const earlier = values[before] ?? NaN;
    rates[at] = ((value < earlier ? value : value - earlier) / spanMs) * 1000;
    known[at] = 1;
  }
  return { values: rates, present: known };
}
