import { expect, onTestFinished, test } from 'vitest';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import type { RunSummary } from '#shared/model/run.ts';
import { createJournal } from '../journal/journal.ts';
import { savePlan } from '../store/plan-rows.ts';
import { insertRun, listRuns } from '../store/run-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { closeInterruptedRuns } from './run-record.ts';

test('a run that an earlier process left is closed before any screen can ask whether it is still under way', async () => {
  const store = testStore();
  const planId = 'p' as PlanId;
  const hash = 'a'.repeat(64) as PlanHash;
  const row = savePlan(store.write, { id: planId, name: 'p', title: 'P', origin: 'file', path: '/p', hash, loadedAt: 1 }, ''); // prettier-ignore
  const runId = 'r' as RunId;
  const left: RunSummary = {
    key: runId,
    runId,
    planId,
    planHash: hash,
    planTitle: 'P',
    selection: { phaseIds: [], itemIds: [] },
    state: 'running',
    verdict: null,
    counts: { ...noCounts(), pending: 2 },
    startedAt: 1,
    finishedAt: null,
    startedBy: 'screen',
    vars: {},
    judge: 'facts/1',
  };
  insertRun(store.write, row.no, left);
  const writer = createWriter({ db: store.write, now: () => 2, lingerMs: { audit: 60_000, telemetry: 60_000 } });
  onTestFinished(writer.close);
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 2 });
  const closing = closeInterruptedRuns({ read: store.read, writer, journal, now: () => 2 });
  expect(listRuns(store.read, planId, { before: null, limit: 1 })).toMatchObject([
    { state: 'interrupted', verdict: 'inconclusive', counts: { pending: 2 } },
  ]);
  await closing;
});
