// A bare client of the wire for tests of the fake: HTTPS and WebSocket with a token, nothing clever.
import { request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';

export interface Target {
  url: string;
  caPem: string;
  token: string;
}

export interface Reply<T> {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: T;
}

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  token?: string | null;
  ca?: string;
  cert?: { certPem: string; keyPem: string };
}

/** Resolves with headers only; the body is still to come. Rejects on a broken connection. */
export function open(target: Target, path: string, ask: Ask = {}): Promise<IncomingMessage> {
  const token = ask.token === undefined ? target.token : ask.token;
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...ask.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${target.url}${path}`,
      {
        method: ask.method ?? 'GET',
        ca: ask.ca ?? target.caPem,
        headers,
        agent: false,
        ...(ask.cert === undefined ? {} : { cert: ask.cert.certPem, key: ask.cert.keyPem }),
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(ask.body === undefined ? undefined : JSON.stringify(ask.body));
  });
}

export async function call<T = Record<string, never>>(target: Target, path: string, ask: Ask = {}): Promise<Reply<T>> {
  const response = await open(target, path, ask);
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString();
  const isJson = response.headers['content-type'] === 'application/json';
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text,
    json: (isJson ? safeJson(text) : null) as T,
  };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A body that a fault broke: the test looks at the text.
    return null;
  }
}

export interface WatchEvent {
  type: string;
  object: {
    kind: string;
    code?: number;
    reason?: string;
    metadata: {
      name: string;
      namespace: string;
      resourceVersion: string;
      deletionTimestamp?: string;
      annotations?: Record<string, string>;
    };
    [field: string]: unknown;
  };
}

export interface Lines {
  status: number;
  lines: () => string[];
  /** Lines that are JSON. */
  events: () => WatchEvent[];
  /** How it ended: `end` in order, `error` otherwise. */
  ended: Promise<'end' | 'error'>;
  close: () => void;
}

/** A streamed answer, read line by line as it comes. */
export async function follow(target: Target, path: string, ask: Ask = {}): Promise<Lines> {
  const response = await open(target, path, ask);
  let text = '';
  response.on('data', (part: Buffer) => (text += part.toString()));
  const ended = new Promise<'end' | 'error'>((resolve) => {
    response.on('end', () => resolve('end'));
    response.on('error', () => resolve('error'));
  });
  const lines = (): string[] => text.split('\n').slice(0, -1);
  return {
    status: response.statusCode ?? 0,
    lines,
    events: () => lines().flatMap((line) => (safeJson(line) as WatchEvent | null) ?? []),
    ended,
    close: () => response.destroy(),
  };
}

export interface Channels {
  protocol: string;
  /** Everything that came on a channel so far. */
  text: (channel: number) => string;
  bytes: (channel: number) => Buffer;
  send: (channel: number, data: string | Buffer) => void;
  closed: Promise<number>;
  close: () => void;
}

/** Rejects with `HTTP <status>` when the upgrade is refused. */
export function channels(target: Target, path: string, protocols: string[]): Promise<Channels> {
  const socket = new WebSocket(`${target.url.replace('https', 'wss')}${path}`, protocols, {
    ca: target.caPem,
    headers: { authorization: `Bearer ${target.token}` },
  });
  const received = new Map<number, Buffer[]>();
  socket.on('message', (data: Buffer) => {
    const channel = data[0] ?? 0;
    received.set(channel, [...(received.get(channel) ?? []), data.subarray(1)]);
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const bytes = (channel: number): Buffer => Buffer.concat(received.get(channel) ?? []);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)));
    socket.on('open', () =>
      resolve({
        protocol: socket.protocol,
        bytes,
        text: (channel) => bytes(channel).toString(),
        send: (channel, data) => socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(data)])),
        closed,
        close: () => socket.close(),
      }),
    );
  });
}

/** Asks every 5 ms until it is true; throws after five seconds with what it was waiting for. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + 5000; !(await isSo());) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
