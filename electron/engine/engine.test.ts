// The engine as a screen sees it: through a port, with real HTTP behind it and a real record on disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ItemState } from '#shared/model/checklist.ts';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import type { RunSummary } from '#shared/model/run.ts';
import { createEngine, type Engine, type EngineClient } from './engine.ts';
import { testFolder } from './store/store.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

async function startEngine(dataDir = testFolder()): Promise<{ engine: Engine; client: EngineClient; dataDir: string }> {
  const engine = await createEngine({ dataDir, resourcesDir });
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1 as never, 'screen');
  const client = createORPCClient<EngineClient>(new RPCLink({ port: port2 as never }));
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    port2.close();
    await engine.close();
  };
  onTestFinished(close);
  return { engine: { ...engine, close }, client, dataDir };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function planText(url: string, extra: string[] = []): string {
  return [
    'apiVersion: readyroom/v1',
    'kind: Plan',
    'name: small',
    'title: Small',
    `vars: { url: "${url}" }`,
    'phases:',
    '  - id: first',
    '    title: First',
    '    items:',
    '      - { id: health, title: Health, probe: { http: { url: "${url}/health" } }, expect: ["status == 200"] }',
    '      - { id: look, title: Look, manual: { instructions: Look., evidence: required } }',
    ...extra,
    '',
  ].join('\n');
}

async function openPlan(client: EngineClient, dir: string, text: string): Promise<PlanId> {
  const file = join(dir, 'plan.yaml');
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, text);
  const opened = await client.plans.open({ path: file });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.planId;
}

/** Follows a feed until `enough` says so; returns the state it then had. */
async function until<T extends Keyed>(
  feed: AsyncIterable<FeedMessage<T>>,
  enough: (entries: ReadonlyMap<string, T>) => boolean,
): Promise<ReadonlyMap<string, T>> {
  let state: FeedState<T> | null = emptyFeed;
  for await (const message of feed) {
    state = applyFeedMessage(state as FeedState<T>, message);
    if (!state) throw new Error('a change did not follow');
    if (enough(state.entries)) return state.entries;
  }
  throw new Error('the feed ended');
}

async function run(
  client: EngineClient,
  planId: PlanId,
  selection: { phaseIds: string[]; itemIds: string[] } = { phaseIds: [], itemIds: [] },
  vars = {},
): Promise<RunSummary> {
  const { summary } = await client.plans.get({ planId });
  const { runId } = await client.runs.start({ planId, hash: summary.hash, selection, vars });
  const runs = await until(
    await client.runs.feed({ planId }),
    (entries) => (entries.get(runId)?.finishedAt ?? null) !== null,
  );
  return runs.get(runId) as RunSummary;
}
const tick = { outcome: 'pass' as const, by: 'Lead', note: '', evidence: 'https://ci.example/1' };
const healthy: RequestListener = (_, response) => response.end('{"status":"healthy"}');

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

  test('a tick needs evidence where the item says so, and counts only for the definition it was given to', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve(healthy);
    const planId = await openPlan(client, dataDir, planText(url));
    const ref = { planId, phaseId: 'first', itemId: 'look' };
    await expect(client.checklist.tick({ ...ref, tick: { ...tick, evidence: ' ' } })).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('needs evidence'),
    });
    await expect(client.checklist.tick({ ...ref, itemId: 'health', tick })).rejects.toMatchObject({
      code: 'bad_input',
    });
    await client.checklist.tick({ ...ref, tick });
    expect((await run(client, planId)).verdict).toBe('pass');
    await openPlan(client, dataDir, planText(url).replace('instructions: Look.', 'instructions: Look closely.'));
    const items = await until(await client.checklist.feed({ planId }), (entries) => entries.size > 0);
    expect(items.get('first/look')).toMatchObject({ tick: null, open: true });
    expect((await run(client, planId)).verdict).toBe('inconclusive');
  });

  test('what was seen of an earlier definition is shown as outdated and counts no more', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve(healthy);
    const planId = await openPlan(client, dataDir, planText(url));
    await run(client, planId);
    await openPlan(client, dataDir, planText(url).replace('status == 200', 'status < 300'));
    const items = await until(await client.checklist.feed({ planId }), (entries) => entries.size > 0);
    expect(items.get('first/health')?.last).toMatchObject({ outcome: 'pass', outdated: true });
    const { summary } = await client.plans.get({ planId });
    expect(summary.counts).toMatchObject({ pass: 0, pending: 1, open: 1 });
  });

  test('a plan that changed since it was shown is not run in its place', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve(healthy);
    const planId = await openPlan(client, dataDir, planText(url));
    const { summary } = await client.plans.get({ planId });
    await openPlan(client, dataDir, planText(`${url}/other`));
    const stale = client.runs.start({ planId, hash: summary.hash, selection: { phaseIds: [], itemIds: [] } });
    await expect(stale).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a variable without a value must be given before anything is looked at', async () => {
    const { client, dataDir } = await startEngine();
    const url = await serve(healthy);
    const planId = await openPlan(client, dataDir, planText(url).replace(`url: "${url}"`, 'url: null'));
    await expect(run(client, planId)).rejects.toMatchObject({
      code: 'bad_input',
      message: 'These variables have no value and must be given: url.',
    });
    expect((await run(client, planId, undefined, { url })).counts.pass).toBe(1);
    await expect(run(client, planId, undefined, { ulr: url })).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('Did you mean url?'),
    });
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

  test('a broken text changes nothing: the plan that was loaded stays and can be run', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    writeFileSync(join(dataDir, 'plan.yaml'), 'phases: [');
    const broken = await client.plans.reload({ planId });
    expect(broken).toMatchObject({ ok: false, problems: [{ line: expect.any(Number) }] });
    expect((await run(client, planId)).counts.pass).toBe(1);
  });

  test('a plan of twenty megabytes is refused by its size, before it is read', async () => {
    const { client, dataDir } = await startEngine();
    const file = join(dataDir, 'big.yaml');
    writeFileSync(file, 'x'.repeat(20 * 1024 * 1024));
    await expect(client.plans.open({ path: file })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringContaining('1048576 at most'),
    });
  });

  test('an imported plan reaches nothing on this machine until it is trusted, and any edit asks again', async () => {
    let asked = 0;
    const { client } = await startEngine();
    const url = await serve((_, response) => (asked++, response.end('{}')));
    const text = planText(url);
    const opened = await client.plans.import({ name: 'pasted', text });
    const planId = opened.ok ? opened.planId : ('' as PlanId);
    const { summary } = await client.plans.get({ planId });
    expect(summary.untrusted).toEqual([{ kind: 'host', subject: new URL(url).host }]);
    expect(await run(client, planId)).toMatchObject({ verdict: 'error', counts: { error: 1 } });
    expect(asked).toBe(0);
    await client.plans.trust({ planId, hash: summary.hash, by: 'Lead' });
    expect((await run(client, planId)).counts.pass).toBe(1);
    expect(asked).toBe(1);
    const edited = await client.plans.import({ name: 'pasted', text: text.replace('/health', '/other') });
    const other = await client.plans.get({ planId: edited.ok ? edited.planId : planId });
    expect(other.summary.untrusted).toHaveLength(1);
  });

  test('a note saved from two windows is refused the second time, and both texts survive', async () => {
    const { client, dataDir } = await startEngine();
    const planId = await openPlan(client, dataDir, planText(await serve(healthy)));
    const note = { planId, phaseId: 'first', itemId: 'look', basedOn: 0 };
    await client.checklist.saveNote({ ...note, markdown: 'first window' });
    await expect(client.checklist.saveNote({ ...note, markdown: 'second window' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await client.checklist.saveNote({ ...note, markdown: 'second window', basedOn: 1 })).toMatchObject({
      revision: 2,
    });
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

  test('secrets in answers and variables are in no byte of the data folder', async () => {
    const canary = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const { client, engine, dataDir } = await startEngine();
    const url = await serve((_, response) => response.end(JSON.stringify({ status: 'healthy', token: canary })));
    const planId = await openPlan(client, testFolder(), planText(url));
    await run(client, planId, undefined, { url: `${url}/?access_token=${canary}&x=` });
    await engine.close();
    const { readdirSync, readFileSync } = await import('node:fs');
    const files = readdirSync(dataDir).filter((file) => !file.includes('demo'));
    for (const file of files) expect(readFileSync(join(dataDir, file)).includes(canary), file).toBe(false);
    expect(files).toContain('readyroom.db');
  });
});
