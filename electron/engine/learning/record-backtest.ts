// What triggers would have come to over a time of the record: the same steps as live, over what was recorded of each moment.
// It keeps nothing, and leaves the loop free.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { conditionText } from '#shared/model/learning/condition-text.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { emptyMemory } from '#shared/model/triggers/state.ts';
import { step } from '#shared/model/triggers/step.ts';
import { ruleOf, type Trigger } from '#shared/model/triggers/trigger.ts';
import type { ReadDb } from '../store/database.ts';
import { noteFailure, type BacktestAlert, type BacktestReport } from '../triggers/backtest.ts';
import { createSpanBook } from '../triggers/backtest-spans.ts';
import type { LiveSince } from './covered-spans.ts';
import { pastSight } from './past-sight.ts';

export interface RecordBacktestRequest {
  triggers: readonly { group: string; trigger: Trigger }[];
  fromMs: number;
  toMs: number;
  /** For all of them; null for the interval of each. */
  intervalMs: number | null;
  signal: AbortSignal;
  progress?: (done: number, total: number) => void;
  liveSince?: LiveSince;
  recordedBy?: number | undefined;
}

const evaluationLimit = 1_000_000;
/** The loop is left free after so long. */
const turnMs = 20;
const nobodyLive: LiveSince = () => null;

/** @throws OpsError `bad_input`, `cancelled`. */
export async function backtestRecord(read: ReadDb, request: RecordBacktestRequest): Promise<BacktestReport> {
  const { triggers, fromMs, toMs, progress } = request;
  if (!(toMs >= fromMs)) throw new OpsError('bad_input', 'the end is before the start');
  const alerts = triggers.map(({ group, trigger }) => ({ trigger, alert: newAlert(group, trigger, request) }));
  const total = alerts.reduce((sum, { alert }) => sum + alert.planned, 0);
  if (total > evaluationLimit) throw new OpsError('bad_input', `these are ${total} evaluations; at most ${evaluationLimit} are made, so take a shorter time or a longer interval`); // prettier-ignore
  let done = 0;
  for (const { trigger, alert } of alerts) {
    await evaluate(read, trigger, alert, request, (count) => progress?.((done += count), total));
  }
  const reports = alerts.map(({ alert }) => alert);
  return { fromMs, toMs, alerts: reports, complete: reports.every(({ failures }) => failures.length === 0) };
}

function newAlert(
  group: string,
  trigger: Trigger,
  { fromMs, toMs, intervalMs: wanted }: RecordBacktestRequest,
): BacktestAlert {
  // prettier-ignore
  const intervalMs = wanted ?? trigger.intervalMs;
  const { name, forMs, keepFiringForMs, condition } = trigger;
  const planned = Math.floor((toMs - fromMs) / intervalMs) + 1;
  const found = { evaluations: 0, failures: [], gaps: [], spans: [], needs: [], withoutSamples: [], warnings: [] };
  return { group, name, expr: conditionText(condition), forMs, keepFiringForMs, intervalMs, planned, ...found };
}

async function evaluate(
  read: ReadDb,
  trigger: Trigger,
  alert: BacktestAlert,
  { fromMs, toMs, signal, liveSince = nobodyLive, recordedBy }: RecordBacktestRequest,
  progress: (count: number) => void,
): Promise<void> {
  // prettier-ignore
  const sight = pastSight(read, trigger, { fromMs, toMs, liveSince, recordedBy });
  if (typeof sight === 'string') {
    alert.failures.push({ fromMs, toMs, evaluations: alert.planned, reason: sight });
    alert.evaluations = alert.planned;
    return progress(alert.planned);
  }
  const rule = { ...ruleOf(trigger), intervalMs: alert.intervalMs };
  const book = createSpanBook();
  let memory = emptyMemory;
  let since = performance.now();
  let told = 0;
  while (alert.evaluations < alert.planned) {
    if (performance.now() - since > turnMs) {
      progress(alert.evaluations - told);
      told = alert.evaluations;
      await nextTurn(undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw new OpsError('cancelled', 'it was stopped');
      since = performance.now();
    }
    const atMs = fromMs + alert.evaluations * alert.intervalMs;
    const moving = sight.moveTo?.(atMs) ?? null;
    if (moving !== null) await moving;
    const taken = step(rule, memory, atMs, sight.observe(atMs, memory));
    memory = taken.memory;
    alert.evaluations++;
    book.note(taken, atMs);
    if (taken.gap) alert.gaps.push(taken.gap);
    if (memory.trouble) noteFailure(alert, atMs, memory.trouble.reason);
  }
  alert.spans = book.spans();
  progress(alert.planned - told);
}
