import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnosis } from '#shared/model/system.ts';
import { diagnose, type DiagnoseOptions } from './diagnose.ts';
import { diagnoseFollowed } from './prometheus.ts';
import { lookForDocker } from './docker-lookup.ts';
import type { DockerLook } from './docker.ts';
import { networkFileSystem } from './network-file-system.ts';

let dir: string;
let servers: Server[];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'diagnose-'));
  servers = [];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(dir, { recursive: true });
});

async function look(name: string, options: Partial<DiagnoseOptions> = {}): Promise<Diagnosis> {
  const all = await diagnose({
    env: {},
    home: dir,
    dataDir: join(dir, 'data'),
    docker: () => Promise.resolve([]),
    prometheusUrls: [],
    ...options,
  });
  const found = all.find((each) => each.name === name);
  if (!found) throw new Error(`no diagnosis named ${name}`);
  return found;
}

async function serverThat(answers: (path: string) => { status: number; body: string } | null): Promise<string> {
  const server = createServer((request, response) => {
    const answer = answers(request.url ?? '');
    if (answer) response.writeHead(answer.status).end(answer.body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const kubeconfig = (contexts: string[], current = '') =>
  JSON.stringify({ contexts: contexts.map((name) => ({ name, context: {} })), 'current-context': current });

test('Kubernetes: files are taken in the order of KUBECONFIG, and nothing is contacted', async () => {
  const [first, second, third] = ['a', 'b', 'c'].map((name) => join(dir, name)) as [string, string, string];
  writeFileSync(first, kubeconfig(['alpha']));
  writeFileSync(second, kubeconfig(['beta', 'gamma'], 'beta'));
  writeFileSync(third, kubeconfig(['delta'], 'delta'));
  const found = await look('Kubernetes', { env: { KUBECONFIG: [first, second, third].join(delimiter) } });
  expect(found.state).toBe('ok');
  expect(found.reason).toBe('4 contexts, current context beta; not contacted: connecting comes with your click');
  expect(found.candidates).toEqual([
    { place: first, answer: '1 context: alpha', chosen: false },
    { place: second, answer: '2 contexts: beta, gamma', chosen: true },
    { place: third, answer: '1 context: delta', chosen: false },
  ]);
});

test('Kubernetes: without KUBECONFIG the home folder is looked at, and its absence said', async () => {
  const place = join(dir, '.kube', 'config');
  expect(await look('Kubernetes')).toMatchObject({
    state: 'absent',
    candidates: [{ place, answer: 'there is no such file', chosen: false }],
  });
  mkdirSync(join(dir, '.kube'));
  writeFileSync(place, kubeconfig(['home'], 'home'));
  expect((await look('Kubernetes')).facts).toEqual({ contexts: 'home', currentContext: 'home' });
});

test('Kubernetes: a broken file is an error whose words quote none of its content', async () => {
  const place = join(dir, 'broken');
  writeFileSync(place, 'users:\n- token: "s3cr3t-canary\n  : [');
  const found = await look('Kubernetes', { env: { KUBECONFIG: place } });
  expect(found.state).toBe('error');
  expect(JSON.stringify(found)).not.toContain('canary');
});

test('Kubernetes: a current context that no file defines is named as such', async () => {
  const place = join(dir, 'odd');
  writeFileSync(place, kubeconfig(['real'], 'gone'));
  const found = await look('Kubernetes', { env: { KUBECONFIG: place } });
  expect(found.reason).toContain('current context gone, which no file defines');
});

test('Prometheus: the one named in the environment is asked first and its version told', async () => {
  const named = await serverThat(() => ({ status: 200, body: '{"status":"success","data":{"version":"9.9.9"}}' }));
  const usual = await serverThat(() => ({ status: 200, body: '{"status":"success","data":{"version":"1.1.1"}}' }));
  const found = await look('Prometheus', { env: { PROMETHEUS_URL: `${named}/` }, prometheusUrls: [usual] });
  expect(found).toMatchObject({ state: 'ok', facts: { version: '9.9.9' } });
  expect(found.candidates.map((each) => each.chosen)).toEqual([true, false]);
});

test('Prometheus: a closed port, a stranger and a refusal are three different answers', async () => {
  const stranger = await serverThat(() => ({ status: 200, body: '<html>' }));
  const guarded = await serverThat(() => ({ status: 401, body: '' }));
  const closed = await serverThat(() => null);
  const server = servers.pop();
  await new Promise((resolve) => server?.close(resolve));
  expect(await look('Prometheus', { prometheusUrls: [closed] })).toMatchObject({ state: 'absent' });
  expect(await look('Prometheus', { prometheusUrls: [stranger] })).toMatchObject({ state: 'error' });
  expect(await look('Prometheus', { prometheusUrls: [guarded] })).toMatchObject({ state: 'denied' });
});

test('Prometheus: a password in its URL is not shown', async () => {
  const found = await look('Prometheus', { env: { PROMETHEUS_URL: 'ftp://me:canary@127.0.0.1:1' } });
  expect(found.candidates).toEqual([{ place: 'ftp://127.0.0.1:1', answer: 'not an http or https URL', chosen: false }]);
  const odd = await look('Prometheus', { env: { PROMETHEUS_URL: 'http://me:p@canary@127.0.0.1:1' } });
  expect(JSON.stringify(odd)).not.toContain('canary');
});

test('Prometheus: where one is followed, how it stands is told, and what else answers', () => {
  const status = { key: 'prometheus', name: 'Prometheus', state: 'stale', since: 0, reason: 'connection refused', seenAt: 1, place: 'http://prom', version: '2.53.2', capabilities: ['rules'], skewMs: 3_600_000 } as const; // prettier-ignore
  const found = [{ url: 'http://127.0.0.1:9090', from: 'the usual place', answer: 'ok', words: 'version 2', version: '2', proposed: true }] as const; // prettier-ignore
  expect(diagnoseFollowed({ ...status, capabilities: ['rules'] }, found)).toMatchObject({
    state: 'error',
    reason: 'connection refused',
    candidates: [{ place: 'http://prom', chosen: true }, { place: 'http://127.0.0.1:9090', answer: 'version 2 (the usual place)', chosen: false }], // prettier-ignore
    facts: { 'clock ahead': '3600 s' },
  });
  expect(diagnoseFollowed(undefined, found)).toMatchObject({ state: 'ok', reason: expect.stringContaining('none is named in the environment; one answers at') }); // prettier-ignore
  expect(diagnoseFollowed(undefined, [])).toMatchObject({ state: 'absent' });
});

test('a server that accepts and then says nothing cannot hold the diagnosis up', async () => {
  const silent = await serverThat(() => null);
  const found = await look('Prometheus', { prometheusUrls: [silent], limitMs: 500 });
  expect(found).toMatchObject({ state: 'error', reason: expect.stringContaining('no answer within 450 ms') });
  const docker = await look('Docker', { docker: () => new Promise(() => undefined), limitMs: 50 });
  expect(docker).toMatchObject({ state: 'error', reason: 'no answer within 50 ms' });
});

test('Docker: every endpoint keeps its answer, and a refused permission outranks an absence', async () => {
  const looks: DockerLook[] = [
    { place: 'default', answer: 'there is no such socket', state: 'absent', chosen: false },
    { place: 'rootless', answer: 'no permission', state: 'denied', chosen: false },
  ];
  const docker = () => Promise.resolve(looks);
  const found = await look('Docker', { docker });
  expect(found).toMatchObject({ state: 'denied', reason: 'rootless: no permission' });
  expect(found.candidates).toHaveLength(2);
  looks.push({ place: 'Colima', answer: 'version 20.10', state: 'ok', chosen: true });
  expect(await look('Docker', { docker })).toMatchObject({ state: 'ok', reason: 'version 20.10 at Colima' });
});

test('Docker: when the one that the user named is down, that is the finding, whatever else answers', async () => {
  const looks: DockerLook[] = [
    { place: 'DOCKER_HOST', answer: 'nothing listens there', state: 'absent', chosen: false },
    { place: 'default', answer: 'version 20.10', state: 'ok', chosen: false },
  ];
  const found = await look('Docker', { docker: () => Promise.resolve(looks) });
  expect(found).toMatchObject({ state: 'absent', reason: 'DOCKER_HOST: nothing listens there' });
});

test('Docker: the connector finds nothing where DOCKER_HOST names a socket that is not there', async () => {
  const found = await look('Docker', { env: { DOCKER_HOST: `unix://${dir}/none.sock` }, docker: lookForDocker });
  expect(found.state === 'ok', 'an engine of this machine must not take its place').toBe(false);
  expect(found.candidates[0]).toEqual({
    place: `DOCKER_HOST (unix://${dir}/none.sock)`,
    answer: 'there is no such socket',
    chosen: false,
  });
});

test('Docker: a lookup that throws is an entry of its own and spoils no other', async () => {
  const docker = () => Promise.reject(new Error('boom'));
  expect(await look('Docker', { docker })).toMatchObject({ state: 'error', reason: 'boom' });
  expect(await look('Runtime', { docker })).toMatchObject({ state: 'ok' });
});

test('Data folder: one that does not exist yet is judged by the nearest folder above it', async () => {
  const statfs = () => Promise.resolve({ type: 0xef53, bsize: 4096, bavail: 1_000_000 });
  const found = await look('Data folder', { statfs });
  expect(found).toMatchObject({ state: 'ok', reason: '3906 MiB free', facts: { fileSystem: 'local' } });
  expect(found.candidates[0]?.answer).toBe(`will be made; ${dir} exists, writable`);
});

test('Data folder: a log that is longer than the writer lets it be is told, with what keeps it so and what to do', async () => {
  const dataDir = join(dir, 'data');
  mkdirSync(dataDir);
  const log = join(dataDir, 'readyroom.db-wal');
  writeFileSync(log, '');
  const statfs = async () => ({ type: 0, bsize: 4096, bavail: 1_000_000 });
  truncateSync(log, 64 * 1024 * 1024);
  expect(await look('Data folder', { statfs })).toMatchObject({ state: 'ok', facts: { logMiB: '64' } });
  truncateSync(log, 300 * 1024 * 1024);
  expect(await look('Data folder', { statfs })).toMatchObject({
    state: 'error',
    reason: 'the log of the record, readyroom.db-wal, has 300 MiB: something has been reading the record for long, an export or another program, and it is cut when that ends; 3906 MiB free', // prettier-ignore
    facts: { logMiB: '300' },
  });
});

test('Data folder: too little room and a network file system are errors that say what to do', async () => {
  const full = () => Promise.resolve({ type: 0xef53, bsize: 4096, bavail: 10 });
  expect(await look('Data folder', { statfs: full })).toMatchObject({ state: 'error', reason: expect.stringContaining('0 MiB free') }); // prettier-ignore
  const nfs = () => Promise.resolve({ type: 0x6969, bsize: 4096, bavail: 1_000_000 });
  expect(await look('Data folder', { statfs: nfs })).toMatchObject({
    state: 'error',
    reason: expect.stringContaining('NFS'),
    facts: { fileSystem: 'NFS' },
  });
});

test('network file systems are known by their numbers, signed or not', () => {
  expect(networkFileSystem(0xff534d42)).toBe('CIFS');
  expect(networkFileSystem(0xff534d42 | 0)).toBe('CIFS');
  expect(networkFileSystem(0xfe534d42n)).toBe('SMB2');
  expect(networkFileSystem(0xef53)).toBeNull();
});

test('Tools: programs are found on PATH, files that cannot be run are not, and nothing is run', async () => {
  writeFileSync(join(dir, 'kubectl'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 });
  writeFileSync(join(dir, 'docker'), 'text', { mode: 0o644 });
  const found = await look('Tools', { env: { PATH: dir } });
  expect(found.reason).toBe('found kubectl; not on PATH: prometheus, docker');
});

test('Runtime: the versions are those in use', async () => {
  const found = await look('Runtime', { sqliteVersion: () => '3.50.0' });
  expect(found.facts).toMatchObject({ node: process.versions.node, sqlite: '3.50.0' });
});
