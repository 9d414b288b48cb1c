// The command line as a process, on plans of its own against a server of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunReport } from '#shared/model/run.ts';

let dir: string;
let server: Server;
let url: string;
let onRequest: () => void;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'command-'));
  onRequest = () => undefined;
  server = createServer((request, response) => {
    onRequest();
    if (request.url !== '/silent') response.end('{"status":"healthy"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, READYROOM_DATA: join(dir, 'data') },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ ...said, code }))) };
}

const readyroom = (...args: string[]): Promise<Ended> => start(...args).ended;

function planOf(items: object[]): string {
  const file = join(dir, 'plan.yaml');
  const phases = [{ id: 'one', title: 'One', items }];
  const plan = { apiVersion: 'readyroom/v1', kind: 'Plan', name: 'test', title: 'Test', vars: { url }, phases };
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

const looks = (path: string, expected: string) => ({ id: 'look', title: 'Look', probe: { http: { url: `\${url}${path}` } }, expect: [expected] }); // prettier-ignore

test('everything passed is exit 0, and a second check keeps its run beside the first', async () => {
  const plan = planOf([looks('/', 'status == 200')]);
  expect(await readyroom('check', plan)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Proven: 1 passed'),
  });
  expect(await readyroom('check', plan)).toMatchObject({ code: 0, stderr: expect.stringContaining('kept in') });
});

test('a failed expectation is exit 1 with what was seen', async () => {
  const ended = await readyroom('check', planOf([looks('/', 'status == 204')]), '--no-record');
  expect(ended.stdout).toMatch(/^fail +one\/look +Look\n +.*200/m);
  expect(ended.code).toBe(1);
});

test('a broken plan is exit 2 with file, line and column of each problem', async () => {
  const file = join(dir, 'broken.yaml');
  writeFileSync(file, 'apiVersion: readyroom/v1\nkind: Plan\nname: x\ntitle: X\nphases:\n  - id: a\n    titel: A\n');
  const ended = await readyroom('check', file, '--no-record');
  expect(ended.stderr).toMatch(/broken\.yaml:\d+:\d+: .*titel/);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
});

test('a plan that is not there, a phase and a variable it does not have are exit 2', async () => {
  const plan = planOf([looks('/', 'status == 200')]);
  expect(await readyroom('check', join(dir, 'none.yaml'), '--no-record')).toMatchObject({ code: 2, stdout: '' });
  const noPhase = await readyroom('check', plan, '--phase', 'two', '--no-record');
  expect(noPhase).toMatchObject({ code: 2, stderr: expect.stringContaining('no phase two; there are one') });
  const noVariable = await readyroom('check', plan, '--var', 'urll=x', '--no-record');
  expect(noVariable).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean url?') });
});

test('a plan without items proves nothing: exit 3', async () => {
  expect(await readyroom('check', planOf([]), '--no-record')).toMatchObject({ code: 3 });
});

test('an interrupt cancels the run, which is recorded as cancelled: exit 3', async () => {
  const { child, ended } = start('check', planOf([looks('/silent', 'status == 200')]), '--json');
  await new Promise<void>((resolve) => (onRequest = resolve));
  child.kill('SIGINT');
  const { code, stdout, stderr } = await ended;
  expect((JSON.parse(stdout) as RunReport).run).toMatchObject({ state: 'cancelled', verdict: 'cancelled' });
  expect(stderr).toContain('kept in');
  expect(code).toBe(3);
});

test('a run over its time limit is cancelled: exit 3', async () => {
  const ended = await readyroom(
    'check',
    planOf([looks('/silent', 'status == 200')]),
    '--timeout',
    '0.3',
    '--no-record',
  );
  expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining('not done after 0.3 s') });
});

test('a record that another process has open is left alone, and the run says that it is not kept', async () => {
  const first = start('check', planOf([looks('/silent', 'status == 200')]));
  await new Promise<void>((resolve) => (onRequest = resolve));
  const second = await readyroom('check', planOf([looks('/', 'status == 200')]));
  expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('not kept: ') });
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(3);
});

test('commands of a plan run only with consent, and without it the way to give it is said', async () => {
  const plan = planOf([
    { id: 'run', title: 'Run', probe: { exec: { argv: ['touch', join(dir, 'ran')] } }, expect: ['exitCode == 0'] },
  ]);
  const refused = await readyroom('check', plan, '--no-record');
  expect(refused).toMatchObject({ code: 3, stdout: expect.stringMatching(/^error +one\/run/m) });
  expect(refused.stderr).toContain('give --trust to consent');
  expect(await readyroom('check', plan, '--trust', '--no-record')).toMatchObject({ code: 0 });
});

test('a report that cannot be written is refused before anything is looked at', async () => {
  let asked = 0;
  onRequest = () => asked++;
  const ended = await readyroom('check', planOf([looks('/', 'status == 200')]), '--junit', join(dir, 'none', 'x.xml'));
  expect(ended.code).toBe(2);
  expect(asked).toBe(0);
});

test('doctor answers as JSON with every place it tried', async () => {
  const ended = await readyroom('doctor', '--json');
  const found = JSON.parse(ended.stdout) as { name: string; candidates: unknown[] }[];
  expect(found.map((one) => one.name)).toEqual([
    'Docker',
    'Kubernetes',
    'Prometheus',
    'Tools',
    'Data folder',
    'Runtime',
  ]);
  expect(found.every((one) => one.candidates.length > 0)).toBe(true);
  expect(ended.code).toBe(0);
});
