// Which actions there are for which kind of Kubernetes object, the route of each, and the permission it needs there.
import type { ActionName } from '#shared/model/action.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Watched } from '#shared/model/watch.ts';

export interface KubeRight {
  verb: 'patch' | 'delete';
  group: string;
  resource: string;
  subresource: string;
}

interface Kind {
  /** As people and the API call one of them. */
  word: string;
  prefix: string;
  group: string;
  actions: readonly ActionName[];
}

const apps = { prefix: '/apis/apps/v1', group: 'apps' };
const core = { prefix: '/api/v1', group: '' };
const kinds: Record<string, Kind> = {
  deployments: { ...apps, word: 'Deployment', actions: ['scale', 'rollout_restart', 'rollout_undo'] },
  statefulsets: { ...apps, word: 'StatefulSet', actions: ['scale', 'rollout_restart'] },
  replicasets: { ...apps, word: 'ReplicaSet', actions: ['scale'] },
  daemonsets: { ...apps, word: 'DaemonSet', actions: ['rollout_restart'] },
  pods: { ...core, word: 'Pod', actions: ['delete'] },
  nodes: { ...core, word: 'Node', actions: ['cordon', 'uncordon'] },
};

/** Empty for kinds that nothing can be done to. */
export function kubeActions(kind: string): readonly ActionName[] {
  return kinds[kind]?.actions ?? [];
}

export interface KubeRoute {
  word: string;
  /** Of the object itself. */
  path: string;
  /** Of its namespace's objects of another kind of the same or another group. */
  beside: (prefix: string, resource: string) => string;
  right: KubeRight;
}

/** @throws OpsError `bad_input` where the kind has no such action. */
export function kubeRoute(action: ActionName, { kind, namespace, name }: Watched): KubeRoute {
  const found = kinds[kind];
  if (!found?.actions.includes(action)) {
    const allowed = kubeActions(kind).join(', ') || 'nothing';
    throw new OpsError('bad_input', `"${action}" is no action on ${kind}; allowed there: ${allowed}`);
  }
  const place = namespace === null ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return {
    word: found.word,
    path: `${found.prefix}${place}/${kind}/${encodeURIComponent(name)}`,
    beside: (prefix, resource) => `${prefix}${place}/${resource}`,
    right: {
      verb: action === 'delete' ? 'delete' : 'patch',
      group: found.group,
      resource: kind,
      subresource: action === 'scale' ? 'scale' : '',
    },
  };
}
