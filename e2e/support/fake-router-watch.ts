// The operations on Kubernetes and the feeds of the wall over a scenario.
import { ORPCError } from '@orpc/server';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { hubOf } from './fake-router.ts';
import type { KubeScenario } from './scenario-kubernetes.ts';
import type { WallScenario } from './scenario-watch.ts';
import type { Implemented } from './implemented.ts';

/** A list too long for one message comes as a snapshot and further parts, as the engine sends it. */
const rowsAtOnce = 1_000;

export function kubernetesHandlers(os: Implemented['kubernetes'], kube: KubeScenario) {
  const connection = hubOf([kube.connection]);
  const kinds = hubOf(kube.kinds);
  const hubs = new Map<KubeKind, ReturnType<typeof hubOf<KubeRow>>>();
  const hubOfKind = (kind: KubeKind) => {
    const rows = kube.rows[kind] ?? [];
    const hub = hubs.get(kind) ?? hubOf(rows.slice(0, rowsAtOnce));
    if (!hubs.has(kind)) {
      hubs.set(kind, hub);
      for (let at = rowsAtOnce; at < rows.length; at += rowsAtOnce) {
        setTimeout(() => hub.putAll(rows.slice(at, at + rowsAtOnce)), (at / rowsAtOnce) * 20);
      }
    }
    return hub;
  };
  return {
    contexts: os.contexts.handler(() => kube.config),
    connect: os.connect.handler(({ input }) =>
      connection.put({ ...kube.connection, state: 'connecting', context: input.context, reason: '' }),
    ),
    disconnect: os.disconnect.handler(() => connection.put({ ...kube.connection, state: 'off', context: null })),
    retry: os.retry.handler(() => undefined),
    connection: os.connection.handler(({ signal }) => connection.feed(signal)),
    kinds: os.kinds.handler(({ signal }) => kinds.feed(signal)),
    rows: os.rows.handler(({ input, signal }) => hubOfKind(input.kind).feed(signal)),
    object: os.object.handler(({ input }) => {
      const row = kube.rows[input.kind]?.find((one) => one.name === input.name && one.namespace === input.namespace);
      if (row === undefined) throw new ORPCError('NOT_FOUND', { message: `no ${input.kind} ${input.name}` });
      return kube.object(row);
    }),
    usage: os.usage.handler(({ input, signal }) => hubOf(kube.usage[input.kind]).feed(signal)),
  };
}

export function watchHandlers(os: Implemented['watch'], wall: WallScenario) {
  return {
    troubles: os.troubles.handler(({ signal }) => hubOf(wall.troubles).feed(signal)),
    changes: os.changes.handler(({ signal }) => hubOf(wall.changes).feed(signal)),
    workloads: os.workloads.handler(({ signal }) => hubOf(wall.workloads).feed(signal)),
  };
}
