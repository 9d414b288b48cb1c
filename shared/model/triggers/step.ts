// One evaluation of a trigger: from what was known and what was seen to what is known. Pure and deterministic; it neither
// asks for samples nor knows what time it is. Source: Eval in rules/alerting.go of Prometheus, and three rules of ours.
import { durationInWords, exactDurationInWords } from '../duration.ts';
import { alertsOf } from './alerts.ts';
import { gapIntervals, type Instance, type Observation, type Transition, type TriggerGap, type TriggerMemory, type TriggerRule } from './state.ts'; // prettier-ignore

export interface Step {
  /** A new value; what was given is left as it is. */
  memory: TriggerMemory;
  /** Ordered by key; at most one for an instance. */
  transitions: Transition[];
  gap: TriggerGap | null;
}

/**
 * As Prometheus does it, for each label set:
 * - first true: pending, and firing at the evaluation at which it has been true for `forMs` or longer (>=; 0 fires at once);
 * - missing while pending: gone, and the time starts anew. Missing while firing: resolved, unless `keepFiringForMs` is
 *   counted from the first evaluation at which it was missing and has not passed (<).
 * - label sets that are the same once the rule's labels are set are an error, as is more than the limit.
 *
 * Ours:
 * - An error is not false: instances stay as they are, `trouble` says since when, and `lastEvaluatedAtMs` does not move.
 *   (Prometheus forgets all instances where the limit is exceeded; they stay here.)
 * - Where more than two intervals lie between two evaluations that saw something, that is a gap, and it is returned. The
 *   times of `for` and `keepFiringFor` stand still over it: `activeAtMs` of what is pending and `keptFiringSinceMs` are
 *   moved by the whole of it, from the last evaluation to this one. So nothing begins to fire, and nothing ceases to be
 *   kept firing, because nobody looked. What is missing after the gap is missing.
 * - Where the clock was set back they are moved back in the same way; that is no gap.
 */
export function step(rule: TriggerRule, memory: TriggerMemory, atMs: number, seen: Observation): Step {
  const found = seen.kind === 'error' ? seen : alertsOf(rule, seen.samples, atMs);
  if (found.kind === 'error') return failed(memory, atMs, found.reason);
  const last = memory.lastEvaluatedAtMs;
  const unseenMs = last === null ? 0 : atMs - last;
  const gap = last !== null && unseenMs > gapIntervals * rule.intervalMs ? { fromMs: last, toMs: atMs } : null;
  const standing = gap || unseenMs < 0 ? memory.instances.map((one) => moved(one, unseenMs)) : memory.instances;

  const instances: Instance[] = [];
  const transitions: Transition[] = [];
  const before = new Map(standing.map((one) => [one.key, one]));
  const note = (from: Transition['from'], to: Transition['to'], one: Instance, reason: string): void => {
    transitions.push({ key: one.key, labels: one.labels, from, to, atMs, value: one.value, reason });
  };
  for (const alert of found.alerts) {
    const known = before.get(alert.key);
    const next = whereTrue(rule, known, alert, atMs);
    instances.push(next);
    if (known?.state !== next.state) note(known?.state ?? 'inactive', next.state, next, reasonOfTrue(rule, next, atMs));
    before.delete(alert.key);
  }
  for (const known of before.values()) {
    const kept = whereMissing(rule, known, atMs);
    if (kept) instances.push(kept);
    else note(known.state, 'inactive', known, reasonOfMissing(rule, known));
  }
  if (rule.limit && instances.length > rule.limit) {
    return failed(memory, atMs, `exceeded limit of ${rule.limit} with ${instances.length} alerts`);
  }
  instances.sort(byKey);
  transitions.sort(byKey);
  return { memory: { instances, lastEvaluatedAtMs: atMs, trouble: null }, transitions, gap };
}

function failed(memory: TriggerMemory, atMs: number, reason: string): Step {
  const sinceMs = memory.trouble?.kind === 'error' ? memory.trouble.sinceMs : atMs;
  return { memory: { ...memory, trouble: { kind: 'error', reason, sinceMs } }, transitions: [], gap: null };
}

function byKey(left: { key: string }, right: { key: string }): number {
  return left.key < right.key ? -1 : left.key > right.key ? 1 : 0;
}

function moved(one: Instance, byMs: number): Instance {
  const kept = one.keptFiringSinceMs;
  return {
    ...one,
    activeAtMs: one.state === 'pending' ? one.activeAtMs + byMs : one.activeAtMs,
    keptFiringSinceMs: kept === null ? null : kept + byMs,
  };
}

function whereTrue(rule: TriggerRule, known: Instance | undefined, alert: Instance, atMs: number): Instance {
  const next: Instance = known
    ? { ...known, annotations: alert.annotations, value: alert.value, lastTrueAtMs: atMs, keptFiringSinceMs: null }
    : alert;
  if (next.state === 'firing' || atMs - next.activeAtMs < rule.forMs) return next;
  return { ...next, state: 'firing', firedAtMs: atMs };
}

function whereMissing(rule: TriggerRule, known: Instance, atMs: number): Instance | null {
  if (known.state === 'pending' || rule.keepFiringForMs <= 0) return null;
  const keptFiringSinceMs = known.keptFiringSinceMs ?? atMs;
  return atMs - keptFiringSinceMs < rule.keepFiringForMs ? { ...known, keptFiringSinceMs } : null;
}

function reasonOfTrue(rule: TriggerRule, next: Instance, atMs: number): string {
  if (next.state === 'pending') return `true; it fires when it has been true for ${exactDurationInWords(rule.forMs)}`;
  return rule.forMs > 0 ? `true for ${durationInWords(atMs - next.activeAtMs)}` : 'true';
}

function reasonOfMissing(rule: TriggerRule, known: Instance): string {
  if (known.state === 'pending') return `no longer true before ${exactDurationInWords(rule.forMs)} had passed`;
  return rule.keepFiringForMs > 0 ? `not true for ${exactDurationInWords(rule.keepFiringForMs)}` : 'no longer true';
}
