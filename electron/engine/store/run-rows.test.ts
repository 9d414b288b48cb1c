import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { migrate, newestVersion } from './migrate.ts';
import { lastResultsAt } from './past-run-rows.ts';
import { savePlan } from './plan-rows.ts';
import { indexResults, insertRun, lastResult, lastResults, lookTimes, outcomeBefore, planItemNumber, resultsOfRun } from './run-rows.ts'; // prettier-ignore
import { testFolder } from './store.fixture.ts';

/** A record of some version; a run looks at the named items of its one plan, a minute after the run before. */
function record(version = newestVersion) {
  const file = join(testFolder(), 'record.db');
  const connection = new Database(file);
  // One connection for both: what is written is read at once.
  const [db, read] = [connection as WriteDb, connection as ReadDb];
  onTestFinished(() => void connection.close());
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = 1');
  migrate(connection, { upTo: version });
  let now = 0;
  const journal = createJournal({ read, bootId: 'b', now: () => now });
  const planId = 'p' as PlanId;
  const planHash = 'a'.repeat(64) as PlanHash;
  const plan = savePlan(db, { id: planId, name: 'p', title: 'P', origin: 'file', path: '/p', hash: planHash, loadedAt: 0 }, ''); // prettier-ignore
  const run = (outcomes: Record<string, string>): RunId => {
    now += 60_000;
    const runId = `run-${now}` as RunId;
    db.transaction(() => {
      insertRun(db, plan.no, { key: runId, runId, planId, planHash, planTitle: 'P', selection: { phaseIds: [], itemIds: [] }, state: 'finished', verdict: null, counts: noCounts(), startedAt: now, finishedAt: now, startedBy: 'cli', vars: {}, judge: 'j' }); // prettier-ignore
      const items = Object.entries(outcomes);
      const events = items.map(([itemId, outcome]): NewEvent => ({ type: 'item.judged', source: 'probe:http', subject: `p/a/${itemId}`, correlationId: runId, data: { itemId, outcome } })); // prettier-ignore
      const first = journal.appendAll(db, events);
      indexResults(db, items.map(([itemId], at) => ({ runId, itemNo: planItemNumber(db, plan.no, 'a', itemId), event: first + at }))); // prettier-ignore
    })();
    return runId;
  };
  const shown = (results: { itemId: string; outcome: string; runId: RunId }[]) => Object.fromEntries(results.map(({ itemId, outcome, runId }) => [itemId, `${outcome} in ${runId}`])); // prettier-ignore
  return { db, read, file, plan, run, shown, itemNo: (itemId: string) => planItemNumber(db, plan.no, 'a', itemId) };
}

test.each([20, newestVersion])(
  'an item is found as it was last looked at, however many runs came since; also in a record of version %i',
  (version) => {
    const { db, read, plan, run, shown, itemNo } = record(version);
    const first = run({ rare: 'fail', often: 'pass' });
    const others = Array.from({ length: 100 }, () => run({ often: 'pass' }));
    const last = run({ often: 'error' });
    itemNo('never');
    expect([lastResult(read, plan.no, 'a', 'rare')?.runId, lastResult(read, plan.no, 'a', 'never')]).toEqual([
      first,
      null,
    ]);
    expect(shown(lastResults(read, plan.no))).toEqual({ rare: `fail in ${first}`, often: `error in ${last}` });
    expect([outcomeBefore(db, itemNo('rare')), outcomeBefore(db, itemNo('often')), outcomeBefore(db, itemNo('never'))]).toEqual(['fail', 'error', null]); // prettier-ignore
    const looks = (itemId: string) => lookTimes(read, { planNo: plan.no, phaseId: 'a', itemId, limit: 2 });
    expect([looks('rare'), looks('often'), looks('never')]).toEqual([[60_000], [101 * 60_000, 102 * 60_000], []]);
    const at = lastResultsAt(read, plan.no, { at: 50 * 60_000, known: 'then' });
    expect(shown(at)).toEqual({ rare: `fail in ${first}`, often: `pass in ${others[48]}` });
    expect(shown(resultsOfRun(read, last))).toEqual({ often: `error in ${last}` });
  },
);

test('what a run writes does not grow with the runs that are kept', () => {
  const { db, file, run } = record();
  const outcomes = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`item-${at}`, 'pass']));
  const writtenBytes = (): number => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    run(outcomes);
    return statSync(`${file}-wal`).size;
  };
  for (let count = 0; count < 16; count++) run(outcomes);
  const early = writtenBytes();
  for (let count = 0; count < 96; count++) run(outcomes);
  const late = writtenBytes();
  expect(late / early).toBeLessThan(1.2);
});
