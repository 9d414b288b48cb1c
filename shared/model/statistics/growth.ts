// How fast a series grows in 24 hours, for its level, and within what bounds. No judgement: that is in trend.ts.
import { correctedLag1, effectiveSampleSize, lag1Autocorrelation } from './autocorrelation.ts';
import type { Interval } from './proportion.ts';
import { blockBootstrapSlope } from './slope-bootstrap.ts';
import { residualsOf, senInterval, theilSen } from './slope.ts';

export const dayMs = 86_400_000;

export interface GrowthPoint {
  atMs: number;
  value: number;
}

export interface GrowthOptions {
  /** How many points resemble each other, for the bootstrap; null where they are independent, as troughs are. */
  blockPoints: number | null;
  seed: number;
  draws?: number;
  /** Places from which the level may be another; see theilSen. */
  breaks?: readonly number[];
}

export interface Growth {
  /**
   * `block-bootstrap` for series of at least 4 blocks; `sen` for fewer points, with the effective number of them where they
   * resemble each other.
   */
  method: 'block-bootstrap' | 'sen';
  /** In units of the values. */
  slopePerDay: number;
  /** The 95 % interval of the slope; null where there are too few points for one. */
  slopeInterval: Interval | null;
  /** Slope and interval as a share of the level at the start; null where that is not above 0. */
  per24h: number | null;
  interval: Interval | null;
  /** The line at the first and at the last point. */
  startLevel: number;
  endLevel: number;
  lag1: number | null;
  effectivePoints: number;
}

/** Fewer blocks differ by chance alone: see blockBootstrapSlope. */
const leastBlocks = 4;
/** The autocorrelation of fewer troughs than this is anyone's guess. */
const leastForLag1 = 20;

/**
 * Fits a line by Theil-Sen. `n` points cost n^2, and as many times the draws where they are bootstrapped.
 *
 * @param points In order of time, at least 2 at different times.
 * @throws OpsError as `theilSen` and `blockBootstrapSlope`.
 */
export function measureGrowth(points: readonly GrowthPoint[], options: GrowthOptions): Growth {
  const { blockPoints, seed, draws, breaks = [] } = options;
  const originMs = points[0]?.atMs ?? 0;
  const xs = points.map(({ atMs }) => (atMs - originMs) / dayMs);
  const ys = points.map(({ value }) => value);
  const bootstrapped = blockPoints !== null && points.length >= leastBlocks * blockPoints;
  const line = theilSen(xs, ys, breaks);
  const startLevel = line.intercepts[0] ?? Number.NaN;
  const endLevel = (line.intercepts.at(-1) ?? Number.NaN) + line.slope * (xs.at(-1) ?? 0);
  const residuals = residualsOf(xs, ys, line, breaks);
  const related = blockPoints !== null || points.length >= leastForLag1;
  const lag1 = related ? correctedLag1(lag1Autocorrelation(residuals), points.length) : null;
  const effectivePoints = effectiveSampleSize(points.length, lag1);
  const slopeInterval = bootstrapped
    ? blockBootstrapSlope(xs, ys, { blockLength: blockPoints, seed, breaks, ...(draws && { draws }) }).interval
    : senOf(xs, ys, breaks, points.length / effectivePoints);
  const share = (value: number) => value / startLevel;
  const known = startLevel > 0;
  return {
    method: bootstrapped ? 'block-bootstrap' : 'sen',
    slopePerDay: line.slope,
    slopeInterval,
    per24h: known ? share(line.slope) : null,
    interval: known && slopeInterval ? { lower: share(slopeInterval.lower), upper: share(slopeInterval.upper) } : null,
    startLevel,
    endLevel,
    lag1,
    effectivePoints,
  };
}

/** Sen's interval knows no breaks: with them, and without enough blocks, nothing is claimed. */
function senOf(xs: readonly number[], ys: readonly number[], breaks: readonly number[], varianceFactor: number) {
  return breaks.length > 0 ? null : senInterval(xs, ys, { varianceFactor });
}
