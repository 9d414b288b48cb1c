// How a Docker engine is reached: its endpoint, and what TLS and ssh need beside it. Opens nothing and reads no file.
import { OpsError } from '#shared/model/ops-error.ts';

export interface TlsMaterial {
  /** PEM texts; null where there is none: the authorities of this machine then decide, and no certificate is shown. */
  ca: string | null;
  cert: string | null;
  key: string | null;
  /** False only where the person's own context says so. */
  verify: boolean;
  /** Where the texts are from, for words. */
  folder: string;
}

export interface EngineAddress {
  /** `unix:///path`, `tcp://host:port`, `ssh://user@host`. */
  endpoint: string;
  tls: TlsMaterial | null;
  /** With which ssh is started; null where the process's own is meant. */
  env: Record<string, string | undefined> | null;
}

/** A bare endpoint is one that needs nothing beside it. */
export type Reachable = string | EngineAddress;

export const endpointOf = (address: Reachable): string => (typeof address === 'string' ? address : address.endpoint);

/** Where a plain endpoint leads, for node:http and dockerode alike; null for other kinds. */
export function connectionOf(endpoint: string): { socketPath: string } | { host: string; port: number } | null {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(endpoint)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  const match = /^(?:tcp|http):\/\/(\[[\da-fA-F:]+\]|[^/:]+)(?::(\d+))?\/?$/.exec(endpoint);
  if (!match?.[1]) return null;
  return { host: match[1].replace(/^\[|\]$/g, ''), port: Number(match[2] ?? 2375) };
}

export const isSsh = (endpoint: string): boolean => endpoint.startsWith('ssh://');

/** Longer than `ConnectTimeout`, so that ssh itself says what is wrong. */
export const sshPatienceMs = 9000;
const sshConnectSeconds = 7;

/**
 * What ssh is started with, as the docker command line starts it, but never asking anything.
 * @throws OpsError `bad_input`; a name that ssh could take for an option is none.
 */
export function sshArguments(endpoint: string): string[] {
  const parts = /^ssh:\/\/(?:([\w.][\w.@-]*)@)?(\[[\da-fA-F:]+\]|[\w][\w.-]*)(?::(\d{1,5}))?(\/[\w./-]*)?$/.exec(
    endpoint,
  );
  if (!parts) {
    throw new OpsError(
      'bad_input',
      `"${endpoint}" is not an ssh endpoint; allowed: ssh://user@host:port/path/of/socket`,
    );
  }
  const [, user, host = '', port, path = ''] = parts;
  // Its words go through a shell over there, which is why the path may hold nothing but plain characters.
  const remote = path.length > 1 ? ['docker', '--host', `unix://${path}`] : ['docker'];
  const login = [...(user === undefined ? [] : ['-l', user]), ...(port === undefined ? [] : ['-p', port])];
  const options = ['-o', `ConnectTimeout=${sshConnectSeconds}`, '-o', 'BatchMode=yes', '-T'];
  return [...options, ...login, '--', host.replace(/^\[|\]$/g, ''), ...remote, 'system', 'dial-stdio'];
}
