// The engine as a screen sees it: plans, their definitions, consent, and the words beside them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PlanId } from '#shared/model/ids.ts';
import { healthy, openPlan, planText, run, serve, startEngine, tick, until } from './engine.fixture.ts';
import { testFolder } from './store/store.fixture.ts';

describe('plans in the engine', () => {
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

  test('the items of all plans are named by their titles, for a choice among them', async () => {
    const { client, dataDir } = await startEngine();
    const second = ['  - id: second', '    title: Second', '    items:', '      - { id: again, title: Again, probe: { http: { url: "${url}/health" } }, expect: ["status == 200"] }']; // prettier-ignore
    const planId = await openPlan(client, dataDir, planText('http://127.0.0.1:9', second));
    const items = await client.plans.items();
    expect(items.map((one) => `${one.phaseId}/${one.itemId}`)).toEqual(['first/health', 'first/look', 'second/again']);
    expect(items[0]).toMatchObject({ planId, kind: 'http' });
    for (const one of items) expect([one.plan, one.phase, one.title].filter((title) => title === '')).toEqual([]);
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

  test('a trusted command is run only where a list of allowed ones, if a person keeps it, has its binary', async () => {
    const { client, dataDir } = await startEngine();
    const command = '      - { id: run, title: Run, probe: { exec: { argv: [echo, on] } }, expect: ["exitCode == 0"] }';
    const planId = await openPlan(client, dataDir, planText(await serve(healthy), [command]));
    const { summary } = await client.plans.get({ planId });
    await client.plans.trust({ planId, hash: summary.hash, by: 'Lead' });
    const look = async () => {
      const { runId } = await run(client, planId);
      return client.runs.result({ runId, phaseId: 'first', itemId: 'run' });
    };
    const { outcome, facts } = await look();
    expect(outcome).toBe('pass');
    const path = facts['path'] as string;
    const file = join(dataDir, 'commands.yaml');
    writeFileSync(file, 'allowed: [/usr/bin/other]');
    const reason = `could not look: ${path} is not allowed: ${file} allows /usr/bin/other; to allow it`;
    expect(await look()).toMatchObject({ outcome: 'error', reason: expect.stringContaining(reason) });
    writeFileSync(file, `allowed: ["${path}"]`);
    expect((await look()).outcome).toBe('pass');
    writeFileSync(file, 'allowed: everything');
    expect(await look()).toMatchObject({ outcome: 'error', reason: expect.stringContaining('cannot be used') });
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

  test('secrets in answers, variables and notes are in no byte of the data folder', async () => {
    const canary = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const { client, engine, dataDir } = await startEngine();
    const url = await serve((_, response) => response.end(JSON.stringify({ status: 'healthy', token: canary })));
    const planId = await openPlan(client, testFolder(), planText(url));
    await run(client, planId, undefined, { url: `${url}/?access_token=${canary}&x=` });
    const markdown = `The token is ${canary}.`;
    const note = await client.checklist.saveNote({ planId, phaseId: 'first', itemId: null, markdown, basedOn: 0 });
    expect(note.markdown).toBe('The token is [redacted].');
    await engine.close();
    const { readdirSync, readFileSync } = await import('node:fs');
    const files = readdirSync(dataDir).filter((file) => !file.includes('demo'));
    for (const file of files) expect(readFileSync(join(dataDir, file)).includes(canary), file).toBe(false);
    expect(files).toContain('readyroom.db');
  });
});
