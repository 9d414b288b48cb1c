// Logs in as `auth-provider: oidc` of a kubeconfig says: the token that stands there while it holds, else a new one from its
// issuer for the refresh token. Nothing is written back into the kubeconfig. The Kubernetes client library decides, and
// is loaded only for this.
import { readFile } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface OidcToken {
  token: string;
  /** Epoch milliseconds; null where the token does not tell. */
  expiresAt: number | null;
}

export interface OidcLimits {
  now: () => number;
  limitMs: number;
  signal: AbortSignal;
}

/** Refresh tokens that are good once: the newest of each login, as long as this process lives. */
const refreshTokens = new Map<string, string>();

/** @throws OpsError `denied` with what is missing or why the issuer refuses, `timed_out`. Never with a token. */
export async function loginWithOidc(
  config: Record<string, string>,
  { now, limitMs, signal }: OidcLimits,
): Promise<OidcToken> {
  const present = config['id-token'] ?? '';
  const expiresAt = expiryOf(present);
  if (present !== '' && expiresAt !== null && expiresAt > now()) return { token: present, expiresAt };
  const missing = ['idp-issuer-url', 'client-id', 'refresh-token'].filter((name) => !config[name]);
  if (missing.length > 0)
    throw new OpsError(
      'denied',
      `the OIDC token has expired and cannot be renewed: the kubeconfig has no ${missing.join(', ')}`,
    );
  const key = `${config['idp-issuer-url']} ${config['client-id']} ${config['refresh-token']}`;
  const known = refreshTokens.get(key);
  // The library renews only what it takes for expired, and writes what it gets into what it is given.
  const asked: Record<string, string> = { ...config, 'id-token': expired, ...(known && { 'refresh-token': known }) };
  const { OpenIDConnectAuth } = await import('@kubernetes/client-node/dist/oidc_auth.js');
  const headers: Record<string, string> = {};
  const user = { name: 'oidc', authProvider: { name: 'oidc', config: asked } };
  const login = new OpenIDConnectAuth().applyAuthentication(user, { headers }, issuerClient(config));
  await within(login, limitMs, signal, config['idp-issuer-url'] ?? '');
  const token = asked['id-token'] ?? '';
  if (token === '' || token === expired) throw new OpsError('denied', 'the OIDC issuer gave no token');
  if (asked['refresh-token'] !== undefined) refreshTokens.set(key, asked['refresh-token']);
  return { token, expiresAt: expiryOf(token) };
}

/** What the library would make itself, which in version 2.0.1 fails on every issuer: it names it by text and not by a URL. */
function issuerClient(config: Record<string, string>) {
  return {
    refresh: async (refreshToken: string) => {
      const { customFetch, discovery, refreshTokenGrant } = await import('openid-client');
      const { Agent, fetch } = await import('undici');
      const ca = await caOf(config);
      const dispatcher = new Agent(ca === null ? {} : { connect: { ca } });
      try {
        const asked = ((url: string, options: object) => fetch(url, { ...options, dispatcher })) as never;
        const server = issuerUrl(config['idp-issuer-url'] ?? '');
        const issuer = await discovery(server, config['client-id'] ?? '', config['client-secret'], undefined, { [customFetch]: asked }); // prettier-ignore
        const { id_token, refresh_token, expires_in } = await refreshTokenGrant(issuer, refreshToken);
        return { id_token, refresh_token: refresh_token ?? refreshToken, expires_at: expires_in };
      } finally {
        await dispatcher.destroy();
      }
    },
  };
}

/** PEM; null where the authorities of this machine decide. @throws OpsError `denied` where its file cannot be read. */
async function caOf(config: Record<string, string>): Promise<string | null> {
  const data = config['idp-certificate-authority-data'];
  if (data !== undefined) return Buffer.from(data, 'base64').toString('latin1');
  const file = config['idp-certificate-authority'];
  if (file === undefined) return null;
  return await readFile(file, 'utf8').catch((error: unknown) => {
    throw new OpsError('denied', `the idp-certificate-authority cannot be read: ${messageOf(error)}`, { cause: error });
  });
}

/** @throws OpsError `bad_input` */
function issuerUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text);
  throw new OpsError('bad_input', 'the idp-issuer-url of the user is not a URL');
}

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
const expired = `${part({ alg: 'none' })}.${part({ exp: 1 })}.`;

function expiryOf(token: string): number | null {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      exp?: unknown;
    };
    return typeof exp === 'number' ? exp * 1000 : null;
  } catch {
    // Not a token that tells: then it is asked for anew.
    return null;
  }
}

async function within<T>(login: Promise<T>, limitMs: number, signal: AbortSignal, issuer: string): Promise<T> {
  const ended = Promise.withResolvers<never>();
  const leave = (): void => ended.reject(signal.reason as Error);
  const late = (): void => ended.reject(new OpsError('timed_out', `the OIDC issuer ${issuer} did not answer within ${limitMs / 1000} s`)); // prettier-ignore
  const timer = setTimeout(late, limitMs);
  signal.addEventListener('abort', leave);
  try {
    return await Promise.race([login, ended.promise]);
  } catch (error) {
    if (error instanceof OpsError) throw error;
    throw new OpsError('denied', `the OIDC issuer ${issuer} gave no token: ${messageOf(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}
