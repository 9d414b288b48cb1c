// How one cluster of a kubeconfig is reached: its address, the CA that speaks for it, the proxy on the way.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { KubeCluster } from './kubeconfig-types.ts';

export interface ClusterTarget {
  server: URL;
  /** PEM; null for the system's own. */
  ca: string | null;
  /** SHA-256, hex; null where there is no CA of its own. */
  caDigest: string | null;
  /** Nobody checks who answers. */
  unverified: boolean;
  serverName: string | null;
  /** Without user and password; null for none. */
  proxy: string | null;
  proxyUrl: URL | null;
}

type Env = Record<string, string | undefined>;

/** @throws OpsError `bad_input` naming the field, or the file that cannot be read. */
export async function targetOf(cluster: KubeCluster, env: Env): Promise<ClusterTarget> {
  const server = serverUrl(cluster);
  const ca = await caOf(cluster);
  const proxyUrl = proxyOf(cluster, server, env);
  return {
    server,
    ca,
    caDigest: ca === null ? null : createHash('sha256').update(ca.trim()).digest('hex'),
    unverified: cluster.skipVerify || (server.protocol === 'http:' && !isLoopback(server.hostname)),
    serverName: cluster.serverName,
    proxy: proxyUrl && withoutUserInfo(proxyUrl),
    proxyUrl,
  };
}

/** @throws OpsError `bad_input` */
export function serverUrl({ name, server }: KubeCluster): URL {
  if (server === '') throw new OpsError('bad_input', `the cluster "${name}" names no server`);
  const url = URL.canParse(server) ? new URL(server) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OpsError('bad_input', `the server of the cluster "${name}" is not an http or https URL`);
  }
  return url;
}

export function withoutUserInfo(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href.replace(/\/$/, '');
}

async function caOf({ name, caData, caFile }: KubeCluster): Promise<string | null> {
  const place = `the certificate-authority of the cluster "${name}"`;
  const pem = caData === null ? await pemFile(caFile, place) : Buffer.from(caData, 'base64').toString('latin1');
  if (pem !== null && !pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new OpsError('bad_input', `${place} is not a certificate in PEM form`);
  }
  return pem;
}

async function pemFile(path: string | null, place: string): Promise<string | null> {
  if (path === null) return null;
  try {
    return await readFile(path, 'latin1');
  } catch (error) {
    throw new OpsError('bad_input', `${place} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

/** The kubeconfig's own, else as the environment says, which a NO_PROXY may except. */
function proxyOf({ name, proxyUrl }: KubeCluster, server: URL, env: Env): URL | null {
  const variable = (key: string): string | undefined => env[key.toLowerCase()] || env[key];
  const said = proxyUrl ?? fromEnvironment(server, variable);
  if (said === null) return null;
  const url = URL.canParse(said) ? new URL(said) : null;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new OpsError('bad_input', `the proxy for the cluster "${name}" is not an http or https URL; no other kind is supported`); // prettier-ignore
  }
  return url;
}

function fromEnvironment(server: URL, variable: (key: string) => string | undefined): string | null {
  const said = variable(server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  if (said === undefined || isLoopback(server.hostname)) return null;
  const excepted = (variable('NO_PROXY') ?? '').split(/[\s,]+/).some((entry) => matches(entry, server));
  return excepted ? null : said;
}

function matches(entry: string, server: URL): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  const [name = '', port] = entry.split(':');
  if (port !== undefined && port !== (server.port || (server.protocol === 'https:' ? '443' : '80'))) return false;
  const bare = name.replace(/^\*?\./, '').toLowerCase();
  return server.hostname === bare || server.hostname.endsWith(`.${bare}`);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
