// A Docker engine in a thread of its own that sends a storm of events, and leaves out a listener that does not take them,
// as engines do: a thousand wait for each listener, and the next one waits and is then not sent to it. Engines wait a tenth
// of a second; here it is a second, so that a machine that lets none of its threads run for a while is not taken for one that
// does not listen.
import { createServer, type ServerResponse } from 'node:http';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { idOf } from './fake-daemon.fixture.ts';

export interface StormDaemon {
  endpoint: string;
  /** Resolves when all were sent or left out: how many were left out, and the restart counts at the end. */
  storm: (events: number, overMs: number) => Promise<{ skipped: number; restarts: Record<string, number> }>;
  stop: () => Promise<unknown>;
}

export async function startStormDaemon(socketPath: string): Promise<StormDaemon> {
  const thread = new Worker(new URL(import.meta.url), { workerData: { socketPath } });
  const next = <T>(): Promise<T> => new Promise((resolve) => void thread.once('message', resolve));
  await next();
  return {
    endpoint: `unix://${socketPath}`,
    storm: (events, overMs) => {
      const done = next<{ skipped: number; restarts: Record<string, number> }>();
      thread.postMessage({ events, overMs });
      return done;
    },
    stop: () => thread.terminate(),
  };
}

const containers = 40;
const waitLimit = 1024;
const patienceMs = 1000;

function serve(socketPath: string): void {
  const restarts: Record<string, number> = {};
  for (let at = 0; at < containers; at++) restarts[`c${at}`] = 0;
  const waiting: string[] = [];
  let listener: ServerResponse | null = null;
  let blocked = false;
  let skipped = 0;
  let fullSince: number | null = null;

  const pump = (): void => {
    while (listener && !blocked && waiting.length > 0) {
      blocked = !listener.write(waiting.shift());
      if (blocked) listener.once('drain', () => ((blocked = false), pump()));
    }
  };
  const inspected = (name: string): object => ({
    Id: idOf(name),
    Name: `/${name}`,
    Created: '2026-01-01T00:00:00Z',
    RestartCount: restarts[name],
    State: { Status: 'running', Running: true, ExitCode: 0, StartedAt: '2026-01-01T00:00:00Z' },
    HostConfig: {},
    Config: {},
  });
  const listed = (name: string): object => ({ Id: idOf(name), Names: [`/${name}`], Image: 'web:1', Created: 1, State: 'running', Status: 'Up' }); // prettier-ignore
  const lineOf = (name: string, at: number): string => {
    const nanos = BigInt(Date.now()) * 1_000_000n + BigInt(at);
    const actor = { ID: idOf(name), Attributes: { name, image: 'web:1', filler: 'x'.repeat(800) } };
    return `{"Type":"container","Action":"start","Actor":${JSON.stringify(actor)},"time":1,"timeNano":${nanos}}\n`;
  };
  const nameOf = (id: string): string => Object.keys(restarts).find((name) => idOf(name) === id) ?? '';
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    if (url.pathname === '/_ping') return response.end('OK');
    if (url.pathname === '/version') return response.end('{"Version":"27.0.1","ApiVersion":"1.46"}');
    if (url.pathname === '/events') {
      response.writeHead(200).flushHeaders();
      listener = response;
      return response;
    }
    const only = (JSON.parse(url.searchParams.get('filters') ?? '{}') as { id?: string[] }).id;
    if (url.pathname === '/containers/json') return response.end(JSON.stringify(Object.keys(restarts).filter((name) => only?.includes(idOf(name)) ?? true).map(listed))); // prettier-ignore
    return response.end(JSON.stringify(inspected(nameOf(url.pathname.split('/')[2] ?? ''))));
  });
  server.listen(socketPath, () => parentPort?.postMessage('ready'));

  parentPort?.on('message', ({ events, overMs }: { events: number; overMs: number }) => {
    const beganAt = performance.now();
    let sent = 0;
    const step = (): void => {
      const due = Math.min(events, Math.floor(((performance.now() - beganAt) / overMs) * events));
      for (; sent < due; sent++) {
        const isFull = waiting.length >= waitLimit;
        if (isFull) fullSince ??= performance.now();
        if (isFull && performance.now() - (fullSince ?? 0) < patienceMs) break;
        fullSince = null;
        const name = `c${sent % containers}`;
        restarts[name] = (restarts[name] ?? 0) + 1;
        if (isFull) skipped++;
        else waiting.push(lineOf(name, sent));
      }
      pump();
      if (sent < events || waiting.length > 0) setTimeout(step, 5);
      else parentPort?.postMessage({ skipped, restarts });
    };
    step();
  });
}

const given = workerData as { socketPath?: string } | null;
if (!isMainThread && given?.socketPath !== undefined) serve(given.socketPath);
