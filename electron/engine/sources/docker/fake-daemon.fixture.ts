// A Docker engine made of memory, behind a real socket: it lists, inspects, streams events and keeps the last 256 for
// those who come back, and can be made to fail in the ways engines do.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { rmSync } from 'node:fs';

export interface FakeContainer {
  id: string;
  name: string;
  state: string;
  status?: string;
  health?: string;
  restartCount?: number;
  exitCode?: number;
}

export interface FakeDaemon {
  endpoint: string;
  containers: Map<string, FakeContainer>;
  /** Every request, as `GET /path`. */
  requests: string[];
  /** Puts the container as given and sends the event. */
  emit: (action: string, container: FakeContainer, attributes?: Record<string, string>) => void;
  /** Sends raw text to everyone who listens to events. */
  sendText: (text: string) => void;
  /** `hang`: accepts and never answers; `error`: answers 500; a path starting with this is answered so. */
  trouble: Map<string, 'hang' | 'error'>;
  /** What answers `GET /path` in place of what is built in. */
  routes: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** Ends the event streams only. */
  dropStreams: () => void;
  /** Stops listening and cuts all connections; what it knows stays, its events do not. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
  /** Connections open at this moment. */
  connections: () => number;
}

export const idOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');

export function fakeContainer(name: string, change: Partial<FakeContainer> = {}): FakeContainer {
  return { id: idOf(name), name, state: 'running', ...change };
}

export async function startFakeDaemon(socketPath: string): Promise<FakeDaemon> {
  const containers: FakeDaemon['containers'] = new Map();
  const requests: string[] = [];
  const trouble: FakeDaemon['trouble'] = new Map();
  const routes: FakeDaemon['routes'] = new Map();
  const streams = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let ring: { nanos: bigint; line: string }[] = [];
  let server: Server;
  let lastNanos = 0n;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(`${request.method} ${url.pathname}`);
    const fault = [...trouble].find(([path]) => url.pathname.startsWith(path))?.[1];
    if (fault === 'hang') return;
    if (fault === 'error') return send(response, 500, { message: 'the disk is on fire' });
    const route = routes.get(`${request.method} ${url.pathname}`);
    if (route) return route(request, response);
    if (url.pathname === '/_ping') return void response.end('OK');
    if (url.pathname === '/version') return send(response, 200, { Version: '27.0.1', ApiVersion: '1.46' });
    if (url.pathname === '/events') return stream(url.searchParams.get('since') ?? '', response);
    if (url.pathname === '/containers/json') {
      const only = JSON.parse(url.searchParams.get('filters') ?? '{}') as { id?: string[] };
      const wanted = [...containers.values()].filter(({ id }) => only.id?.includes(id) ?? true);
      return send(response, 200, wanted.map(listed)); // prettier-ignore
    }
    const found = containers.get(/^\/containers\/(\w+)\/json$/.exec(url.pathname)?.[1] ?? '');
    if (found) return send(response, 200, inspected(found));
    if (url.pathname.startsWith('/images/')) return send(response, 200, { RepoDigests: ['web@sha256:1'] });
    send(response, 404, { message: 'no such container' });
  };
  const stream = (since: string, response: ServerResponse): void => {
    const [seconds = '0', fraction = ''] = since.split('.');
    const from = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const { nanos, line } of ring) if (nanos >= from) response.write(line);
    streams.add(response);
    response.on('close', () => streams.delete(response));
  };
  const sendText = (text: string): void => streams.forEach((response) => void response.write(text));
  const start = async (): Promise<void> => {
    rmSync(socketPath, { force: true });
    server = createServer(answer).on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  };
  await start();

  return {
    endpoint: `unix://${socketPath}`,
    containers,
    requests,
    trouble,
    routes,
    sendText,
    emit: (action, container, attributes = {}) => {
      if (action === 'destroy') containers.delete(container.id);
      else containers.set(container.id, container);
      // Two events of one nanosecond do not occur.
      const clock = BigInt(Date.now()) * 1_000_000n + 123_457n;
      lastNanos = clock > lastNanos ? clock : lastNanos + 1n;
      const line = `${eventText(action, container, attributes, lastNanos)}\n`;
      ring = [...ring, { nanos: lastNanos, line }].slice(-256);
      sendText(line);
    },
    dropStreams: () => streams.forEach((response) => void response.end()),
    stop: async () => {
      ring = [];
      const closed = new Promise((resolve) => server.close(resolve));
      sockets.forEach((socket) => void socket.destroy());
      await closed;
    },
    start,
    connections: () => sockets.size,
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function eventText(action: string, { id, name }: FakeContainer, more: Record<string, string>, nanos: bigint): string {
  const actor = JSON.stringify({ ID: id, Attributes: { name, image: 'web:1', ...more } });
  return `{"Type":"container","Action":"${action}","Actor":${actor},"time":${nanos / 1_000_000_000n},"timeNano":${nanos}}`;
}

function listed({ id, name, state, status, health }: FakeContainer): object {
  const words = status ?? `Up 5 minutes${health ? ` (${health})` : ''}`;
  const Labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': name };
  return { Id: id, Names: [`/${name}`], Image: 'web:1', Created: 1_700_000_000, State: state, Status: words, Labels, Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }] }; // prettier-ignore
}

function inspected({ id, name, state, health, restartCount = 0, exitCode = 0 }: FakeContainer): object {
  const State = {
    Status: state,
    Running: state === 'running' || state === 'restarting',
    OOMKilled: false,
    ExitCode: exitCode,
    StartedAt: '2026-01-01T00:00:00.5Z',
    FinishedAt: '0001-01-01T00:00:00Z',
    ...(health && {
      Health: { Status: health, Log: [{ Start: '2026-01-01T00:00:01Z', ExitCode: 1, Output: 'token=abcdef123456 refused' }] },
    }),
  }; // prettier-ignore
  return {
    Id: id,
    Name: `/${name}`,
    Created: '2026-01-01T00:00:00Z',
    Path: '/bin/web',
    Args: ['--password', 'hunter2-canary', '--port=80'],
    Image: 'sha256:abc',
    RestartCount: restartCount,
    State,
    HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    Config: {
      Image: 'web:1',
      WorkingDir: '/srv',
      Labels: { 'com.docker.compose.project': 'shop' },
      Env: ['PATH=/bin', 'DB_PASSWORD=hunter2-canary'],
    },
    Mounts: [{ Type: 'bind', Source: '/srv', Destination: '/data', RW: false }],
    NetworkSettings: { Networks: { shop: { IPAddress: '172.17.0.2' } } },
  };
}
