// Sends what changes something at a Docker engine: POST and DELETE, each within a time. Kept apart from the reader, so that
// whoever holds a reader can look and cannot touch. Whether it may be sent is decided before.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from '../node-http.ts';
import { startTimeLimit } from '../time-limit.ts';
import type { Duplex } from 'node:stream';
import { OpsError } from '#shared/model/ops-error.ts';
import { asOpsError } from './connection-failure.ts';
import type { Reachable } from './engine-address.ts';
import { saidIn } from './read-engine.ts';
import { routeTo } from './route.ts';

export interface SentAnswer {
  status: number;
  body: string;
}

export interface EngineExec {
  /** @throws OpsError `unavailable`, `denied`, `timed_out`, `cancelled`; a status of 400 and above is an answer. */
  send: (method: 'POST' | 'DELETE', path: string, limitMs: number, body?: object) => Promise<SentAnswer>;
  /** The connection itself, once the engine has handed it over; whoever gets it ends it. @throws as `send`, and for a refusal. */
  upgrade: (path: string, limitMs: number, body: object) => Promise<Duplex>;
  close: () => void;
}

const bodyLimitChars = 1024 * 1024;

/** @throws OpsError `bad_input` for an endpoint that is none. */
export function openEngineExec(address: Reachable, signal?: AbortSignal): EngineExec {
  const route = routeTo(address);

  const begin = (method: string, path: string, limitMs: number, body?: object, headers = {}): ClientRequest => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const typed = body === undefined ? {} : { 'content-type': 'application/json' };
    const asked = request({
      ...route.options,
      path,
      method,
      headers: { 'content-length': Buffer.byteLength(text), ...typed, ...headers },
    });
    const late = (): unknown => asked.destroy(new OpsError('timed_out', `no answer within ${limitMs / 1000} s`));
    const inTime = startTimeLimit(limitMs, late);
    const cancel = (): unknown => asked.destroy(new OpsError('cancelled', 'it was given up'));
    signal?.addEventListener('abort', cancel);
    const settle = (): void => {
      inTime();
      signal?.removeEventListener('abort', cancel);
    };
    asked.on('close', settle).on('upgrade', settle);
    if (signal?.aborted) cancel();
    asked.end(text);
    return asked;
  };

  return {
    send: (method, path, limitMs, body) => {
      const asked = begin(method, path, limitMs, body);
      return new Promise((resolve, reject) => {
        asked.on('error', (error) => reject(asOpsError(error)));
        asked.on('response', (response) => void readAnswer(response).then(resolve, reject));
      });
    },
    upgrade: (path, limitMs, body) => {
      const asked = begin('POST', path, limitMs, body, { connection: 'Upgrade', upgrade: 'tcp' });
      return new Promise((resolve, reject) => {
        asked.on('error', (error) => reject(asOpsError(error)));
        asked.on('upgrade', (_, socket: Duplex, head: Buffer) => {
          if (head.length > 0) socket.unshift(head);
          resolve(socket);
        });
        asked.on('response', (response) => {
          readAnswer(response).then((answer) => reject(refusal(answer, 'it was not begun')), reject);
        });
      });
    },
    close: () => route.close(),
  };
}

function readAnswer(response: IncomingMessage): Promise<SentAnswer> {
  return new Promise((resolve, reject) => {
    let body = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      if (body.length < bodyLimitChars) body += chunk;
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    response.on('error', (error) => reject(asOpsError(error)));
    response.on('close', () => response.complete || reject(new OpsError('unavailable', 'the answer was cut')));
  });
}

/** An answer of 400 and above as the error that it is, in the engine's words. */
export function refusal({ status, body }: SentAnswer, what: string): OpsError {
  const said = saidIn(body).replace(/\b[\da-f]{64}\b/g, (id) => id.slice(0, 12));
  const words = `${what}${said || `: HTTP ${status}`}`;
  if (status === 404) return new OpsError('not_found', words);
  // Some of what the present state forbids comes as an error of the engine's own.
  if (status === 409 || /is not (?:paused|running)|already (?:paused|in progress)/.test(said)) return new OpsError('conflict', words); // prettier-ignore
  if (status === 403) return new OpsError('denied', words);
  return new OpsError(status === 400 ? 'bad_input' : 'unavailable', words);
}
