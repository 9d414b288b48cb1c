// The engine as a screen sees it: runs, records, restarts.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ItemState } from '#shared/model/checklist.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { healthy, openPlan, planText, run, serve, startEngine, tick, until } from './engine.fixture.ts';

describe('the engine', () => {
  test('runs a plan, keeps every result with its reason, and has it all again after a restart', async () => {
    const { client, engine, dataDir } = await startEngine();
    const planId = await openPlan(client, join(dataDir, 'plans'), planText(await serve(healthy)));
    const finished = await run(client, planId);
    expect(finished).toMatchObject({
      state: 'finished',
      verdict: 'inconclusive',
      counts: { pass: 1, open: 1, pending: 0 },
    });
    await client.checklist.tick({ planId, phaseId: 'first', itemId: 'look', tick });
    await client.checklist.saveNote({ planId, phaseId: 'first', itemId: null, markdown: '**kept**', basedOn: 0 });
    await engine.close();

    const again = (await startEngine(dataDir)).client;
    const plans = await until(await again.plans.feed(), (entries) => entries.size > 0);
    expect([...plans.values()]).toMatchObject([
      { planId, title: 'Small', verdict: 'pass', counts: { pass: 2, open: 0 } },
    ]);
    const items = await until(await again.checklist.feed({ planId }), (entries) => entries.size > 0);
    expect(items.get('first/health')?.last).toMatchObject({
      outcome: 'pass',
      recorded: true,
      outdated: false,
      reason: expect.stringContaining('status 200'),
    });
    expect(items.get('first/look')).toMatchObject({
      open: false,
      tick: { by: 'Lead', evidence: 'https://ci.example/1' },
    });
    const notes = await until(await again.checklist.notes({ planId }), (entries) => entries.size > 0);
    expect([...notes.values()]).toMatchObject([{ markdown: '**kept**', revision: 1 }]);
    const result = await again.runs.result({ runId: finished.runId, phaseId: 'first', itemId: 'health' });
    expect(result).toMatchObject({
      facts: { status: 200 },
      evidence: { text: '{"status":"healthy"}' },
      attempts: [{ outcome: 'pass' }],
    });
  });

  test('gives a plan the values of the active environment, those of the run before them', async () => {
    const { client, dataDir } = await startEngine();
    const elsewhere = await serve(healthy);
    const planId = await openPlan(client, join(dataDir, 'plans'), planText('http://127.0.0.1:9'));
    const vars = { url: elsewhere, unknown: 'to this plan' };
    await client.environments.save({ key: 'local', fields: { ...firstEnvironment, vars } });
    expect(await run(client, planId)).toMatchObject({ counts: { pass: 1 }, vars: { url: elsewhere } });
    const { summary } = await client.plans.get({ planId });
    const selection = { phaseIds: [], itemIds: [] };
    const given = { url: 'http://127.0.0.1:9' };
    const { runId } = await client.runs.start({ planId, hash: summary.hash, selection, vars: given });
    const runs = await until(await client.runs.feed({ planId }), (entries) => entries.get(runId)?.state === 'finished');
    expect(runs.get(runId)).toMatchObject({ counts: { fail: 1 }, vars: given });
  });

  test('a tick given to a definition that has changed since the person read it is refused', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve(healthy);
    const planId = await openPlan(client, dataDir, planText(url));
    const items = await until(await client.checklist.feed({ planId }), (entries) => entries.size > 0);
    const digest = items.get('first/look')?.digest ?? '';
    await openPlan(client, dataDir, planText(url).replace('instructions: Look.', 'instructions: Look closely.'));
    const ref = { planId, phaseId: 'first', itemId: 'look', tick };
    await expect(client.checklist.tick({ ...ref, digest })).rejects.toMatchObject({ code: 'conflict' });
    const now = await until(await client.checklist.feed({ planId }), (entries) => entries.size > 0);
    expect(now.get('first/look')).toMatchObject({ tick: null, open: true });
    await client.checklist.tick({ ...ref, digest: now.get('first/look')?.digest ?? '' });
  });

  test('cancelling ends a run that hangs, and what it had not looked at says so', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(() => {})));
    const { summary } = await client.plans.get({ planId });
    const { runId } = await client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
    await until(await client.checklist.feed({ planId }), (entries) =>
      [...entries.values()].some((state: ItemState) => state.running?.state === 'looking'),
    );
    await expect(client.plans.remove({ planId })).rejects.toMatchObject({ code: 'conflict' });
    await client.runs.cancel({ runId });
    const runs = await until(
      await client.runs.feed({ planId }),
      (entries) => entries.get(runId)?.state === 'cancelled',
    );
    expect(runs.get(runId)).toMatchObject({ verdict: 'cancelled', counts: { cancelled: 1, open: 1 } });
  });

  test('two runs of one plan at once are refused, also when asked for in the same moment', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(
      client,
      dataDir,
      planText(await serve((_, response) => setTimeout(() => response.end(), 50))),
    );
    const { summary } = await client.plans.get({ planId });
    const start = () => client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
    const results = await Promise.allSettled([start(), start(), start()]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  test('a run lists its results in the order of its plan, however late the first one answers', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve((request, response) => {
      if (request.url === '/quick') response.end();
      else setTimeout(() => response.end(), 30);
    });
    const quick =
      '      - { id: quick, title: Quick, probe: { http: { url: "${url}/quick" } }, expect: ["status == 200"] }';
    const planId = await openPlan(client, dataDir, planText(url, [quick]));
    const { runId } = await run(client, planId);
    const { results } = await client.runs.get({ runId });
    expect(results.map((result) => result.itemId)).toEqual(['health', 'look', 'quick']);
  });

  test('the last green run tells what broke since', async () => {
    let status = 200;
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(
      client,
      dataDir,
      planText(await serve((_, response) => response.writeHead(status).end())),
    );
    const only = { phaseIds: [], itemIds: ['health'] };
    const green = await run(client, planId, only);
    expect(await client.runs.compare({ runId: green.runId })).toBeNull();
    status = 503;
    const red = await run(client, planId, only);
    expect(red.verdict).toBe('fail');
    const comparison = await client.runs.compare({ runId: red.runId });
    expect(comparison?.before.runId).toBe(green.runId);
    expect(comparison?.changes).toMatchObject([
      { itemId: 'health', change: 'broke', before: { outcome: 'pass' }, after: { outcome: 'fail' } },
    ]);
  });

  test('input that the contract does not allow is refused with the place, and an unknown run with its absence', async () => {
    const { client } = await startEngine();
    await expect(client.runs.list({ planId: 'x' as PlanId, limit: 5000 })).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('limit'),
    });
    await expect(client.runs.get({ runId: 'nope' as RunId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.plans.get({ planId: 'nope' as PlanId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.plans.open({ path: 'relative.yaml' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(client.plans.open({ path: '/no/such/plan.yaml' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no file /no/such/plan.yaml.',
    });
  });

  test('a plan whose file was replaced by what can never be read to its end is shown as changed', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    const file = join(dataDir, 'plan.yaml');
    rmSync(file);
    execFileSync('mkfifo', [file]);
    const plans = await until(await client.plans.feed(), (entries) => entries.get(planId)?.file === 'changed');
    expect(plans.get(planId)?.file).toBe('changed');
  });

  test('once it is closing nothing is run any more', async () => {
    const { client, engine, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    const { summary } = await client.plans.get({ planId });
    const closed = engine.close();
    const late = engine.client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
    await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    await closed;
  });

  test('a secret in the words or the evidence of a tick is kept nowhere', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    const canary = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const said = { ...tick, note: `token: ${canary}`, evidence: `https://ci/?access_token=${canary}` };
    await client.checklist.tick({ planId, phaseId: 'first', itemId: 'look', tick: said });
    const { runId } = await run(client, planId);
    const items = await until(await client.checklist.feed({ planId }), (entries) => entries.size > 0);
    const markdown = await client.runs.export({ runId, format: 'markdown' });
    const everything = JSON.stringify([...items.values(), markdown, await client.system.journal({})]);
    expect(everything).toContain('[redacted]');
    expect(everything).not.toContain(canary);
  });

  test('the journal tells what happened, the newest first, and a page continues where the last one ended', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    await run(client, planId);
    const page = await client.system.journal({ limit: 3 });
    expect(page.map((event) => event.type)).toEqual(['run.finished', 'item.judged', 'item.judged']);
    const rest = await client.system.journal({ before: page.at(-1)?.sequence ?? null });
    expect(rest.map((event) => event.type)).toEqual(['run.started', 'plan.loaded', 'engine.started']);
    expect(await client.system.journal({ type: 'plan.loaded' })).toHaveLength(1);
  });
});
