// The follower, the way and the reader over real sockets: a server that is there, goes, refuses, hangs and comes back.
import { expect, onTestFinished, test } from 'vitest';
import { plainAccess, type MetricsAccess } from '#shared/model/metrics-access.ts';
import type { MetricsStatus } from '#shared/model/prometheus.ts';
import { createSecretReader } from '../secrets/secret-reader.ts';
import { fakeServer, json, success, type Respond } from '../sources/prometheus/fake-prometheus.fixture.ts';
import { followServer } from './follow-server.ts';
import { lookAtPrometheus } from './look-at-prometheus.ts';
import { createPrometheusReader } from './prometheus-reader.ts';
import { createWay, type Meant } from './way.ts';

let ahead = 0;
/** A Prometheus with all of its API but that of targets. */
const healthy: Respond = (response, asked) => {
  const { path } = asked;
  if (path.includes('targets')) return void response.writeHead(404).end('404 page not found');
  if (path.includes('buildinfo')) return success({ version: '2.53.2' })(response, asked);
  if (path.endsWith('/query')) return success({ resultType: 'scalar', result: [1, String(Date.now() / 1000 + ahead)] })(response, asked); // prettier-ignore
  success({ groups: [], activeAlertmanagers: [] })(response, asked);
};

async function setup(respond: Respond = healthy, access: Partial<MetricsAccess> = {}, pingLimitMs = 5000) {
  const server = await fakeServer(respond);
  const secrets: string[] = [];
  const env: Record<string, string> = { TOKEN: 'hush-hush' };
  const way = createWay('Prometheus', {
    readSecret: createSecretReader({ env, onSecret: (secret) => void secrets.push(secret) }).read,
  });
  let meant: Meant | null = { url: server.url, access: { ...plainAccess, ...access }, from: '' };
  const told: MetricsStatus[] = [];
  const follower = followServer({
    key: 'prometheus',
    name: 'Prometheus',
    way,
    none: 'none is named',
    target: () => Promise.resolve(meant),
    look: (...look) => lookAtPrometheus(...look, Date.now),
    now: Date.now,
    onStatus: (status) => void told.push(status),
    timing: { pingEveryMs: 20, pingLimitMs, backOffMs: { first: 10, longest: 20 }, doubtMs: 0 },
  });
  onTestFinished(() => follower.close());
  const reader = createPrometheusReader({ way, onSilence: follower.doubt });
  const until = async (state: MetricsStatus['state'], reason = /(?:)/): Promise<MetricsStatus> => {
    await expect.poll(follower.status).toMatchObject({ state, reason: expect.stringMatching(reason) });
    return follower.status();
  };
  return { server, secrets, env, way, follower, reader, told, until, mean: (next: Meant | null) => (meant = next) };
}

test('it is live with version, what it can be asked, and how its clock goes', async () => {
  ahead = 0;
  const { until, follower } = await setup();
  const { version, capabilities, warning, place, skewMs } = await until('live');
  expect({ version, capabilities, warning }).toEqual({ version: '2.53.2', capabilities: ['rules', 'alerts', 'alertmanagers', 'metadata'], warning: undefined }); // prettier-ignore
  expect(place).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(Math.abs(skewMs ?? Infinity)).toBeLessThan(30_000);
  ahead = 3600;
  await expect.poll(() => follower.status().warning).toContain('its clock is 60 min ahead of ours');
  ahead = 0;
});

test('one that goes is stale with since when and why, and live again by itself; what was known stays', async () => {
  const { server, until, told } = await setup();
  const live = await until('live');
  await server.stop();
  const stale = await until('stale', /connection refused; tried again within/);
  expect(stale).toMatchObject({ version: '2.53.2', seenAt: expect.any(Number) });
  expect(stale.seenAt).toBeGreaterThanOrEqual(live.seenAt ?? Infinity);
  await server.start();
  await until('live');
  expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['connecting', 'live', 'stale']));
});

test('one that hangs, and one that is something else, never are live', async () => {
  const { until, server, told } = await setup(() => undefined, {}, 400);
  await until('connecting', /gave no answer within 0\.4 s/);
  server.answer((response) => response.end('<html>'));
  await until('connecting', /an HTML page/);
  expect(told.some(({ state }) => state === 'live')).toBe(false);
});

test('a secret is read by its reference, sent, hidden elsewhere, and read anew where it was refused', async () => {
  const asksWho: Respond = (response, asked) => (server.asked.at(-1)?.headers.authorization === 'Bearer fresh-token' ? healthy : json({}, 401))(response, asked); // prettier-ignore
  const { server, until, secrets, env, reader } = await setup(asksWho, { auth: { kind: 'bearer', token: 'env:TOKEN' } }); // prettier-ignore
  const { reason } = await until('denied', /wants to know who asks/);
  expect(secrets).toContain('hush-hush');
  expect(reason).not.toContain('hush-hush');
  env['TOKEN'] = 'fresh-token';
  await until('live');
  expect((await reader.instant({ query: 'time()', atMs: null })).rows).toHaveLength(1);
});

test('a secret that is not there is said by its reference', async () => {
  const { until } = await setup(healthy, { auth: { kind: 'basic', username: 'ops', password: 'keychain:prom' } });
  expect((await until('connecting', /keychain:prom cannot be read here/)).seenAt).toBeNull();
});

test('where another server is meant, questions to the old one are cut and its place is taken', async () => {
  const { server, until, reader, follower, mean } = await setup();
  const other = await fakeServer(healthy);
  await until('live');
  server.answer(() => undefined);
  const asked = reader.instant({ query: 'up', atMs: null });
  await expect.poll(() => server.asked.some(({ body }) => body.includes('query=up'))).toBe(true);
  mean({ url: other.url, access: plainAccess, from: 'named by Prometheus' });
  follower.repoint();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  expect((await until('live')).place).toBe(`${other.url.origin} (named by Prometheus)`);
  mean(null);
  follower.repoint();
  expect(await until('off')).toMatchObject({ reason: 'none is named', place: null });
  await expect(reader.instant({ query: 'up', atMs: null })).rejects.toMatchObject({ message: 'No Prometheus is connected.' }); // prettier-ignore
});

test('a machine that sleeps is not watched, and looked at anew when it wakes', async () => {
  const { until, follower } = await setup();
  await until('live');
  follower.pause('this machine goes to sleep');
  await until('stale', /goes to sleep/);
  follower.resume();
  expect((await until('live')).reason).toBe('');
});

test('a question nobody waits for any more is cancelled, one that takes too long is timed out', async () => {
  const { server, until, reader } = await setup();
  await until('live');
  server.answer(() => undefined);
  const gone = new AbortController();
  const asked = reader.range({ query: 'up', fromMs: 0, toMs: 1000, stepMs: 1000, signal: gone.signal });
  const late = reader.instant({ query: 'up', atMs: null, timeoutMs: 100 });
  await expect(late).rejects.toMatchObject({ code: 'timed_out', message: expect.stringContaining('waited 0.1 s') });
  gone.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
});
