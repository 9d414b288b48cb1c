// Dials one WebSocket to an API server, on the same way and with the same trust as every other question.
import type { IncomingMessage } from 'node:http';
import type { Agent } from 'node:https';
import type { WebSocket } from 'ws';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ClusterTarget } from './cluster-target.ts';
import type { Credential } from './credentials.ts';
import { systemCas } from './dispatcher.ts';
import { inWords } from './network-words.ts';
import type { KubeTiming } from './timing.ts';

export interface SocketRequest {
  target: ClusterTarget;
  credential: Credential;
  timing: KubeTiming;
  url: URL;
  protocols: string[];
  signal?: AbortSignal | undefined;
}

/** An API server that refuses answers with a status and its reason instead of a socket. */
export interface Dialled {
  status: number;
  socket: WebSocket | null;
  /** Of a refusal. */
  text: string;
}

const refusalLimitBytes = 64 * 1024;

/** The socket is paused. @throws OpsError where no connection comes about. */
export async function dialSocket({
  target,
  credential,
  timing,
  url,
  protocols,
  signal,
}: SocketRequest): Promise<Dialled> {
  signal?.throwIfAborted();
  const { WebSocket: Dialer } = await import('ws');
  const address = new URL(url);
  address.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const agent = await agentOf(target);
  const socket = new Dialer(address, protocols, {
    headers: { 'user-agent': 'readyroom', ...credential.headers },
    ca: target.ca ?? systemCas(),
    ...(credential.cert !== null && { cert: credential.cert }),
    ...(credential.key !== null && { key: credential.key }),
    ...(target.serverName !== null && { servername: target.serverName }),
    ...(agent && { agent }),
    rejectUnauthorized: !target.unverified,
    handshakeTimeout: timing.connectMs + timing.headersMs,
    followRedirects: false,
    perMessageDeflate: false,
  });
  const leave = (): void => socket.terminate();
  signal?.addEventListener('abort', leave, { once: true });
  return await new Promise((resolve, reject) => {
    socket.once('open', () => {
      // What came together with the answer must wait for whoever listens.
      socket.pause();
      resolve({ status: 101, socket, text: '' });
    });
    socket.once('error', (error) => reject(signal?.aborted ? (signal.reason as Error) : inWords(error)));
    socket.once('unexpected-response', (_request, response) => {
      void readRefusal(response).then((text) => {
        resolve({ status: response.statusCode ?? 500, socket: null, text });
        socket.terminate();
      });
    });
    // What goes wrong after it was opened is told by its end; whoever uses it listens for that.
    socket.on('error', () => undefined);
  });
}

async function agentOf({ proxyUrl }: ClusterTarget): Promise<Agent | null> {
  if (proxyUrl === null) return null;
  const { HttpsProxyAgent } = await import('hpagent');
  return new HttpsProxyAgent({ proxy: proxyUrl, keepAlive: false });
}

async function readRefusal(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const piece of response as AsyncIterable<string>) {
      text += piece;
      if (text.length > refusalLimitBytes) break;
    }
  } catch (error) {
    throw new OpsError('unavailable', 'the connection was cut', { cause: error });
  }
  return text;
}
