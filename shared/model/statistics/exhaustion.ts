// When what grows will meet its ceiling, if it goes on as it did.
import { dayMs } from './growth.ts';
import type { Interval } from './proportion.ts';

export interface Exhaustion {
  /** From the last sample on, in milliseconds; null where at this rate it never will. */
  expectedMs: number | null;
  /** At the upper end of the slope's interval: not before this, with 97.5 % confidence. */
  earliestMs: number | null;
  /** At the lower end; null where the interval holds rates at which it never will. */
  latestMs: number | null;
}

/**
 * (ceiling - level) / slope at the slope and at the ends of its interval; 0 where the level is at the ceiling already. The
 * level is taken as known: next to the slope's its error is small.
 *
 * @param level In units of the values, as the ceiling.
 * @param slopeInterval Units a day; null where it is not known, so that neither end is.
 */
export function timeToExhaustion(
  level: number,
  ceiling: number,
  slopePerDay: number,
  slopeInterval: Interval | null,
): Exhaustion {
  const at = (slope: number | undefined) => {
    if (level >= ceiling) return 0;
    return slope === undefined || slope <= 0 ? null : ((ceiling - level) / slope) * dayMs;
  };
  return { expectedMs: at(slopePerDay), earliestMs: at(slopeInterval?.upper), latestMs: at(slopeInterval?.lower) };
}
