// An engine without an engine: the contract answered from memory, the built page and a WebSocket on loopback.
// It judges nothing and keeps nothing; it is for looking at the screen.
import { createServer, type Server } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/message-port';
import { WebSocketServer, type WebSocket } from 'ws';
import { fakeRouter } from './fake-router.ts';
import { pageHeaders } from '#shared/page/page-headers.ts';
import type { Scenario } from './scenario.ts';

const page = new URL('../../out/renderer/', import.meta.url).pathname;
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface FakeEngine {
  url: string;
  /** Cuts every connection and refuses new ones. */
  cut: () => void;
  close: () => Promise<void>;
}

export async function serveFakeEngine(scenario: Scenario): Promise<FakeEngine> {
  const state = { answering: true };
  const server: Server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://fake').pathname;
    const { status, headers, body } = fileAt(name === '/' ? '/index.html' : name);
    response.writeHead(status, headers).end(body);
  });
  const handler = new RPCHandler(fakeRouter(scenario));
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (!state.answering) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (webSocket) => handler.upgrade(portOf(webSocket)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cut = (): void => {
    state.answering = false;
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cut,
    close: async () => {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Read once, so that a build in the meantime does not mix two versions of the page. */
const files = new Map(
  readdirSync(page, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) !== '')
    .map((name) => [`/${name}`, readFileSync(join(page, name))]),
);

function fileAt(name: string) {
  const body = files.get(name);
  if (body === undefined) return { status: 404, headers: {}, body: Buffer.from(`no ${name}`) };
  const headers = { ...pageHeaders, 'content-type': types[extname(name)] ?? 'application/octet-stream' };
  return { status: 200, headers, body };
}

function portOf(socket: WebSocket) {
  return {
    postMessage: (data: string | Uint8Array) => socket.send(data),
    addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => {
      if (type === 'close') socket.on('close', () => listener({}));
      else socket.on('message', (data: Buffer, binary) => listener({ data: binary ? data : data.toString() }));
    },
  } as never;
}
