// port-forward over a WebSocket: for each port a data and an error channel, both begun by the port's number.
import { createServer, type Server } from 'node:http';
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { World } from './answer.ts';
import type { Route } from './route.ts';
import { runningPod } from './serve-exec.ts';
import { badRequest } from './status.ts';
import type { Pod } from './shapes.ts';
import type { Upgrade } from './upgrade.ts';

/** Port 7 of every pod echoes; the ports that its containers declare speak HTTP; others refuse. */
const echoPort = 7;

const portsOf = (query: URLSearchParams): number[] =>
  query.getAll('ports').flatMap((text) => text.split(',').map(Number));

/** Throws 404, or 400 for a pod that does not run or a port that is none. */
export function checkForward(world: World, route: Route, query: URLSearchParams): void {
  const pod = runningPod(world, route);
  if (pod.status.phase !== 'Running') {
    throw badRequest(`unable to forward port because pod is not running. Current status=${pod.status.phase}`);
  }
  const ports = portsOf(query);
  if (ports.length === 0 || ports.some((port) => !Number.isInteger(port) || port < 1 || port > 65_535)) {
    throw badRequest('query parameter "ports" must be given as numbers from 1 to 65535');
  }
}

export function serveForward({ world, url }: Upgrade, route: Route, client: WebSocket): void {
  const pod = runningPod(world, route);
  const ports = portsOf(url.searchParams);
  const send = (channel: number, bytes: Buffer): void => {
    if (client.readyState === client.OPEN) client.send(Buffer.concat([Buffer.from([channel]), bytes]));
  };
  const ends = ports.map((port, at) => {
    const number = Buffer.alloc(2);
    number.writeUInt16LE(port);
    send(at * 2, number);
    send(at * 2 + 1, number);
    const end = open(
      pod,
      port,
      (bytes) => send(at * 2, bytes),
      () => client.close(1000),
    );
    if (end === null) {
      const message = `error forwarding port ${port} to pod ${pod.metadata.uid}: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
      send(at * 2 + 1, Buffer.from(message));
      setImmediate(() => client.close(1000));
    }
    return end;
  });
  client.on('message', (data: Buffer) => {
    const [channel = 0] = data;
    if (channel % 2 === 0 && data.length > 1) ends[channel / 2]?.push(data.subarray(1));
  });
  const leave = world.store.onChange(({ resource, type, key }) => {
    if (resource === 'pods' && type === 'DELETED' && key === `${route.namespace}/${route.name}`) client.close(1000);
  });
  const end = (): void => {
    leave();
    for (const each of ends) each?.destroy();
  };
  client.on('close', end);
  client.on('error', end);
}

/** The pod's end of a connection: what is pushed is what the client sent. Null where nothing listens. */
function open(pod: Pod, port: number, receive: (bytes: Buffer) => void, ended: () => void): Duplex | null {
  const isHttp = pod.spec.containers.some(({ ports }) => ports?.some(({ containerPort }) => containerPort === port));
  if (!isHttp && port !== echoPort) return null;
  const end = new Duplex({
    read: () => {},
    write: (bytes: Buffer, _encoding, done) => {
      receive(bytes);
      done();
    },
    final: (done) => {
      ended();
      done();
    },
  });
  end.on('error', ended);
  if (isHttp) webServer(pod.metadata.name).emit('connection', end);
  else end.pipe(end);
  return end;
}

/** Answers every request with the pod's name and the request's path. It listens nowhere. */
const webServer = (podName: string): Server =>
  createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.end(`${podName} ${request.method} ${request.url}\n`);
  });
