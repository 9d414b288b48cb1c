// One question to a Docker endpoint, within three seconds: are you there, and which version? Needs no Docker library.
import { request } from '../node-http.ts';
import { startTimeLimit } from '../time-limit.ts';
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import { failureOf } from './connection-failure.ts';
import { connectionOf, endpointOf, isSsh, sshPatienceMs, type Reachable } from './engine-address.ts';
import { routeTo, type Route } from './route.ts';

export interface EndpointAnswer {
  state: 'ok' | 'absent' | 'denied' | 'refused' | 'timed_out' | 'error';
  /** For people: the version, or what is wrong. */
  words: string;
}

/** A login over ssh takes longer than a socket. */
const patienceMs = 3000;
const versionSchema = z.object({ Version: z.string(), ApiVersion: z.string() });

/** Never rejects; `signal` ends it at once. */
export function askVersion(address: Reachable, signal?: AbortSignal): Promise<EndpointAnswer> {
  const endpoint = endpointOf(address);
  if (connectionOf(endpoint) === null && !(isSsh(endpoint) && typeof address !== 'string')) {
    const words = `${endpoint} is not supported; allowed: unix:///path, tcp://host:port and ssh://user@host`;
    return Promise.resolve({ state: 'error', words });
  }
  let route: Route;
  try {
    route = routeTo(address);
  } catch (error) {
    return Promise.resolve(failureOf(error as Error));
  }
  const limitMs = isSsh(endpoint) ? sshPatienceMs : patienceMs;
  return new Promise<EndpointAnswer>((resolve) => {
    const asked = request({ ...route.options, path: '/version' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.length > 65_536) asked.destroy(new Error('the answer is too long to be a Docker engine'));
      });
      response.on('end', () => resolve(versionOf(text, response.statusCode)));
      response.on('error', (error) => resolve(failureOf(error)));
    });
    const late = new OpsError('timed_out', `no answer within ${limitMs / 1000} s`);
    const settle = startTimeLimit(limitMs, () => asked.destroy(late));
    const stop = (): unknown => asked.destroy(new OpsError('cancelled', 'nobody waits for the answer any longer'));
    signal?.addEventListener('abort', stop, { once: true });
    asked.on('error', (error) => resolve(failureOf(error)));
    asked.on('close', () => {
      settle();
      signal?.removeEventListener('abort', stop);
    });
    if (signal?.aborted === true) stop();
    asked.end();
  }).finally(() => route.close());
}

function versionOf(text: string, status: number | undefined): EndpointAnswer {
  try {
    const { Version, ApiVersion } = versionSchema.parse(JSON.parse(text));
    return { state: 'ok', words: `version ${Version}, API ${ApiVersion}` };
  } catch {
    if (text.includes('HTTP request to an HTTPS server')) {
      const words = 'it wants TLS: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or a docker context with certificates';
      return { state: 'error', words };
    }
    return { state: 'error', words: `what answers there is not a Docker engine (HTTP ${status ?? '?'})` };
  }
}
