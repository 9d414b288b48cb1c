// One group of errors as operators are told of it. Pure: counts and times in, words and severities out.
import { classFlag, type ErrorLayer } from './error-class.ts';
import { groupState, type GroupStanding } from './group-state.ts';
import { operatorSeverity } from './operator-severity.ts';
import type { IncidentCategory, OpsIncident } from './ops-models.ts';

export interface GroupFacts extends GroupStanding {
  key: string;
  errorClass: string;
  component: string;
  layer: ErrorLayer;
  title: string;
  exceptionType: string | null;
  frame: string | null;
  severityNumber: number;
  count: number;
  lastSeenAt: number;
  releases: string[];
}

/** @param hourly Counts of the last 24 hours, the oldest first. */
export function incidentOfGroup(group: GroupFacts, hourly: readonly number[], nowMs: number): OpsIncident {
  const lastDay = hourly.reduce((sum, count) => sum + count, 0);
  const { severity, rule } = operatorSeverity(group.severityNumber, group.errorClass, lastDay);
  const { state, reason } = groupState(group, hourly, nowMs);
  return {
    key: group.key,
    title: group.title,
    category: categoryOf(group.errorClass),
    errorClass: group.errorClass,
    component: group.component,
    layer: group.layer,
    flag: classFlag(group.layer, group.errorClass),
    severity,
    severityRule: rule,
    exceptionType: group.exceptionType,
    frame: group.frame,
    state,
    stateReason: reason,
    occurrences: group.count,
    hourly: [...hourly],
    firstSeenAt: group.firstSeenAt,
    lastSeenAt: group.lastSeenAt,
    releases: group.releases,
    sinceResolved: group.sinceResolved,
  };
}

const categories: [RegExp, IncidentCategory][] = [
  [/timeout|timed_out|deadline/, 'timeout'],
  [/budget|quota|rate_limit/, 'budget_exhaustion'],
  [/policy|authoriz|authoris|permission|forbidden|denied/, 'policy_violation'],
  [/validation|invalid|malformed|schema|parse/, 'invalid_input'],
  [/config|setting/, 'configuration'],
  [/corrupt|integrity|recovery|consisten/, 'data_integrity'],
];

/** By the words of the class; the first that fits. */
export function categoryOf(errorClass: string): IncidentCategory {
  const found = categories.find(([words]) => words.test(errorClass));
  if (found !== undefined) return found[1];
  if (errorClass.startsWith('infra.')) return 'dependency_failure';
  return errorClass.startsWith('domain.') || errorClass.startsWith('system.') ? 'execution_failure' : 'other';
}
