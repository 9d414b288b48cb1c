import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { contentSecurityPolicy } from '#shared/page/page-headers.ts';
import { echoEngine, pageFolder, rawRequest } from './raw-http.fixture.ts';
import { startServer, type ConsoleServer } from './server.ts';

const rendererDir = pageFolder();
let engine: ReturnType<typeof echoEngine>;
let server: ConsoleServer;
let cookie: string;

const own = (): string => `127.0.0.1:${server.port}`;
const get = (path: string, ...headers: string[]) =>
  rawRequest(server.port, [`GET ${path} HTTP/1.1`, `Host: ${own()}`, 'Connection: close', ...headers]);
const tokenOf = (url: string): string => new URL(url).searchParams.get('t') ?? '';
const sessionOf = (head: string): string => /set-cookie: ([^;]+)/.exec(head)?.[1] ?? '';

/** The raw answer's head is lower-cased to be matched; the cookie must not be, so it is fetched on its own. */
async function openSession(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

beforeEach(async () => {
  engine = echoEngine();
  server = await startServer({ engine, rendererDir });
  cookie = await openSession(server.url);
});
afterEach(() => server.close());

describe('the address asked for', () => {
  const line = 'GET / HTTP/1.1';
  const table: [string, () => string[], number][] = [
    ['its own address', () => [line, `Host: ${own()}`, `Cookie: ${cookie}`], 200],
    ['localhost', () => [line, `Host: localhost:${server.port}`, `Cookie: ${cookie}`], 200],
    ['a foreign name', () => [line, `Host: evil.example:${server.port}`, `Cookie: ${cookie}`], 403],
    ['a name that only begins like its own', () => [line, `Host: ${own()}.evil.example`, `Cookie: ${cookie}`], 403],
    ['its address without the port', () => [line, 'Host: 127.0.0.1', `Cookie: ${cookie}`], 403],
    ['another port', () => [line, 'Host: 127.0.0.1:1', `Cookie: ${cookie}`], 403],
    ['no host', () => [line, `Cookie: ${cookie}`], 400],
    ['no host, in the old protocol', () => ['GET / HTTP/1.0', `Cookie: ${cookie}`], 400],
    ['an empty host', () => [line, 'Host:', `Cookie: ${cookie}`], 403],
    ['two hosts', () => [line, `Host: ${own()}`, 'Host: evil.example', `Cookie: ${cookie}`], 400],
    ['the same host twice', () => [line, `Host: ${own()}`, `Host: ${own()}`, `Cookie: ${cookie}`], 400],
    ['an absolute address', () => [`GET http://${own()}/ HTTP/1.1`, `Host: ${own()}`, `Cookie: ${cookie}`], 400],
    ['a foreign absolute address', () => ['GET http://evil/ HTTP/1.1', `Host: ${own()}`, `Cookie: ${cookie}`], 400],
    ['two leading slashes', () => ['GET //evil/ HTTP/1.1', `Host: ${own()}`, `Cookie: ${cookie}`], 400],
    ['a tunnel', () => ['CONNECT evil.example:443 HTTP/1.1', `Host: ${own()}`], 0],
    ['a write', () => ['POST / HTTP/1.1', `Host: ${own()}`, `Cookie: ${cookie}`, 'Content-Length: 0'], 405],
  ];
  test.each(table)('%s is answered as it should be', async (_name, lines, status) => {
    const answer = await rawRequest(server.port, [...lines(), 'Connection: close']);
    expect(answer.status).toBe(status);
  });
});

describe('the asking page', () => {
  const table: [string, () => string[], number][] = [
    ['its own origin', () => [`Origin: http://${own()}`], 200],
    ['another origin', () => ['Origin: http://evil.example'], 403],
    ['an origin on another port', () => ['Origin: http://127.0.0.1:1'], 403],
    ['localhost asking for 127.0.0.1', () => [`Origin: http://localhost:${server.port}`], 403],
    ['no origin to speak of', () => ['Origin: null'], 403],
    ['two origins', () => [`Origin: http://${own()}`, 'Origin: http://evil.example'], 403],
    ['a cross-site page', () => ['Sec-Fetch-Site: cross-site'], 403],
    ['a page of the same site on another port', () => ['Sec-Fetch-Site: same-site'], 403],
    ['the page itself', () => ['Sec-Fetch-Site: same-origin'], 200],
    ['a link typed by hand', () => ['Sec-Fetch-Site: none'], 200],
  ];
  test.each(table)('%s is answered as it should be', async (_name, headers, status) => {
    expect((await get('/', `Cookie: ${cookie}`, ...headers())).status).toBe(status);
  });

  test('no answer carries a header that lets other origins read it', async () => {
    const answers = await Promise.all([
      get('/', `Cookie: ${cookie}`),
      get('/', 'Origin: http://evil.example'),
      get('/nowhere', `Cookie: ${cookie}`),
    ]);
    for (const { head } of answers) {
      expect(head).not.toContain('access-control-');
      expect(head).toContain('x-content-type-options: nosniff');
      expect(head).toContain('cache-control: no-store');
      expect(head).toContain('cross-origin-resource-policy: same-origin');
      expect(head).toContain(`content-security-policy: ${contentSecurityPolicy}`);
    }
  });
});

describe('the session', () => {
  test('a link opens one session, once', async () => {
    const token = tokenOf(server.newUrl());
    const first = await get(`/?t=${token}`);
    expect(first.status).toBe(303);
    expect(first.head).toContain('location: /\r\n');
    expect(first.head).toMatch(/set-cookie: readyroom-\d+=[\w-]{43}; httponly; samesite=strict; path=\//);
    expect((await get(`/?t=${token}`)).status).toBe(403);
  });

  test('a new link voids the one before it and leaves open sessions alone', async () => {
    const old = tokenOf(server.newUrl());
    server.newUrl();
    expect((await get(`/?t=${old}`)).status).toBe(403);
    expect((await get('/', `Cookie: ${cookie}`)).status).toBe(200);
  });

  test.each([
    ['no cookie', () => []],
    ['an invented cookie', () => [`Cookie: readyroom-${server.port}=${'A'.repeat(43)}`]],
    ["another server's cookie", () => [`Cookie: ${cookie.replace(/readyroom-\d+/, 'readyroom-1')}`]],
    ['a token in place of the cookie', () => [`Cookie: readyroom-${server.port}=${tokenOf(server.newUrl())}`]],
  ] as [string, () => string[]][])('with %s everything is refused in a plain sentence', async (_name, headers) => {
    for (const path of ['/', '/index.html', '/assets/app-12345678.js', '/rpc']) {
      const answer = await get(path, ...headers());
      expect(answer.status).toBe(403);
      expect(answer.body).toContain('the link that Ready Room printed');
    }
  });

  test('among several cookies the right one counts', async () => {
    const answer = await get('/', `Cookie: theme=dark; readyroom-${server.port}=wrong; ${cookie}`);
    expect(answer.status).toBe(200);
    expect(sessionOf(answer.head)).toBe('');
  });
});

describe('the page files', () => {
  test.each([
    ['/', 200],
    ['/index.html', 200],
    ['/assets/app-12345678.js', 200],
    ['/?view=plans', 200],
    ['/assets/app-12345678.js.map', 404],
    ['/assets', 404],
    ['/none.js', 404],
    ['/../page-beside/secret.js', 404],
    ['/..%2fpage-beside%2fsecret.js', 404],
    ['/%2e%2e/page-beside/secret.js', 404],
    ['/assets/..%5c..%5cpage-beside', 404],
    ['/index.html%00.js', 404],
  ])('%s is answered with %i', async (path, status) => {
    expect((await get(path, `Cookie: ${cookie}`)).status).toBe(status);
  });

  test('a look at the link by HEAD, as previews do, does not use it up', async () => {
    const url = server.newUrl();
    const looked = await fetch(url, { method: 'HEAD', redirect: 'manual' });
    expect([looked.status, looked.headers.get('set-cookie')]).toEqual([403, null]);
    expect(await openSession(url)).not.toBe('');
  });

  test('HEAD tells the size and sends nothing', async () => {
    const answer = await rawRequest(server.port, ['HEAD / HTTP/1.1', `Host: ${own()}`, 'Connection: close', `Cookie: ${cookie}`]); // prettier-ignore
    expect(answer.status).toBe(200);
    expect(answer.head).toContain('content-length: 37');
    expect(answer.body).toBe('');
  });
});

describe('limits', () => {
  test('a head of more than 8 KiB is refused', async () => {
    expect((await get('/', `X-Long: ${'a'.repeat(9000)}`)).status).toBe(431);
  });

  test('only a loopback address is listened on', async () => {
    await expect(startServer({ engine, rendererDir, host: '0.0.0.0' })).rejects.toThrow('127.0.0.1 or ::1 only');
  });

  test('a port that is taken is named in the error', async () => {
    const message = `127.0.0.1:${server.port}`;
    await expect(startServer({ engine, rendererDir, port: server.port })).rejects.toThrow(message);
  });
});

describe('the WebSocket', () => {
  const key = ['Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
  const upgrade = (path: string, ...headers: string[]) =>
    rawRequest(server.port, [`GET ${path} HTTP/1.1`, 'Connection: Upgrade', ...key, ...headers]);
  const connected = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://${own()}/rpc`, { origin: `http://${own()}`, headers: { cookie } });
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    return socket;
  };
  const closeCode = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve));

  test.each([
    ['without Origin', () => [`Host: ${own()}`, `Cookie: ${cookie}`]],
    ['from another origin', () => [`Host: ${own()}`, `Cookie: ${cookie}`, 'Origin: http://evil.example']],
    ['under a foreign name', () => ['Host: evil.example', `Cookie: ${cookie}`, 'Origin: http://evil.example']],
    ['without a session', () => [`Host: ${own()}`, `Origin: http://${own()}`]],
    ['cross-site', () => [`Host: ${own()}`, `Cookie: ${cookie}`, `Origin: http://${own()}`, 'Sec-Fetch-Site: cross-site']], // prettier-ignore
  ] as [string, () => string[]][])('%s it is refused', async (_name, headers) => {
    expect((await upgrade('/rpc', ...headers())).status).toBe(403);
    expect(engine.attached).toBe(0);
  });

  test('is at /rpc and nowhere else', async () => {
    const answer = await upgrade('/', `Host: ${own()}`, `Cookie: ${cookie}`, `Origin: http://${own()}`);
    expect(answer.status).toBe(403);
  });

  test('carries requests to the engine and answers back, and tells the engine when the screen is gone', async () => {
    const socket = await connected();
    const frame = JSON.stringify({ i: '1', p: { u: '/plans/get', b: 'ü' } });
    const answer = new Promise((resolve) => socket.on('message', (data: Buffer) => resolve(data.toString())));
    socket.send(frame);
    expect(await answer).toBe(frame);
    socket.close();
    await closeCode(socket);
    await expect.poll(() => engine.closed).toBe(1);
  });

  test.each([
    ['text that is no request', '{'],
    ['bytes', new Uint8Array([1, 2, 3])],
  ])('%s ends the connection', async (_name, data) => {
    const socket = await connected();
    socket.send(data);
    expect(await closeCode(socket)).toBe(1003);
    await expect.poll(() => engine.closed).toBe(1);
  });

  test('a message over 2 MiB ends the connection', async () => {
    const socket = await connected();
    socket.send('a'.repeat(2 * 1024 * 1024 + 1));
    expect(await closeCode(socket)).toBe(1009);
  });

  test('a screen that does not answer pings is dropped', async () => {
    const quick = await startServer({ engine, rendererDir, pingMs: 30 });
    const address = `127.0.0.1:${quick.port}`;
    const held = await openSession(quick.url);
    const socket = new WebSocket(`ws://${address}/rpc`, { origin: `http://${address}`, headers: { cookie: held }, autoPong: false }); // prettier-ignore
    socket.on('error', () => undefined);
    expect(await closeCode(socket)).toBe(1006);
    await quick.close();
  });

  test('a request on a connection that is kept is answered, though the server was busy for longer than it is kept', async () => {
    const busy = await startServer({ engine, rendererDir, keepMs: 1 });
    onTestFinished(() => busy.close());
    const request = `GET /none HTTP/1.1\r\nHost: 127.0.0.1:${busy.port}\r\n\r\n`;
    const socket = connect(busy.port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    let said = '';
    socket.setEncoding('utf8').on('data', (part: string) => (said += part));
    socket.once('data', () => {
      socket.write(request);
      // Node itself keeps a connection for a second longer than it says.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200);
    });
    const failed = new Promise<never>((_, reject) => void socket.on('error', reject));
    socket.write(request);
    const bothCame = vi.waitFor(() => expect(said.match(/HTTP\/1\.1 403/g)).toHaveLength(2));
    await Promise.race([failed, bothCame]);
  });

  test('closing the server ends every connection', async () => {
    const socket = await connected();
    const code = closeCode(socket);
    await server.close();
    expect([1001, 1006]).toContain(await code);
    await expect.poll(() => engine.closed).toBe(1);
  });
});
