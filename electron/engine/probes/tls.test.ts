import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closedPort, cutoffAfter, listening, look, serveTcp } from './context.fixture.ts';
import { tlsProbe } from './tls.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-probe-'));
  const subject = ['-subj', '/O=Ready Room/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', at('key.pem')];
  execFileSync('openssl', ['req', '-x509', ...key, '-out', at('cert.pem'), '-days', '30', ...subject], {
    stdio: 'ignore',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function serveTls(): Promise<number> {
  return listening(
    createServer({ key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) }, (socket) =>
      socket.on('error', () => socket.destroy()),
    ),
  );
}
const now = (): number => Date.now();

test('a certificate of a known authority is authorized, and its names and days are facts', async () => {
  const { facts } = await look(
    tlsProbe,
    { host: 'localhost', port: await serveTls(), caFile: at('cert.pem') },
    { now },
  );
  expect(facts).toMatchObject({
    connected: true,
    authorized: true,
    protocol: 'TLSv1.3',
    cipher: expect.stringMatching(/^TLS_/),
    subject: 'O=Ready Room, CN=localhost',
    altNames: ['DNS:localhost', 'IP Address:127.0.0.1'],
  });
  expect(facts['daysLeft']).toBeGreaterThan(29.9);
  expect(facts['daysLeft']).toBeLessThan(30.1);
  expect(facts).not.toHaveProperty('authorizationError');
});

test('a certificate that is not trusted, or of another name, is a fact with the reason', async () => {
  const port = await serveTls();
  expect((await look(tlsProbe, { host: 'localhost', port })).facts).toMatchObject({ connected: true, authorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' }); // prettier-ignore
  const other = await look(tlsProbe, {
    host: 'localhost',
    port,
    caFile: at('cert.pem'),
    servername: 'other.example.com',
  });
  expect(other.facts).toMatchObject({
    authorized: false,
    details: { authorized: expect.stringMatching(/ALTNAME|altnames/) },
  });
});

test('a refused connection, a server without TLS and a silent one are facts', async () => {
  const refused = await closedPort();
  expect((await look(tlsProbe, { host: '127.0.0.1', port: refused })).facts).toMatchObject({ connected: false, failure: `connection refused by 127.0.0.1:${refused}` }); // prettier-ignore
  const plain = await serveTcp((socket) => socket.write('220 hello\r\n'));
  expect((await look(tlsProbe, { host: '127.0.0.1', port: plain })).facts['failure']).toMatch(
    /^no TLS with 127\.0\.0\.1/,
  );
  const silent = await serveTcp(() => undefined);
  const late = await look(tlsProbe, { host: '127.0.0.1', port: silent }, { cutoff: cutoffAfter('timed_out', 50) });
  expect(late.facts['failure']).toMatch(/no answer from .* within \d+ ms/);
});

test('authorities that cannot be read are an error', async () => {
  await expect(look(tlsProbe, { host: '127.0.0.1', port: 1, caFile: '/no/such.pem' })).rejects.toMatchObject({
    code: 'not_found',
  });
});
