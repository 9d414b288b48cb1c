// Answers about errors out of the record, as domain models: health of components, decisions, risks, trends, one group. It
// shapes nothing for a screen, and nothing raw leaves it.
import type { ErrorGroupDetail } from '#shared/contract/errors.ts';
import { healthSignal, healthWindowMs } from '#shared/model/errors/health-signal.ts';
import { severityNumbers } from '#shared/model/errors/error-class.ts';
import { hourMs } from '#shared/model/errors/group-state.ts';
import { riskFindings } from '#shared/model/errors/risk-finding.ts';
import { trendMetric } from '#shared/model/errors/trend-metric.ts';
import type { OpsCorrelatedEvent, OpsDecisionOutcome, OpsHealthSignal, OpsIncident, OpsRiskFinding, OpsTrendMetric } from '#shared/model/errors/ops-models.ts'; // prettier-ignore
import { OpsError } from '#shared/model/ops-error.ts';
import type { ReadDb } from '../store/database.ts';
import { groupByKey, type GroupRow } from '../store/error-group-rows.ts';
import { componentsHeard, decisionsWithErrors, errorsOfGroup, errorTimeline } from '../store/error-rows.ts';
import { listPlans } from '../store/plan-rows.ts';
import { lastResults } from '../store/run-rows.ts';
import { toldError } from './told-errors.ts';

/** Up to which moment, and what had been recorded by then. */
export interface AsOf {
  atMs: number;
  recordedBy?: number | undefined;
}

const dayMs = 24 * hourMs;
const mostDecisions = 200;

export function healthOfComponents(read: ReadDb, { atMs, recordedBy }: AsOf): OpsHealthSignal[] {
  return componentsHeard(read, atMs, healthWindowMs, recordedBy).map((heard) => healthSignal(heard, atMs));
}

export function decisionOutcomes(read: ReadDb, hours: number, { atMs, recordedBy }: AsOf): OpsDecisionOutcome[] {
  const span = { fromMs: atMs - hours * hourMs, toMs: atMs, recordedBy, limit: mostDecisions };
  return decisionsWithErrors(read, span).map(({ decisionId, errors, gravest, components, correlations, firstAt, lastAt }) => {
    const failed = gravest >= severityNumbers.ERROR;
    return {
      key: decisionId,
      decisionId,
      outcome: failed ? 'failed' : 'troubled',
      reason: `${errors} ${errors === 1 ? 'error names' : 'errors name'} it, ${failed ? 'ERROR or above' : 'none above WARNING'}`,
      errors,
      components: components.split(','),
      firstAt,
      lastAt,
      correlationIds: correlations === null ? [] : correlations.split(',').slice(0, 5),
    };
  });
} // prettier-ignore

/** Of the plans that there are now, by the last look at each item. */
export function risks(read: ReadDb, nowMs: number): OpsRiskFinding[] {
  return listPlans(read).flatMap((plan) => {
    const items = lastResults(read, plan.no).map(({ phaseId, itemId, title, outcome, reason, startedAt, runId }) => ({ phaseId, itemId, title, outcome, reason, at: startedAt, runId })); // prettier-ignore
    return riskFindings({ planId: plan.id, title: plan.title }, items, nowMs);
  });
}

/** Of one group or of all, `buckets` of `bucketMs` up to the end of the one under way. */
export function trend(read: ReadDb, { atMs, recordedBy }: AsOf, bucketMs: number, buckets: number, group?: GroupRow): OpsTrendMetric {
  const toMs = (Math.floor(atMs / bucketMs) + 1) * bucketMs;
  const fromMs = toMs - buckets * bucketMs;
  const of = group === undefined ? {} : { groupNo: group.no };
  // Nothing after the moment counts, though its bucket goes on.
  const found = new Map(errorTimeline(read, { fromMs, toMs: Math.min(toMs, atMs + 1), bucketMs, recordedBy, ...of }).map(({ at, count }) => [at, count]));
  const counts = Array.from({ length: buckets }, (_, at) => found.get(fromMs + at * bucketMs) ?? 0);
  return trendMetric(group?.key ?? 'all', counts, fromMs, bucketMs);
} // prettier-ignore

export function groupDetail(read: ReadDb, incident: OpsIncident, asOf: AsOf): ErrorGroupDetail {
  const group = requireGroup(read, incident.key);
  const word = group.state_by === null ? null : { state: group.state, at: group.state_at, by: group.state_by, note: group.state_note ?? '', release: group.resolved_in, how: group.resolved_how, untilMs: group.archived_until }; // prettier-ignore
  return {
    incident,
    rule: group.rule,
    word,
    day: trend(read, asOf, hourMs, 24, group),
    fortnight: trend(read, asOf, dayMs, 14, group),
  };
}

export function occurrencesOf(read: ReadDb, key: string, before: { at: number; no: number } | null, limit: number, asOf: AsOf): OpsCorrelatedEvent[] {
  const group = requireGroup(read, key);
  const rows = errorsOfGroup(read, group.no, { limit, toMs: asOf.atMs, recordedBy: asOf.recordedBy }, before);
  return rows.map((row) => toldError(row, key));
} // prettier-ignore

function requireGroup(read: ReadDb, key: string): GroupRow {
  const group = groupByKey(read, key);
  if (group === null) throw new OpsError('not_found', 'There is no such group of errors.');
  return group;
}
