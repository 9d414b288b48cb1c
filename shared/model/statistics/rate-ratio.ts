// Whether something happens more often now than before: the ratio of two rates of counted events, with how sure it is.
import { requireCount, requirePositive, requireShare } from './preconditions.ts';
import { clopperPearsonInterval } from './proportion.ts';

export interface RateRatio {
  /** Events per unit of exposure now over those before; Infinity where there were none before. */
  ratio: number;
  lower: number;
  /** Infinity where there were none before. */
  upper: number;
}

/**
 * The exact interval of the ratio of two Poisson rates: given their sum, the count of one side is binomial (Przyborowski &
 * Wilenski, Biometrika 31, 1940), with the interval of Clopper & Pearson. Events are assumed to come independently.
 *
 * @param now Events and how long they were counted, in any unit that both sides share.
 * @returns null where nothing was counted on either side.
 * @throws OpsError bad_input for counts that are none, exposures not above 0, a confidence outside 0 to 1.
 */
export function rateRatio(
  now: { count: number; exposure: number },
  before: { count: number; exposure: number },
  confidence = 0.95,
): RateRatio | null {
  for (const side of [now, before]) {
    requireCount(side.count, 'count');
    requirePositive(side.exposure, 'exposure');
  }
  requireShare(confidence, 'confidence');
  const total = now.count + before.count;
  if (total === 0) return null;
  const share = clopperPearsonInterval(now.count, total, confidence);
  const scale = before.exposure / now.exposure;
  const odds = (p: number): number => (p >= 1 ? Infinity : (p / (1 - p)) * scale);
  return { ratio: odds(now.count / total), lower: odds(share.lower), upper: odds(share.upper) };
}
