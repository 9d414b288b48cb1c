// What machines may ask of the server, over real sockets: the token, the size, the encoding, and pages that are kept out.
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OpsPost, OpsTarget } from '#engine/errors/ops-target.ts';
import { bodyLimitBytes } from './read-body.ts';
import { echoEngine, pageFolder } from './raw-http.fixture.ts';
import { startServer, type ConsoleServer } from './server.ts';

const token = 'a-token-of-this-test';
let posts: OpsPost[];
let refused: string[];
let address: string | null;
let server: ConsoleServer;

beforeEach(async () => {
  posts = [];
  refused = [];
  const take = async (post: OpsPost) => {
    posts.push(post);
    return post.text === 'busy' ? { status: 503, body: {}, retryAfterSeconds: 2 } : { status: 200, body: { sent: 1 } };
  };
  const ops: OpsTarget = { token, servedAt: (at) => (address = at), errors: take, logs: take, infraSummary: (hours) => ({ status: hours === 'x' ? 400 : 200, body: { hours } }), refused: async (_way, { reason }) => void refused.push(reason) }; // prettier-ignore
  server = await startServer({ engine: echoEngine(), rendererDir: pageFolder(), ops });
});
afterEach(() => server.close());

interface Sending {
  method?: 'GET' | 'POST';
  body?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}
const send = (path: string, { method = 'POST', body, headers = {} }: Sending = {}) =>
  fetch(`${address ?? ''}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });

test('with the token it takes envelopes and log records, plain or packed, with the trace of the request', async () => {
  const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
  expect((await send('/ops/errors', { body: '{}', headers: { traceparent } })).status).toBe(200);
  expect((await send('/ops/errors', { body: '{}\n{}', headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } })).status).toBe(200); // prettier-ignore
  expect((await send('/v1/logs', { body: gzipSync('packed'), headers: { 'content-encoding': 'gzip' } })).status).toBe(200); // prettier-ignore
  expect(posts).toEqual([
    { form: 'json', text: '{}', traceparent },
    { form: 'lines', text: '{}\n{}', traceparent: undefined },
    { form: 'json', text: 'packed', traceparent: undefined },
  ]);
  const busy = await send('/ops/errors', { body: 'busy' });
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '2']);
});

test('it tells the summary, and what hours it takes', async () => {
  const get = (query: string) => send(`/ops/incidents/infra-summary${query}`, { method: 'GET' });
  expect(await (await get('?hours=6')).json()).toEqual({ hours: '6' });
  expect((await get('?hours=x')).status).toBe(400);
  expect((await send('/ops/incidents/infra-summary')).status).toBe(405);
});

test('without the token, with a wrong one, or from a page, nothing is taken', async () => {
  const wrong: Record<string, string>[] = [
    { authorization: '' },
    { authorization: 'Bearer wrong' },
    { authorization: `Basic ${token}` },
    { authorization: `Bearer ${token}`, origin: 'http://evil.example' },
  ];
  const statuses = await Promise.all(wrong.map(async (headers) => (await send('/ops/errors', { body: '{}', headers })).status)); // prettier-ignore
  expect(statuses).toEqual([401, 401, 401, 403]);
  expect((await send('/other', { body: '{}' })).status).toBe(405);
  expect(posts).toEqual([]);
});

test('a body that is too large, also once unpacked, or none of what it says, is refused and counted', async () => {
  const bomb = gzipSync(Buffer.alloc(bodyLimitBytes + 1, 32));
  expect(bomb.length).toBeLessThan(100_000);
  expect((await send('/v1/logs', { body: bomb, headers: { 'content-encoding': 'gzip' } })).status).toBe(413);
  expect((await send('/v1/logs', { body: 'no gzip', headers: { 'content-encoding': 'gzip' } })).status).toBe(400);
  expect((await send('/v1/logs', { body: '{}', headers: { 'content-encoding': 'br' } })).status).toBe(415);
  expect((await send('/ops/errors', { body: new Uint8Array([0x7b, 0xff, 0x7d]) })).status).toBe(400);
  expect((await send('/ops/errors', { body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  expect(refused).toEqual(['too_large', 'schema_invalid', 'schema_invalid', 'schema_invalid']);
  expect(posts).toEqual([]);
});
