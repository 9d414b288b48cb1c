// For tests: a server on a free port that answers as it is told, down to the bytes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface FakeServer {
  url: URL;
  /** What was asked: method, path with query, headers and body. */
  asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
  /** Connections that are open now. */
  open: () => number;
  answer: (respond: Respond) => void;
  /** Ends every connection and listens no more; `start` listens on the same port again. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
}
export type Respond = (response: ServerResponse, asked: { path: string; body: string }) => void;

export async function fakeServer(first: Respond): Promise<FakeServer> {
  let respond = first;
  const sockets = new Set<object>();
  const asked: FakeServer['asked'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push({ method: request.method ?? '', path, headers: request.headers, body });
      respond(response, { path, body });
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let port = 0;
  const start = async (): Promise<void> => {
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    ({ port } = server.address() as AddressInfo);
  };
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  await start();
  onTestFinished(() => stop());
  return { url: new URL(`http://127.0.0.1:${port}`), asked, open: () => sockets.size, answer: (next) => void (respond = next), stop, start }; // prettier-ignore
}

export const json =
  (value: unknown, status = 200): Respond =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
export const success = (data: unknown, more: object = {}): Respond => json({ status: 'success', data, ...more });
export const matrix = (...series: object[]): Respond => success({ resultType: 'matrix', result: series });
