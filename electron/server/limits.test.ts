// What is sent to the door without end, too much at once, or too slowly, over raw sockets: refused in bounded time and memory.
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { OpsTarget } from '#engine/errors/ops-target.ts';
import { echoEngine, pageFolder, rawRequest } from './raw-http.fixture.ts';
import { bodiesLimitBytes, bodyLimitBytes } from './read-body.ts';
import { startServer, type ServerOptions } from './server.ts';

const token = 'a-token-of-this-test';

async function setup(options: Partial<ServerOptions> = {}) {
  const taken: number[] = [];
  const refused: string[] = [];
  const take = async ({ text }: { text: string }) => (taken.push(text.length), { status: 200, body: {} });
  const ops: OpsTarget = { token, servedAt: () => undefined, errors: take, logs: take, infraSummary: () => ({ status: 200, body: {} }), refused: async (_way, { reason }) => void refused.push(reason) }; // prettier-ignore
  const server = await startServer({ engine: echoEngine(), rendererDir: pageFolder(), ops, ...options });
  onTestFinished(() => server.close());
  const head = (path: string, ...more: string[]) => [`POST ${path} HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, `Authorization: Bearer ${token}`, 'Content-Type: application/json', ...more]; // prettier-ignore
  return { server, taken, refused, head };
}

/** A connection that says what the test has it say, and keeps what comes back. */
async function open(port: number, text = '') {
  const answer = { said: '', closed: false };
  const socket: Socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.setEncoding('utf8').on('data', (part: string) => (answer.said += part));
  // A server that has heard enough resets what is still being sent.
  socket.on('error', () => undefined).on('close', () => (answer.closed = true));
  await new Promise((resolve) => socket.once('connect', resolve));
  if (text !== '') socket.write(text);
  return { socket, answer };
}
const lines = (head: readonly string[]): string => `${head.join('\r\n')}\r\n\r\n`;

test('a body without end is refused as soon as it is too large, and no more of it is taken', async () => {
  const { server, head, refused, taken } = await setup();
  const { socket, answer } = await open(server.port, lines(head('/ops/errors', 'Transfer-Encoding: chunked')));
  const piece = 'a'.repeat(64 * 1024);
  const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
  let sent = 0;
  while (!answer.closed && sent < 10 * bodyLimitBytes) {
    sent += piece.length;
    if (!socket.write(chunk))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), new Promise((resolve) => socket.once('close', resolve))]); // prettier-ignore
    else await new Promise(setImmediate);
  }
  await vi.waitFor(() => expect(answer.closed).toBe(true));
  expect(answer.said).toMatch(/^HTTP\/1\.1 413 /);
  expect(refused).toEqual(['too_large']);
  expect(taken).toEqual([]);
  // What the sockets of both ends hold besides.
  expect(sent).toBeLessThan(4 * bodyLimitBytes);
});

test('a body that says beforehand that it is too large is not waited for', async () => {
  const { server, head, refused } = await setup();
  const answer = await rawRequest(server.port, head('/v1/logs', `Content-Length: ${bodyLimitBytes + 1}`));
  expect([answer.status, answer.head.includes('connection: close')]).toEqual([413, true]);
  expect(refused).toEqual(['too_large']);
});

test('bodies that come at once share what they may hold: one more is told to come again, and is taken then', async () => {
  const { server, head, taken } = await setup();
  const held = Array.from({ length: bodiesLimitBytes / bodyLimitBytes }, () => open(server.port, lines(head('/ops/errors', `Content-Length: ${bodyLimitBytes}`)))); // prettier-ignore
  const senders = await Promise.all(held);
  const all = 'a'.repeat(bodyLimitBytes - 1);
  for (const { socket } of senders) await new Promise((resolve) => socket.write(all, resolve));
  const small = lines(head('/ops/errors', 'Content-Length: 4096', 'Connection: close')) + 'b'.repeat(4096);
  const again = async () => {
    const { answer } = await open(server.port, small);
    await vi.waitFor(() => expect(answer.closed).toBe(true));
    return answer.said;
  };
  await vi.waitFor(async () => expect(await again()).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: \d/i), {
    timeout: 20_000,
  });
  senders.forEach(({ socket }) => socket.destroy());
  await vi.waitFor(async () => expect(await again()).toMatch(/^HTTP\/1\.1 200 /), { timeout: 20_000 });
  expect(taken.every((length) => length === 4096)).toBe(true);
});

test.each([
  ['a head', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
  [
    'a body',
    `POST /ops/errors HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  ],
])('%s that does not come to its end in time ends the connection', async (_name, text) => {
  const { server, taken } = await setup({ patienceMs: 100 });
  const { answer } = await open(server.port, text.replace('HOST', `127.0.0.1:${server.port}`));
  await vi.waitFor(() => expect(answer.closed).toBe(true), { timeout: 20_000 });
  expect(answer.said).toMatch(/^HTTP\/1\.1 4(08|00) /);
  expect(taken).toEqual([]);
});

test('more connections than are taken are closed without an answer, and one is taken again when another leaves', async () => {
  const { server } = await setup({ mostConnections: 3 });
  const first = await Promise.all([open(server.port), open(server.port), open(server.port)]);
  const more = await open(server.port, lines(['GET / HTTP/1.1', `Host: 127.0.0.1:${server.port}`]));
  await vi.waitFor(() => expect(more.answer).toEqual({ said: '', closed: true }));
  expect(first.every(({ answer }) => !answer.closed)).toBe(true);
  first[0]?.socket.destroy();
  await vi.waitFor(async () => {
    const { answer } = await open(server.port, lines(['GET / HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Connection: close'])); // prettier-ignore
    await vi.waitFor(() => expect(answer.closed).toBe(true));
    expect(answer.said).toMatch(/^HTTP\/1\.1 403 /);
  });
});

test.each([
  ['a foreign name', ['Host: evil.example'], 403],
  ['another origin', ['Host: OWN', 'Origin: http://evil.example'], 403],
  ['no origin to speak of', ['Host: OWN', 'Origin: null'], 403],
  ['a cross-site page', ['Host: OWN', 'Sec-Fetch-Site: cross-site'], 403],
  ['a form of a page', ['Host: OWN', 'Content-Type: application/x-www-form-urlencoded'], 415],
  ['no type', ['Host: OWN'], 415],
] as [string, string[], number][])(
  'with the token, %s is refused before its body is read',
  async (_name, headers, status) => {
    const { server, taken } = await setup();
    const own = headers.map((header) => header.replace('OWN', `127.0.0.1:${server.port}`));
    for (const path of ['/ops/errors', '/v1/logs']) {
      // The body never comes; an answer shows that nobody waited for it.
      const { answer } = await open(server.port, lines([`POST ${path} HTTP/1.1`, ...own, `Authorization: Bearer ${token}`, 'Content-Length: 1000'])); // prettier-ignore
      await vi.waitFor(() => expect(answer.said).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `)));
    }
    expect(taken).toEqual([]);
  },
);
