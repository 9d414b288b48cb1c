// A probe's context for tests: everything is permitted, the clock stands still, the network is real.
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { createHttpAgent } from '#engine/consent/http-agent.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { Cutoff } from './cutoff.ts';
import type { Observation, Probe, ProbeContext } from './probe.ts';

export const testNow = Date.parse('2026-11-20T10:00:00Z');

export function fakeContext(overrides: Partial<ProbeContext> = {}): ProbeContext {
  const permit = overrides.permit ?? (() => undefined);
  const http = createHttpAgent(permit);
  onTestFinished(() => http.destroy());
  return {
    cutoff: new Cutoff(),
    now: () => testNow,
    elapsedMs: () => performance.now(),
    baseDir: null,
    http,
    permit,
    command: () => Promise.reject(new OpsError('unavailable', 'no commands here')),
    ...overrides,
  };
}

/** Checks the parameters by the probe's schema, as the loader does, and looks once. */
export async function look<P>(
  probe: Probe<P>,
  params: unknown,
  overrides: Partial<ProbeContext> = {},
): Promise<Observation> {
  const seen = await probe.run(probe.params.parse(params), fakeContext(overrides));
  return typeof seen === 'function' ? seen() : seen;
}

/** One that is aborted as the monitor aborts it: at a deadline, or because a person cancelled. */
export function cutoffAfter(code: 'timed_out' | 'cancelled', afterMs: number): Cutoff {
  const cutoff = new Cutoff();
  const timer = setTimeout(() => cutoff.abort(new OpsError(code, code)), afterMs);
  onTestFinished(() => clearTimeout(timer));
  return cutoff;
}

/** An HTTP server on a free port of 127.0.0.1; closed with the test. Returns its URL without a slash at the end. */
export async function serveHttp(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${await listening(server)}`;
}

/** A TCP server on a free port of 127.0.0.1; closed with the test. Returns the port. */
export function serveTcp(onConnection: (socket: Socket) => void): Promise<number> {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
  });
  return listening(server);
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
