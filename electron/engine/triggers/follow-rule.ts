// A rule that Prometheus evaluates, as the console follows it: its alerts become instances, no time of `for` is counted
// here, and a server that does not evaluate it any more is no data.
import { durationInWords, exactDurationInWords } from '#shared/model/duration.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import { gapIntervals, type Instance, type TriggerMemory } from '#shared/model/triggers/state.ts';
import { numberOf } from './observe-promql.ts';
import type { Seen } from './seen.ts';
import type { ServerAlert, ServerRule } from './server-reader.ts';

export interface FollowedRule {
  rule: ServerRule;
  instances: Instance[];
  atMs: number;
}

export interface RuleFollower {
  /** Remembers when the rule was last evaluated, by this console's clock alone: the server's may differ. */
  look: (key: string, followed: FollowedRule) => Seen;
}

export function createRuleFollower(): RuleFollower {
  const moved = new Map<string, { lastEvaluationMs: number | null; seenAtMs: number }>();
  return {
    look: (key, { rule, instances, atMs }) => {
      const { health, lastError, lastEvaluationMs, intervalMs } = rule;
      const before = moved.get(key);
      if (before === undefined || before.lastEvaluationMs !== lastEvaluationMs) moved.set(key, { lastEvaluationMs, seenAtMs: atMs }); // prettier-ignore
      if (health === 'err') return { kind: 'error', reason: `Prometheus cannot evaluate it: ${lastError}` };
      if (health === 'unknown') return { kind: 'no_data', reason: 'Prometheus has not evaluated it yet' };
      const stoodMs = atMs - (moved.get(key)?.seenAtMs ?? atMs);
      if (stoodMs > gapIntervals * intervalMs) {
        const every = exactDurationInWords(intervalMs);
        return { kind: 'no_data', reason: `Prometheus has not evaluated it for ${durationInWords(stoodMs)}; it should every ${every}` }; // prettier-ignore
      }
      return { kind: 'followed', instances };
    },
  };
}

export function followedRule(memory: TriggerMemory, atMs: number, rule: ServerRule): FollowedRule {
  const known = new Map(memory.instances.map((one) => [one.key, one]));
  const instances = rule.alerts.map((alert) => instanceOf(known, alert, rule.forMs, atMs));
  return { rule, instances: instances.toSorted((a, b) => (a.key < b.key ? -1 : 1)), atMs };
}

function instanceOf(known: Map<string, Instance>, alert: ServerAlert, forMs: number, atMs: number): Instance {
  const { labels } = alert;
  // The same label set has the same key, whoever evaluates it.
  const key = labelKey(labels);
  // The server does not say when it fired: at its first evaluation after `for`, which is less than an interval later.
  const firedAtMs =
    alert.state === 'firing' ? (known.get(key)?.firedAtMs ?? Math.min(atMs, alert.activeAtMs + forMs)) : null;
  return {
    key,
    labels,
    annotations: alert.annotations,
    state: alert.state,
    activeAtMs: alert.activeAtMs,
    firedAtMs,
    lastTrueAtMs: alert.keptFiringSinceMs === null ? atMs : (known.get(key)?.lastTrueAtMs ?? alert.keptFiringSinceMs),
    keptFiringSinceMs: alert.keptFiringSinceMs,
    value: numberOf(alert.value),
  };
}
