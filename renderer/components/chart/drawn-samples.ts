// How the samples of a series are laid out for drawing: turned over, joined over gaps, as stairs. The series itself stays
// as it was answered: legends, tooltips, tables and files read that. Pure.
import type { Sampled } from './stack-series.ts';
import type { SeriesStyle } from './chart-types.ts';

/** Below zero where it is mirrored; without its NaN where gaps are bridged, so that neighbours come to lie side by side. */
export function drawnSamples(series: Sampled, { mirrored, bridgeMs }: SeriesStyle): Sampled {
  const values = mirrored === true ? series.values.map((value) => -value) : series.values;
  if (bridgeMs === undefined || !values.some(Number.isNaN)) return { times: series.times, values };
  return {
    times: series.times.filter((_, at) => !Number.isNaN(values[at])),
    values: values.filter((value) => !Number.isNaN(value)),
  };
}

/**
 * Two points for each sample, the second at its own place: its value reaches to the next one, or back to the one before.
 * No stair spans a gap wider than `widestMs`.
 */
export function stairsOf({ times, values }: Sampled, step: 'before' | 'after', widestMs: number): Sampled {
  const stairs = { times: new Float64Array(times.length * 2), values: new Float64Array(times.length * 2) };
  for (let at = 0; at < times.length; at++) {
    const [time = 0, value = Number.NaN, beforeMs = -Infinity] = [times[at], values[at], times[at - 1]];
    const joined = time - beforeMs <= widestMs && !Number.isNaN(values[at - 1]);
    stairs.times.set([joined && step === 'before' ? beforeMs : time, time], at * 2);
    stairs.values.set([joined && step === 'after' ? (values[at - 1] ?? value) : value, value], at * 2);
  }
  return stairs;
}
