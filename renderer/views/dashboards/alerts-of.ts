// The alerts that an alert list shows, of all rules of Prometheus: filtered and ordered as the panel says. A rule that could
// not be evaluated is not known, whatever it said last. Pure.
import type { ShapeOf } from '#shared/model/dashboard/panel.ts';
import { safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import type { RulesAnswer, ServerRuleRow } from '#shared/model/prometheus.ts';
import type { Labels } from '#shared/model/series.ts';
import type { ShownAlert } from '../../components/panels/alert-panel.tsx';

export interface ShownAlerts {
  alerts: ShownAlert[];
  /** Beyond the limit. */
  more: number;
  /** Rules that were looked at. */
  rules: number;
}

const rank: Record<ShownAlert['state'], number> = { firing: 0, pending: 1, unknown: 2, inactive: 3 };

export function alertsOf({ rules }: RulesAnswer, shape: ShapeOf<'alerts'>): ShownAlerts {
  const fits = selectorOf(shape.selector);
  const name = shape.name.toLowerCase();
  const alerting = rules.filter((rule) => rule.kind === 'alerting' && rule.name.toLowerCase().includes(name));
  const wanted = new Set<ShownAlert['state']>([...shape.states, 'unknown']);
  const all = alerting
    .flatMap(alertsOfRule)
    .filter(({ state, labels }) => wanted.has(state) && fits(labels))
    .toSorted((a, b) => compare(a, b, shape.sort));
  return { alerts: all.slice(0, shape.limit), more: Math.max(0, all.length - shape.limit), rules: alerting.length };
}

function alertsOfRule(rule: ServerRuleRow): ShownAlert[] {
  const { key, name, labels, annotations, health, lastError, alerts } = rule;
  const words = (all: Labels): string => all['summary'] ?? all['description'] ?? '';
  const broken: ShownAlert[] = health === 'err' ? [{ key: `${key} error`, name, state: 'unknown', since: rule.lastEvaluationMs, labels, summary: `Prometheus could not evaluate it: ${lastError}` }] : []; // prettier-ignore
  const active = alerts.map((alert): ShownAlert => ({ key: alert.key, name: alert.name, state: alert.state, since: alert.activeAtMs, labels: alert.labels, summary: words(alert.annotations) })); // prettier-ignore
  if (active.length > 0 || broken.length > 0) return [...broken, ...active];
  if (health === 'unknown') return [{ key, name, state: 'unknown', since: null, labels, summary: 'Prometheus has not evaluated it yet.' }]; // prettier-ignore
  return [{ key, name, state: 'inactive', since: null, labels, summary: words(annotations) }];
}

function compare(a: ShownAlert, b: ShownAlert, by: ShapeOf<'alerts'>['sort']): number {
  const byName = a.name < b.name ? -1 : Number(a.name > b.name);
  const bySince = (b.since ?? 0) - (a.since ?? 0);
  if (by === 'name') return byName;
  return by === 'since' ? bySince || byName : rank[a.state] - rank[b.state] || bySince || byName;
}

const matcher = /([A-Za-z_][\w.]*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\.)*)"/g;

/** `{severity="critical", team!~"a|b"}`; regular expressions hold for the whole value, as in Prometheus. */
function selectorOf(text: string): (labels: Labels) => boolean {
  const tests = Array.from(text.matchAll(matcher), ([, name = '', operator, value = '']) => {
    const plain = value.replace(/\\(.)/g, '$1');
    const pattern = operator === '=~' || operator === '!~' ? safePattern(`^(?:${plain})$`) : null;
    const holds = (label: string): boolean =>
      pattern === null ? label === plain : typeof pattern !== 'string' && pattern.test(label);
    const wanted = operator === '=' || operator === '=~';
    return (labels: Labels): boolean => holds(labels[name] ?? '') === wanted;
  });
  return (labels) => tests.every((one) => one(labels));
}
