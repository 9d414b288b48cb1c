// One request being answered, and how JSON leaves the fake: with its length, and gzipped where the client asked and it is long.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { FaultState } from './faults.ts';
import type { PodLogs } from './logs.ts';
import type { ObjectStore } from './objects.ts';
import type { Route } from './route.ts';
import { badRequest } from './status.ts';
import type { Streams } from './streams.ts';

/** What the handlers share. */
export interface World {
  store: ObjectStore;
  faults: FaultState;
  streams: Streams;
  logs: PodLogs;
  /** The server's clock, skew included. */
  now: () => number;
  metricsApi: boolean;
  watchList: boolean;
  bookmarkEveryMs: number;
  terminationMs: number;
  seed: number;
}

export interface Call {
  world: World;
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  query: URLSearchParams;
  user: string;
  /** Ends the connection with RST, as a crashed peer does. */
  reset: () => void;
}

export interface ResourceCall extends Call {
  route: Route;
}

export type RawSockets = ReadonlyMap<number, Socket>;

const compress = promisify(gzip);
/** From here on the API server compresses. */
const compressFromBytes = 128 * 1024;

export async function sendJson(call: Call, code: number, body: object | string): Promise<void> {
  const { request, response } = call;
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const wantsGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (!wantsGzip || bytes.length < compressFromBytes) {
    response.writeHead(code, { 'content-type': 'application/json', 'content-length': bytes.length });
    response.end(bytes);
    return;
  }
  const small = await compress(bytes, { level: constants.Z_BEST_SPEED });
  response.writeHead(code, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    'content-length': small.length,
  });
  response.end(small);
}

/** The request's JSON body; throws a 400 refusal. Bodies over 3 MB are refused, as by the API server. */
export async function bodyOf<T>(call: Call): Promise<T> {
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of call.request as AsyncIterable<Buffer>) {
    parts.push(part);
    sizeBytes += part.length;
    if (sizeBytes > 3 * 1024 * 1024) throw badRequest('the request is too large');
  }
  if (sizeBytes === 0) return {} as T;
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as T;
  } catch (error) {
    throw badRequest(`the object provided is unrecognized: ${error instanceof Error ? error.message : String(error)}`);
  }
}
