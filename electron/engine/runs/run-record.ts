// Writes runs to the record, their results by result-groups.ts. Every write comes back either on disk or held until the
// disk takes it.
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { verdictOf } from '#shared/model/outcome.ts';
import { countResults, type RunSummary } from '#shared/model/run.ts';
import type { RunId } from '#shared/model/ids.ts';
import type { Journal } from '../journal/journal.ts';
import type { Looked } from '../monitor/look-at-item.ts';
import type { PlanRow } from '../store/plan-rows.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { insertRun, resultsOfRun, unfinishedRuns, updateRun } from '../store/run-rows.ts';
import type { Writer } from '../store/writer.ts';
import { createResultGroups, type Kept, type ResultGroupsOptions } from './result-groups.ts';

export interface RunRecord {
  started: (plan: PlanRow, run: RunSummary) => Promise<Kept>;
  /** `onKept` is told once, and a second time when a held result reaches the disk or is lost after all. */
  judged: (plan: PlanRow, runId: RunId, looked: Looked, onKept: (kept: Kept) => void) => void;
  /** Commits everything of the run that still waits, its end with it. */
  finished: (plan: PlanRow, run: RunSummary) => Promise<Kept>;
}

export function createRunRecord(options: ResultGroupsOptions): RunRecord {
  const { writer, journal, onDefect } = options;
  const addResult = createResultGroups(options);

  /** Someone waits for this one. */
  const keepNow = (task: (db: WriteDb) => void): Promise<Kept> =>
    new Promise((resolve) => {
      writer.add({
        durability: 'telemetry',
        task,
        onCommitted: () => resolve('committed'),
        onHeld: () => resolve('held'),
        onFailed: (error) => {
          if (!(error instanceof OpsError)) onDefect(error);
          resolve('lost');
        },
      });
      if (writer.state().recording) writer.flush();
    });

  return {
    started: (plan, run) =>
      keepNow((db) => {
        journal.append(db, { type: 'run.started', source: run.startedBy, subject: plan.name, correlationId: run.runId, data: run as unknown as Json }); // prettier-ignore
        insertRun(db, plan.no, run);
      }),
    judged: (plan, runId, looked, onKept) => addResult({ plan, runId, looked, onKept }),
    finished: (plan, run) =>
      keepNow((db) => {
        journal.append(db, { type: 'run.finished', source: 'engine', subject: plan.name, correlationId: run.runId, data: run as unknown as Json }); // prettier-ignore
        updateRun(db, run);
      }),
  };
}

/**
 * Closes the runs that an earlier process left unfinished: what had no result by then was not looked at. It is in the
 * record when this returns, so that no screen is ever shown such a run as still under way.
 */
export async function closeInterruptedRuns(options: {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
}): Promise<void> {
  const { read, writer, journal, now } = options;
  const left = unfinishedRuns(read);
  if (left.length === 0) return;
  const closed = writer.write('audit', (db) => {
    for (const run of left) {
      const results = resultsOfRun(read, run.runId);
      const seen = countResults(results);
      const counts = { ...seen, pending: Math.max(0, run.counts.pending - results.length) };
      const ended: RunSummary = {
        ...run,
        state: 'interrupted',
        counts,
        verdict: verdictOf(counts),
        finishedAt: now(),
      };
      journal.append(db, {
        type: 'run.interrupted',
        source: 'engine',
        correlationId: run.runId,
        data: ended as unknown as Json,
      });
      updateRun(db, ended);
    }
  });
  writer.flush();
  await closed;
}
