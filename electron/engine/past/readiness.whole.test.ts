// Readiness as of a moment, through the engine: results, ticks, notes and the text of the plan as they were.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askerAt, healthy, openPlan, planText, run, serve, startEngine, tick, until } from '../engine.fixture.ts';
import type { Known } from '#shared/model/moment.ts';

const passed = async (sinceMs: number): Promise<number> => {
  while (Date.now() <= sinceMs) await new Promise(setImmediate);
  return Date.now();
};

test('the checklist is shown with the results, the ticks, the notes and the text of that moment', async () => {
  const { engine, client, dataDir } = await startEngine();
  let healthyNow = true;
  const url = await serve((request, response) => (healthyNow ? healthy(request, response) : response.writeHead(500).end())); // prettier-ignore
  const before = await passed(Date.now());
  await passed(before);
  const planId = await openPlan(client, join(dataDir, 'plans'), planText(url));
  await run(client, planId);
  const item = { planId, phaseId: 'first', itemId: 'look' };
  await client.checklist.tick({ ...item, tick });
  await client.checklist.saveNote({ planId, phaseId: 'first', itemId: null, markdown: 'Was slow.', basedOn: 0 });
  const green = await passed(Date.now());
  await passed(green);
  healthyNow = false;
  await run(client, planId);
  await client.checklist.untick({ ...item, by: 'Lead' });
  await client.checklist.saveNote({ planId, phaseId: 'first', itemId: null, markdown: 'Is down.', basedOn: 1 });
  await openPlan(client, join(dataDir, 'plans'), planText(url).replace('title: Small', 'title: Renamed'));

  const asked = (at: number, known: Known = 'then') => askerAt(engine, { at, known, review: null });
  const itemsAt = async (at: number, known?: Known) => {
    const all = await until(await asked(at, known).checklist.feed({ planId }), ({ size }) => size === 2);
    const [health, look] = ['first/health', 'first/look'].map((key) => all.get(key));
    return { health: health?.last?.outcome ?? null, look: look?.tick?.by ?? null };
  };
  expect(await itemsAt(green)).toEqual({ health: 'pass', look: 'Lead' });
  expect(await itemsAt(green, 'now')).toEqual({ health: 'pass', look: 'Lead' });
  expect(await itemsAt(Date.now())).toEqual({ health: 'fail', look: null });
  await expect(asked(before).plans.get({ planId })).rejects.toMatchObject({ code: 'not_found' });

  const then = asked(green);
  const plan = await then.plans.get({ planId });
  expect(plan.summary).toMatchObject({ title: 'Small', verdict: 'pass', running: null, counts: { pass: 2, fail: 0 } });
  expect((await asked(Date.now()).plans.get({ planId })).summary).toMatchObject({ title: 'Renamed', counts: { fail: 1, open: 1 } }); // prettier-ignore
  const notes = await until(await then.checklist.notes({ planId }), ({ size }) => size === 1);
  expect([...notes.values()]).toMatchObject([{ markdown: 'Was slow.', revision: 1 }]);
  const runs = await then.runs.list({ planId });
  expect(runs).toMatchObject([{ state: 'finished', counts: { pass: 1, open: 1 } }]);
  const [first] = runs;
  expect(await then.runs.compare({ runId: first?.runId as never })).toBeNull();
  expect((await then.runs.get({ runId: first?.runId as never })).results.map(({ outcome }) => outcome)).toEqual(['pass', 'inconclusive']); // prettier-ignore
});

test('a run that ended later was under way, with what it had seen by then', async () => {
  const { engine, client, dataDir } = await startEngine();
  const held = Promise.withResolvers<void>();
  const url = await serve((request, response) => void held.promise.then(() => healthy(request, response)));
  const planId = await openPlan(client, join(dataDir, 'plans'), planText(url));
  const { summary } = await client.plans.get({ planId });
  const { runId } = await client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
  const during = await passed(Date.now());
  await passed(during);
  held.resolve();
  await until(await client.runs.feed({ planId }), (all) => all.get(runId)?.state === 'finished');
  const { run: then } = await askerAt(engine, { at: during, known: 'then', review: null }).runs.get({ runId });
  expect(then).toMatchObject({ state: 'running', verdict: null, finishedAt: null });
  expect(then.counts.pass).toBe(0);
  expect((await client.runs.get({ runId })).run).toMatchObject({ state: 'finished', counts: { pass: 1 } });
});
