// The console over HTTP and WebSocket on loopback: the page's files behind a session, and /rpc to the engine.
// It holds no application logic; the same page and the same messages go through the desktop window's port.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ScreenTarget } from '#engine/engine-port.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { allowedHosts, createSessions, refusalOf, type Refusal, type Sessions } from './admission.ts';
import type { OpsTarget } from '#engine/errors/ops-target.ts';
import { answerOps, opsRoute } from './ops-routes.ts';
import { sendPageFile, sendText } from './page-files.ts';
import { createScreenSockets, pingEveryMs, type ScreenSockets } from './screen-sockets.ts';

export interface ServerOptions {
  engine: ScreenTarget;
  /** What machines may ask; absent where nothing is offered to them. */
  ops?: OpsTarget | undefined;
  /** The folder of the built page. */
  rendererDir: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** A loopback address; the default is 127.0.0.1. */
  host?: string;
  log?: (line: string) => void;
  pingMs?: number;
  /** How long a client is told that a connection may be used again. */
  keepMs?: number;
  /** How long a request may take to come whole. */
  patienceMs?: number;
  mostConnections?: number;
}

export interface ConsoleServer {
  /** The address with the first one-time token. */
  url: string;
  port: number;
  /** A fresh address; an earlier one that was not used is void from then on, sessions already open go on. */
  newUrl: () => string;
  /** Drops every connection. The engine is the caller's to close. */
  close: () => Promise<void>;
}

const noSession =
  'This needs the link that Ready Room printed; each link opens one session, once. Ask for a new one where it runs.';

/**
 * Listens on loopback.
 * @throws OpsError `bad_input` for an address that is not loopback, `unavailable` where the port cannot be had.
 */
export async function startServer(options: ServerOptions): Promise<ConsoleServer> {
  const {
    engine,
    rendererDir,
    host = '127.0.0.1',
    log = () => undefined,
    keepMs = 5000,
    patienceMs = 5000,
    mostConnections = 64,
  } = options;
  if (host !== '127.0.0.1' && host !== '::1') {
    throw new OpsError('bad_input', `The console listens on 127.0.0.1 or ::1 only, not on ${host}`);
  }
  const server = createServer({
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    keepAliveTimeout: keepMs,
    // Whoever heeds what it is told has closed by itself long before: what is sent in time is not met by a closed connection
    // where this process was busy when it came.
    keepAliveTimeoutBuffer: 30_000,
    connectionsCheckingInterval: Math.min(1000, patienceMs),
    maxHeaderSize: 8192,
  });
  server.maxConnections = mostConnections;
  const port = await listen(server, options.port ?? 0, host);
  // From here on an error is of one connection that could not be taken, such as for want of file descriptors.
  server.on('error', (error) => log(`A connection could not be taken: ${error.message}`));
  const hosts = allowedHosts(host, port);
  const sessions = createSessions(port);
  const sockets = createScreenSockets(engine, log, options.pingMs ?? pingEveryMs);
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`A request could not be answered: ${messageOf(error)}`);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, { hosts, sessions, sockets }));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, token } = splitTarget(request.url ?? '');
    const route = options.ops === undefined ? null : opsRoute(pathname);
    const refusal = refusalOf(request, hosts, false, route?.method === 'POST');
    if (refusal !== null) return sendText(response, refusal.status, refusal.reason);
    if (route !== null && options.ops !== undefined) {
      if (request.method === route.method) return await answerOps(route, options.ops, request, response);
      return sendText(response, 405, `Only ${route.method} is answered here.`);
    }
    const opens = request.method === 'GET' && pathname === '/';
    const cookie = opens && token !== null ? sessions.redeem(token) : null;
    if (cookie !== null) {
      response.writeHead(303, { location: '/', 'set-cookie': cookie, 'cache-control': 'no-store' });
      response.end();
      return;
    }
    if (!sessions.holds(request)) return sendText(response, 403, noSession);
    await sendPageFile(response, rendererDir, pathname, request.method === 'HEAD');
  };

  const origin = host === '::1' ? `http://[::1]:${port}` : `http://${host}:${port}`;
  options.ops?.servedAt(origin);
  const newUrl = (): string => `${origin}/?t=${sessions.newToken()}`;
  return {
    url: newUrl(),
    port,
    newUrl,
    close: () => closeAll(server, sockets).finally(() => options.ops?.servedAt(null)),
  };
}

function splitTarget(target: string): { pathname: string; token: string | null } {
  const question = target.indexOf('?');
  if (question < 0) return { pathname: target, token: null };
  return { pathname: target.slice(0, question), token: new URLSearchParams(target.slice(question)).get('t') };
}

interface UpgradeContext {
  hosts: ReadonlySet<string>;
  sessions: Sessions;
  sockets: ScreenSockets;
}

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, context: UpgradeContext): void {
  // A peer that resets before the answer must not bring the process down.
  socket.on('error', () => socket.destroy());
  const refusal = refusalOf(request, context.hosts, true) ?? sessionRefusal(request, context.sessions);
  if (refusal === null) context.sockets.take(request, socket, head);
  else refuseUpgrade(socket, refusal);
}

function sessionRefusal(request: IncomingMessage, sessions: Sessions): Refusal | null {
  if (request.url !== '/rpc') return { status: 403, reason: 'The WebSocket is at /rpc.' };
  return sessions.holds(request) ? null : { status: 403, reason: noSession };
}

function refuseUpgrade(socket: Duplex, { status, reason }: Refusal): void {
  const body = `${reason}\n`;
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\n\r\n${body}`,
  );
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const message = `The console cannot listen on ${host}:${port}: ${error.message}`;
      reject(new OpsError('unavailable', message, { cause: error }));
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

async function closeAll(server: Server, sockets: ScreenSockets): Promise<void> {
  sockets.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
