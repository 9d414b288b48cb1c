// The way to a server: certificates that are verified, secrets by reference, and what is said where either fails.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { plainAccess, type MetricsAccess } from '#shared/model/metrics-access.ts';
import { createRedactor } from '../../redact/redact.ts';
import { createSecretReader } from '../../secrets/secret-reader.ts';
import { openAccess } from './access.ts';
import { createPrometheusClient } from './client.ts';

const dir = mkdtempSync(join(tmpdir(), 'access-'));
const file = (name: string): string => join(dir, name);
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });

beforeAll(() => {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=ca');
  for (const [name, san] of [['server', 'IP:127.0.0.1'], ['wrong', 'DNS:other.example'], ['client', 'DNS:ops']] as const) {
    openssl('req', ...key.slice(0, -2), '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(file('san'), `subjectAltName=${san}`);
    openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'san', '-out', `${name}.pem`); // prettier-ignore
  }
}); // prettier-ignore
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function serve(name = 'server', askClient = false) {
  const seen: { authorization: string; tenant: string; client: string }[] = [];
  const options = { cert: readFileSync(file(`${name}.pem`)), key: readFileSync(file(`${name}.key`)), ca: readFileSync(file('ca.pem')), requestCert: askClient, rejectUnauthorized: askClient }; // prettier-ignore
  const server = createServer(options, (request, response) => {
    const { authorization = '' } = request.headers;
    const client = (request.socket as TLSSocket).getPeerCertificate().subject?.CN;
    seen.push({ authorization, tenant: String(request.headers['x-scope-orgid'] ?? ''), client: String(client ?? '') });
    response.end('{"status":"success","data":{"version":"1"}}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const env: Record<string, string> = { PASSWORD: 'canary-word', TENANT: 'shop' };
  const redactor = createRedactor();
  const ask = async (access: Partial<MetricsAccess>) => {
    const { read } = createSecretReader({ env, onSecret: redactor.learn });
    const opened = await openAccess(url, { ...plainAccess, ...access }, read);
    onTestFinished(() => opened.close());
    const version = await createPrometheusClient({ ...opened, signal: new AbortController().signal }).version();
    return { version, warning: opened.warning };
  };
  return { ask, seen, redactor, url };
}

test('a certificate is believed only where an authority vouches for it by that name', async () => {
  const good = await serve();
  await expect(good.ask({})).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('authority that is not known here; name its CA file') }); // prettier-ignore
  expect(await good.ask({ caFile: file('ca.pem') })).toEqual({ version: '1', warning: '' });
  const wrong = await serve('wrong');
  await expect(wrong.ask({ caFile: file('ca.pem') })).rejects.toMatchObject({ message: expect.stringContaining('its certificate is for another name') }); // prettier-ignore
  expect((await wrong.ask({ skipVerify: true })).warning).toContain('is not verified: whoever answers is believed');
});

test('who asks is proved by a password, a token, a header or a certificate; secrets are read from where they are kept', async () => {
  const { ask, seen, redactor } = await serve('server', true);
  const certificate = { caFile: file('ca.pem'), certFile: file('client.pem'), keyFile: file('client.key') };
  await expect(ask({ caFile: file('ca.pem') })).rejects.toMatchObject({ code: 'unavailable' });
  await ask({ ...certificate, auth: { kind: 'basic', username: 'ops', password: 'env:PASSWORD' }, headers: [{ name: 'X-Scope-OrgID', value: 'env:TENANT' }] }); // prettier-ignore
  writeFileSync(file('token'), 'token-of-a-file\n');
  await ask({ ...certificate, auth: { kind: 'bearer', token: `file:${file('token')}` } });
  expect(seen).toEqual([
    { authorization: `Basic ${Buffer.from('ops:canary-word').toString('base64')}`, tenant: 'shop', client: 'client' },
    { authorization: 'Bearer token-of-a-file', tenant: '', client: 'client' },
  ]);
  const told = `canary-word ${Buffer.from('ops:canary-word').toString('base64')} token-of-a-file`;
  expect(redactor.text(told).text).not.toMatch(/canary-word|token-of-a-file|b3BzOmNhbmFyeS13b3Jk/);
});

test('what cannot be read is said by its name, and a secret never is', async () => {
  const { ask, url } = await serve();
  const basic = (password: string): Partial<MetricsAccess> => ({ auth: { kind: 'basic', username: 'ops', password } });
  writeFileSync(file('two-lines'), 'canary\nInjected: header\n');
  const said = async (access: Partial<MetricsAccess>): Promise<string> => String(await ask(access).catch((error: unknown) => error)); // prettier-ignore
  expect(await said(basic('env:NOT_SET'))).toContain('env:NOT_SET holds no secret');
  expect(await said(basic(`file:${file('none')}`))).toContain(`file:${file('none')} cannot be read`);
  expect(await said(basic(`file:${file('two-lines')}`))).toContain('holds more than one line');
  expect(await said(basic(`file:${file('two-lines')}`))).not.toContain('canary');
  expect(await said(basic('keychain:prometheus'))).toContain('no keychain can be asked');
  expect(await said({ caFile: file('none') })).toContain(`${file('none')} cannot be read`);
  expect(await said({ certFile: file('client.pem') })).toContain('a client certificate needs its key');
  const plain = await openAccess(new URL('http://prom.example'), { ...plainAccess, ...basic('env:X') }, () => Promise.resolve('pw')); // prettier-ignore
  onTestFinished(() => plain.close());
  expect(plain.warning).toContain('sent without encryption');
  expect(url.protocol).toBe('https:');
});
