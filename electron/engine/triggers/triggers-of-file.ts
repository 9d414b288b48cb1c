// The triggers that the alerting rules of a rule file stand for. Recording rules are none.
import type { TriggerRule } from '#shared/model/triggers/state.ts';
import type { Severity, Trigger } from '#shared/model/triggers/trigger.ts';
import type { AlertingRule, RuleFile, RuleGroup } from './rule-file.ts';

/** How often Prometheus evaluates where nothing else is said. */
export const defaultIntervalMs = 60_000;

/** What people write in the label `severity`, and how grave it is here. */
const severityWords: Record<string, Severity> = {
  emergency: 'urgent',
  critical: 'urgent',
  page: 'urgent',
  urgent: 'urgent',
  error: 'action',
  major: 'action',
  high: 'action',
  action: 'action',
  warning: 'attention',
  warn: 'attention',
  minor: 'attention',
  medium: 'attention',
  attention: 'attention',
  info: 'info',
  informational: 'info',
  low: 'info',
  none: 'info',
};

/** One for each alerting rule, enabled, without a rollback plan; a severity nobody knows asks for attention. */
export function triggersOfFile(file: RuleFile): { group: string; trigger: Trigger }[] {
  return file.groups.flatMap((group) =>
    alertsIn(group).map((rule) => ({ group: group.name, trigger: triggerOf(group, rule) })),
  );
}

export function alertsIn(group: RuleGroup): AlertingRule[] {
  return group.rules.filter((rule): rule is AlertingRule => rule.kind === 'alerting');
}

/** What the core needs of a rule of the file. */
export function coreRule(group: RuleGroup, rule: AlertingRule, intervalMs: number): TriggerRule {
  const { name, forMs, keepFiringForMs, labels, annotations } = rule;
  return { name, forMs, keepFiringForMs, intervalMs, labels, annotations, limit: group.limit };
}

function triggerOf(group: RuleGroup, rule: AlertingRule): Trigger {
  const { name, expr, forMs, keepFiringForMs, labels, annotations } = rule;
  return {
    name,
    originalWords: annotations['summary'] ?? annotations['description'] ?? annotations['message'] ?? expr,
    condition: { kind: 'promql', expr, queryOffsetMs: group.queryOffsetMs, limit: group.limit },
    forMs,
    keepFiringForMs,
    intervalMs: Math.max(group.intervalMs ?? defaultIntervalMs, 1000),
    severity: severityWords[(labels['severity'] ?? '').toLowerCase()] ?? 'attention',
    labels,
    annotations,
    rollbackPlanId: null,
    enabled: true,
  };
}
