// WebSocket requests: the same gate as for others, then a shell or a tunnel.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { forbiddenTo, isAllowed } from './access.ts';
import type { World } from './answer.ts';
import { routeOf, verbOf, type Route } from './route.ts';
import { checkExec, serveExec } from './serve-exec.ts';
import { checkForward, serveForward } from './serve-forward.ts';
import { failure, noSuchPath, Refusal, unauthorized } from './status.ts';

export interface Upgrade {
  world: World;
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  url: URL;
  user: string | null;
  reset: () => void;
}

/** Newest first. A tunnel has no v5. */
const protocols: Record<string, readonly string[]> = {
  exec: ['v5.channel.k8s.io', 'v4.channel.k8s.io'],
  portforward: ['v4.channel.k8s.io'],
};

/** Resolves with the HTTP status that was answered, 101 when it was taken. */
export async function acceptUpgrade(upgrade: Upgrade): Promise<number> {
  const { request, socket, head } = upgrade;
  // A peer that resets is the peer's affair.
  socket.on('error', () => {});
  try {
    const route = await admitted(upgrade);
    const known = protocols[route.subresource ?? ''] ?? [];
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
    const protocol = known.find((each) => offered.includes(each));
    if (protocol === undefined)
      throw new Refusal(403, `unable to upgrade: no supported protocol among: ${offered.join(', ')}`);
    const server = new WebSocketServer({ noServer: true, handleProtocols: () => protocol });
    server.handleUpgrade(request, socket, head, (client) => {
      if (route.subresource === 'exec') serveExec(upgrade, route, client, protocol);
      else serveForward(upgrade, route, client);
    });
    return 101;
  } catch (error) {
    const refusal =
      error instanceof Refusal ? error : new Refusal(500, error instanceof Error ? error.message : String(error));
    refuse(socket, refusal);
    return refusal.body.code;
  }
}

async function admitted({ world, request, url, user, reset }: Upgrade): Promise<Route> {
  if (user === null) throw unauthorized();
  const route = routeOf(url.pathname);
  if (route === null || route.name === null || protocols[route.subresource ?? ''] === undefined) throw noSuchPath();
  const verb = verbOf(request.method ?? 'GET', route, url.searchParams) ?? 'create';
  const { kind, namespace, name, subresource } = route;
  const asked = {
    verb,
    group: kind.group,
    resource: `${kind.resource}/${subresource}`,
    namespace: namespace ?? '',
    name,
  };
  if (!isAllowed(world.faults, asked)) throw forbiddenTo(user, asked);
  const fault = world.faults.next({ resource: asked.resource, verb, hasContinue: false });
  if (fault?.kind === 'reset') reset();
  else if (fault !== null) throw faultOf(fault.kind);
  if (subresource === 'exec') checkExec(world, route, url.searchParams);
  else checkForward(world, route, url.searchParams);
  return route;
}

const faultOf = (kind: string): Refusal =>
  kind === 'unauthorized'
    ? unauthorized()
    : kind === 'forbidden'
      ? new Refusal(403, 'unable to upgrade: Forbidden')
      : new Refusal(kind === 'unavailable' ? 503 : 500, failure(500, 'error dialing backend: EOF').message ?? '');

function refuse(socket: Duplex, refusal: Refusal): void {
  const body = JSON.stringify(refusal.body);
  const { code } = refusal.body;
  const head = [
    `HTTP/1.1 ${code} ${refusal.body.reason ?? 'Error'}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
