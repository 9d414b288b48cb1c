import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findDockerEndpoints } from './endpoints.ts';

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'docker-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Something that answers every request on a socket with one text. */
async function serveSocket(path: string, answer = '{"Version":"27.0.1","ApiVersion":"1.46"}'): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const server = createServer((_, response) => response.end(answer));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => void server.close());
  return `unix://${path}`;
}
const write = (path: string, value: object): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
};
const find = (home: string, env: Record<string, string> = {}) => findDockerEndpoints({ env, home, platform: 'linux' });
/** The candidates below the given home; those of the machine itself are not this test's to know. */
const own = async (home: string, env: Record<string, string> = {}) =>
  (await find(home, env)).filter(({ endpoint }) => endpoint.includes(home)).map(({ name, answer, chosen }) => ({ name, state: answer.state, chosen })); // prettier-ignore

test('DOCKER_HOST is chosen before all others, and nothing is chosen when it does not answer', async () => {
  const home = newHome();
  const desktop = await serveSocket(join(home, '.docker/run/docker.sock'));
  const [first] = await find(home, { DOCKER_HOST: desktop, DOCKER_CONTEXT: 'other' });
  expect(first).toMatchObject({
    name: 'DOCKER_HOST',
    chosen: true,
    answer: { state: 'ok', words: 'version 27.0.1, API 1.46' },
  });
  const away = await find(home, { DOCKER_HOST: `unix://${home}/none.sock` });
  expect(away[0]).toMatchObject({ name: 'DOCKER_HOST', answer: { state: 'absent' } });
  expect(away.some(({ chosen }) => chosen)).toBe(false);
});

test('the current context of the configuration is followed, and one that is not defined says so', async () => {
  const home = newHome();
  const endpoint = await serveSocket(join(home, 'engine.sock'));
  const digest = createHash('sha256').update('mine').digest('hex');
  write(join(home, '.docker/config.json'), { currentContext: 'mine' });
  write(join(home, '.docker/contexts/meta', digest, 'meta.json'), {
    Name: 'mine',
    Endpoints: { docker: { Host: endpoint } },
  });
  expect((await find(home))[0]).toMatchObject({ name: 'context mine', endpoint, chosen: true });
  const [unknown] = await find(home, { DOCKER_CONTEXT: 'gone' });
  expect(unknown).toMatchObject({
    name: 'context gone',
    chosen: false,
    answer: { words: expect.stringContaining('is not defined') },
  });
});

test('without a choice the first socket that answers as an engine is chosen', async () => {
  const home = newHome();
  await serveSocket(join(home, 'run/docker.sock'), '<html>');
  await serveSocket(join(home, '.colima/default/docker.sock'));
  const candidates = await own(home, { XDG_RUNTIME_DIR: join(home, 'run') });
  expect(candidates.slice(0, 4)).toMatchObject([
    { name: 'rootless', state: 'error', chosen: false },
    { name: 'Docker Desktop', state: 'absent' },
    { name: 'Docker Desktop', state: 'absent' },
    { name: 'Colima', state: 'ok' },
  ]);
});

test('a socket that may not be used, or that nobody listens on, says so', async () => {
  const home = newHome();
  const path = join(home, 'engine.sock');
  await serveSocket(path);
  chmodSync(path, 0);
  const [denied] = await find(home, { DOCKER_HOST: `unix://${path}` });
  // root may use every socket.
  expect(denied?.answer.state).toBe(process.getuid?.() === 0 ? 'ok' : 'denied');
  const [refused] = await find(home, { DOCKER_HOST: 'tcp://127.0.0.1:1' });
  expect(refused?.answer).toEqual({ state: 'refused', words: 'nothing listens there' });
  const [other] = await find(home, { DOCKER_HOST: 'fd://' });
  expect(other?.answer.words).toMatch(/not supported; allowed/);
  const [ssh] = await find(home, { DOCKER_HOST: 'ssh://-oProxyCommand=touch@host' });
  expect(ssh?.answer).toMatchObject({
    state: 'error',
    words: expect.stringContaining('is not an ssh endpoint; allowed'),
  });
});
