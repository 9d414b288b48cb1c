// Reads from a Docker engine over plain HTTP, every question within a time and a size. There is no way to send anything
// but GET: whoever holds this can look and cannot touch.
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { OpsError } from '#shared/model/ops-error.ts';
import { connectionOf } from './ask-version.ts';

export interface EngineAnswer {
  status: number;
  body: string;
  /** The engine's own clock, to the second; null where it does not say. */
  date: number | null;
}

export interface AnswerStream {
  /** Resolves when no more will come. `orderly`: the peer closed it, and so was there until then. Never rejects. */
  ended: Promise<{ words: string; orderly: boolean }>;
}

export interface EngineReader {
  endpoint: string;
  /** @throws OpsError `unavailable`, `denied`, `timed_out`, `too_large`; a status of 400 and above is an answer. */
  get: (path: string, limitMs?: number) => Promise<EngineAnswer>;
  /** Resolves when the engine has accepted; `onText` then gets what it sends, cut anywhere. @throws as `get` */
  follow: (path: string, onText: (text: string) => void) => Promise<AnswerStream>;
  /** Ends every request at once. */
  close: () => void;
}

const usualLimitMs = 5000;
const bodyLimitBytes = 64 * 1024 * 1024;

/** @throws OpsError `bad_input` for an endpoint that is none. */
export function openEngineReader(endpoint: string): EngineReader {
  const target = connectionOf(endpoint);
  if (target === null) {
    throw new OpsError(
      'bad_input',
      `"${endpoint}" is not a Docker endpoint; allowed: unix:///path and tcp://host:port`,
    );
  }
  const open = new Set<ClientRequest>();
  let closed = false;

  /** Resolves with the head of the answer; the time limit holds until `settle` is called. */
  const ask = (path: string, limitMs: number) => {
    // A connection for each question: one that is kept may have died unseen, and the next question with it.
    const asked = request({ ...target, path, method: 'GET', agent: false });
    const late = (): unknown => asked.destroy(new OpsError('timed_out', `no answer within ${limitMs / 1000} s`));
    const timer = setTimeout(late, limitMs);
    const settle = (): void => clearTimeout(timer);
    open.add(asked);
    asked.on('close', () => {
      settle();
      open.delete(asked);
    });
    const head = new Promise<IncomingMessage>((resolve, reject) => {
      asked.on('response', resolve);
      asked.on('error', (error) => reject(inWords(error)));
    });
    if (closed) asked.destroy(new OpsError('cancelled', 'the connection was closed'));
    asked.end();
    return { head, settle, asked };
  };

  return {
    endpoint,
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
      return { ended: endOf(response) };
    },
    close: () => {
      closed = true;
      for (const asked of open) asked.destroy(new OpsError('cancelled', 'the connection was closed'));
    },
  };
}

function endOf(response: IncomingMessage): AnswerStream['ended'] {
  return new Promise((resolve) => {
    response.on('end', () => resolve({ words: 'it ended the stream of events', orderly: true }));
    response.on('error', (error) => resolve({ words: inWords(error).message, orderly: false }));
    response.on('close', () => resolve({ words: 'the stream of events was cut', orderly: false }));
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
    response.on('error', (error) => reject(inWords(error)));
    response.on('close', () => reject(new OpsError('unavailable', 'the answer was cut')));
  });
}

/** The engine's own words in an answer that refuses, to follow a status. */
export function saidIn(body: string): string {
  const said = /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body.slice(0, 4096))?.[1];
  return said === undefined ? '' : `: ${said.slice(0, 300)}`;
}

function inWords(error: NodeJS.ErrnoException): OpsError {
  if (error instanceof OpsError) return error;
  const cause = { cause: error };
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return new OpsError('denied', 'this user may not use the socket (is it in the group docker?)', cause);
  }
  if (error.code === 'ENOENT') return new OpsError('unavailable', 'there is no such socket', cause);
  if (error.code === 'ECONNREFUSED') return new OpsError('unavailable', 'nothing listens there', cause);
  if (error.code === 'ECONNRESET') return new OpsError('unavailable', 'the connection was cut', cause);
  return new OpsError('unavailable', error.message, cause);
}
