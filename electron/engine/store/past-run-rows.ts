// Plans, runs and their results as of a moment.
import type { Demand, Note } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import type { RunSummary } from '#shared/model/run.ts';
import type { ReadDb } from './database.ts';
import { boundsOf, type AtMoment } from './moment-rows.ts';
import {
  newestResult,
  resultOfRow,
  rowToRun,
  selectResult,
  selectRun,
  type RunRow,
  type StoredResult,
} from './run-rows.ts';
import { prepared } from './statements.ts';
import { noteKey } from './word-rows.ts';

/**
 * The id and number under which a plan is kept, whether it was removed since or not: that of its file, where it has one, as
 * a file that is opened again stays the plan that it was.
 */
export function keptPlan(db: ReadDb, planId: PlanId, path: string | null): { id: PlanId; no: number } | null {
  return (prepared(db, 'SELECT id, no FROM plan WHERE id = ? OR path = ?').get(planId, path) ?? null) as { id: PlanId; no: number } | null; // prettier-ignore
}

export function grantedBy(db: ReadDb, hash: PlanHash, at: number): Demand[] {
  return prepared(db, 'SELECT kind, subject FROM consent WHERE plan_hash = ? AND granted_at <= ?').all(hash, at) as Demand[]; // prettier-ignore
}

/** Runs that had begun, the newest first; as they stand today. */
export function runsBegunBy(
  db: ReadDb,
  planId: PlanId,
  { at, before, limit }: { at: number; before: RunId | null; limit: number },
): RunSummary[] {
  const rows = prepared(
    db,
    `${selectRun} WHERE p.id = ? AND r.started_at <= ? AND r.no < coalesce((SELECT no FROM run WHERE id = ?), ${Number.MAX_SAFE_INTEGER})
     ORDER BY r.no DESC LIMIT ?`,
  ).all(planId, at, before, limit) as RunRow[];
  return rows.map(rowToRun);
}

const within = 'j.sequence <= ? AND j.time <= ?';

export function resultsOfRunAt(db: ReadDb, runId: RunId, moment: AtMoment): StoredResult[] {
  return prepared(db, `${selectResult} WHERE r.id = ? AND ${within} ORDER BY i.event`)
    .all(runId, ...boundsOf(db, moment))
    .map(resultOfRow);
}

const newestBy = newestResult(
  'p.no',
  'i.event <= @sequence AND (SELECT time FROM journal WHERE sequence = i.event) <= @at',
);

/** The last result of each item of a plan as of a moment, of whatever run. */
export function lastResultsAt(db: ReadDb, planNo: number, moment: AtMoment): StoredResult[] {
  const [sequence, at] = boundsOf(db, moment);
  const rows = prepared(
    db,
    `SELECT d.data, d.correlationid AS runId FROM plan_item p JOIN journal d ON d.sequence = ${newestBy}
     WHERE p.plan_no = @planNo`,
  ).all({ sequence, at, planNo });
  return rows.map(resultOfRow);
}

/** The newest revision of each note of a plan that had been saved by then. */
export function notesSavedBy(db: ReadDb, planNo: number, at: number): Note[] {
  const rows = prepared(
    db,
    `SELECT phase_id AS phaseId, item_id AS itemId, max(revision) AS revision, markdown, saved_at AS savedAt
     FROM note WHERE plan_no = ? AND saved_at <= ? GROUP BY phase_id, item_id`,
  ).all(planNo, at) as { phaseId: string; itemId: string; revision: number; markdown: string; savedAt: number }[];
  return rows.map((row) => {
    const itemId = row.itemId === '' ? null : row.itemId;
    return { ...row, itemId, key: noteKey(row.phaseId, itemId) };
  });
}
