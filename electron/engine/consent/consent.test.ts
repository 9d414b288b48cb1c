import { createServer } from 'node:http';
import type { lookup, LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { request } from 'undici';
import type { Demand } from '#shared/model/checklist.ts';
import { listening } from '../probes/context.fixture.ts';
import { createPermit, needsConsent } from './consent.ts';
import { createHttpAgent } from './http-agent.ts';
import { permittedLookup } from './permitted-lookup.ts';

const host = (subject: string): Demand => ({ kind: 'host', subject });

const nearby = [
  'localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'localhost.localdomain', '127.0.0.1', '127.1', '127.0.1', '127.255.255.254',
  '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '0', '0.0.0.0', '１２７.0.0.1', '127。0。0。1', '127.0.0.1.',
  '[::1]', '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]',
  '169.254.169.254', '[::ffff:a9fe:a9fe]', '[::ffff:169.254.169.254]', '2852039166', '0xa9fea9fe', '0xa9.254.43518', '0251.0376.0251.0376',
  '169.254.169.254.', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]', '[fd00:ec2::254]', '[FD00:EC2:0:0:0:0:0:254]', '[fe80::1]', '[fe80::1%25eth0]',
  'metadata.google.internal', 'instance-data', 'instance-data.ec2.internal', '100.100.100.200', '168.63.129.16', '192.0.0.192',
  '10.0.0.1', '10.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0xc0a80101', '3232235777', '100.64.0.1', '[fc00::1]', '[fd12:3456::1]',
  '[::ffff:10.0.0.1]', '[::ffff:c0a8:101]', '[fec0::1]', '224.0.0.1', '255.255.255.255', 'printer.local', 'db.internal', 'nas.lan', 'router', 'box.home.arpa',
]; // prettier-ignore

describe('what needs consent', () => {
  test.each(nearby)('an imported plan needs it for %s', (name) => {
    expect(needsConsent('import', host(`${name}:8080`))).toBe(true);
    expect(needsConsent('file', host(`${name}:8080`))).toBe(false);
  });

  test.each([
    'example.com:443',
    '93.184.216.34:80',
    '[2606:2800:220:1::1]:443',
    '172.32.0.1:80',
    '11.0.0.1:80',
    '[::ffff:5db8:d822]:80',
  ])('nobody needs it for %s', (subject) => expect(needsConsent('import', host(subject))).toBe(false));

  test('commands need it unless the plan is bundled, files and Docker only in imported plans', () => {
    const command: Demand = { kind: 'command', subject: 'id' };
    expect([needsConsent('file', command), needsConsent('import', command), needsConsent('bundled', command)]).toEqual([
      true,
      true,
      false,
    ]);
    for (const kind of ['file', 'docker'] as const) {
      expect([needsConsent('file', { kind, subject: 'x' }), needsConsent('import', { kind, subject: 'x' })]).toEqual([
        false,
        true,
      ]);
    }
  });

  test('what cannot be read as a host needs it', () => {
    expect(needsConsent('import', host('a b:80'))).toBe(true);
    expect(needsConsent('import', host('${target}'))).toBe(true);
  });
});

describe('the permit', () => {
  const permit = createPermit({
    origin: 'import',
    granted: [host('localhost:80'), host('db.example.com:5432'), { kind: 'command', subject: 'id -u' }],
  });

  test('lets pass what was granted, and only that', () => {
    permit({ kind: 'command', subject: 'id -u' });
    permit(host('LOCALHOST.:80'));
    expect(() => permit({ kind: 'command', subject: 'id' })).toThrow(
      'this plan is not trusted to run id; review it and trust it first',
    );
    expect(() => permit(host('localhost:81'))).toThrow(/not trusted to reach localhost:81/);
  });

  test('a granted name leads to its addresses, but a public name never to loopback or link-local', () => {
    permit(host('127.0.0.1:80'), 'localhost:80');
    permit(host('[::1]:80'), 'localhost:80');
    permit(host('10.0.0.5:5432'), 'db.example.com:5432');
    expect(() => permit(host('127.0.0.1:5432'), 'db.example.com:5432')).toThrow(
      /reach 127\.0\.0\.1:5432 \(db\.example\.com:5432\)/,
    );
    expect(() => permit(host('169.254.169.254:5432'), 'db.example.com:5432')).toThrow(/not trusted/);
    expect(() => permit(host('10.0.0.5:80'), 'other.example.com:80')).toThrow(/not trusted/);
  });
});

describe('connections', () => {
  test('a public name that resolves to this machine is refused before a connection is made', async () => {
    let requests = 0;
    const port = await listening(createServer((_, response) => response.end(String(requests++))));
    const permit = createPermit({ origin: 'import', granted: [] });
    const rebound = ((_name: string, _options: object, done: (error: null, found: LookupAddress[]) => void) =>
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])) as unknown as typeof lookup;
    const looked = new Promise((resolve) => {
      permittedLookup(permit, port, rebound)('evil.example.com', {}, (error, address) =>
        resolve([error?.message, address]),
      );
    });
    expect(await looked).toEqual([expect.stringContaining('not trusted to reach 127.0.0.1'), []]);
    const agent = createHttpAgent(permit);
    for (const name of ['127.0.0.1', 'localhost', '0x7f.1', '[::ffff:127.0.0.1]']) {
      await expect(request(`http://${name}:${port}/`, { dispatcher: agent })).rejects.toMatchObject({ code: 'denied' });
    }
    await agent.destroy();
    expect(requests).toBe(0);
  });

  test('a granted name connects', async () => {
    const port = await listening(createServer((_, response) => response.end('hello')));
    const agent = createHttpAgent(createPermit({ origin: 'import', granted: [host(`localhost:${port}`)] }));
    const { body } = await request(`http://localhost:${port}/`, { dispatcher: agent });
    expect(await body.text()).toBe('hello');
    await agent.destroy();
  });
});
