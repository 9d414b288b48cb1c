// Secrets as they are wired, over a shell made of memory: used for a question to a real server, and kept nowhere.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { firstEnvironment } from '#shared/model/environment.ts';
import { plainAccess } from '#shared/model/metrics-access.ts';
import { createEngine, type EngineClient } from '../engine.ts';
import { serve, until } from '../engine.fixture.ts';
import type { AskShell } from '../secrets/kept-secrets.ts';
import { testFolder } from '../store/store.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');

function shellOfMemory(): AskShell {
  const kept = new Map<string, string>();
  return async (question) => {
    if (question.kind === 'remove_secret' && !kept.delete(question.name)) throw new OpsError('not_found', 'none of it');
    if (question.kind === 'put_secret') kept.set(question.name, question.value);
    const secret = question.kind === 'secret' ? (kept.get(question.name) ?? null) : null;
    return { ok: true, secret, keychain: { refusal: null, entries: [...kept.keys()].map((name) => ({ name, storedAt: 1 })) } }; // prettier-ignore
  };
}

async function start(askShell?: AskShell): Promise<{ client: EngineClient; dataDir: string; close: () => Promise<void> }> {
  const home = join(testFolder(), 'home');
  mkdirSync(home, { recursive: true });
  const dataDir = testFolder();
  const env = { PATH: home, HOME: home, DOCKER_HOST: `unix://${join(home, 'none.sock')}` };
  const { client, close } = await createEngine({ dataDir, resourcesDir, env, askShell });
  let open = true;
  const closeOnce = async (): Promise<void> => {
    if (open) await close();
    open = false;
  };
  onTestFinished(closeOnce);
  return { client, dataDir, close: closeOnce };
} // prettier-ignore

test('a token that is stored, changed and removed is sent as it is at the time, by name in the journal, and in no file', async () => {
  const { client, dataDir, close } = await start(shellOfMemory());
  const [first, second] = ['first-token-4711', 'second-token-0815'];
  const sent: (string | undefined)[] = [];
  const url = await serve(({ headers }, response) => {
    sent.push(headers.authorization);
    // It quotes what it was sent, as servers do.
    response.writeHead(headers.authorization === `Bearer ${second}` ? 200 : 401).end(JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, String(Date.now() / 1000)] }, error: `not ${headers.authorization}` })); // prettier-ignore
  });
  await client.secrets.put({ name: 'prom', value: first, by: 'On-call' });
  const prometheus = { ...plainAccess, auth: { kind: 'bearer' as const, token: 'keychain:prom' } };
  await client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl: url, prometheus } });
  const denied = await until(await client.metrics.status(), (all) => all.get('prometheus')?.state === 'denied');
  expect(JSON.stringify([...denied.values()])).not.toContain(first);
  await client.secrets.put({ name: 'prom', value: second, by: 'On-call' });
  await until(await client.metrics.status(), (all) => all.get('prometheus')?.state === 'live');
  expect(sent).toContain(`Bearer ${first}`);
  expect(await client.secrets.list()).toEqual({ refusal: null, entries: [{ name: 'prom', storedAt: 1 }] });
  await client.secrets.remove({ name: 'prom', by: 'On-call' });
  const gone = await until(await client.metrics.status(), (all) => all.get('prometheus')?.state !== 'live');
  expect(gone.get('prometheus')?.reason).toContain('keychain:prom is not stored in Ready Room');

  const events = (await client.system.journal({ before: null, limit: 100 })).filter(({ type }) => type.startsWith('secret.')); // prettier-ignore
  expect(events.map(({ type, source, subject, data }) => ({ type, source, subject, data }))).toEqual(['secret.removed', 'secret.stored', 'secret.stored'].map((type) => ({ type, source: 'person:On-call', subject: 'prom', data: { name: 'prom', by: 'On-call' } }))); // prettier-ignore
  await close();
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const { parentPath, name } of files) {
    const bytes = readFileSync(join(parentPath, name));
    for (const value of [first, second]) expect(bytes.includes(value), name).toBe(false);
  }
});

test('without a desktop app nothing is stored, and it says where secrets may be; what could not be hidden is refused', async () => {
  const { client } = await start();
  const { refusal, entries } = await client.secrets.list();
  expect(refusal).toContain('only as the desktop app');
  expect(entries).toEqual([]);
  await expect(client.secrets.put({ name: 'prom', value: 'long enough', by: 'On-call' })).rejects.toMatchObject({ code: 'unavailable', message: refusal }); // prettier-ignore
  for (const value of ['abc', 'two\nlines', ''])
    await expect(client.secrets.put({ name: 'prom', value, by: 'On-call' })).rejects.toMatchObject({
      code: expect.stringMatching(/BAD_|bad_/),
    });
  await expect(client.secrets.put({ name: 'a b', value: 'long enough', by: 'On-call' })).rejects.toMatchObject({
    code: expect.stringMatching(/BAD_|bad_/),
  });
});
