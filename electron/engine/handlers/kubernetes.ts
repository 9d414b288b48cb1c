// Operations on one Kubernetes context: its objects, one of them in full, how fresh they are. None changes anything there.
import type { KubernetesWatch } from '../watch/kubernetes-watch.ts';
import { operations } from './router.ts';

export function kubernetesOperations(watch: KubernetesWatch) {
  const { kubernetes } = operations;
  return kubernetes.router({
    contexts: kubernetes.contexts.handler(() => watch.contexts()),
    connect: kubernetes.connect.handler(({ input }) => watch.connect(input)),
    disconnect: kubernetes.disconnect.handler(() => watch.disconnect()),
    retry: kubernetes.retry.handler(() => watch.retry()),
    connection: kubernetes.connection.handler(({ context, signal }) =>
      watch.connection({ signal, backlogBytes: context.backlogBytes }),
    ),
    kinds: kubernetes.kinds.handler(({ context, signal }) =>
      watch.kinds({ signal, backlogBytes: context.backlogBytes }),
    ),
    rows: kubernetes.rows.handler(({ input, context, signal }) =>
      watch.rows(input.kind, { signal, backlogBytes: context.backlogBytes }),
    ),
    object: kubernetes.object.handler(({ input }) => watch.object(input.kind, input.namespace, input.name)),
    usage: kubernetes.usage.handler(({ input, context, signal }) =>
      watch.usage(input.kind, { signal, backlogBytes: context.backlogBytes }),
    ),
  });
}
