// Where the API server has each kind, and which kinds are followed from the start.
import type { KubeKind } from '#shared/model/kubernetes.ts';

interface KindPlace {
  /** `/api/v1`, `/apis/apps/v1` */
  root: string;
  namespaced: boolean;
}

const core = { root: '/api/v1', namespaced: true };
const cluster = { root: '/api/v1', namespaced: false };
const apps = { root: '/apis/apps/v1', namespaced: true };
const batch = { root: '/apis/batch/v1', namespaced: true };

const places: Record<KubeKind, KindPlace> = {
  nodes: cluster,
  namespaces: cluster,
  pods: core,
  deployments: apps,
  statefulsets: apps,
  daemonsets: apps,
  replicasets: apps,
  jobs: batch,
  cronjobs: batch,
  services: core,
  endpointslices: { root: '/apis/discovery.k8s.io/v1', namespaced: true },
  ingresses: { root: '/apis/networking.k8s.io/v1', namespaced: true },
  configmaps: core,
  secrets: core,
  persistentvolumeclaims: core,
  horizontalpodautoscalers: { root: '/apis/autoscaling/v2', namespaced: true },
  poddisruptionbudgets: { root: '/apis/policy/v1', namespaced: true },
  events: core,
};

/** Followed as soon as a context is connected, in the order in which they are read; the others when first looked at. */
export const firstKinds: readonly KubeKind[] = [
  'pods',
  'nodes',
  'namespaces',
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'jobs',
  'events',
];

/** Those that let a large list of pods come to its end first, if there is one; what a person opens does not wait. */
export const patientKinds: ReadonlySet<KubeKind> = new Set(firstKinds.slice(3));

export function isNamespaced(kind: KubeKind): boolean {
  return places[kind].namespaced;
}

/** The path of all objects of a kind, or of those in one namespace. */
export function pathOfKind(kind: KubeKind, namespace: string | null): string {
  const { root, namespaced } = places[kind];
  if (namespace === null || !namespaced) return `${root}/${kind}`;
  return `${root}/namespaces/${encodeURIComponent(namespace)}/${kind}`;
}

export function pathOfObject(kind: KubeKind, namespace: string | null, name: string): string {
  return `${pathOfKind(kind, namespace)}/${encodeURIComponent(name)}`;
}
