// Opens the way to a server: its secrets and certificates are read now, and are in memory as long as the way is open.
import { readFile } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import type { MetricsAccess } from '#shared/model/metrics-access.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface Access {
  /** Without user and password. */
  url: URL;
  dispatcher: Dispatcher;
  /** Sent with every question, e.g. an authorization. */
  headers: Record<string, string>;
  /** What is not as safe as it should be about the way there, in words; empty when nothing is. */
  warning: string;
  /** Takes no more questions; those under way are answered. */
  retire: () => void;
  /** Cuts what is under way. */
  close: () => void;
}

type ReadSecret = (reference: string) => Promise<string>;

export const connectLimitMs = 3000;
/** A server that says nothing for that long within an answer has stopped. */
const silenceLimitMs = 10_000;

/**
 * Connects to nothing yet. A redirect is never followed: it would take the secrets along.
 * @throws OpsError `not_found`, `denied`, `unavailable` or `bad_input` that names the reference or the file.
 */
export async function openAccess(address: URL, access: MetricsAccess, readSecret: ReadSecret): Promise<Access> {
  const [headers, ca, cert, key] = await Promise.all([
    headersOf(address, access, readSecret),
    fileOf(access.caFile),
    fileOf(access.certFile),
    fileOf(access.keyFile),
  ]);
  if ((cert === null) !== (key === null))
    throw new OpsError('bad_input', 'a client certificate needs its key, and a key its certificate');
  // Loaded only now: nobody pays for servers that nobody asks.
  const { Agent } = await import('undici');
  const dispatcher = new Agent({
    connect: {
      timeout: connectLimitMs,
      rejectUnauthorized: !access.skipVerify,
      ...(ca !== null && { ca }),
      ...(cert !== null && { cert }),
      ...(key !== null && { key }),
    },
    // Each question has its own time; a query answers with its head only when it is done.
    headersTimeout: 0,
    bodyTimeout: silenceLimitMs,
    maxHeaderSize: 32 * 1024,
    keepAliveTimeout: 10_000,
  });
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return {
    url,
    dispatcher,
    headers,
    warning: warningOf(url, access, headers),
    retire: () => void dispatcher.close(),
    close: () => void dispatcher.destroy(),
  };
}

function warningOf({ protocol, hostname }: URL, access: MetricsAccess, headers: Record<string, string>): string {
  if (protocol === 'https:') return access.skipVerify ? 'its certificate is not verified: whoever answers is believed' : ''; // prettier-ignore
  return 'authorization' in headers && !isLoopback(hostname) ? 'its password is sent without encryption (http)' : '';
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

async function headersOf(
  url: URL,
  { auth, headers }: MetricsAccess,
  read: ReadSecret,
): Promise<Record<string, string>> {
  const own = await Promise.all(
    headers.map(async ({ name, value }): Promise<[string, string]> => [
      name.toLowerCase(),
      /^(env|keychain|file):./.test(value) ? await read(value) : value,
    ]),
  );
  return { ...Object.fromEntries(own), ...(await authorizationOf(url, auth, read)) };
}

async function authorizationOf(
  url: URL,
  auth: MetricsAccess['auth'],
  read: ReadSecret,
): Promise<{ authorization?: string }> {
  if (auth.kind === 'bearer') return { authorization: `Bearer ${await read(auth.token)}` };
  if (auth.kind === 'basic') return { authorization: basic(auth.username, await read(auth.password)) };
  return authorizationIn(url);
}

/** For addresses that hold a user and a password themselves. */
export function authorizationIn({ username, password }: URL): { authorization?: string } {
  if (username === '' && password === '') return {};
  return { authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) };
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function fileOf(path: string | null): Promise<Buffer | null> {
  if (path === null) return null;
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOENT' ? 'not_found' : code === 'EACCES' ? 'denied' : 'unavailable';
    throw new OpsError(kind, `${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
