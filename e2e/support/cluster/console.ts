// The console as the cluster suite uses it: an engine connected to the cluster through the contract, its feeds followed as
// a screen does, and what a person does there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type EngineClient } from '#engine/engine.ts';
import type { ActionName } from '#shared/model/action.ts';
import { kubeKinds, type KubeConnection, type KubeKind, type KubeKindStatus, type KubeRow } from '#shared/model/kubernetes.ts'; // prettier-ignore
import type { Trouble, Watched } from '#shared/model/watch.ts';
import { reader } from '../kube-engine.ts';
import type { ClusterUnderTest } from './cluster-under-test.ts';

export const by = 'Lead';

export interface ClusterConsole {
  client: EngineClient;
  connection: () => KubeConnection | undefined;
  kind: (kind: KubeKind) => KubeKindStatus | undefined;
  /** Of the suite's namespace; every one of a kind that has no namespaces. */
  rows: <K extends KubeKind>(kind: K) => KubeRow<K>[];
  row: <K extends KubeKind>(kind: K, name: string) => KubeRow<K> | undefined;
  /** Of the suite's namespace. */
  troubles: () => Trouble[];
  usage: () => number;
  connect: () => Promise<void>;
  /** @throws where there is no such row. */
  target: (kind: KubeKind, name: string) => Watched;
  unlock: () => Promise<void>;
  /** Prepares and confirms; what was shown beforehand and what came of it. */
  act: (action: ActionName, on: Watched, replicas?: number) => Promise<{ touches: string[]; ok: boolean; message: string }>; // prettier-ignore
  close: () => Promise<void>;
}

export async function openConsole(cluster: ClusterUnderTest): Promise<ClusterConsole> {
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-cluster-'));
  const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');
  const engine = await createEngine({ dataDir, resourcesDir, env: { ...process.env, KUBECONFIG: cluster.kubeconfig } });
  const { client } = engine;
  const ending = new AbortController();
  const { signal } = ending;
  const connection = reader(await client.kubernetes.connection(undefined, { signal }));
  const kinds = reader(await client.kubernetes.kinds(undefined, { signal }));
  const troubles = reader(await client.watch.troubles(undefined, { signal }));
  const usage = reader(await client.kubernetes.usage({ kind: 'pods' }, { signal }));
  const tables = new Map<KubeKind, { entries: () => KubeRow[] }>();
  for (const kind of kubeKinds) tables.set(kind, reader(await client.kubernetes.rows({ kind }, { signal })));

  const isOurs = (namespace: string | null): boolean => namespace === null || namespace === cluster.namespace;
  const rows = <K extends KubeKind>(kind: K): KubeRow<K>[] =>
    ((tables.get(kind)?.entries() ?? []) as KubeRow<K>[]).filter(({ namespace }) => isOurs(namespace));
  const row = <K extends KubeKind>(kind: K, name: string) => rows(kind).find((one) => one.name === name);

  return {
    client,
    connection: () => connection.entries()[0],
    kind: (kind) => kinds.entries().find(({ key }) => key === kind),
    rows,
    row,
    troubles: () => troubles.entries().filter(({ object }) => object.namespace === cluster.namespace),
    usage: () => usage.entries().length,
    connect: () => client.kubernetes.connect({ context: cluster.context, agreedDigest: cluster.agreedDigest }),
    target: (kind, name) => {
      const found = row(kind, name);
      if (found === undefined) throw new Error(`the table of ${kind} has no ${name}`);
      return { source: 'kubernetes', kind, namespace: found.namespace, name, key: found.key };
    },
    unlock: () => client.environments.unlock({ key: 'kubernetes', typed: cluster.context, minutes: 60, by }),
    act: async (action, on, replicas) => {
      const prepared = await client.actions.prepare({ action, targets: [on], replicas: replicas ?? null });
      const [result] = await client.actions.confirm({ ticket: prepared.ticket, by });
      if (result === undefined) throw new Error(`${action} was not answered`);
      return { touches: prepared.touches, ok: result.ok, message: result.message };
    },
    close: async () => {
      ending.abort();
      await engine.close();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
