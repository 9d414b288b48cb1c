// What a measured growth says about its limit, also where the series has steps that could make or hide it.
import type { Outcome } from '../outcome.ts';
import type { Growth } from './growth.ts';
import { percentText, rangeText, spanText } from './number-words.ts';
import type { Step } from './steps.ts';

export type TrendOutcome = Extract<Outcome, 'pass' | 'fail' | 'inconclusive'>;

export interface TrendFinding {
  outcome: TrendOutcome;
  reason: string;
}

/** `pass` with the whole 95 % interval below the limit, `fail` with it above, otherwise `inconclusive`. */
export function outcomeOfGrowth({ interval }: Pick<Growth, 'interval'>, limitPer24h: number): TrendOutcome {
  if (interval === null) return 'inconclusive';
  if (interval.upper < limitPer24h) return 'pass';
  return interval.lower > limitPer24h ? 'fail' : 'inconclusive';
}

/** One sentence: the growth, its interval, the limit; where it is not known, about how long it would take. */
export function growthInWords(growth: Growth, limitPer24h: number, spanMs: number | null): string {
  const { per24h, interval } = growth;
  if (per24h === null) return 'the level at the start is not above 0, so growth has nothing to be a share of';
  const limit = `the limit of ${percentText(limitPer24h)}`;
  if (interval === null) {
    return `growth in 24 h is about ${percentText(per24h)}, from too few independent points to say how surely; ${limit} is neither met nor missed`;
  }
  const seen = `growth in 24 h is ${percentText(per24h)} (95 %: ${rangeText(interval)})`;
  const outcome = outcomeOfGrowth(growth, limitPer24h);
  if (outcome === 'pass') return `${seen}, below ${limit}`;
  if (outcome === 'fail') return `${seen}, above ${limit}`;
  return `${seen}, which holds ${limit}${spanMs === null ? '' : neededInWords(per24h, interval, limitPer24h, spanMs)}`;
}

/** The interval of a slope narrows with the power 3/2 of the time watched. */
function neededInWords(
  per24h: number,
  interval: { lower: number; upper: number },
  limit: number,
  spanMs: number,
): string {
  const half = (interval.upper - interval.lower) / 2;
  const factor = (half / Math.abs(per24h - limit)) ** (2 / 3);
  if (!(factor <= 5)) return '; it is too near to the limit to tell by watching longer';
  return `; about ${spanText(Math.ceil((spanMs * factor) / 3_600_000) * 3_600_000)} of data would tell`;
}

/**
 * Judges a series with steps by the growth of the whole and by that between the steps.
 * - The whole passes: so does the series, unless up to 4 falls could hide a growth between them that does not pass.
 *   5 falls and more are a saw-tooth, whose whole is what counts.
 * - The whole does not pass, and between the steps it does: with one step up it passes, for a step is not a leak. With more
 *   it is inconclusive, for what leaps again and again leaks.
 * - Otherwise it fails where both do, or where no step up can have made the growth.
 */
export function judgeSteps(
  whole: TrendFinding,
  between: TrendFinding,
  steps: readonly Pick<Step, 'size' | 'share'>[],
): TrendFinding {
  const ups = steps.filter(({ size }) => size > 0);
  const falls = steps.length - ups.length;
  const seen = stepsInWords(steps);
  const without = `between them, ${between.reason}`;
  if (whole.outcome === 'pass') {
    if (falls === 0 || falls >= 5 || between.outcome === 'pass') {
      return { outcome: 'pass', reason: `${whole.reason}; ${seen}` };
    }
    return { outcome: 'inconclusive', reason: `${seen}, which can hide a growth: ${without}` };
  }
  if (ups.length === 0) return { outcome: whole.outcome, reason: `${whole.reason}; ${seen}` };
  if (between.outcome === 'pass') {
    if (ups.length === 1) return { outcome: 'pass', reason: `${seen}, and a step is not a leak; ${without}` };
    return { outcome: 'inconclusive', reason: `${seen}; ${without}, but steps up that recur can be a leak` };
  }
  const outcome = whole.outcome === 'fail' && between.outcome === 'fail' ? 'fail' : 'inconclusive';
  return { outcome, reason: `${seen}; ${without}` };
}

function stepsInWords(steps: readonly Pick<Step, 'share'>[]): string {
  const shown = steps.slice(0, 3).map(({ share }) => `${share > 0 ? '+' : ''}${percentText(share)}`);
  const more = steps.length > shown.length ? ` and ${steps.length - shown.length} more` : '';
  return `${steps.length === 1 ? 'there is a step' : `there are ${steps.length} steps`} of ${shown.join(', ')}${more}`;
}
