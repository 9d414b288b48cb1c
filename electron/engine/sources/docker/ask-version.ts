// One question to a Docker endpoint, within three seconds: are you there, and which version? Needs no Docker library.
import { request } from 'node:http';
import { z } from 'zod';

export interface EndpointAnswer {
  state: 'ok' | 'absent' | 'denied' | 'refused' | 'timed_out' | 'error';
  /** For people: the version, or what is wrong. */
  words: string;
}

const patienceMs = 3000;
const versionSchema = z.object({ Version: z.string(), ApiVersion: z.string() });

/** Where the endpoint leads, for node:http and dockerode alike; null for kinds that are not supported. */
export function connectionOf(endpoint: string): { socketPath: string } | { host: string; port: number } | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(endpoint)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  const match = /^(?:tcp|http):\/\/(\[[\da-fA-F:]+\]|[^/:]+)(?::(\d+))?\/?$/.exec(endpoint);
  if (!match?.[1]) return null;
  return { host: match[1].replace(/^\[|\]$/g, ''), port: Number(match[2] ?? 2375) };
}

/** Never rejects. */
export function askVersion(endpoint: string): Promise<EndpointAnswer> {
  const target = connectionOf(endpoint);
  if (target === null) {
    const words = `${endpoint} is not supported; allowed: unix:///path and tcp://host:port without TLS`;
    return Promise.resolve({ state: 'error', words });
  }
  return new Promise((resolve) => {
    const asked = request(
      { ...target, path: '/version', signal: AbortSignal.timeout(patienceMs), agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.length > 65_536) asked.destroy(new Error('the answer is too long to be a Docker engine'));
        });
        response.on('end', () => resolve(versionOf(text, response.statusCode)));
        response.on('error', (error) => resolve(answerOf(error)));
      },
    );
    asked.on('error', (error) => resolve(answerOf(error)));
    asked.end();
  });
}

function versionOf(text: string, status: number | undefined): EndpointAnswer {
  try {
    const { Version, ApiVersion } = versionSchema.parse(JSON.parse(text));
    return { state: 'ok', words: `version ${Version}, API ${ApiVersion}` };
  } catch {
    return { state: 'error', words: `what answers there is not a Docker engine (HTTP ${status ?? '?'})` };
  }
}

function answerOf(error: NodeJS.ErrnoException): EndpointAnswer {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') {
    return { state: 'timed_out', words: `no answer within ${patienceMs / 1000} s` };
  }
  if (error.code === 'ENOENT') return { state: 'absent', words: 'there is no such socket' };
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    return { state: 'denied', words: 'this user may not use the socket (is it in the group docker?)' };
  }
  if (error.code === 'ECONNREFUSED') return { state: 'refused', words: 'nothing listens there' };
  return { state: 'error', words: error.message };
}
