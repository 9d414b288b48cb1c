// Name resolution that asks the permit about every address before a connection can be made to it, so that a name cannot
// lead where the plan may not go, nor change its answer between the check and the connection.
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIPv6 } from 'node:net';
import type { Permit } from './consent.ts';

const join = (host: string, port: number): string => (isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`);

/** A `lookup` for net, tls and undici connections to `port`. One address that is not permitted refuses the name. */
export function permittedLookup(permit: Permit, port: number, resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
      const refused = error ?? refusal(permit, hostname, port, addresses);
      if (refused) return callback(refused, []);
      if (options.all) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family);
    });
  };
}

function refusal(permit: Permit, hostname: string, port: number, addresses: LookupAddress[]): Error | null {
  try {
    for (const { address } of addresses) permit({ kind: 'host', subject: join(address, port) }, join(hostname, port));
    return null;
  } catch (error) {
    return error as Error;
  }
}
