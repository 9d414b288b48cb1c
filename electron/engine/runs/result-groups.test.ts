import { expect, onTestFinished, test } from 'vitest';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import { createJournal } from '../journal/journal.ts';
import { withoutLook } from '../monitor/look-at-item.ts';
import { savePlan, type PlanRow } from '../store/plan-rows.ts';
import { insertRun, resultsOfRun } from '../store/run-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createResultGroups } from './result-groups.ts';

const runId = 'r' as RunId;
const planHash = 'a'.repeat(64) as PlanHash;

function setup() {
  const store = testStore();
  const planId = 'p' as PlanId;
  const plan = savePlan(store.write, { id: planId, name: 'p', title: 'P', origin: 'file', path: '/p', hash: planHash, loadedAt: 1 }, ''); // prettier-ignore
  insertRun(store.write, plan.no, {
    key: runId,
    runId,
    planId,
    planHash,
    planTitle: 'P',
    selection: { phaseIds: [], itemIds: [] },
    state: 'running',
    verdict: null,
    counts: noCounts(),
    startedAt: 1,
    finishedAt: null,
    startedBy: 'screen',
    vars: {},
    judge: 'facts/1',
  });
  const writer = createWriter({ db: store.write, now: () => 2, lingerMs: { audit: 60_000, telemetry: 60_000 } });
  onTestFinished(() => {
    if (store.write.open) writer.close();
  });
  const journal = createJournal({ read: store.read, bootId: 'b', now: () => 2 });
  const defects: unknown[] = [];
  const addResult = createResultGroups({ writer, journal, onDefect: (error) => defects.push(error) });
  const told = new Map<string, string[]>();
  const add = (id: string, of: PlanRow = plan): void => {
    told.set(id, []);
    const looked = withoutLook(item(id), 'pass', `seen of ${id}`, 1);
    addResult({ plan: of, runId, looked, onKept: (kept) => told.get(id)?.push(kept) });
  };
  const recorded = (): string[] =>
    resultsOfRun(store.read, runId).map((result) => `${result.itemId}: ${result.reason}`);
  return { ...store, writer, defects, add, told, recorded, plan };
}

function item(id: string): PlanItem {
  return {
    id,
    phaseId: 'a',
    title: id,
    kind: 'http',
    params: {},
    expectations: [],
    timeoutMs: 1,
    attempts: 1,
    backoffMs: 0,
    digest: 'd',
    place: { line: 1, column: 1 },
  };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `i${index}`);

test('results that came together are recorded in their order, each under its own item, and told so after that', () => {
  const { writer, add, told, recorded } = setup();
  // More than two statements of many rows, and some over.
  const ids = numbered(70);
  ids.forEach((id) => add(id));
  expect([...told.values()].flat()).toEqual([]);
  writer.flush();
  expect(recorded()).toEqual(ids.map((id) => `${id}: seen of ${id}`));
  expect([...told.values()]).toEqual(ids.map(() => ['committed']));
});

test('a result that comes after a commit is in the next one', () => {
  const { writer, add, recorded } = setup();
  add('x');
  writer.flush();
  add('y');
  expect(recorded()).toEqual(['x: seen of x']);
  writer.flush();
  expect(recorded()).toEqual(['x: seen of x', 'y: seen of y']);
});

test('when very many came together they are written at once, so that the loop is not held up for long', () => {
  const { add, recorded } = setup();
  numbered(255).forEach((id) => add(id));
  expect(recorded()).toEqual([]);
  add('last');
  expect(recorded()).toHaveLength(256);
});

test('a result that cannot be written takes no other with it, and is a defect', () => {
  const { writer, add, told, defects, recorded, plan } = setup();
  add('x');
  add('wrong', { ...plan, no: 999 });
  add('y');
  writer.flush();
  writer.flush();
  expect(recorded()).toEqual(['x: seen of x', 'y: seen of y']);
  expect([told.get('x'), told.get('wrong'), told.get('y')]).toEqual([['committed'], ['lost'], ['committed']]);
  expect(defects).toHaveLength(1);
});

test('while the disk is full every result is held and counted, also those that come then, and none is missing later', () => {
  const { writer, write, add, told, recorded } = setup();
  write.pragma(`max_page_count = ${Number(write.pragma('page_count', { simple: true }))}`);
  const ids = numbered(200);
  ids.forEach((id) => add(id));
  writer.flush();
  expect(writer.state()).toMatchObject({ recording: false, held: 200, lost: 0 });
  add('late');
  add('later');
  expect(writer.state()).toMatchObject({ held: 202 });
  expect([...told.values()].every((kept) => kept.join() === 'held')).toBe(true);
  write.pragma('max_page_count = 1000000');
  writer.flush();
  expect([...told.values()].every((kept) => kept.join() === 'held,committed')).toBe(true);
  expect(recorded()).toEqual([...ids, 'late', 'later'].map((id) => `${id}: seen of ${id}`));
});

test('an item that came to something else than before is told of by an event of its own', () => {
  const { writer, plan, write, read } = setup();
  const journal = createJournal({ read, bootId: 'b', now: () => 2 });
  const look = (outcome: 'pass' | 'fail', run: string): void => {
    write.prepare("INSERT OR IGNORE INTO run SELECT NULL, ?, plan_no, plan_hash, plan_title, selection, vars, state, verdict, counts, started_at, finished_at, started_by, judge FROM run WHERE id = 'r'").run(run); // prettier-ignore
    // Each as after a start: what was before is read from the record.
    const add = createResultGroups({ writer, journal, onDefect: (error) => { throw error; } }); // prettier-ignore
    add({ plan, runId: run as RunId, looked: withoutLook(item('x'), outcome, `it is ${outcome}`, 5), onKept: () => undefined }); // prettier-ignore
    writer.flush();
  };
  look('pass', 'r1');
  look('pass', 'r2');
  look('fail', 'r3');
  look('fail', 'r4');
  look('pass', 'r5');
  const turned = journal.page({ before: null, limit: 100, type: 'item.turned' }).toReversed();
  expect(turned).toMatchObject([
    { subject: 'p/a/x', time: 5, data: { from: 'pass', to: 'fail', reason: 'it is fail' } },
    { data: { from: 'fail', to: 'pass' } },
  ]);
});
