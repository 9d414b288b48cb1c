// Asks one API server. There is no way to send anything but GET: whoever holds this can look and cannot touch. Every
// question has its time, redirects are not followed, and all of it ends with `close`.
import type { Dispatcher } from 'undici';
import { OpsError } from '#shared/model/ops-error.ts';
import { startTimeLimit } from '../time-limit.ts';
import type { Credential, Credentials } from './credentials.ts';
import type { ClusterTarget } from './cluster-target.ts';
import { openDispatcher } from './dispatcher.ts';
import { inWords } from './network-words.ts';
import type { KubeTiming } from './timing.ts';

export interface Asked {
  /** Until the answer begins; default the usual of this client. */
  limitMs?: number;
  accept?: string;
  signal?: AbortSignal | undefined;
}

/** An answer whose head has come. Either `chunks` is read to its end, or `cancel` is called. */
export interface Opened {
  status: number;
  /** As the server asks with Retry-After; null where it does not. */
  retryAfterMs: number | null;
  /** @throws OpsError `timed_out` after a silence of that many ms, `unavailable` when it is cut. */
  chunks: (idleMs: () => number) => AsyncGenerator<Buffer, void>;
  /** The whole of a small answer. @throws OpsError `too_large` */
  text: (limitBytes?: number) => Promise<string>;
  cancel: () => void;
}

export interface ClusterClient {
  /** @throws OpsError `unavailable`, `timed_out`, `denied` (no credentials), or the signal's reason. Any status is an answer. */
  open: (path: string, asked?: Asked) => Promise<Opened>;
  /** Ends every request at once. */
  close: () => void;
}

export interface ClientOptions {
  target: ClusterTarget;
  credentials: Credentials;
  timing: KubeTiming;
  /** There are no credentials, or none that the server takes. */
  onRefused: (error: OpsError) => void;
}

const usualLimitBytes = 16 * 1024 * 1024;
const textIdleMs = 10_000;

export function createClusterClient({ target, credentials, timing, onRefused }: ClientOptions): ClusterClient {
  const closing = new AbortController();
  let made: { identity: string; dispatcher: Promise<Dispatcher> } | null = null;
  const prefix = target.server.pathname.replace(/\/+$/, '');

  const dispatcherOf = (credential: Credential): Promise<Dispatcher> => {
    const identity = `${credential.cert ?? ''}\n${credential.key ?? ''}`;
    if (made?.identity === identity) return made.dispatcher;
    // Streams that are open under the old certificate may end by themselves.
    void made?.dispatcher.then((old) => old.close()).catch(() => undefined);
    made = { identity, dispatcher: openDispatcher(target, credential, timing) };
    return made.dispatcher;
  };

  const send = async (path: string, credential: Credential, asked: Asked): Promise<Opened> => {
    const { limitMs = timing.headersMs } = asked;
    const cut = new AbortController();
    const late = (): void => cut.abort(new OpsError('timed_out', `no answer within ${limitMs / 1000} s`));
    const inTime = startTimeLimit(limitMs, late);
    const signals = [cut.signal, closing.signal, ...(asked.signal ? [asked.signal] : [])];
    const signal = AbortSignal.any(signals);
    try {
      const dispatcher = await dispatcherOf(credential);
      signal.throwIfAborted();
      const answer = await dispatcher.request({
        origin: target.server.origin,
        path: `${prefix}${path}`,
        method: 'GET',
        headers: { accept: asked.accept ?? 'application/json', 'user-agent': 'readyroom', ...credential.headers },
        signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return openedOf(answer, cut);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw inWords(error);
    } finally {
      inTime();
    }
  };

  /** What proves who asks is not to be had: nobody asks any more. */
  const refuse = (error: unknown): never => {
    if (error instanceof OpsError && error.code === 'denied') onRefused(error);
    throw error;
  };

  return {
    open: async (path, asked = {}) => {
      let credential = await credentials.current().catch(refuse);
      const first = await send(path, credential, asked);
      if (first.status !== 401) {
        credentials.proved(credential);
        return first;
      }
      first.cancel();
      const renewed = await credentials.renew(credential).catch(refuse);
      if (!renewed)
        return refuse(new OpsError('denied', `the API server does not accept ${credential.what} (HTTP 401)`));
      credential = renewed;
      const second = await send(path, credential, asked);
      if (second.status !== 401) {
        credentials.proved(credential);
        return second;
      }
      second.cancel();
      return refuse(new OpsError('denied', `the API server does not accept ${credential.what}, renewed just now (HTTP 401)`)); // prettier-ignore
    },
    close: () => {
      closing.abort(new OpsError('cancelled', 'the connection was closed'));
      // One that could not be made has failed whoever asked for it.
      void made?.dispatcher.then((dispatcher) => dispatcher.destroy()).catch(() => undefined);
    },
  };
}

function openedOf({ statusCode, headers, body }: Dispatcher.ResponseData, cut: AbortController): Opened {
  // An answer that is cancelled has an error nobody waits for.
  body.on('error', () => undefined);
  const cancel = (): void => void body.destroy();

  async function* chunks(idleMs: () => number): AsyncGenerator<Buffer, void> {
    let heard = (): void => undefined;
    // The time that the caller takes for a chunk is not silence of the server's.
    const listen = (): void => {
      const limitMs = idleMs();
      heard = startTimeLimit(limitMs, () => cut.abort(new OpsError('timed_out', `nothing came for ${limitMs / 1000} s`))); // prettier-ignore
    };
    try {
      listen();
      for await (const chunk of body as AsyncIterable<Buffer>) {
        heard();
        yield chunk;
        listen();
      }
    } catch (error) {
      throw cut.signal.aborted ? cut.signal.reason : inWords(error);
    } finally {
      heard();
      cancel();
    }
  }

  const text = async (limitBytes = usualLimitBytes): Promise<string> => {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const chunk of chunks(() => textIdleMs)) {
      size += chunk.length;
      if (size > limitBytes) throw new OpsError('too_large', `an answer of more than ${limitBytes / 1024 / 1024} MB is not read`); // prettier-ignore
      pieces.push(chunk);
    }
    return Buffer.concat(pieces).toString('utf8');
  };
  return { status: statusCode, retryAfterMs: retryAfterOf(headers['retry-after']), chunks, text, cancel };
}

function retryAfterOf(header: string | string[] | undefined): number | null {
  const seconds = Number(typeof header === 'string' && header !== '' ? header : Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 600) * 1000 : null;
}
