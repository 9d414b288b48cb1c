// From the samples that an expression gave to the alerts they stand for: the rule's labels set, templates filled in.
import type { Labels } from '../series.ts';
import { labelKey } from './label-key.ts';
import type { Instance, TriggerRule } from './state.ts';
import { expandTemplate } from './template.ts';

type Sample = { labels: Labels; value: number };
export type Alerts = { kind: 'alerts'; alerts: Instance[] } | { kind: 'error'; reason: string };

/**
 * An alert for each sample, pending since now. The metric's name goes; the rule's labels stand over those of the sample,
 * and one that comes out empty goes too; `alertname` stands over all. An error, in Prometheus' words, where two come out
 * the same.
 */
export function alertsOf(rule: TriggerRule, samples: readonly Sample[], atMs: number): Alerts {
  const alerts = new Map<string, Instance>();
  for (const sample of samples) {
    const alert = alertOf(rule, sample, atMs);
    if (alerts.has(alert.key)) {
      return { kind: 'error', reason: 'vector contains metrics with the same labelset after applying alert labels' };
    }
    alerts.set(alert.key, alert);
  }
  return { kind: 'alerts', alerts: [...alerts.values()] };
}

function alertOf(rule: TriggerRule, sample: Sample, atMs: number): Instance {
  const expand = (text: string): string =>
    expandTemplate(text, {
      name: `__alert_${rule.name}`,
      labels: sample.labels,
      value: sample.value,
      externalLabels: rule.externalLabels ?? {},
      externalUrl: rule.externalUrl ?? '',
    });
  const labels: Labels = { ...sample.labels };
  delete labels['__name__'];
  for (const [name, text] of Object.entries(rule.labels)) labels[name] = expand(text);
  labels['alertname'] = rule.name;
  // To Prometheus an empty label and none are the same.
  for (const [name, value] of Object.entries(labels)) if (value === '') delete labels[name];
  const annotations = Object.fromEntries(Object.entries(rule.annotations).map(([name, text]) => [name, expand(text)]));
  return {
    key: labelKey(labels),
    labels,
    annotations,
    state: 'pending',
    activeAtMs: atMs,
    firedAtMs: null,
    lastTrueAtMs: atMs,
    keptFiringSinceMs: null,
    value: sample.value,
  };
}
