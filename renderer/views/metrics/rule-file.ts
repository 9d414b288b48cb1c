// A rule of Prometheus as a rule file of its own, to be imported as a trigger. Pure.
import { durationText } from '#shared/model/duration.ts';
import type { ServerRuleRow } from '#shared/model/prometheus.ts';

/** What Prometheus tells of a rule; how long it is kept firing it does not tell, so that this is left out. */
export function ruleFileOf({ group, name, query, forMs, intervalMs, labels, annotations }: ServerRuleRow): string {
  // Every text of JSON is one of YAML too.
  const quoted = (value: unknown): string => JSON.stringify(value);
  const { alertname: _alertname, ...own } = labels;
  return [
    'groups:',
    `  - name: ${quoted(group)}`,
    `    interval: ${durationText(intervalMs)}`,
    '    rules:',
    `      - alert: ${quoted(name)}`,
    `        expr: ${quoted(query)}`,
    `        for: ${durationText(forMs ?? 0)}`,
    `        labels: ${quoted(own)}`,
    `        annotations: ${quoted(annotations)}`,
    '',
  ].join('\n');
}
