// The HTTP connections of one run: kept alive between its looks, each address shown to the permit before it is
// connected to. Uses no proxy and no credentials of its own.
import { Agent, buildConnector } from 'undici';
import { isIP } from 'node:net';
import type { Permit } from './consent.ts';
import { permittedLookup } from './permitted-lookup.ts';

export interface HttpAgentOptions {
  /** Accept certificates that cannot be verified. Default false. */
  insecureTls?: boolean;
  /** When an attempt to connect is given up, in milliseconds. Default 10,000; a look's own deadline comes first. */
  connectTimeoutMs?: number;
  /** Connections per origin. Default unlimited: the monitor limits how many looks run at once. */
  connections?: number;
}

/** The caller closes it at the end of the run. A connection that is not permitted fails with OpsError `denied`. */
export function createHttpAgent(permit: Permit, options: HttpAgentOptions = {}): Agent {
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
  return new Agent({
    ...(options.connections === undefined ? {} : { connections: options.connections }),
    maxHeaderSize: 65_536,
    connect: (target, callback) => {
      const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
      const host = target.hostname.replace(/^\[|\]$/g, '');
      try {
        // Addresses are connected to without a lookup.
        if (isIP(host) !== 0) permit({ kind: 'host', subject: `${isIP(host) === 6 ? `[${host}]` : host}:${port}` });
      } catch (error) {
        return callback(error as Error, null);
      }
      connectorFor(port)(target, callback);
    },
  });
}
