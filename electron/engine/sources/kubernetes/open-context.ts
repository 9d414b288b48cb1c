// One context of the kubeconfig made ready to be asked: whom, on which way, as whom. The same again while the kubeconfig
// says the same.
import { OpsError } from '#shared/model/ops-error.ts';
import { createClusterChanger, type ClusterChanger } from './change-cluster.ts';
import { createClusterClient, type ClusterClient } from './cluster-client.ts';
import { targetOf, type ClusterTarget } from './cluster-target.ts';
import { createCredentials } from './credentials.ts';
import type { Commands } from './exec-plugin.ts';
import { kubeconfigStamp, readKubeconfig, type KubeconfigPlace } from './kubeconfig.ts';
import type { KubeUser } from './kubeconfig-types.ts';
import type { KubeTiming } from './timing.ts';

export interface OpenContext {
  client: ClusterClient;
  changer: ClusterChanger;
  target: ClusterTarget;
  user: string;
  namespace: string | null;
  /** Who is dialled, and what proves that it is them. */
  pin: string;
  /** What it was made of. */
  stamp: string;
  content: string;
}

export interface OpenContextOptions {
  context: string;
  place: KubeconfigPlace;
  commands: Commands;
  agreed: ReadonlySet<string>;
  now: () => number;
  timing: KubeTiming;
  before: OpenContext | null;
  onRefused: (error: OpsError) => void;
}

/** The caller closes the client of what it gets, if it is not `before`. @throws OpsError `bad_input` with what is wrong. */
export async function openContext(options: OpenContextOptions): Promise<OpenContext> {
  const { context, place, before } = options;
  const stamp = await kubeconfigStamp(place);
  if (before?.stamp === stamp) return before;
  const config = await readKubeconfig(place);
  const entry = config.contexts.get(context);
  if (!entry) {
    const broken = config.files.filter(({ state }) => state !== 'ok').map(({ path, answer }) => `${path}: ${answer}`);
    throw new OpsError('bad_input', [`no kubeconfig defines the context "${context}"`, ...broken].join('; '));
  }
  const cluster = config.clusters.get(entry.cluster);
  if (!cluster) {
    throw new OpsError(
      'bad_input',
      `the context "${context}" names a cluster "${entry.cluster}", which no file defines`,
    );
  }
  const user = config.users.get(entry.user);
  if (!user && entry.user !== '') {
    throw new OpsError('bad_input', `the context "${context}" names a user "${entry.user}", which no file defines`);
  }
  const target = await targetOf(cluster, place.env);
  const content = JSON.stringify([cluster, user, entry, target.caDigest]);
  if (before?.content === content) return Object.assign(before, { stamp });
  const closing = new AbortController();
  const credentials = createCredentials({ ...options, user: user ?? anonymous, target, signal: closing.signal });
  const client = createClusterClient({ ...options, target, credentials });
  return {
    client: {
      open: client.open,
      close: () => {
        closing.abort(new OpsError('cancelled', 'the connection was closed'));
        client.close();
      },
    },
    changer: createClusterChanger({ target, credentials, timing: options.timing }),
    target,
    user: entry.user,
    namespace: entry.namespace,
    pin: JSON.stringify([target.server.href, target.caDigest, target.serverName, target.unverified]),
    stamp,
    content,
  };
}

const anonymous: KubeUser = { name: '', token: null, tokenFile: null, certFile: null, certData: null, keyFile: null, keyData: null, username: null, password: null, exec: null, authProvider: null, impersonate: null }; // prettier-ignore
