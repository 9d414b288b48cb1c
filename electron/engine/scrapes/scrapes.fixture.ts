// For tests: a raw HTTP server that answers as it is told, and what was kept of an endpoint without a network.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface RawEndpoint {
  url: string;
  /** What each request from now on is answered with. */
  answer: (respond: (response: ServerResponse) => void) => void;
  /** Paths and headers of the requests that came. */
  requests: { path: string; headers: Record<string, unknown> }[];
}

export async function rawEndpoint(first: (response: ServerResponse) => void): Promise<RawEndpoint> {
  let respond = first;
  const requests: RawEndpoint['requests'] = [];
  const server: Server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers });
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/metrics`, requests, answer: (next) => (respond = next) };
}

export const text =
  (body: string, type = 'text/plain; version=0.0.4') =>
  (response: ServerResponse): void =>
    void response.writeHead(200, { 'content-type': type }).end(body);

/** A random generator that is the same each time: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
