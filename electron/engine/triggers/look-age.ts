// How long a look at an item of a plan is taken for how the item is: a plan is run when somebody runs it, so the bound comes
// from how often this item was looked at. After it, how the item is now is not known.
import { durationInWords } from '#shared/model/duration.ts';

/** As many of its last looks tell how often it is run. */
export const looksCounted = 11;
const boundOfGaps = 3;
/** Looks in quick succession say nothing of how long one of them may be believed. */
const leastMs = 5 * 60_000;
const mostMs = 30 * 86_400_000;
/** Of one that was looked at once nobody knows how often it is run. */
const onceMs = 60 * 60_000;

/**
 * Why its last look does not tell how it is at a moment, in words that stay the same until it is looked at again; null where it
 * does.
 * @param startedAt when its looks began, the oldest first and none after the moment; at least one
 */
export function tooOldWords(startedAt: readonly number[], atMs: number): string | null {
  const recent = startedAt.slice(-looksCounted);
  const last = recent.at(-1) ?? -Infinity;
  const usualMs = usualGap(recent);
  const trustedMs = usualMs === null ? onceMs : Math.min(mostMs, Math.max(leastMs, boundOfGaps * usualMs));
  if (atMs - last <= trustedMs) return null;
  const seen = `last looked at ${new Date(last).toISOString().replace(/\.\d{3}Z$/, 'Z')}`;
  const often = usualMs === null ? 'once, so that how often is not known' : `before that about every ${durationInWords(usualMs)}`; // prettier-ignore
  return `${seen}, ${often}: how it is now is not known`;
}

/** Three of four times between them are no longer: pairs of looks each morning are a day apart, and one pause does not count. */
function usualGap(startedAt: readonly number[]): number | null {
  const gaps = startedAt.slice(1).map((at, index) => at - (startedAt[index] ?? at));
  return gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length * 3) / 4)] ?? null;
}
