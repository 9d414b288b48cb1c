// When a criterion would have failed over a time of the record: judged window by window as live, out of what was recorded.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { firingsShown, judgeFirings, missedIncidents, type BacktestResult } from '#shared/model/learning/backtest-result.ts'; // prettier-ignore
import { OpsError } from '#shared/model/ops-error.ts';
import { lookAtCriterion } from '../criteria/look-at-criterion.ts';
import type { ReadDb } from '../store/database.ts';
import { recordedReader } from './recorded-reader.ts';

export interface CriterionBacktest {
  criterion: Criterion;
  fromMs: number;
  toMs: number;
  signal: AbortSignal;
  recordedBy?: number | undefined;
}

const leastStepMs = 60_000;
const mostLooks = 5000;
/** Failing begins a little before people say that it did. */
const marginMs = 10 * 60_000;

/** Firings are the stretches in which it fails; what could not be judged is unknown. @throws OpsError `bad_input`, `cancelled`. */
export async function backtestCriterion(
  read: ReadDb,
  { criterion, fromMs, toMs, signal, recordedBy }: CriterionBacktest,
  incidents: readonly Incident[],
): Promise<BacktestResult> {
  // prettier-ignore
  if (!(toMs >= fromMs)) throw new OpsError('bad_input', 'the end is before the start');
  const intervalMs = Math.max(leastStepMs, Math.round(criterion.windowMs / 4));
  const evaluations = Math.floor((toMs - fromMs) / intervalMs) + 1;
  if (evaluations > mostLooks) throw new OpsError('bad_input', `these are ${evaluations} judgements; at most ${mostLooks} are made, so take a shorter time`); // prettier-ignore
  const reader = recordedReader(read, recordedBy);
  const failing: { labels: Record<string, string>; fromMs: number; toMs: number | null; value: string }[] = [];
  const unknown: { fromMs: number; toMs: number; reason: string }[] = [];
  let unknownEvaluations = 0;
  let before = '';
  for (let at = 0; at < evaluations; at++) {
    await nextTurn();
    if (signal.aborted) throw new OpsError('cancelled', 'it was stopped');
    const nowMs = fromMs + at * intervalMs;
    const { outcome, reason, value } = await lookAtCriterion(criterion, { reader, nowMs, signal });
    const last = failing.at(-1);
    if (outcome === 'fail' && before !== 'fail') failing.push({ labels: {}, fromMs: nowMs, toMs: null, value: value === null ? reason : String(value) }); // prettier-ignore
    if (outcome !== 'fail' && before === 'fail' && last) last.toMs = nowMs;
    if (outcome === 'error' || outcome === 'inconclusive') {
      unknownEvaluations++;
      // What is missing, and how much, changes from window to window; that something is does not.
      const open = unknown.at(-1);
      if (open && before === outcome) open.toMs = nowMs;
      else unknown.push({ fromMs: nowMs, toMs: nowMs, reason });
    }
    before = outcome;
  }
  const firings = judgeFirings(failing, { incidents, unknown, toMs, marginMs });
  const missed = missedIncidents(firings, { incidents, unknown, fromMs, toMs });
  return { name: criterion.title, expr: criterion.originalWords, fromMs, toMs, intervalMs, evaluations, unknownEvaluations, unknown: unknown.slice(0, firingsShown), firings: firings.slice(0, firingsShown), totalFirings: firings.length, missed }; // prettier-ignore
}
