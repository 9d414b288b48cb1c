// A Docker engine made of memory that only has logs, behind a real socket: frames or a terminal, `since`, `tail`, follow,
// cut anywhere, and lost at will.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { createFeed } from '../feeds/feed.ts';
import type { SourceStatus } from '#shared/model/system.ts';

export interface FakeMessage {
  nanos: bigint;
  err: boolean;
  /** With its newline, except in a part of a longer line. */
  text: string;
}

export interface FakeLog {
  tty: boolean;
  /** Of one that has ended, nothing is followed. */
  running: boolean;
  startedAt: string;
  messages: FakeMessage[];
  /** Those who follow; they get what is added. */
  followers: Set<ServerResponse>;
}

const base = 1_763_668_800_000_000_000n;

export function logStamp(nanos: bigint): string {
  const at = Number(nanos / 1_000_000_000n) * 1000;
  return `${new Date(at).toISOString().slice(0, 19)}.${String(nanos % 1_000_000_000n).padStart(9, '0')}Z`;
}

export function frameOf({ nanos, err, text }: FakeMessage): Buffer {
  const content = Buffer.from(`${logStamp(nanos)} ${text}`);
  const head = Buffer.alloc(8);
  head[0] = err ? 2 : 1;
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

export const nanosAfter = (ms: number, nanos = 0): bigint => base + BigInt(ms) * 1_000_000n + BigInt(nanos);

export async function startFakeLogEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'fake-logs-'));
  const socketPath = join(folder, 'docker.sock');
  const logs = new Map<string, FakeLog>();
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  /** Answers to questions for a container's lines instead of them. */
  const refusals = new Map<string, { status: number; message: string }>();

  const send = (log: FakeLog, response: ServerResponse, messages: FakeMessage[]): void => {
    const bytes = Buffer.concat(
      messages.map((message) =>
        log.tty ? Buffer.from(`${logStamp(message.nanos)} ${message.text}`) : frameOf(message),
      ),
    );
    response.write(bytes);
  };
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const [, id = '', what = ''] = /^\/containers\/([^/]+)\/(json|logs)$/.exec(url.pathname) ?? [];
    const log = logs.get(id);
    const refusal = refusals.get(id);
    if (log === undefined) return void response.writeHead(404).end('{"message":"no such container"}');
    if (what === 'json') return void response.end(JSON.stringify({ Config: { Tty: log.tty }, State: { StartedAt: log.startedAt } })); // prettier-ignore
    if (refusal) return void response.writeHead(refusal.status).end(JSON.stringify({ message: refusal.message }));
    const [seconds = '0', fraction = ''] = (url.searchParams.get('since') ?? '0').split('.');
    const from = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
    const tail = url.searchParams.get('tail') ?? 'all';
    const there = log.messages.filter(({ nanos }) => nanos >= from);
    response.writeHead(200);
    response.flushHeaders();
    send(log, response, tail === 'all' ? there : there.slice(-Number(tail)));
    if (!log.running) return void response.end();
    log.followers.add(response);
    response.on('close', () => log.followers.delete(response));
  }).on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    endpoint: `unix://${socketPath}`,
    logs,
    requests,
    refusals,
    connections: () => sockets.size,
    add: (id: string, change: Partial<FakeLog> = {}): FakeLog => {
      const log = { tty: false, running: true, startedAt: '2026-01-01T00:00:00Z', messages: [], followers: new Set<ServerResponse>(), ...change }; // prettier-ignore
      logs.set(id, log);
      return log;
    },
    write: (id: string, messages: FakeMessage[]): void => {
      const log = logs.get(id);
      if (log === undefined) return;
      log.messages.push(...messages);
      for (const follower of log.followers) send(log, follower, messages);
    },
    /** As when the container ends. */
    end: (id: string): void => {
      const log = logs.get(id);
      if (log === undefined) return;
      log.running = false;
      for (const response of log.followers) response.end();
    },
    /** As when the engine dies. */
    cut: (): void => sockets.forEach((socket) => void socket.destroy()),
  };
}
export type FakeLogEngine = Awaited<ReturnType<typeof startFakeLogEngine>>;

export function someContainer(name: string, change: Partial<Container> = {}): Container {
  return {
    key: name,
    id: name,
    name,
    image: 'web:1',
    state: 'running',
    status: 'Up',
    health: 'none',
    restartCount: 0,
    exitCode: null,
    oomKilled: false,
    createdAt: 0,
    startedAt: Date.parse('2026-01-01T00:00:00Z'),
    finishedAt: null,
    project: null,
    service: null,
    ports: [],
    labels: {},
    ...change,
  };
}

/** The watch as far as logs know it. */
export function fakeWatch(containers: Container[]) {
  const rows = createFeed<Container>(containers);
  const sources = createFeed<SourceStatus>([
    { key: 'docker', name: 'Docker', state: 'live', since: 0, reason: '', seenAt: 0 },
  ]);
  return { rows, sources };
}
