// The connections to one cluster: one pool for everything that is asked of it, TLS verified, keep-alive short enough to
// notice a peer that is gone.
import { getCACertificates } from 'node:tls';
import type { Dispatcher } from 'undici';
import type { ClusterTarget } from './cluster-target.ts';
import type { Credential } from './credentials.ts';
import type { KubeTiming } from './timing.ts';

const keepAliveProbesAfterMs = 15_000;

/** Loads its library only now: nobody pays for clusters that nobody connects to. */
export async function openDispatcher(
  target: ClusterTarget,
  { cert, key }: Pick<Credential, 'cert' | 'key'>,
  timing: Pick<KubeTiming, 'connectMs'>,
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici');
  const tls = {
    ca: target.ca ?? systemCas(),
    ...(cert !== null && { cert }),
    ...(key !== null && { key }),
    ...(target.serverName !== null && { servername: target.serverName }),
    rejectUnauthorized: !target.unverified,
    timeout: timing.connectMs,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveProbesAfterMs,
    // HTTP/2 would put every watch on one connection: one lost packet would hold up all of them.
    allowH2: false,
  };
  const pool = { pipelining: 1, maxHeaderSize: 32 * 1024, keepAliveTimeout: 10_000, allowH2: false };
  if (target.proxyUrl === null) return new Agent({ ...pool, connect: tls });
  const { username, password } = target.proxyUrl;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return new ProxyAgent({
    ...pool,
    uri: `${target.proxyUrl.protocol}//${target.proxyUrl.host}`,
    ...(username !== '' && { token: `Basic ${Buffer.from(pair).toString('base64')}` }),
    requestTls: tls,
    proxyTls: { timeout: timing.connectMs },
  });
}

let cas: string[] | undefined;
/** As kubectl: a cluster without a CA of its own is one that the system vouches for. */
export function systemCas(): string[] {
  return (cas ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])]);
}
