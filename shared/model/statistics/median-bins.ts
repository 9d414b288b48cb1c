// Many samples of one thing, reduced to a median for each stretch of time: spikes vanish, and few points remain.
import { requirePositive } from './preconditions.ts';
import { medianInPlace } from './select.ts';

export interface Sample {
  atMs: number;
  value: number;
}

export interface Bin {
  /** The middle of the stretch. */
  atMs: number;
  /** The median of its samples, in their unit. */
  value: number;
  /** The samples from, and up to but without, these places. */
  from: number;
  to: number;
}

/**
 * The medians of the stretches of `binMs` from `startMs` on, in order of time; a stretch without samples is left out.
 * Linear in the samples.
 *
 * @param samples Finite, in order of time, none before `startMs`.
 * @throws OpsError bad_input unless binMs is above 0.
 */
export function medianBins(samples: readonly Sample[], startMs: number, binMs: number): Bin[] {
  requirePositive(binMs, 'binMs');
  const bins: Bin[] = [];
  const indexOf = (sample: Sample | undefined) => (sample ? Math.floor((sample.atMs - startMs) / binMs) : null);
  for (let from = 0; from < samples.length;) {
    const index = indexOf(samples[from]) ?? 0;
    let to = from + 1;
    while (indexOf(samples[to]) === index) to++;
    const values = Float64Array.from(samples.slice(from, to), (sample) => sample.value);
    bins.push({ atMs: startMs + (index + 0.5) * binMs, value: medianInPlace(values), from, to });
    from = to;
  }
  return bins;
}
