// Reads from a Docker engine over plain HTTP, every question within a time and a size. There is no way to send anything
// but GET: whoever holds this can look and cannot touch.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from '../node-http.ts';
import { startTimeLimit } from '../time-limit.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { asOpsError } from './connection-failure.ts';
import { endpointOf, isSsh, sshPatienceMs, type Reachable } from './engine-address.ts';
import { routeTo } from './route.ts';

export interface EngineAnswer {
  status: number;
  body: string;
  /** The engine's own clock, to the second; null where it does not say. */
  date: number | null;
}

export interface AnswerStream {
  /** Resolves when no more will come. `orderly`: the peer closed it, and so was there until then. Never rejects. */
  ended: Promise<{ words: string; orderly: boolean }>;
  /** Ends this stream alone. */
  close: () => void;
}

export interface EngineReader {
  endpoint: string;
  /** @throws OpsError `unavailable`, `denied`, `timed_out`, `too_large`; a status of 400 and above is an answer. */
  get: (path: string, limitMs?: number) => Promise<EngineAnswer>;
  /** Resolves when the engine has accepted; `onText` then gets what it sends, cut anywhere. @throws as `get` */
  follow: (path: string, onText: (text: string) => void) => Promise<AnswerStream>;
  /**
   * An answer whose head has come, for streams of bytes: nothing is read ahead of who reads it, so a slow reader slows the
   * engine down. Leaving the loop, or the signal, ends it. @throws as `get`
   */
  open: (path: string, signal: AbortSignal) => Promise<OpenedAnswer>;
  /** Ends every request at once. */
  close: () => void;
}

export interface OpenedAnswer {
  status: number;
  /** Ends in order where the engine ended it. @throws OpsError `unavailable` where it was cut. */
  chunks: () => AsyncGenerator<Buffer, void>;
  /** The whole of a small answer, in place of `chunks`. */
  text: () => Promise<string>;
}

const usualLimitMs = 5000;
const bodyLimitBytes = 64 * 1024 * 1024;

/** @throws OpsError `bad_input` for an endpoint that is none. */
export function openEngineReader(address: Reachable): EngineReader {
  const route = routeTo(address);
  const open = new Set<ClientRequest>();
  let closed = false;

  /** Resolves with the head of the answer; the time limit holds until `settle` is called. */
  const ask = (path: string, usualMs: number) => {
    // The first question over ssh waits for the login.
    const limitMs = isSsh(endpointOf(address)) ? Math.max(usualMs, sshPatienceMs) : usualMs;
    const asked = request({ ...route.options, path, method: 'GET' });
    const late = (): unknown => asked.destroy(new OpsError('timed_out', `no answer within ${limitMs / 1000} s`));
    const settle = startTimeLimit(limitMs, late);
    open.add(asked);
    asked.on('close', () => {
      settle();
      open.delete(asked);
    });
    const head = new Promise<IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve);
      asked.on('error', (error) => reject(asOpsError(error)));
    });
    if (closed) asked.destroy(new OpsError('cancelled', 'the connection was closed'));
    asked.end();
    return { head, settle, asked };
  };

  return {
    endpoint: endpointOf(address),
    get: async (path, limitMs = usualLimitMs) => {
      const { head, asked } = ask(path, limitMs);
      return readWhole(await head, asked);
    },
    follow: async (path, onText) => {
      const { head, settle, asked } = ask(path, usualLimitMs);
      const response = await head;
      if (response.statusCode !== 200) {
        const { body } = await readWhole(response, asked);
        throw new OpsError('unavailable', `it answered HTTP ${response.statusCode}${saidIn(body)}`);
      }
      settle();
      // Where the engine is behind a network, a peer that vanished is noticed by the system's own probes.
      response.socket.setKeepAlive(true, 10_000);
      response.setEncoding('utf8').on('data', onText);
      return { ended: endOf(response), close: () => void asked.destroy() };
    },
    open: async (path, signal) => {
      const { head, settle, asked } = ask(path, usualLimitMs);
      const stop = (): unknown => asked.destroy(closedBy(signal));
      signal.addEventListener('abort', stop, { once: true });
      asked.on('close', () => signal.removeEventListener('abort', stop));
      if (signal.aborted) stop();
      const response = await head;
      settle();
      response.socket.setKeepAlive(true, 10_000);
      return {
        status: response.statusCode ?? 0,
        chunks: () => chunksOf(response, signal),
        text: async () => (await readWhole(response, asked)).body,
      };
    },
    close: () => {
      closed = true;
      for (const asked of open) asked.destroy(new OpsError('cancelled', 'the connection was closed'));
      route.close();
    },
  };
}

async function* chunksOf(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw signal.aborted ? closedBy(signal) : asOpsError(error as NodeJS.ErrnoException);
  }
}

/** Whoever ends a stream may say why. */
function closedBy({ reason }: AbortSignal): OpsError {
  return reason instanceof OpsError ? reason : new OpsError('cancelled', 'the stream was closed');
}

function endOf(response: IncomingMessage): AnswerStream['ended'] {
  return new Promise((resolve) => {
    response.on('end', () => resolve({ words: 'it ended the stream', orderly: true }));
    response.on('error', (error) => resolve({ words: asOpsError(error).message, orderly: false }));
    response.on('close', () => resolve({ words: 'the stream was cut', orderly: false }));
  });
}

function readWhole(response: IncomingMessage, asked: ClientRequest): Promise<EngineAnswer> {
  return new Promise((resolve, reject) => {
    const date = Date.parse(response.headers.date ?? '');
    let body = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
      if (body.length <= bodyLimitBytes) return;
      const error = new OpsError('too_large', `an answer of more than ${bodyLimitBytes / 1024 / 1024} MB is not read`);
      asked.destroy(error);
      reject(error);
    });
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, body, date: Number.isNaN(date) ? null : date }),
    );
    response.on('error', (error) => reject(asOpsError(error)));
    response.on('close', () => response.complete || reject(new OpsError('unavailable', 'the answer was cut')));
  });
}

/** The engine's own words in an answer that refuses, to follow a status. */
export function saidIn(body: string): string {
  const said = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body.slice(0, 4096))?.[1];
  return said === undefined ? '' : `: ${said.slice(0, 300)}`;
}
