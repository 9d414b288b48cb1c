// Prometheus' alerting rules and targets in the form that triggers ask for.
import { momentOf, type RuleGroup, type Target } from '../sources/prometheus/shapes.ts';
import type { ServerAlert, ServerAsked, ServerReader, ServerRule, ServerTarget } from './server-reader.ts';

/** The questions of Prometheus' client that are needed here. */
interface Client {
  groups: () => Promise<RuleGroup[]>;
  targets: () => Promise<Target[]>;
}
export type AskPrometheus = <T>(asked: ServerAsked, ask: (client: Client) => Promise<T>) => Promise<T>;

export function serverReader(ask: AskPrometheus): ServerReader {
  return {
    rules: async (asked) => (await ask(asked, (client) => client.groups())).flatMap(rulesOf),
    targets: async (asked) => (await ask(asked, (client) => client.targets())).map(targetOf),
  };
}

/** Where Prometheus says nothing of it, a group is evaluated every minute. */
const usualIntervalMs = 60_000;

function rulesOf({ name: group, interval, rules }: RuleGroup): ServerRule[] {
  return (rules ?? []).flatMap(({ type, name, query, duration, health, lastError, lastEvaluation, alerts }) => {
    if (type !== 'alerting') return [];
    const intervalMs = interval > 0 ? interval * 1000 : usualIntervalMs;
    const standing = { forMs: (duration ?? 0) * 1000, health, lastError, lastEvaluationMs: momentOf(lastEvaluation) };
    return [{ name, group, query, intervalMs, ...standing, alerts: (alerts ?? []).flatMap(alertOf) }];
  });
}

function alertOf({
  labels,
  annotations,
  state,
  activeAt,
  keepFiringSince,
  value,
}: NonNullable<NonNullable<RuleGroup['rules']>[number]['alerts']>[number]): ServerAlert[] {
  // prettier-ignore
  // One that is over is told of for a while, so that it can be sent that it is.
  if (state === 'inactive') return [];
  return [{ labels, annotations, state, activeAtMs: momentOf(activeAt) ?? 0, keptFiringSinceMs: momentOf(keepFiringSince), value }]; // prettier-ignore
}

function targetOf({ labels, health, lastError }: Target): ServerTarget {
  return { labels, health, lastError };
}
