// Reaching a Docker engine behind TLS and behind ssh: certificates made here, and an ssh that is a script of this test.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SourceStatus } from '#shared/model/system.ts';
import { dockerLeft } from '#shared/model/docker-left.ts';
import { createRedactor } from '#engine/redact/redact.ts';
import { createDockerWatch } from '#engine/watch/docker-watch.ts';
import { findDockerEndpoints, type DockerCandidate } from '#engine/sources/docker/endpoints.ts';
import { sshArguments } from '#engine/sources/docker/engine-address.ts';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { inspectContainer } from '#engine/sources/docker/inspect-container.ts';
import { openEngineReader } from '#engine/sources/docker/read-engine.ts';
import { clientCertificate, makeAuthority, serverCertificate, type CertificateState } from './support/kube/certificates.ts'; // prettier-ignore

const ours = makeAuthority('engine authority');
const theirs = makeAuthority('another authority');
const client = clientCertificate(ours, 'operator');

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-endpoints-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
async function daemonIn(folder: string): Promise<FakeDaemon> {
  const daemon = await startFakeDaemon(join(folder, 'engine.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  daemon.containers.set(idOf('web'), fakeContainer('web'));
  return daemon;
}

/** An engine behind TLS that wants a certificate of ours; `tcp://…` */
async function behindTls(folder: string, state: CertificateState = 'good'): Promise<string> {
  await daemonIn(folder);
  const { certPem, keyPem } = serverCertificate(state === 'other_ca' ? theirs : ours, state);
  const server = createServer({ cert: certPem, key: keyPem, ca: ours.pem, requestCert: true }, (socket) => {
    const inner = connect(join(folder, 'engine.sock'));
    socket.pipe(inner).pipe(socket);
    for (const one of [socket, inner]) one.on('error', () => undefined).on('close', () => (socket.destroy(), inner.destroy())); // prettier-ignore
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const certificates = (folder: string, given: Record<string, string> = {}): string => {
  const path = join(folder, 'certificates');
  const files = { 'ca.pem': ours.pem, 'cert.pem': client.certPem, 'key.pem': client.keyPem, ...given };
  for (const [name, text] of Object.entries(files)) if (text !== '') put(join(path, name), text);
  return path;
};
const first = async (home: string, env: Record<string, string>): Promise<DockerCandidate> =>
  (await findDockerEndpoints({ env, home, platform: 'linux' }))[0] as DockerCandidate;

/** Accepts connections and never says a word. */
async function silentServer() {
  const came: { closed: Promise<unknown> }[] = [];
  const waiting: ((one: { closed: Promise<unknown> }) => void)[] = [];
  let taken = 0;
  const server = createTcpServer((socket) => {
    const one = {
      closed: new Promise((closed) =>
        socket
          .on('error', () => undefined)
          .on('close', closed)
          .resume(),
      ),
    };
    came.push(one);
    waiting.shift()?.(one);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const next = async (): Promise<{ closed: Promise<unknown> }> => {
    const one = came[taken++];
    return one ?? (await new Promise((resolve) => waiting.push(resolve)));
  };
  return { port: (server.address() as AddressInfo).port, next, count: () => came.length };
}

test('DOCKER_TLS_VERIFY reaches an engine behind TLS, with questions and streams alike', async () => {
  const folder = newFolder();
  const endpoint = await behindTls(folder);
  const env = { DOCKER_HOST: endpoint, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates(folder) };
  const found = await first(folder, env);
  expect(found).toMatchObject({ chosen: true, answer: { state: 'ok' }, address: { tls: { verify: true } } });
  expect(found.warning).toBeUndefined();
  const reader = openEngineReader(found.address ?? '');
  expect((await reader.get('/_ping')).body).toBe('OK');
  const stream = await reader.follow('/events?since=0', () => undefined);
  stream.close();
  await stream.ended;
  reader.close();
  expect(await inspectContainer(found.address ?? '', idOf('web'), new AbortController().signal)).toMatchObject({ Name: '/web' }); // prettier-ignore
});

test.each<[string, CertificateState, Record<string, string>, RegExp]>([
  ['is for another host', 'wrong_host', {}, /certificate is for another host/],
  ['has expired', 'expired', {}, /its certificate has expired/],
  ['another authority signed', 'other_ca', {}, /not trusted: ca\.pem did not sign it/],
  [
    'is good, but ours is missing its key',
    'good',
    { 'key.pem': '' },
    /there is no .*key\.pem, which belongs to cert\.pem/,
  ],
  [
    'is good, but there is no authority',
    'good',
    { 'ca.pem': '' },
    /there is no .*ca\.pem, which DOCKER_TLS_VERIFY needs/,
  ],
  ['is good, but ours is none', 'good', { 'cert.pem': 'not PEM' }, /cert\.pem is not a certificate in PEM/],
])('an engine whose certificate %s is refused in words', async (_, state, given, words) => {
  const folder = newFolder();
  const env = { DOCKER_HOST: await behindTls(folder, state), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates(folder, given) }; // prettier-ignore
  const found = await first(folder, env);
  expect(found).toMatchObject({ chosen: false, answer: { words: expect.stringMatching(words) } });
});

test('without a certificate of our own an engine that wants one says so', async () => {
  const folder = newFolder();
  const path = certificates(folder, { 'cert.pem': '', 'key.pem': '' });
  const env = { DOCKER_HOST: await behindTls(folder), DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: path };
  expect((await first(folder, env)).answer).toMatchObject({ state: 'denied', words: expect.stringContaining('cert.pem and key.pem') }); // prettier-ignore
});

test('a context brings its certificates; one that verifies nothing is reached with a warning', async () => {
  const folder = newFolder();
  const endpoint = await behindTls(folder, 'other_ca');
  const context = (name: string, docker: object, files: Record<string, string>): void => {
    const digest = createHash('sha256').update(name).digest('hex');
    put(join(folder, '.docker/contexts/meta', digest, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker } }));
    for (const [file, text] of Object.entries(files)) put(join(folder, '.docker/contexts/tls', digest, 'docker', file), text);
  }; // prettier-ignore
  const own = { 'ca.pem': theirs.pem, 'cert.pem': client.certPem, 'key.pem': client.keyPem };
  context('trusting', { Host: endpoint }, own);
  context('careless', { Host: endpoint, SkipTLSVerify: true }, { ...own, 'ca.pem': ours.pem });
  context('plain', { Host: endpoint }, {});
  expect(await first(folder, { DOCKER_CONTEXT: 'trusting' })).toMatchObject({ chosen: true, name: 'context trusting' });
  const careless = await first(folder, { DOCKER_CONTEXT: 'careless' });
  expect(careless).toMatchObject({ chosen: true, warning: expect.stringContaining('not to verify the certificate') });
  expect((await first(folder, { DOCKER_CONTEXT: 'plain' })).answer.state).toBe('error');
});

/** A stand-in for ssh that notes how it was called and joins its input and output to a socket. */
function fakeSsh(folder: string, body: string): { env: Record<string, string>; calls: () => string[][] } {
  const bin = join(folder, 'bin');
  const log = join(folder, 'ssh.log');
  const script = `#!${process.execPath}
    const { appendFileSync } = require('node:fs');
    appendFileSync(${JSON.stringify(log)}, JSON.stringify(process.argv.slice(2)) + '\\n');
    ${body}`;
  put(join(bin, 'ssh'), script);
  chmodSync(join(bin, 'ssh'), 0o755);
  put(log, '');
  return { env: { PATH: bin }, calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as string[]) }; // prettier-ignore
}
const joined = (folder: string): string =>
  `const socket = require('node:net').connect(${JSON.stringify(join(folder, 'engine.sock'))});
   process.stdin.pipe(socket).pipe(process.stdout);`;

test('an engine behind ssh is reached through the ssh of the PATH, and its connections end with the reader', async () => {
  const folder = newFolder();
  const daemon = await daemonIn(folder);
  const { env, calls } = fakeSsh(folder, joined(folder));
  const found = await first(folder, { ...env, DOCKER_HOST: 'ssh://oncall@build.example:2222' });
  expect(found).toMatchObject({ chosen: true, answer: { state: 'ok', words: 'version 27.0.1, API 1.46' } });
  expect(calls()[0]?.join(' ')).toBe(
    '-o ConnectTimeout=7 -o BatchMode=yes -T -l oncall -p 2222 -- build.example docker system dial-stdio',
  );
  const reader = openEngineReader(found.address ?? '');
  const lines: string[] = [];
  const stream = await reader.follow('/events?since=0', (text) => lines.push(text));
  const before = calls().length;
  for (let at = 0; at < 5; at++) expect((await reader.get('/_ping')).body).toBe('OK');
  // Five questions one after the other are one login.
  expect(calls().length - before).toBe(1);
  daemon.emit('start', fakeContainer('web'));
  await expect.poll(() => lines.join('')).toContain('"Action":"start"');
  expect(await inspectContainer(found.address ?? '', idOf('web'), new AbortController().signal)).toMatchObject({ Name: '/web' }); // prettier-ignore
  reader.close();
  await stream.ended;
  await expect.poll(() => daemon.connections()).toBe(0);
});

test.each(['tcp', 'tls', 'ssh'] as const)(
  'a dial over %s that nobody answers ends at once when a person cancels it, and is not begun again until a retry',
  async (way) => {
    const folder = newFolder();
    // No time is over in this test: what ends was ended.
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const silent = await silentServer();
    const dials = way === 'ssh' ? `process.on('SIGTERM', () => process.exit(0)); const socket = require('node:net').connect(${silent.port}, '127.0.0.1'); process.stdin.pipe(socket);` : ''; // prettier-ignore
    const env = {
      ...(way === 'ssh' ? fakeSsh(folder, dials).env : {}),
      ...(way === 'tls' && { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates(folder) }),
      DOCKER_HOST: way === 'ssh' ? 'ssh://oncall@host' : `tcp://127.0.0.1:${silent.port}`,
    };
    const statuses: SourceStatus[] = [];
    const watch = createDockerWatch({
      findEndpoints: (signal) => findDockerEndpoints({ env, home: folder, platform: 'linux' }, signal),
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      redactor: createRedactor(),
      onStatus: (status) => void statuses.push(status),
      record: () => undefined,
    });
    onTestFinished(watch.close);
    const leave = new AbortController();
    onTestFinished(() => leave.abort());
    const look = (): void => void watch.subscribe({ signal: leave.signal }).next();
    look();
    const first = await silent.next();
    expect(statuses.at(-1)).toMatchObject({ state: 'connecting' });
    watch.disconnect();
    expect(statuses.at(-1)).toMatchObject({ state: 'off', reason: dockerLeft });
    await first.closed;
    expect(statuses.at(-1)).toMatchObject({ state: 'off', reason: dockerLeft });
    look();
    watch.pause('asleep');
    watch.resume();
    watch.retry();
    const second = await silent.next();
    expect([silent.count(), statuses.at(-1)?.state]).toEqual([2, 'connecting']);
    watch.close();
    await second.closed;
  },
);

test.each([
  ['a refused key', 'Warning: added\\noncall@host: Permission denied (publickey).', 255, 'denied', 'ssh (exit code 255): Warning: added oncall@host: Permission denied (publickey).'],
  ['no such host', 'ssh: Could not resolve hostname host', 255, 'error', 'ssh (exit code 255): ssh: Could not resolve hostname host'],
  ['no docker over there', 'bash: docker: command not found', 127, 'error', 'ssh (exit code 127): bash: docker: command not found'],
])("an ssh that fails for %s is told in ssh's own last words", async (_, said, code, state, words) => {
  const folder = newFolder();
  const { env } = fakeSsh(folder, `process.stderr.write("${said}\\n"); process.exitCode = ${code};`);
  const found = await first(folder, { ...env, DOCKER_HOST: 'ssh://oncall@host' });
  expect(found).toMatchObject({ chosen: false, answer: { state, words } });
}); // prettier-ignore

test('a machine without ssh says so', async () => {
  const found = await first(newFolder(), { PATH: '/nowhere', DOCKER_HOST: 'ssh://oncall@host' });
  expect(found.answer).toEqual({ state: 'error', words: 'there is no ssh on the PATH' });
});

test.each(['ssh://-oProxyCommand=x@host', 'ssh://-host', 'ssh://host/a;b', 'ssh://', 'ssh://a b'])(
  '%s is no ssh endpoint',
  (endpoint) => {
    // prettier-ignore
    expect(() => sshArguments(endpoint)).toThrow(/is not an ssh endpoint; allowed/);
  },
);

test('the path of an ssh endpoint is the socket over there', () => {
  expect(sshArguments('ssh://host/run/user/1000/docker.sock').slice(-6).join(' ')).toBe(
    'host docker --host unix:///run/user/1000/docker.sock system dial-stdio',
  );
});
