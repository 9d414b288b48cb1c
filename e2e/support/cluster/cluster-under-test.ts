// The cluster that a suite runs against: the fake, or a real one that READYROOM_E2E_KUBECONFIG names. Both are spoken to by
// the same requests, and on both only what is in the suite's own namespace is written.
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { createCommands } from '#engine/compose/commands.ts';
import { startProbeHost } from '#engine/probe-host/client.ts';
import { describeContexts } from '#engine/sources/kubernetes/describe-contexts.ts';
import { pathOfKind, pathOfObject } from '#engine/sources/kubernetes/kind-paths.ts';
import { readKubeconfig } from '#engine/sources/kubernetes/kubeconfig.ts';
import { openContext } from '#engine/sources/kubernetes/open-context.ts';
import { usualTiming } from '#engine/sources/kubernetes/timing.ts';
import type { KubeKind } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { FakeCluster } from '../kube/fake-cluster.ts';

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; [field: string]: unknown };
  [field: string]: unknown;
}

export interface Listed {
  metadata: { uid: string; name: string; namespace?: string; resourceVersion: string };
}

export interface ClusterUnderTest {
  name: string;
  /** As KUBECONFIG would have it. */
  kubeconfig: string;
  context: string;
  /** Of the login command that the kubeconfig names, null where it has none: whoever named the kubeconfig agreed to it. */
  agreedDigest: string | null;
  /** The suite's own, which is there. */
  namespace: string;
  images: Images;
  /** How long anything may take that the cluster does by itself. */
  patienceMs: number;
  /** Makes the object in the suite's namespace. @throws OpsError with the server's words. */
  apply: (kind: KubeKind, manifest: Manifest) => Promise<void>;
  remove: (kind: KubeKind, name: string) => Promise<void>;
  /** What the server has now: of a namespaced kind that of the suite's namespace. */
  list: (kind: KubeKind) => Promise<Listed[]>;
  /** Null for a real one. */
  fake: FakeCluster | null;
  /** Removes the namespace, whatever happened, and waits until it is gone. */
  end: () => Promise<void>;
}

export interface Images {
  /** Does nothing, has no shell. Null where only the other one can be had. */
  pause: string | null;
  /** With a shell, httpd and hostname. */
  busybox: string;
}

export interface Place {
  name: string;
  kubeconfig: string;
  /** Null for the one that the kubeconfig names as current. */
  context: string | null;
  images: Images;
  patienceMs: number;
  fake: FakeCluster | null;
}

/** @throws OpsError where the cluster cannot be asked, or does not let a namespace be made. */
export async function openClusterUnderTest(place: Place): Promise<ClusterUnderTest> {
  const { kubeconfig, patienceMs } = place;
  const api = await openApi(kubeconfig, place.context);
  const namespace = `readyroom-e2e-${randomBytes(4).toString('hex')}`;
  const labels = {
    'app.kubernetes.io/managed-by': 'readyroom-e2e',
    'pod-security.kubernetes.io/enforce': 'restricted',
  };
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } };
  try {
    await api.send({ method: 'POST', path: pathOfKind('namespaces', null), body });
  } catch (error) {
    await leave(api, namespace, patienceMs);
    throw error;
  }
  return {
    ...place,
    context: api.context,
    agreedDigest: api.agreedDigest,
    namespace,
    apply: async (kind, manifest) => {
      const placed = { ...manifest, metadata: { ...manifest.metadata, namespace } };
      await api.send({ method: 'POST', path: pathOfKind(kind, namespace), body: placed });
    },
    remove: async (kind, name) => {
      const policy = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' };
      await api.send({ method: 'DELETE', path: pathOfObject(kind, namespace, name), body: policy });
    },
    list: async (kind) => {
      const answer = (await api.send({ method: 'GET', path: pathOfKind(kind, namespace) })) as { items: Listed[] };
      return answer.items;
    },
    end: () => leave(api, namespace, patienceMs),
  };
}

type Api = Awaited<ReturnType<typeof openApi>>;

async function openApi(kubeconfig: string, wanted: string | null) {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const place = { env, home: homedir() };
  const host = startProbeHost();
  const commands = createCommands({ env, run: host.run });
  const config = await readKubeconfig(place);
  const context = wanted ?? config.current;
  if (context === null) throw new OpsError('bad_input', `${kubeconfig} names no current context`);
  const { contexts } = await describeContexts(config, commands, new Set());
  const auth = contexts.find(({ name }) => name === context)?.auth;
  const agreedDigest = auth?.kind === 'exec' ? auth.digest : null;
  const agreed = new Set(agreedDigest === null ? [] : [agreedDigest]);
  const opened = await openContext({ context, place, commands, agreed, now: Date.now, timing: usualTiming, before: null, onRefused: () => undefined }); // prettier-ignore
  return {
    context,
    agreedDigest,
    send: opened.changer.send,
    close: async () => {
      opened.client.close();
      await host.close();
    },
  };
}

async function leave(api: Api, namespace: string, patienceMs: number): Promise<void> {
  const path = pathOfObject('namespaces', null, namespace);
  try {
    if ((await found(api.send, path)) === null) return;
    await api.send({ method: 'DELETE', path });
    await until(
      patienceMs,
      `the end of the namespace ${namespace}`,
      async () => (await found(api.send, path)) === null,
    );
  } finally {
    await api.close();
  }
}

async function found(send: Api['send'], path: string): Promise<unknown> {
  try {
    return await send({ method: 'GET', path });
  } catch (error) {
    if (error instanceof OpsError && error.code === 'not_found') return null;
    throw error;
  }
}

async function until(patienceMs: number, what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; !(await isSo());) {
    if (Date.now() > giveUpAt) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
