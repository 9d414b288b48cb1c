// Runs and the index of their results into the journal.
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import type { Counts, Outcome, Verdict } from '#shared/model/outcome.ts';
import type { ItemResult, RunState, RunSummary, Selection } from '#shared/model/run.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { remembered } from './numbers.ts';
import { insertRows, prepared } from './statements.ts';

export interface RunRow {
  no: number;
  id: RunId;
  plan_id: PlanId;
  plan_hash: PlanHash;
  plan_title: string;
  selection: string;
  vars: string;
  state: RunState;
  verdict: Verdict | null;
  counts: string;
  started_at: number;
  finished_at: number | null;
  started_by: RunSummary['startedBy'];
  judge: string;
}

export const selectRun = `SELECT r.no, r.id, p.id AS plan_id, r.plan_hash, r.plan_title, r.selection, r.vars, r.state, r.verdict, r.counts,
  r.started_at, r.finished_at, r.started_by, r.judge FROM run r JOIN plan p ON p.no = r.plan_no`;

export function rowToRun(row: RunRow): RunSummary {
  return {
    key: row.id,
    runId: row.id,
    planId: row.plan_id,
    planHash: row.plan_hash,
    planTitle: row.plan_title,
    selection: JSON.parse(row.selection) as Selection,
    state: row.state,
    verdict: row.verdict,
    counts: JSON.parse(row.counts) as Counts,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    startedBy: row.started_by,
    vars: JSON.parse(row.vars) as RunSummary['vars'],
    judge: row.judge,
  };
}

export function insertRun(db: WriteDb, planNo: number, run: RunSummary): void {
  const insert = prepared(
    db,
    `INSERT INTO run (id, plan_no, plan_hash, plan_title, selection, vars, state, verdict, counts, started_at, finished_at, started_by, judge)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  insert.run(
    run.runId,
    planNo,
    run.planHash,
    run.planTitle,
    JSON.stringify(run.selection),
    JSON.stringify(run.vars),
    run.state,
    run.verdict,
    JSON.stringify(run.counts),
    run.startedAt,
    run.finishedAt,
    run.startedBy,
    run.judge,
  );
}

export function updateRun(db: WriteDb, run: RunSummary): void {
  prepared(db, 'UPDATE run SET state = ?, verdict = ?, counts = ?, finished_at = ? WHERE id = ?').run(
    run.state,
    run.verdict,
    JSON.stringify(run.counts),
    run.finishedAt,
    run.runId,
  );
}

export function findRun(db: ReadDb, runId: RunId): RunSummary | null {
  const row = prepared(db, `${selectRun} WHERE r.id = ?`).get(runId) as RunRow | undefined;
  return row ? rowToRun(row) : null;
}

/** The newest first, in the order in which they were started; `before` is the last run already known. */
export function listRuns(db: ReadDb, planId: PlanId, query: { before: RunId | null; limit: number }): RunSummary[] {
  const rows = prepared(
    db,
    `${selectRun} WHERE p.id = ? AND r.no < coalesce((SELECT no FROM run WHERE id = ?), ${Number.MAX_SAFE_INTEGER}) ORDER BY r.no DESC LIMIT ?`,
  ).all(planId, query.before, query.limit);
  return (rows as RunRow[]).map(rowToRun);
}

/** The newest run of the same part of the plan, before the given one, that passed whole. */
export function lastGreenRun(db: ReadDb, run: RunSummary): RunSummary | null {
  const row = prepared(
    db,
    `${selectRun} WHERE p.id = ? AND r.verdict = 'pass' AND r.selection = ? AND r.no < (SELECT no FROM run WHERE id = ?) ORDER BY r.no DESC LIMIT 1`,
  ).get(run.planId, JSON.stringify(run.selection), run.runId) as RunRow | undefined;
  return row ? rowToRun(row) : null;
}

/** Runs that a process left unfinished. */
export function unfinishedRuns(db: ReadDb): RunSummary[] {
  return (prepared(db, `${selectRun} WHERE r.state = 'running'`).all() as RunRow[]).map(rowToRun);
}

/** The number of a plan's item, given on first use; to be called inside a writer's task. */
export function planItemNumber(db: WriteDb, planNo: number, phaseId: string, itemId: string): number {
  return remembered(db, `item ${planNo} ${phaseId} ${itemId}`, () => {
    const row = prepared(db, 'SELECT no FROM plan_item WHERE plan_no = ? AND phase_id = ? AND item_id = ?').get(
      planNo,
      phaseId,
      itemId,
    );
    if (row) return (row as { no: number }).no;
    const insert = prepared(db, 'INSERT INTO plan_item (plan_no, phase_id, item_id) VALUES (?, ?, ?)');
    return Number(insert.run(planNo, phaseId, itemId).lastInsertRowid);
  });
}

/** In SQL, what finds the result of an item in a run: `i` is the result, `r` the run, `p` the item. */
export const ofItemInRun = 'i.run_no >> 5 = r.no >> 5 AND i.item_no = p.no AND i.run_no = r.no';

/**
 * In SQL, the event of an item's newest result, of those that `bound` lets through, or null. The index holds 32 runs at a
 * time by item (021-results-by-stretch.ts), so it is asked once for each 32 runs, the newest first, until one is found.
 */
export const newestResult = (itemNo: string, bound = 'true'): string => `(
  WITH RECURSIVE stretch (number) AS (SELECT max(no) >> 5 FROM run
    UNION ALL SELECT number - 1 FROM stretch WHERE number > (SELECT min(no) >> 5 FROM run))
  SELECT event FROM (SELECT (SELECT i.event FROM item_result i WHERE i.run_no >> 5 = stretch.number AND i.item_no = ${itemNo}
    AND ${bound} ORDER BY i.run_no DESC LIMIT 1) AS event FROM stretch) WHERE event IS NOT NULL LIMIT 1)`;

/** What an item came to last; null where it was never looked at. To be called inside a writer's task. */
export function outcomeBefore(db: WriteDb, itemNo: number): Outcome | null {
  const outcome = prepared(db, `SELECT data ->> '$.outcome' FROM journal WHERE sequence = ${newestResult('?')}`)
    .pluck()
    .get(itemNo);
  return typeof outcome === 'string' ? (outcome as Outcome) : null;
}

export interface ResultIndex {
  runId: RunId;
  itemNo: number;
  /** The sequence number of the event that holds the result. */
  event: number;
}

/** The runs must have been inserted, be it earlier in the same transaction. */
export function indexResults(db: WriteDb, results: readonly ResultIndex[]): void {
  let runId: RunId | undefined;
  let runNo = 0;
  const values = results.map((result) => {
    // Results come in runs of one run.
    if (result.runId !== runId) runNo = runNumber(db, (runId = result.runId));
    return [result.event, runNo, result.itemNo];
  });
  insertRows(db, 'INSERT INTO item_result (event, run_no, item_no)', 3, values);
}

function runNumber(db: WriteDb, runId: RunId): number {
  return remembered(
    db,
    `run ${runId}`,
    () => prepared(db, 'SELECT no FROM run WHERE id = ?').pluck().get(runId) as number,
  );
}

/** A result as the journal keeps it: with the digest of the item it was judged against. */
export type StoredResult = ItemResult & { digest: string };

/** The event carries the run's id in its correlation; the result's own text does not repeat it. */
export const resultOfRow = (row: unknown): StoredResult => {
  const { data, runId } = row as { data: string; runId: RunId };
  return { ...(JSON.parse(data) as Omit<StoredResult, 'runId'>), runId };
};

// A run's results are found through its plan's items.
export const selectResult = `SELECT j.data, r.id AS runId FROM run r JOIN plan_item p ON p.plan_no = r.plan_no
  JOIN item_result i ON ${ofItemInRun} JOIN journal j ON j.sequence = i.event`;

/** In the order in which they were recorded. */
export function resultsOfRun(db: ReadDb, runId: RunId): StoredResult[] {
  return prepared(db, `${selectResult} WHERE r.id = ? ORDER BY i.event`).all(runId).map(resultOfRow);
}

export function resultOfItem(db: ReadDb, runId: RunId, phaseId: string, itemId: string): StoredResult | null {
  const row = prepared(db, `${selectResult} WHERE r.id = ? AND p.phase_id = ? AND p.item_id = ?`).get(
    runId,
    phaseId,
    itemId,
  );
  return row ? resultOfRow(row) : null;
}

const selectLast = `SELECT j.data, j.correlationid AS runId FROM plan_item p JOIN journal j ON j.sequence = ${newestResult('p.no')}
     WHERE p.plan_no = ?`;

/** The last result of each item of a plan, of whatever run. */
export function lastResults(db: ReadDb, planNo: number): StoredResult[] {
  const rows = prepared(db, selectLast).all(planNo);
  return rows.map(resultOfRow);
}

/** The last result of one item of a plan, of whatever run; null where it was never looked at. */
export function lastResult(db: ReadDb, planNo: number, phaseId: string, itemId: string): StoredResult | null {
  const row = prepared(db, `${selectLast} AND p.phase_id = ? AND p.item_id = ?`).get(planNo, phaseId, itemId);
  return row === undefined ? null : resultOfRow(row);
}

/** When the last looks at an item of a plan began, the oldest first. */
export function lookTimes(
  db: ReadDb,
  { planNo, phaseId, itemId, limit }: { planNo: number; phaseId: string; itemId: string; limit: number },
): number[] {
  const times = prepared(
    db,
    `SELECT j.time FROM plan_item p CROSS JOIN run r ON r.plan_no = p.plan_no CROSS JOIN item_result i ON ${ofItemInRun}
       JOIN journal j ON j.sequence = i.event
     WHERE p.plan_no = ? AND p.phase_id = ? AND p.item_id = ? ORDER BY r.no DESC LIMIT ?`,
  ).pluck().all(planNo, phaseId, itemId, limit); // prettier-ignore
  return (times as number[]).toSorted((a, b) => a - b);
}
