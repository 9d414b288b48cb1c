// The HTTPS side of the fake: who asks, whether they may, which fault they meet, and who answers.
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { forbiddenTo, isAllowed, type Asked } from './access.ts';
import { sendJson, type Call, type ResourceCall, type World } from './answer.ts';
import type { Authority, Certificate } from './certificates.ts';
import { meetFault } from './meet-fault.ts';
import { routeOf, verbOf, type Route } from './route.ts';
import { serveOthers } from './serve-others.ts';
import { serveResource } from './serve-resource.ts';
import { failure, Refusal, unauthorized } from './status.ts';
import { acceptUpgrade } from './upgrade.ts';

export interface ServedRequest {
  method: string;
  path: string;
  query: string;
  /** 0 while it is not answered, and for one that never was. */
  status: number;
  user: string | null;
}

export interface Front {
  server: Server;
  requests: () => readonly ServedRequest[];
  /** Ends every connection at once. */
  dropAll: () => void;
}

const mostRequestsKept = 100_000;
const openToAll = ['/version', '/readyz', '/livez', '/healthz'];

/** Not listening yet. Client certificates of `clients` are users; anything else needs a token. */
export function createFront(world: World, certificate: Certificate, clients: Authority): Front {
  const served: ServedRequest[] = [];
  const server = createServer({
    key: certificate.keyPem,
    cert: certificate.certPem,
    ca: clients.pem,
    requestCert: true,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    keepAliveTimeout: 120_000,
  });
  const { resetter, dropAll } = trackSockets(server);
  const record = (request: IncomingMessage, url: URL): ServedRequest => {
    const { method = 'GET' } = request;
    const user = userOf(world, request);
    const entry = { method, path: url.pathname, query: url.search.slice(1), status: 0, user };
    served.push(entry);
    if (served.length > mostRequestsKept) served.shift();
    return entry;
  };
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', 'https://fake');
    const entry = record(request, url);
    // Counted as soon as it is answered: a watch is open for long.
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((status: number, ...rest: []) => {
      entry.status = status;
      return writeHead(status, ...rest);
    }) as typeof response.writeHead;
    response.setHeader('date', new Date(world.now()).toUTCString());
    const { pathname: path, searchParams: query } = url;
    const user = entry.user ?? 'system:anonymous';
    const call: Call = { world, request, response, path, query, user, reset: resetter(request) };
    answer(call, entry.user).catch((error: unknown) => refuse(call, error));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = new URL(request.url ?? '/', 'https://fake');
    const entry = record(request, url);
    acceptUpgrade({ world, request, socket, head, url, user: entry.user, reset: resetter(request) }).then(
      (status) => (entry.status = status),
      () => socket.destroy(),
    );
  });
  return { server, requests: () => served, dropAll };
}

/** The TCP connections under TLS, because only those can be reset. */
function trackSockets(server: Server): { resetter: (request: IncomingMessage) => () => void; dropAll: () => void } {
  const sockets = new Map<number, Socket>();
  server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.setNoDelay(true);
    // A peer that resets is the peer's affair.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(remotePort));
  });
  return {
    resetter: (request) => () => {
      const raw = sockets.get(request.socket.remotePort ?? -1);
      if (raw === undefined) request.socket.destroy();
      else raw.resetAndDestroy();
    },
    dropAll: () => {
      for (const socket of sockets.values()) socket.destroy();
    },
  };
}

/** Null for nobody: no credentials, or none that are good. */
export function userOf(world: World, request: IncomingMessage): string | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return world.faults.userOf(bearer);
  const socket = request.socket as TLSSocket;
  if (!socket.authorized) return null;
  const name = socket.getPeerCertificate().subject?.CN;
  return (Array.isArray(name) ? name[0] : name) ?? null;
}

async function answer(call: Call, user: string | null): Promise<void> {
  const { world, path, request, query } = call;
  const isAnonymous = user === null && request.headers.authorization === undefined;
  if (user === null && !(isAnonymous && openToAll.includes(path))) throw unauthorized();
  const route = routeOf(path);
  const verb = route === null ? null : verbOf(request.method ?? 'GET', route, query);
  const hasContinue = (query.get('continue') ?? '') !== '';
  const fault = world.faults.next({ resource: route?.kind.resource ?? null, verb, hasContinue });
  if (fault !== null && (await meetFault(call, fault, route, verb)) === 'answered') return;
  if (route === null) return serveOthers(call);
  if (verb === null) throw new Refusal(405, 'the server does not allow this method on the requested resource');
  const asked = askedOf(route, verb);
  if (!isAllowed(world.faults, asked)) throw forbiddenTo(call.user, asked);
  const resourceCall: ResourceCall = { ...call, route };
  await serveResource(resourceCall, verb);
}

export const askedOf = (route: Route, verb: string): Asked => ({
  verb,
  group: route.kind.group,
  resource: route.subresource === null ? route.kind.resource : `${route.kind.resource}/${route.subresource}`,
  namespace: route.namespace ?? '',
  ...(route.name === null ? {} : { name: route.name }),
});

async function refuse(call: Call, error: unknown): Promise<void> {
  const { response } = call;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  if (!(error instanceof Refusal)) {
    await sendJson(call, 500, failure(500, error instanceof Error ? (error.stack ?? error.message) : String(error)));
    return;
  }
  for (const [name, value] of Object.entries(error.headers)) response.setHeader(name, value);
  await sendJson(call, error.body.code, error.body);
}
