// The only way by which anything but GET reaches an API server, and the only one that opens a stream into a pod. Whether
// that may be done is decided by who calls it. No connection is kept for it: each call has its own.
import type { WebSocket } from 'ws';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ClusterTarget } from './cluster-target.ts';
import type { Credential, Credentials } from './credentials.ts';
import { openDispatcher } from './dispatcher.ts';
import { inWords } from './network-words.ts';
import { dialSocket } from './dial-socket.ts';
import type { KubeTiming } from './timing.ts';

export interface ChangeRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  contentType?: string;
}

export interface ClusterChanger {
  /** The answer's JSON. @throws OpsError `denied`, `not_found`, `conflict`, `bad_input` with the server's words, or what stands in the way. */
  send: (request: ChangeRequest) => Promise<unknown>;
  /** Open, and speaking one of the protocols. The caller closes it. @throws OpsError as `send`. */
  socket: (path: string, protocols: string[], signal?: AbortSignal) => Promise<WebSocket>;
}

export interface ClusterChangerOptions {
  target: ClusterTarget;
  credentials: Credentials;
  timing: KubeTiming;
}

/** An action may wait for admission webhooks, which have 30 s at most. */
const limitMs = 35_000;
const answerLimitBytes = 16 * 1024 * 1024;

export function createClusterChanger({ target, credentials, timing }: ClusterChangerOptions): ClusterChanger {
  const prefix = target.server.pathname.replace(/\/+$/, '');

  const sendAs = async (
    credential: Credential,
    { method, path, body, contentType }: ChangeRequest,
  ): Promise<Answer> => {
    const dispatcher = await openDispatcher(target, credential, timing);
    try {
      const answer = await dispatcher.request({
        origin: target.server.origin,
        path: `${prefix}${path}`,
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'readyroom',
          ...(body === undefined ? {} : { 'content-type': contentType ?? 'application/json' }),
          ...credential.headers,
        },
        body: body === undefined ? null : JSON.stringify(body),
        headersTimeout: limitMs,
        bodyTimeout: timing.bodyIdleMs,
      });
      return { status: answer.statusCode, text: await textOf(answer.body) };
    } catch (error) {
      throw late(error, method) ?? inWords(error);
    } finally {
      await dispatcher.destroy();
    }
  };
  /** Once more with renewed credentials where they were refused. */
  const asCurrent = async <T extends { status: number }>(ask: (credential: Credential) => Promise<T>): Promise<T> => {
    const first = await credentials.current();
    const answer = await ask(first);
    const renewed = answer.status === 401 ? await credentials.renew(first) : null;
    return renewed ? await ask(renewed) : answer;
  };

  return {
    send: async (request) => {
      const { status, text } = await asCurrent((credential) => sendAs(credential, request));
      if (status >= 200 && status < 300) return JSON.parse(text) as unknown;
      throw refused(status, text);
    },
    socket: async (path, protocols, signal) => {
      const url = new URL(`${prefix}${path}`, target.server.origin);
      const dialled = await asCurrent((credential) =>
        dialSocket({ target, credential, timing, url, protocols, signal }),
      );
      if (dialled.socket) return dialled.socket;
      throw refused(dialled.status, dialled.text);
    },
  };
}

interface Answer {
  status: number;
  text: string;
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > answerLimitBytes) throw new OpsError('too_large', 'the answer is too large to be read');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What was asked for may be done all the same: that has to be said. */
function late(error: unknown, method: string): OpsError | null {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (method === 'GET' || (code !== 'UND_ERR_HEADERS_TIMEOUT' && code !== 'UND_ERR_BODY_TIMEOUT')) return null;
  return new OpsError('timed_out', 'the API server did not answer in time; it is not known whether it was done', { cause: error }); // prettier-ignore
}

function refused(status: number, text: string): OpsError {
  const words = `the API server answered HTTP ${status}${saidIn(text)}`;
  if (status === 401 || status === 403) return new OpsError('denied', words);
  if (status === 404) return new OpsError('not_found', words);
  if (status === 409) return new OpsError('conflict', words);
  if (status === 400 || status === 422) return new OpsError('bad_input', words);
  return new OpsError('unavailable', words);
}

function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? `: ${message.slice(0, 500)}` : '';
  } catch {
    // Not the API's own words but those of something between, which say nothing to people.
    return '';
  }
}
