// What the newest looks of a plan say could break: every item that did not pass, with how much it matters. What nobody
// looked at is a finding too.
import type { Outcome } from '../outcome.ts';
import type { OpsRiskFinding, RiskLevel } from './ops-models.ts';

export interface LookedAt {
  phaseId: string;
  itemId: string;
  title: string;
  outcome: Outcome;
  reason: string;
  /** When it was looked at, and in which run. */
  at: number;
  runId: string;
}

const levels: Record<Outcome, RiskLevel | null> = {
  pass: null,
  not_applicable: null,
  fail: 'high',
  error: 'medium',
  inconclusive: 'medium',
  skipped: 'medium',
  cancelled: 'medium',
};
const staleAfterMs = 86_400_000;
const words: Partial<Record<Outcome, string>> = { error: 'could not be looked at', inconclusive: 'not enough evidence', skipped: 'was not looked at', cancelled: 'the look was cancelled' }; // prettier-ignore

/** `critical`: of a plan in which several items fail. A pass older than a day is a low risk: nobody knows that it still holds. */
export function riskFindings(plan: { planId: string; title: string }, items: readonly LookedAt[], nowMs: number): OpsRiskFinding[] {
  const common = { planId: plan.planId, planTitle: plan.title };
  if (items.length === 0) {
    return [{ ...common, key: `${plan.planId}/`, level: 'medium', title: plan.title, reason: 'never run: nothing is known', runId: null, phaseId: '', itemId: '', at: null }];
  }
  const failed = items.filter(({ outcome }) => outcome === 'fail').length;
  return items.flatMap((item): OpsRiskFinding[] => {
    const { phaseId, itemId, title, outcome, reason, at, runId } = item;
    const stale = outcome === 'pass' && nowMs - at > staleAfterMs;
    const level = outcome === 'fail' && failed > 1 ? 'critical' : stale ? 'low' : levels[outcome];
    if (level === null) return [];
    const why = stale ? 'passed more than a day ago' : words[outcome] === undefined ? reason : `${words[outcome]}: ${reason}`;
    return [{ ...common, key: `${plan.planId}/${phaseId}/${itemId}`, level, title, reason: why, runId, phaseId, itemId, at }];
  });
} // prettier-ignore
