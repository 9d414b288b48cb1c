// A backtest of one trigger as the screens show it, held against the incidents of its time.
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { firingsShown, judgeFirings, missedIncidents, type BacktestResult } from '#shared/model/learning/backtest-result.ts'; // prettier-ignore
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { BacktestReport } from '../triggers/backtest.ts';

/** One that is watched, or a draft, over a time of the record. */
export interface BacktestAsked {
  key: string | null;
  trigger: Trigger | null;
  criterion: Criterion | null;
  fromMs: number;
  toMs: number;
}

/** A trigger tells of an incident a little before people say that it began. */
const marginMs = 10 * 60_000;

/** @throws for a report of no alert. */
export function backtestResult(
  { alerts, fromMs, toMs }: BacktestReport,
  incidents: readonly Incident[],
): BacktestResult {
  const [alert] = alerts;
  if (alert === undefined) throw new Error('a backtest of one trigger gave none');
  const unknown = alert.failures.map(({ fromMs: from, toMs: to, reason }) => ({ fromMs: from, toMs: to, reason }));
  const fired = alert.spans.flatMap(({ labels, firingFromMs, toMs: overMs, values }) =>
    firingFromMs === null ? [] : [{ labels, fromMs: firingFromMs, toMs: overMs, value: values.greatest }],
  );
  const firings = judgeFirings(fired, { incidents, unknown, toMs, marginMs });
  return {
    name: alert.name,
    expr: alert.expr,
    fromMs,
    toMs,
    intervalMs: alert.intervalMs,
    evaluations: alert.evaluations,
    unknownEvaluations: alert.failures.reduce((sum, { evaluations }) => sum + evaluations, 0),
    unknown: unknown.slice(0, firingsShown),
    firings: firings.slice(0, firingsShown),
    totalFirings: firings.length,
    missed: missedIncidents(firings, { incidents, unknown, fromMs, toMs }),
  };
}
