// Which samples a trend is judged on, and whether they are enough to speak of it at all.
import { medianBins, type Bin, type Sample } from './median-bins.ts';
import { spanText } from './number-words.ts';
import { median } from './quantiles.ts';

export interface WindowOptions {
  warmUpMs: number;
  binMs: number;
  minSpanMs: number;
}

export interface TrendWindow {
  /** Finite, in order of time, after the warm-up. */
  samples: Sample[];
  bins: Bin[];
  /** How long a bin is: longer than asked for where samples are further apart, or the bins too many. */
  binMs: number;
  /** From the first sample to the last, and the usual distance of two: each stands for one. */
  spanMs: number;
  /** How many of the bins within the span hold a sample, from 0 to 1. */
  coverage: number;
  /** Samples in the warm-up or not finite. */
  ignored: number;
  /** Why no trend can be judged on them, in words; null where one can. */
  problem: string | null;
}

/** A bootstrap of this many takes about 0.2 s; 8 days of 30 min. */
export const pointLimit = 400;
/** A series seen less than half of the time is not a series that was watched. */
const leastCoverage = 0.5;

/** Sorts a copy: n log n. The warm-up counts from the first sample. */
export function windowOf(all: readonly Sample[], options: WindowOptions): TrendWindow {
  const finite = all.filter(({ atMs, value }) => Number.isFinite(atMs) && Number.isFinite(value));
  const sorted = finite.sort((a, b) => a.atMs - b.atMs);
  const warmMs = (sorted[0]?.atMs ?? 0) + options.warmUpMs;
  const samples = sorted.filter(({ atMs }) => atMs >= warmMs);
  const startMs = samples[0]?.atMs ?? 0;
  const gaps = samples.slice(1).map(({ atMs }, index) => atMs - (samples[index]?.atMs ?? atMs));
  const gapMs = gaps.length > 0 ? median(gaps) : 0;
  const spanMs = samples.length > 0 ? (samples.at(-1)?.atMs ?? 0) - startMs + gapMs : 0;
  let binMs = Math.max(options.binMs, gapMs);
  while (spanMs / binMs > pointLimit) binMs *= 2;
  const bins = medianBins(samples, startMs, binMs);
  const coverage = spanMs > 0 ? Math.min(1, bins.length / Math.max(1, Math.floor(spanMs / binMs))) : 0;
  const window = { samples, bins, binMs, spanMs, coverage, ignored: all.length - samples.length };
  return { ...window, problem: problemOf(window, options) };
}

function problemOf(window: Omit<TrendWindow, 'problem'>, { warmUpMs, minSpanMs }: WindowOptions): string | null {
  const warmUp = warmUpMs > 0 ? ` after the warm-up of ${spanText(warmUpMs)}` : '';
  if (window.samples.length === 0) return `there is no sample${warmUp}`;
  if (window.spanMs < minSpanMs) {
    const missing = spanText(minSpanMs - window.spanMs);
    return `there are only ${spanText(window.spanMs)} of data${warmUp}, and a claim about 24 hours takes ${spanText(minSpanMs)}: ${missing} more`;
  }
  if (window.coverage < leastCoverage) {
    const seen = Math.floor(window.coverage * 100);
    return `samples are there for only ${seen} % of the ${spanText(window.spanMs)}, and at least ${leastCoverage * 100} % are needed`;
  }
  return null;
}
