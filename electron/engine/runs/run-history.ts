// Looks back at runs: lists, whole reports, single results, and what changed between two.
import type { Comparison } from '#shared/model/comparison.ts';
import { compareRuns } from '#shared/model/compare-runs.ts';
import { itemKey } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ItemResult, RunReport, RunSummary } from '#shared/model/run.ts';
import type { ReadDb } from '../store/database.ts';
import { findRun, lastGreenRun, listRuns, resultOfItem, resultsOfRun, type StoredResult } from '../store/run-rows.ts';

/** All throw OpsError `not_found` for a run or item that is not in the record. */
export interface RunHistory {
  list: (planId: PlanId, query: { before: RunId | null; limit: number }) => RunSummary[];
  report: (runId: RunId) => RunReport;
  result: (runId: RunId, phaseId: string, itemId: string) => ItemResult;
  /** Against the given run, or the newest earlier one of the same part of the plan that passed; null where there is none. */
  compare: (runId: RunId, against?: RunId) => Comparison | null;
}

export interface RunHistoryOptions {
  read: ReadDb;
  /** Item keys in the order of the plan's text; empty where that text is not kept. */
  orderOf: (hash: PlanHash) => string[];
}

export function createRunHistory({ read, orderOf }: RunHistoryOptions): RunHistory {
  /** As the plan lists its items, not as they happened to finish: two exports of a plan can then be laid side by side. */
  const inOrder = (run: RunSummary, results: StoredResult[]): StoredResult[] => {
    const places = new Map(orderOf(run.planHash).map((key, place) => [key, place]));
    const placeOf = (result: StoredResult): number => places.get(itemKey(result.phaseId, result.itemId)) ?? places.size;
    return results.toSorted((a, b) => placeOf(a) - placeOf(b));
  };
  const report = (runId: RunId): RunReport => {
    const run = findRun(read, runId);
    if (!run) throw new OpsError('not_found', 'There is no such run in the record.');
    return { run, results: inOrder(run, resultsOfRun(read, runId)) };
  };
  return {
    report,
    list: (planId, query) => listRuns(read, planId, query),
    result: (runId, phaseId, itemId) => {
      const result = resultOfItem(read, runId, phaseId, itemId);
      if (!result) throw new OpsError('not_found', `That run has no result for "${phaseId}/${itemId}" in the record.`);
      return result;
    },
    compare: (runId, against) => {
      const after = report(runId);
      const earlier = against ?? lastGreenRun(read, after.run)?.runId;
      return earlier === undefined ? null : compareRuns(report(earlier), after);
    },
  };
}
