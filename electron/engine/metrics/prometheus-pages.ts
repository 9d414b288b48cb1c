// Targets and rules of a Prometheus as the screens show them: every line with a key of its own, times in one unit, and no
// more lines than a screen can hold.
import { durationMs } from '#shared/model/duration.ts';
import type { RulesAnswer, ScrapeTarget, ServerAlertRow, ServerRuleRow, TargetsAnswer } from '#shared/model/prometheus.ts'; // prettier-ignore
import { linesLimit } from '#shared/model/prometheus.ts';
import type { Labels } from '#shared/model/series.ts';
import { momentOf, type RuleGroup, type Target } from '../sources/prometheus/shapes.ts';

/** In the server's order. */
export function targetsAnswer(targets: readonly Target[], readAt: number): TargetsAnswer {
  const key = counted();
  return { readAt, total: targets.length, targets: targets.slice(0, linesLimit).map((target) => targetRow(target, key)) }; // prettier-ignore
}

type Key = (...parts: unknown[]) => string;

function targetRow(target: Target, key: Key): ScrapeTarget {
  const { scrapePool: pool, scrapeUrl: url, labels, health, lastError, lastScrape, lastScrapeDuration } = target;
  return {
    key: key(pool, url, textOf(labels)),
    pool,
    url: withoutUserInfo(url),
    labels,
    health,
    lastError,
    lastScrapeMs: momentOf(lastScrape),
    lastDurationMs: lastScrapeDuration === undefined ? null : lastScrapeDuration * 1000,
    intervalMs: durationMs(target.scrapeInterval),
  };
}

export function rulesAnswer(groups: readonly RuleGroup[], readAt: number): RulesAnswer {
  const key = counted();
  const all = groups.flatMap((group) => (group.rules ?? []).map((rule) => ({ group, rule })));
  return { readAt, total: all.length, rules: all.slice(0, linesLimit).map(({ group, rule }) => ruleRow(group, rule, key)) }; // prettier-ignore
}

type Rule = NonNullable<RuleGroup['rules']>[number];

function ruleRow(group: RuleGroup, rule: Rule, key: Key): ServerRuleRow {
  const { name, query, labels, annotations, health, lastError } = rule;
  const mine = key(group.file, group.name, rule.type, name, textOf(labels), query);
  const alerting = rule.type === 'alerting';
  return {
    key: mine,
    kind: rule.type,
    name,
    group: group.name,
    file: group.file,
    query,
    labels,
    annotations,
    forMs: alerting ? (rule.duration ?? 0) * 1000 : null,
    intervalMs: group.interval * 1000,
    health,
    lastError,
    lastEvaluationMs: momentOf(rule.lastEvaluation),
    evaluationTookMs: rule.evaluationTime === undefined ? null : rule.evaluationTime * 1000,
    state: alerting ? (rule.state ?? 'inactive') : null,
    alerts: (rule.alerts ?? []).flatMap((alert) => alertRow(mine, name, alert)),
  };
}

function alertRow(rule: string, name: string, alert: NonNullable<Rule['alerts']>[number]): ServerAlertRow[] {
  const { labels, annotations, state, value } = alert;
  // One that is over is told of for a while, so that it can be sent that it is.
  if (state === 'inactive') return [];
  const activeAtMs = momentOf(alert.activeAt) ?? 0;
  return [{ key: `${rule} ${textOf(labels)}`, name, labels, annotations, state, activeAtMs, keptFiringSinceMs: momentOf(alert.keepFiringSince), value }]; // prettier-ignore
}

/** Two that are alike in everything are still two lines. */
function counted(): Key {
  const seen = new Map<string, number>();
  return (...parts) => {
    const base = parts.join(' ');
    const times = seen.get(base) ?? 0;
    seen.set(base, times + 1);
    return times === 0 ? base : `${base} #${times + 1}`;
  };
}

const textOf = (labels: Labels): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** A password in a URL must not reach a screen. */
const withoutUserInfo = (url: string): string => url.replace(/\/\/[^/?#]*@/, '//');
