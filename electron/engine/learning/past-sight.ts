// What the condition of a trigger would have seen at a moment of the past, out of the record alone. What was not recorded is
// an error of that moment, in words that name it, and never "not true".
import { messageOf } from '#shared/model/ops-error.ts';
import type { Observation, TriggerMemory } from '#shared/model/triggers/state.ts';
import type { Trigger, TriggerCondition } from '#shared/model/triggers/trigger.ts';
import { seriesLimit } from '../recorder/query-look.ts';
import type { ReadDb } from '../store/database.ts';
import { resultsOfItem } from '../store/learning-rows.ts';
import { observeRestarts, observeRollout, observeUnhealthy } from '../triggers/observe-local.ts';
import { looksCounted, tooOldWords } from '../triggers/look-age.ts';
import { probeSeen } from '../triggers/observe-probe.ts';
import type { Look, Looked, Seen } from '../triggers/seen.ts';
import type { Span } from '../triggers/watched-spans.ts';
import type { LiveSince } from './covered-spans.ts';
import { dataText } from './data-text.ts';
import { isKept } from './item-sight.ts';
import { createPastWatch, type PastWatch } from './past-watch.ts';
import { baseOf, recordedExpression } from '../recorder/recorded-expression.ts';
import { recordedExprs, recordedLooks } from './recorded-looks.ts';

export interface PastSight {
  /** To be called, and waited for, before each look; moments ascend from call to call. */
  moveTo?: (atMs: number) => Promise<void> | null;
  /** At the moment that was moved to. */
  observe: (atMs: number, memory: TriggerMemory) => Observation;
  /** Events of the record that what was true at a moment rests on. */
  evidence: (labels: Record<string, string>, span: Span) => { atMs: number; words: string; sequence: number }[];
}

export interface PastSightOptions extends Span {
  liveSince: LiveSince;
  recordedBy?: number | undefined;
}

/** @returns words, by name, of what was never recorded; then nothing can be said of any moment. */
export function pastSight(read: ReadDb, trigger: Trigger, options: PastSightOptions): PastSight | string {
  const { condition } = trigger;
  switch (condition.kind) {
    case 'promql':
      return samplesSight(read, condition.expr, condition.queryOffsetMs, options);
    case 'target_down': {
      const instance = condition.instance === undefined ? '' : `,instance=${JSON.stringify(condition.instance)}`;
      return samplesSight(read, `up{job=${JSON.stringify(condition.job)}${instance}} == 0`, 0, options);
    }
    case 'probe':
      return itemSight(read, condition, options);
    case 'restarts':
      return watchSight(read, trigger, condition.over, [condition.over === 'docker' ? 'containers' : 'pods'], options);
    case 'container_unhealthy': {
      const inCluster = condition.selector.namespace !== undefined;
      return watchSight(read, trigger, inCluster ? 'kubernetes' : 'docker', [inCluster ? 'pods' : 'containers'], options); // prettier-ignore
    }
    case 'rollout_stuck':
      return watchSight(read, trigger, 'kubernetes', ['deployments'], options);
    case 'server_rule':
      return `the rule ${condition.rule} is evaluated by Prometheus, and what it asks is not known here`;
    case 'manual':
      return 'its words are for a person to judge';
  }
}

function samplesSight(
  read: ReadDb,
  expr: string,
  offsetMs: number,
  { recordedBy }: PastSightOptions,
): PastSight | string {
  const answered = recordedExpression(expr, recordedExprs(read));
  if (answered === null) return `“${baseOf(expr)}” was not recorded`;
  const looks = recordedLooks(read, answered.recorded, recordedBy);
  return {
    observe: (atMs) => {
      const look = looks.at(atMs - offsetMs);
      if (typeof look === 'string') return { kind: 'error', reason: look };
      const samples = answered.of(look.samples);
      // Of a query with more series the one that is meant may be among those that were not kept.
      const cut = samples.length === 0 && look.samples.length >= seriesLimit;
      return cut ? { kind: 'error', reason: `of “${answered.recorded}” only ${seriesLimit} series are kept` } : { kind: 'samples', samples }; // prettier-ignore
    },
    evidence: () => [],
  };
}

/** Looks of a plan may be days apart; how long one of them tells is told by look-age.ts. */
const itemBackMs = 30 * 86_400_000;
const mostResults = 20_000;

function itemSight(
  read: ReadDb,
  condition: Extract<TriggerCondition, { kind: 'probe' }>,
  { fromMs, toMs }: PastSightOptions,
): PastSight | string {
  // prettier-ignore
  const { planId, itemId, outcome } = condition;
  const results = resultsOfItem(read, { planId, itemId, fromMs: fromMs - itemBackMs, toMs, limit: mostResults });
  if (results.length === 0) return `no look at the item ${itemId} was recorded`;
  let next = 0;
  const moveTo = (atMs: number) => {
    while ((results[next]?.result.startedAt ?? Infinity) <= atMs) next++;
    return results[next - 1];
  };
  return {
    observe: (atMs) => {
      const last = moveTo(atMs);
      if (last === undefined) return { kind: 'error', reason: results.length === mostResults ? `only its last ${mostResults} looks are read` : 'it had not been looked at by then' }; // prettier-ignore
      const { kind, startedAt } = last.result;
      // What came after the last that is left may have gone.
      if (!isKept(read, kind, { fromMs: startedAt, toMs: atMs })) return { kind: 'error', reason: 'what was recorded of it at that time was evicted' }; // prettier-ignore
      const { title } = last.result;
      const looks = results.slice(Math.max(0, next - looksCounted), next).map(({ result }) => result.startedAt);
      return observed(probeSeen({ title, plan: planId, outcome: last.result.outcome, tooOld: tooOldWords(looks, atMs) }, outcome)); // prettier-ignore
    },
    evidence: (_labels, span) =>
      results
        .filter(({ result: { startedAt } }) => startedAt >= span.fromMs && startedAt <= span.toMs)
        .map(({ result, sequence }) => ({ atMs: result.startedAt, words: `${result.outcome}: ${result.reason}`, sequence })), // prettier-ignore
  };
}

function watchSight(
  read: ReadDb,
  trigger: Trigger,
  source: 'docker' | 'kubernetes',
  kinds: readonly ('containers' | 'pods' | 'deployments')[],
  { fromMs, toMs, liveSince }: PastSightOptions,
): PastSight {
  // prettier-ignore
  const watch = createPastWatch(read, { source, kinds, fromMs, toMs, liveSince });
  const { sights } = watch;
  const observers = { restarts: observeRestarts(sights), container_unhealthy: observeUnhealthy(sights), rollout_stuck: observeRollout(sights) }; // prettier-ignore
  const observe = observers[trigger.condition.kind as keyof typeof observers] as (look: Look<never>) => Looked;
  return {
    moveTo: watch.moveTo,
    observe: (atMs, memory) => {
      try {
        const look = { key: '', trigger, memory, atMs, timeoutMs: 1000, signal: neverAborted };
        return observed(observe(look as unknown as Look<never>).seen);
      } catch (error) {
        return { kind: 'error', reason: messageOf(error) };
      }
    },
    evidence: (labels, span) => eventsBehind(watch, labels, span),
  };
}

const neverAborted = new AbortController().signal;

function observed(seen: Seen): Observation {
  if (seen.kind === 'no_data') return { kind: 'error', reason: seen.reason };
  return seen.kind === 'followed' ? { kind: 'error', reason: 'it is evaluated elsewhere' } : seen;
}

function eventsBehind(watch: PastWatch, labels: Record<string, string>, span: Span) {
  const name = labels['container'] ?? labels['pod'] ?? labels['deployment'] ?? '';
  return watch.eventsOf(name, span).map(({ time, data, sequence }) => {
    const exitCode = dataText(data, 'exitCode');
    const said = dataText(data, 'words') || dataText(data, 'action');
    return { atMs: time, words: `${name}: ${said}${exitCode === '' ? '' : `, exit code ${exitCode}`}`, sequence };
  });
}
