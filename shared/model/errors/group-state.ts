// In which state a group of errors is: what people said of it, what came since, and how often. Pure; nothing is kept here.
import { rateRatio } from '../statistics/rate-ratio.ts';
import { compareReleases } from './release-order.ts';
import type { GroupState } from './ops-models.ts';

export const hourMs = 3_600_000;
const newForMs = 24 * hourMs;
/** Fewer in an hour are never an escalation. */
const leastForEscalation = 10;

export interface GroupStanding {
  state: 'open' | 'resolved' | 'archived';
  resolvedIn: string | null;
  resolvedHow: 'in' | 'after' | null;
  archivedUntil: number | null;
  regressedAt: number | null;
  regressedIn: string | null;
  firstSeenAt: number;
  sinceResolved: number;
}

/**
 * @param hourly Counts of the last 24 hours, the oldest first, the last one under way.
 */
export function groupState(standing: GroupStanding, hourly: readonly number[], nowMs: number): { state: GroupState; reason: string } {
  if (standing.state === 'resolved') return { state: 'resolved', reason: resolvedReason(standing) };
  if (standing.state === 'archived' && (standing.archivedUntil ?? Infinity) > nowMs) {
    return { state: 'archived', reason: 'put aside by a person until a moment' };
  }
  if (standing.regressedAt !== null) {
    return { state: 'regressed', reason: `came again in ${standing.regressedIn ?? 'a release'}, which should have had the fix` };
  }
  const escalation = escalationOf(hourly);
  if (escalation !== null) return { state: 'escalating', reason: escalation };
  if (nowMs - standing.firstSeenAt < newForMs) return { state: 'new', reason: 'first seen within the last 24 hours' };
  return { state: 'ongoing', reason: 'known for longer than a day' };
} // prettier-ignore

function resolvedReason({ resolvedIn, resolvedHow, sinceResolved }: GroupStanding): string {
  const where = resolvedIn === null ? 'no release named' : `fixed ${resolvedHow === 'after' ? 'after' : 'in'} ${resolvedIn}`; // prettier-ignore
  if (sinceResolved === 0) return `${where}; none came since`;
  const why = resolvedIn === null ? 'without a release nothing tells a regression' : 'of releases before the fix, or that say none'; // prettier-ignore
  return `${where}; ${sinceResolved} came since, ${why}`;
}

/** The last two hours against the 22 before them; only where the lower end of the interval is above 2. */
function escalationOf(hourly: readonly number[]): string | null {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  const late = sum(hourly.slice(-2));
  const early = sum(hourly.slice(0, -2));
  if (late < leastForEscalation || hourly.length < 24) return null;
  // All of it in the last two hours is new, not more.
  if (early === 0) return null;
  const ratio = rateRatio({ count: late, exposure: 2 }, { count: early, exposure: hourly.length - 2 });
  if (ratio === null || ratio.lower <= 2) return null;
  return `${late} in the last two hours: ${ratio.ratio.toFixed(1)} times the rate before (at least ${ratio.lower.toFixed(1)} times)`;
}

/** Whether an error of `release` shows that a fix did not hold. One whose release is unknown never does. */
export function isRegression(standing: Pick<GroupStanding, 'state' | 'resolvedIn' | 'resolvedHow'>, release: string | null): boolean {
  if (standing.state !== 'resolved' || standing.resolvedIn === null || release === null) return false;
  const order = compareReleases(release, standing.resolvedIn);
  if (order === null) return false;
  return standing.resolvedHow === 'after' ? order > 0 : order >= 0;
} // prettier-ignore
