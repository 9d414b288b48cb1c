// Plans, their checklists and their runs as of a moment: what had been seen by then, and who had ticked what.
import { itemKey, type PlanSummary } from '#shared/model/checklist.ts';
import { compareRuns } from '#shared/model/compare-runs.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { countResults, tickSchema, type RunReport, type RunSummary, type Tick } from '#shared/model/run.ts';
import { createChecklist, type Checklist } from '../checklist/checklist.ts';
import { exportRun } from '../plans/export-run.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import { shownInFeed } from '../runs/run-feed.ts';
import type { ReadDb } from '../store/database.ts';
import { replayedEvents } from '../store/moment-rows.ts';
import { lastResultsAt, notesSavedBy, resultsOfRunAt, runsBegunBy } from '../store/past-run-rows.ts';
import { findRun, lastGreenRun, type StoredResult } from '../store/run-rows.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import { createPlansThen, type PlansThen } from './plans-then.ts';

const mostTicks = 10_000;

export function readinessPast(read: ReadDb): Pick<PastAnswers, 'plans' | 'checklist' | 'runs'> {
  const plans = createPlansThen(read);
  return { plans: plansPast(read, plans), checklist: checklistPast(read, plans), runs: runsPast(read, plans) };
}

function plansPast(read: ReadDb, plans: PlansThen): NonNullable<PastAnswers['plans']> {
  const summary = (known: KnownPlan, moment: PastMoment): PlanSummary => summaryOf(read, known, moment);
  return {
    feed: (_nothing, moment, signal) => heldFeed(plans.list(moment).map((known) => summary(known, moment)), signal), // prettier-ignore
    get: ({ planId }, moment) => {
      const known = plans.get(planId, moment);
      const { plan, text, demands } = known;
      const phases = plan.phases.map(({ id, title, description, needs }) => ({ id, title, description: description ?? null, needs })); // prettier-ignore
      return { summary: summary(known, moment), phases, vars: plan.vars, text, demands };
    },
  };
}

function summaryOf(read: ReadDb, known: KnownPlan, moment: PastMoment): PlanSummary {
  const { id, name, title, hash, origin, path, loadedAt } = known.row;
  const untrusted = known.demands.filter(({ granted }) => !granted).map(({ kind, subject }) => ({ kind, subject }));
  const [newest] = runsBegunBy(read, id, { at: moment.at, before: null, limit: 1 });
  const running = newest !== undefined && isUnderWay(newest, moment.at) ? newest.runId : null;
  // Whether the file still held what was loaded nobody wrote down; that it was loaded is what is known.
  const file = path === null ? ('none' as const) : ('same' as const);
  return { key: id, planId: id, name, title, hash, origin, path, file, loadedAt, untrusted, running, ...checklistAt(read, known, moment).summary() }; // prettier-ignore
}

function checklistAt(read: ReadDb, plan: KnownPlan, moment: PastMoment): Checklist {
  const results = lastResultsAt(read, plan.row.no, moment);
  return createChecklist({ plan, results, ticks: ticksAt(read, plan.row.id, moment), onChange: () => undefined });
}

/** A tick that was taken back later stood then. */
function ticksAt(read: ReadDb, planId: PlanId, moment: PastMoment): Map<string, Tick> {
  const ticks = new Map<string, Tick>();
  for (const { type, data } of replayedEvents(read, ['item.ticked', 'item.unticked'], moment, mostTicks)) {
    const { planId: of, phaseId, itemId, tick } = Object(data) as Record<string, unknown>;
    if (of !== planId) continue;
    const key = itemKey(String(phaseId), String(itemId));
    if (type === 'item.unticked') ticks.delete(key);
    else ticks.set(key, tickSchema.parse(tick));
  }
  return ticks;
}

function checklistPast(read: ReadDb, plans: PlansThen): NonNullable<PastAnswers['checklist']> {
  return {
    feed: ({ planId }, moment, signal) => checklistAt(read, plans.get(planId, moment), moment).feed.subscribe({ signal }), // prettier-ignore
    notes: ({ planId }, moment, signal) => heldFeed(notesSavedBy(read, plans.get(planId, moment).row.no, moment.at), signal), // prettier-ignore
  };
}

function runsPast(read: ReadDb, plans: PlansThen): NonNullable<PastAnswers['runs']> {
  const at = (run: RunSummary, moment: PastMoment): RunSummary => runAt(read, run, moment);
  const list = (planId: PlanId, moment: PastMoment, query: { before: RunId | null; limit: number }): RunSummary[] =>
    runsBegunBy(read, planId, { at: moment.at, ...query }).map((run) => at(run, moment));
  const report = (runId: RunId, moment: PastMoment): RunReport => {
    const run = findRun(read, runId);
    if (!run || run.startedAt > moment.at) throw new OpsError('not_found', 'There was no such run at this moment.');
    const results = inOrder(plans, run, resultsOfRunAt(read, runId, moment), moment);
    return { run: at(run, moment), results };
  };
  return {
    feed: ({ planId }, moment, signal) => heldFeed(list(planId, moment, { before: null, limit: shownInFeed }), signal),
    list: ({ planId, ...query }, moment) => list(planId, moment, query),
    get: ({ runId }, moment) => report(runId, moment),
    export: ({ runId, format }, moment) => exportRun(report(runId, moment), format),
    result: ({ runId, phaseId, itemId }, moment) => {
      const found = resultsOfRunAt(read, runId, moment).find((one) => one.phaseId === phaseId && one.itemId === itemId);
      if (!found) throw new OpsError('not_found', `That run had no result for "${phaseId}/${itemId}" at this moment.`);
      return found;
    },
    compare: ({ runId, against }, moment) => {
      const after = report(runId, moment);
      const earlier = against ?? lastGreenRun(read, after.run)?.runId;
      return earlier === undefined ? null : compareRuns(report(earlier, moment), after);
    },
  };
}

const isUnderWay = ({ finishedAt }: RunSummary, at: number): boolean => finishedAt === null || finishedAt > at;

/** One that ended later was under way: what it came to is not told, only what it had seen. */
function runAt(read: ReadDb, run: RunSummary, moment: PastMoment): RunSummary {
  if (!isUnderWay(run, moment.at)) return run;
  const results = resultsOfRunAt(read, run.runId, moment);
  const seen = countResults(results);
  const total = Object.values(run.counts).reduce((sum, count) => sum + count, 0);
  return { ...run, state: 'running', verdict: null, finishedAt: null, counts: { ...seen, pending: Math.max(0, total - results.length) } }; // prettier-ignore
}

/** As the plan lists its items; of a text that is not kept, in the order of recording. */
function inOrder(plans: PlansThen, run: RunSummary, results: StoredResult[], moment: PastMoment): StoredResult[] {
  const known = plans.list(moment).find(({ row }) => row.hash === run.planHash);
  const keys = known?.plan.phases.flatMap((phase) => phase.items.map((item) => itemKey(phase.id, item.id))) ?? [];
  const places = new Map(keys.map((key, place) => [key, place]));
  const placeOf = (result: StoredResult): number => places.get(itemKey(result.phaseId, result.itemId)) ?? places.size;
  return results.toSorted((a, b) => placeOf(a) - placeOf(b));
}
