// The contexts of a kubeconfig as people choose among them: where each leads, how it logs in, and why it cannot be used.
import type { KubeAuth, KubeConfigView, KubeContext } from '#shared/model/kubernetes.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { serverUrl, targetOf, withoutUserInfo } from './cluster-target.ts';
import { legacyWords } from './credentials.ts';
import { planPlugin, type Commands } from './exec-plugin.ts';
import type { Kubeconfig, KubeContextEntry, KubeUser } from './kubeconfig-types.ts';

/** Dials nothing and runs no command of the kubeconfig's. */
export async function describeContexts(
  config: Kubeconfig,
  commands: Commands,
  agreed: ReadonlySet<string>,
): Promise<KubeConfigView> {
  const contexts = [...config.contexts.values()].map((entry) => describe(entry, config, commands, agreed));
  return {
    files: config.files.map(({ path, answer, used }) => ({ path, answer, used })),
    contexts: await Promise.all(contexts),
  };
}

async function describe(
  { name, cluster: clusterName, user: userName, namespace }: KubeContextEntry,
  config: Kubeconfig,
  commands: Commands,
  agreed: ReadonlySet<string>,
): Promise<KubeContext> {
  const cluster = config.clusters.get(clusterName);
  const user = config.users.get(userName);
  const base = { name, cluster: clusterName, user: userName, namespace, current: name === config.current };
  const auth: KubeAuth = user ? await authOf(user, commands, agreed) : { kind: 'none' };
  if (!cluster) return { ...base, server: '', auth, problem: `it names a cluster "${clusterName}", which no file defines` }; // prettier-ignore
  let server = '';
  try {
    server = withoutUserInfo(serverUrl(cluster));
    // Whoever chooses it pins who may speak for it; the proxies of this machine have no part in that.
    const { caDigest } = await targetOf(cluster, {});
    const missing = !user && userName !== '' ? `it names a user "${userName}", which no file defines` : '';
    return { ...base, server, caDigest, auth, problem: missing || ('problem' in auth ? auth.problem : '') };
  } catch (error) {
    return { ...base, server, auth, problem: messageOf(error) };
  }
}

async function authOf(user: KubeUser, commands: Commands, agreed: ReadonlySet<string>): Promise<KubeAuth> {
  if (user.exec) {
    const { argv, path, problem, digest } = await planPlugin(user.exec, commands);
    const { installHint } = user.exec;
    return { kind: 'exec', argv, path, problem, installHint, digest, agreed: agreed.has(digest) };
  }
  if (user.authProvider?.name === 'oidc') return { kind: 'oidc' };
  if (user.authProvider !== null) return { kind: 'unsupported', problem: legacyWords(user.authProvider.name) };
  if (user.tokenFile !== null) return { kind: 'token_file' };
  if (user.token !== null) return { kind: 'token' };
  if (user.certData !== null || user.certFile !== null) return { kind: 'certificate' };
  return { kind: user.username === null ? 'none' : 'basic' };
}
