// What proves to an API server who asks. Made when first needed, once however many wait for it, kept while it holds, and
// renewed once where the server no longer takes it. A login command that failed is not run again by itself.
import { readFile, stat } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { ClusterTarget } from './cluster-target.ts';
import { planPlugin, runPlugin, type Commands } from './exec-plugin.ts';
import type { KubeUser } from './kubeconfig-types.ts';
import { loginWithOidc } from './oidc-login.ts';
import type { KubeTiming } from './timing.ts';

export interface Credential {
  /** For people: `the token of user "x"`. */
  what: string;
  headers: Record<string, string | string[]>;
  cert: string | null;
  key: string | null;
  expiresAt: number | null;
  /** Rises with each that was made. */
  serial: number;
}

export interface Credentials {
  /** @throws OpsError `denied`: there are none, and what to do. */
  current: () => Promise<Credential>;
  /** After a refusal of `old`: another, or null where there is none or a renewed one was refused too. */
  renew: (old: Credential) => Promise<Credential | null>;
  /** The server took it. */
  proved: (credential: Credential) => void;
  /** Everything anew at the next question: a person asks for it. */
  forget: () => void;
}

export interface CredentialsOptions {
  user: KubeUser;
  target: ClusterTarget;
  commands: Commands;
  /** Digests of the login commands to which a person agreed. */
  agreed: ReadonlySet<string>;
  /** Epoch milliseconds. */
  now: () => number;
  timing: KubeTiming;
  signal: AbortSignal;
}

type Made = Omit<Credential, 'serial'>;
/** A credential must outlive the question it goes with. */
const skewMs = 10_000;

export function createCredentials(options: CredentialsOptions): Credentials {
  const { user, now, timing } = options;
  let held: { credential: Credential; readAt: number; stamp: string } | null = null;
  let pending: Promise<Credential> | null = null;
  let failed: unknown = null;
  let serial = 0;
  let provedSerial = 0;
  /** Made because another was refused; if it is refused itself, there is nothing more to try. */
  let renewedSerial = 0;

  const make = (): Promise<Credential> =>
    (pending ??= (async () => {
      try {
        const stamp = await stampOf(user);
        const made = user.exec
          ? await fromPlugin(options)
          : isOidc(user)
            ? await fromIssuer(options)
            : await fromFields(user);
        const same = held && JSON.stringify(made.headers) === JSON.stringify(held.credential.headers) && made.cert === held.credential.cert; // prettier-ignore
        const credential = { ...made, serial: same ? serial : ++serial };
        held = { credential, readAt: now(), stamp };
        return credential;
      } catch (error) {
        if (user.exec) failed = error;
        throw error;
      } finally {
        pending = null;
      }
    })());

  const holds = async (): Promise<boolean> => {
    if (!held) return false;
    const { credential, readAt, stamp } = held;
    if (credential.expiresAt !== null) return credential.expiresAt - skewMs > now();
    if (user.exec || filesOf(user).length === 0) return true;
    return now() - readAt < timing.tokenFileMs && stamp === (await stampOf(user));
  };

  return {
    current: async () => {
      if (pending) return pending;
      if (failed !== null) throw failed;
      const found = (await holds()) && held ? held.credential : await make();
      return found;
    },
    renew: async (old) => {
      if (held && held.credential.serial !== old.serial) return held.credential;
      if (old.serial === renewedSerial && provedSerial !== old.serial) return null;
      if (!user.exec && filesOf(user).length === 0) return null;
      const credential = await make();
      // Commands that keep a cache give the same again; it was refused.
      if (credential.serial === old.serial) return null;
      renewedSerial = credential.serial;
      return credential;
    },
    proved: (credential) => {
      provedSerial = credential.serial;
    },
    forget: () => {
      held = null;
      failed = null;
      renewedSerial = 0;
    },
  };
}

async function fromPlugin({ user, target, commands, agreed, timing, signal }: CredentialsOptions): Promise<Made> {
  const plugin = user.exec;
  if (!plugin) throw new OpsError('internal', 'no login command');
  const plan = await planPlugin(plugin, commands);
  if (!agreed.has(plan.digest)) {
    const words = `the login command "${plan.argv.join(' ')}" runs only after you have agreed to it, as it stands now; look at it and connect again`; // prettier-ignore
    throw new OpsError('denied', words);
  }
  const answer = await runPlugin(plugin, plan, { target, commands, limitMs: timing.loginLimitMs, signal });
  return {
    what: `what the login command "${plugin.command}" gave`,
    headers: { ...bearer(answer.token), ...impersonation(user) },
    cert: answer.cert,
    key: answer.key,
    expiresAt: answer.expiresAt,
  };
}

const isOidc = ({ authProvider }: KubeUser): boolean => authProvider?.name === 'oidc';

async function fromIssuer({ user, now, timing, signal }: CredentialsOptions): Promise<Made> {
  const { token, expiresAt } = await loginWithOidc(user.authProvider?.config ?? {}, { now, limitMs: timing.issuerLimitMs, signal }); // prettier-ignore
  const headers = { ...bearer(token), ...impersonation(user) };
  return { what: `the OIDC token of user "${user.name}"`, headers, cert: null, key: null, expiresAt };
}

async function fromFields(user: KubeUser): Promise<Made> {
  if (user.authProvider !== null) throw new OpsError('denied', legacyWords(user.authProvider.name));
  // As kubectl: the file counts before the token, and what stands inline before a file.
  const token = user.tokenFile === null ? user.token : ((await fileText(user.tokenFile, 'tokenFile')).trim() || user.token); // prettier-ignore
  const cert = await pemOf(user.certData, user.certFile, 'client-certificate');
  const key = await pemOf(user.keyData, user.keyFile, 'client-key');
  const basic = token === null && user.username !== null ? basicOf(user.username, user.password ?? '') : {};
  const kind = token !== null ? 'the token' : cert !== null ? 'the certificate' : 'what the kubeconfig has';
  return {
    what: user.name === '' ? 'a question without credentials' : `${kind} of user "${user.name}"`,
    headers: { ...bearer(token), ...basic, ...impersonation(user) },
    cert,
    key,
    expiresAt: null,
  };
}

export function legacyWords(provider: string): string {
  return `the auth-provider "${provider}" was taken out of Kubernetes in 1.26; use the login command (exec) that replaced it`;
}

function bearer(token: string | null): Record<string, string> {
  if (token === null) return {};
  // A header with a line break in it would be another header.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new OpsError('denied', 'the token holds characters that no token has');
  return { authorization: `Bearer ${token}` };
}

function basicOf(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function impersonation({ impersonate }: KubeUser): Record<string, string | string[]> {
  if (!impersonate) return {};
  const { user, uid, groups } = impersonate;
  return {
    'impersonate-user': user,
    ...(uid !== null && { 'impersonate-uid': uid }),
    ...(groups.length > 0 && { 'impersonate-group': groups }),
  };
}

async function pemOf(data: string | null, file: string | null, field: string): Promise<string | null> {
  if (data !== null) return Buffer.from(data, 'base64').toString('latin1');
  return file === null ? null : fileText(file, field);
}

async function fileText(path: string, field: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new OpsError('denied', `the ${field} of the user cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function filesOf({ tokenFile, certFile, keyFile }: KubeUser): string[] {
  return [tokenFile, certFile, keyFile].filter((file) => file !== null);
}

async function stampOf(user: KubeUser): Promise<string> {
  const stamps = filesOf(user).map(async (file) => {
    const found = await stat(file).catch(() => null);
    return found ? `${found.mtimeMs}:${found.size}:${found.ino}` : 'absent';
  });
  return (await Promise.all(stamps)).join('\n');
}
