// The HTTP connections of one run: kept alive between its looks, each address shown to the permit before it is
// connected to. Uses no proxy and no credentials of its own.
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { isIP } from 'node:net';
import type { Permit } from './consent.ts';
import { HttpLanes } from './http-lanes.ts';
import { permittedLookup } from './permitted-lookup.ts';

export interface HttpAgentOptions {
  /** Accept certificates that cannot be verified. Default false. */
  insecureTls?: boolean;
  /** When an attempt to connect is given up, in milliseconds. Default 10,000; a look's own deadline comes first. */
  connectTimeoutMs?: number;
}

/**
 * As many connections as there are requests at once: the monitor limits those. The caller closes it at the end of the run.
 * A connection that is not permitted fails with OpsError `denied`.
 */
export function createHttpAgent(permit: Permit, options: HttpAgentOptions = {}): Dispatcher {
  const connectors = new Map<number, buildConnector.connector>();
  const connectorFor = (port: number): buildConnector.connector => {
    const known = connectors.get(port);
    if (known) return known;
    const made = buildConnector({
      allowH2: false,
      timeout: options.connectTimeoutMs ?? 10_000,
      rejectUnauthorized: options.insecureTls !== true,
      lookup: permittedLookup(permit, port),
    } as buildConnector.BuildOptions);
    connectors.set(port, made);
    return made;
  };
  const connect: Agent.Options['connect'] = (target, callback) => {
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
    const host = target.hostname.replace(/^\[|\]$/g, '');
    try {
      // Addresses are connected to without a lookup.
      if (isIP(host) !== 0) permit({ kind: 'host', subject: `${isIP(host) === 6 ? `[${host}]` : host}:${port}` });
    } catch (error) {
      return callback(error as Error, null);
    }
    connectorFor(port)(target, callback);
  };
  return new HttpLanes(() => new Agent({ connections: 1, maxHeaderSize: 65_536, connect }));
}
