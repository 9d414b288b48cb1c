// Whether something (memory, handles, disk) grows by more than a share in 24 hours: the verdict of a soak. A pure function of
// samples and a seed. It asks how fast, not whether: tests for a trend call every allowed growth a rise, and slow noise too
// (Mann-Kendall alone: Machida et al., ISSREW 2013).
import { OpsError } from '../ops-error.ts';
import { timeToExhaustion, type Exhaustion } from './exhaustion.ts';
import { dayMs, measureGrowth, type Growth, type GrowthOptions } from './growth.ts';
import type { Sample } from './median-bins.ts';
import { percentText, spanText } from './number-words.ts';
import { requireCount, requirePositive } from './preconditions.ts';
import { median } from './quantiles.ts';
import { cyclesBetween, findResets, resetDrop, type Cycle, type Reset } from './recycles.ts';
import { findSteps, type Step } from './steps.ts';
import { growthInWords, judgeSteps, outcomeOfGrowth, type TrendFinding, type TrendOutcome } from './trend-verdict.ts';
import { windowOf, type TrendWindow } from './trend-window.ts';

export interface TrendOptions {
  /** Of the bootstrap; recorded with the verdict, which it decides where that is close. */
  seed: number;
  /** How long from the first sample on nothing counts. */
  warmUpMs?: number;
  /** 30 minutes. */
  binMs?: number;
  /** The growth allowed in 24 h, as a share of the level at the start: 0.05. */
  limitPer24h?: number;
  /** How much data a claim takes: 24 h, or more. */
  minSpanMs?: number;
  /** At least as long as the series remembers: 12 h. */
  blockMs?: number;
  /** How often workers are restarted, where that is known; seeing less than 1.1 of it is seeing one worker grow. */
  recycleMs?: number;
  /** Where it ends, in units of the values. */
  ceiling?: number;
  draws?: number;
}

export interface Trend {
  outcome: TrendOutcome;
  /** A sentence with the numbers that decided. */
  reason: string;
  /** What was fitted: the medians of the bins or the troughs of the cycles; null where nothing was. */
  fitted: 'bins' | 'troughs' | null;
  /** Null where nothing was fitted. */
  growth: Growth | null;
  /** The growth between the steps; null where there are none. */
  growthBetweenSteps: Growth | null;
  limitPer24h: number;
  /** Points that were fitted. */
  points: number;
  samples: number;
  ignored: number;
  spanMs: number;
  coverage: number;
  binMs: number;
  resets: Reset[];
  cycles: Cycle[];
  steps: Step[];
  /** Null without a ceiling or a growth. */
  timeToExhaustion: Exhaustion | null;
  seed: number;
}

/** With 4 troughs no interval has 95 %. */
const leastCycles = 5;

/**
 * Judges the growth of a series. See judgeSteps, outcomeOfGrowth, measureGrowth and findResets for the rules; less than 24 h
 * of data, half of it missing, or resets with fewer than 5 whole cycles are inconclusive, with what is needed.
 *
 * Some 20 ms for 72 h at a sample a minute; at most 0.3 s and linear in the samples for more.
 *
 * @param samples In any order; those that are not finite are left out and counted.
 * @throws OpsError bad_input for options that make no sense.
 */
export function judgeTrend(samples: readonly Sample[], options: TrendOptions): Trend {
  const { seed, warmUpMs = 0, binMs = dayMs / 48, limitPer24h = 0.05, minSpanMs = dayMs } = options;
  requireCount(seed, 'seed');
  requireCount(warmUpMs, 'warmUpMs');
  requirePositive(binMs, 'binMs');
  requirePositive(options.blockMs ?? dayMs, 'blockMs');
  if (!Number.isFinite(limitPer24h)) throw new OpsError('bad_input', `limitPer24h is ${limitPer24h}`);
  if (!(minSpanMs >= dayMs)) {
    throw new OpsError('bad_input', `minSpanMs is ${minSpanMs}; a claim about 24 hours takes at least ${dayMs}`);
  }
  const window = windowOf(samples, { warmUpMs, binMs, minSpanMs });
  const resets = findResets(window.bins, window.samples);
  const cycles = cyclesBetween(resets, window.samples);
  const base: Trend = {
    outcome: 'inconclusive',
    reason: '',
    fitted: null,
    growth: null,
    growthBetweenSteps: null,
    limitPer24h,
    points: 0,
    samples: window.samples.length,
    ignored: window.ignored,
    spanMs: window.spanMs,
    coverage: window.coverage,
    binMs: window.binMs,
    resets,
    cycles,
    steps: [],
    timeToExhaustion: null,
    seed,
  };
  const problem = window.problem ?? recycleProblem(window.spanMs, resets, cycles, options.recycleMs);
  if (problem !== null) return { ...base, reason: problem };
  return resets.length > 0 ? judgeTroughs(base, options) : judgeBins(base, window, options);
}

function recycleProblem(
  spanMs: number,
  resets: readonly Reset[],
  cycles: readonly Cycle[],
  recycleMs: number | undefined,
): string | null {
  if (recycleMs !== undefined && spanMs < 1.1 * recycleMs) {
    return `workers are restarted every ${spanText(recycleMs)}, and ${spanText(spanMs)} of data see one worker grow; ${spanText(1.1 * recycleMs)} are the least`;
  }
  if (resets.length === 0 || cycles.length >= leastCycles) return null;
  const seen = `it fell by more than ${percentText(resetDrop)} ${resets.length === 1 ? 'once' : `${resets.length} times`}, as where a worker is restarted`;
  if (cycles.length === 0) {
    return `${seen}; ${leastCycles} whole cycles are needed to judge such a series, or leave what is before the fall to the warm-up`;
  }
  const cycleMs = median(cycles.map(({ startMs, endMs }) => endMs - startMs));
  const missing = spanText((leastCycles - cycles.length) * cycleMs);
  return `${seen}; of the ${leastCycles} whole cycles needed there are ${cycles.length}, of about ${spanText(cycleMs)}: ${missing} more`;
}

/** The troughs of restarted workers are independent of each other, and few. */
function judgeTroughs(base: Trend, options: TrendOptions): Trend {
  const points = base.cycles.map(({ startMs, trough }) => ({ atMs: startMs, value: trough }));
  const growth = measureGrowth(points, { blockPoints: null, seed: base.seed });
  const reason = `of the lowest points of ${points.length} cycles: ${growthInWords(growth, base.limitPer24h, base.spanMs)}`;
  const outcome = outcomeOfGrowth(growth, base.limitPer24h);
  // What meets the ceiling is the next peak, not the trough.
  const swing = median(base.cycles.map(({ trough, peak }) => peak - trough));
  return { ...base, outcome, reason, ...fitOf('troughs', growth, points.length, options, swing) };
}

function judgeBins(base: Trend, window: TrendWindow, options: TrendOptions): Trend {
  const { bins, binMs } = window;
  const blockPoints = Math.max(1, Math.round((options.blockMs ?? dayMs / 2) / binMs));
  const fit: GrowthOptions = { blockPoints, seed: base.seed, ...(options.draws && { draws: options.draws }) };
  if (bins.length < 2) return { ...base, reason: 'all samples are within one bin; take shorter ones' };
  const growth = measureGrowth(bins, fit);
  const whole = findingOf(growth, base, base.spanMs);
  const steps = findSteps(bins);
  const fitted = { ...base, steps, ...fitOf('bins', growth, bins.length, options, 0) };
  if (steps.length === 0) return { ...fitted, ...whole };
  const between = measureGrowth(bins, { ...fit, breaks: steps.map(({ index }) => index) });
  return { ...fitted, growthBetweenSteps: between, ...judgeSteps(whole, findingOf(between, base, null), steps) };
}

function findingOf(growth: Growth, { limitPer24h }: Trend, spanMs: number | null): TrendFinding {
  return { outcome: outcomeOfGrowth(growth, limitPer24h), reason: growthInWords(growth, limitPer24h, spanMs) };
}

function fitOf(fitted: 'bins' | 'troughs', growth: Growth, points: number, options: TrendOptions, swing: number) {
  const { ceiling } = options;
  const { endLevel, slopePerDay, slopeInterval } = growth;
  return {
    fitted,
    growth,
    points,
    timeToExhaustion:
      ceiling === undefined ? null : timeToExhaustion(endLevel + swing, ceiling, slopePerDay, slopeInterval),
  };
}
