// The way to an engine for node:http and dockerode: a socket, TLS, or ssh. Connections are made when something is asked.
import type { Agent as HttpAgent, RequestOptions } from 'node:http';
import { newAgent } from '../node-http.ts';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { OpsError } from '#shared/model/ops-error.ts';
import { dialSsh } from './dial-ssh.ts';
import { connectionOf, endpointOf, isSsh, sshArguments, type EngineAddress, type Reachable } from './engine-address.ts';

export interface Route {
  options: Pick<RequestOptions, 'socketPath' | 'host' | 'port'> & { agent: HttpAgent | false };
  /** Closes what was kept open. */
  close: () => void;
}

/** As few as an ssh server lets in at once from one place, and enough for a question beside a stream. */
const sshConnections = 8;

/** @throws OpsError `bad_input` for an endpoint that is none. */
export function routeTo(address: Reachable): Route {
  const endpoint = endpointOf(address);
  if (isSsh(endpoint) && typeof address !== 'string') return sshRoute(address);
  const target = connectionOf(endpoint);
  if (target === null) {
    throw new OpsError('bad_input', `"${endpoint}" is not a Docker endpoint; allowed: unix:///path, tcp://host:port`);
  }
  if (typeof address === 'string' || address.tls === null || 'socketPath' in target) {
    // A connection for each question: one that is kept may have died unseen, and the next question with it.
    return { options: { ...target, agent: false }, close: () => undefined };
  }
  return tlsRoute(target, address.tls);
}

function tlsRoute(target: { host: string; port: number }, tls: NonNullable<EngineAddress['tls']>): Route {
  const agent = dialling(newAgent(), () =>
    connectTls({
      ...target,
      ...(tls.ca === null ? {} : { ca: tls.ca }),
      ...(tls.cert === null ? {} : { cert: tls.cert }),
      ...(tls.key === null ? {} : { key: tls.key }),
      rejectUnauthorized: tls.verify,
      // An address is no server name; the certificate is compared with it all the same.
      ...(/^[\d.]+$|:/.test(target.host) ? {} : { servername: target.host }),
    }),
  );
  return { options: { ...target, agent }, close: () => agent.destroy() };
}

/** Each connection is a login over there, so they are kept. */
function sshRoute({ endpoint, env }: EngineAddress): Route {
  const args = sshArguments(endpoint);
  const agent = dialling(newAgent({ keepAlive: true, maxSockets: sshConnections }), () =>
    dialSsh(args, env ?? process.env),
  );
  return { options: { host: 'docker', port: 80, agent }, close: () => agent.destroy() };
}

function dialling(agent: HttpAgent, dial: () => Duplex): HttpAgent {
  return Object.assign(agent, { createConnection: dial });
}
