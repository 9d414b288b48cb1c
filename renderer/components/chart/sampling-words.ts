// What is said of lines whose steps skip samples. Pure.
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { Sampling } from '#shared/model/series.ts';

/** Null where nothing is skipped, or where what is will be asked for. */
export function samplingWords(sampling: Sampling | undefined): string | null {
  if (sampling === undefined || sampling.refused === null || sampling.everyMs <= sampling.finestMs) return null;
  return `A sample every ${exactDurationInWords(sampling.everyMs)} is drawn, not what is between: ${sampling.refused}`;
}
