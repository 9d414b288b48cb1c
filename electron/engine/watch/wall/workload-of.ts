// To which workload an object belongs, by what the object itself says: nothing has to be known of the others.
import type { Container } from '#shared/model/container.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { Troubled } from './trouble-groups.ts';

const pluralOf: Record<string, KubeKind> = {
  Deployment: 'deployments',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  ReplicaSet: 'replicasets',
  Job: 'jobs',
  CronJob: 'cronjobs',
  Node: 'nodes',
};

export interface NamedWorkload {
  kind: KubeKind;
  namespace: string | null;
  name: string;
  /** Empty where only the name is known. */
  uid: string;
}

/** A pod of a deployment belongs to it through a replica set, whose name is the deployment's and a hash. */
export function workloadOf(row: KubeRow): NamedWorkload {
  const { kind, namespace, owner } = row;
  const own = { kind, namespace, name: row.name, uid: row.key };
  if (!owner) return own;
  const hash = row.labels['pod-template-hash'];
  if (kind === 'pods' && owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(`-${hash}`)) {
    return { kind: 'deployments', namespace, name: owner.name.slice(0, -hash.length - 1), uid: '' };
  }
  const plural = pluralOf[owner.kind];
  // A mirror pod is owned by its node, and still speaks for itself.
  if (plural === undefined || plural === 'nodes') return own;
  return { kind: plural, namespace, name: owner.name, uid: owner.uid };
}

export function workloadKey({ kind, namespace, name }: Pick<NamedWorkload, 'kind' | 'namespace' | 'name'>): string {
  return `kubernetes/${namespace ?? ''}/${kind}/${name}`;
}

export function watchedRow({ kind, namespace, name, key }: KubeRow): Watched {
  return { source: 'kubernetes', kind, namespace, name, key };
}

export function troubledRow(row: KubeRow): Troubled {
  const named = workloadOf(row);
  const { kind, namespace, name, uid } = named;
  const workload: Watched = { source: 'kubernetes', kind, namespace, name, key: uid };
  const member = row.kind === 'pods' && named.kind !== 'pods';
  return { object: watchedRow(row), workloadKey: workloadKey(named), workload, member };
}

export function containerKey({ project, service, name }: Container): string {
  return `docker/${project ?? ''}/${service ?? name}`;
}

export function watchedContainer({ project, name, id }: Container): Watched {
  return { source: 'docker', kind: 'container', namespace: project, name, key: id };
}

export function troubledContainer(container: Container): Troubled {
  const object = watchedContainer(container);
  return {
    object,
    workloadKey: containerKey(container),
    workload: { ...object, name: container.service ?? container.name },
    member: true,
  };
}
