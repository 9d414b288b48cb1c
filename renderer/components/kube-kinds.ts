// The kinds of Kubernetes in words: as a table is headed, as one of them is called, and in which group they stand.
import type { KubeKind } from '#shared/model/kubernetes.ts';
import { grouped } from '#shared/model/grouped.ts';

/** As many of them, as one of them; `one` is also how objects name each other. */
export const kindWords: Record<KubeKind, { many: string; one: string }> = {
  pods: { many: 'Pods', one: 'Pod' },
  deployments: { many: 'Deployments', one: 'Deployment' },
  statefulsets: { many: 'StatefulSets', one: 'StatefulSet' },
  daemonsets: { many: 'DaemonSets', one: 'DaemonSet' },
  replicasets: { many: 'ReplicaSets', one: 'ReplicaSet' },
  jobs: { many: 'Jobs', one: 'Job' },
  cronjobs: { many: 'CronJobs', one: 'CronJob' },
  nodes: { many: 'Nodes', one: 'Node' },
  namespaces: { many: 'Namespaces', one: 'Namespace' },
  events: { many: 'Events', one: 'Event' },
  services: { many: 'Services', one: 'Service' },
  endpointslices: { many: 'EndpointSlices', one: 'EndpointSlice' },
  ingresses: { many: 'Ingresses', one: 'Ingress' },
  configmaps: { many: 'ConfigMaps', one: 'ConfigMap' },
  secrets: { many: 'Secrets', one: 'Secret' },
  persistentvolumeclaims: { many: 'PVCs', one: 'PersistentVolumeClaim' },
  horizontalpodautoscalers: { many: 'HPAs', one: 'HorizontalPodAutoscaler' },
  poddisruptionbudgets: { many: 'PDBs', one: 'PodDisruptionBudget' },
};

export const kindGroups: readonly { word: string; kinds: readonly KubeKind[] }[] = [
  {
    word: 'Workloads',
    kinds: ['pods', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'cronjobs'],
  },
  { word: 'Cluster', kinds: ['nodes', 'namespaces', 'events'] },
  { word: 'Network', kinds: ['services', 'endpointslices', 'ingresses'] },
  { word: 'Configuration', kinds: ['configmaps', 'secrets', 'persistentvolumeclaims'] },
  { word: 'Limits', kinds: ['horizontalpodautoscalers', 'poddisruptionbudgets'] },
];
export const kindOrder: readonly KubeKind[] = kindGroups.flatMap(({ kinds }) => kinds);

/** The kind by the word under which an object names another; null for one that is not followed. */
export const kindOfWord = (one: string): KubeKind | null => kindOrder.find((kind) => kindWords[kind].one === one) ?? null; // prettier-ignore

/** `12 pods`, `1 pod`, in the middle of a sentence. */
export function countOfKind(kind: KubeKind, count: number): string {
  const { many, one } = kindWords[kind];
  const word = count === 1 ? one : many;
  return `${grouped(count)} ${/^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word}`;
}

/** How an object is named in an address: with its namespace where it has one. */
export const objectPath = ({ namespace, name }: { namespace: string | null; name: string }): string =>
  namespace === null ? name : `${namespace}/${name}`;

export function pathParts(path: string): { namespace: string | null; name: string } {
  const at = path.indexOf('/');
  return at < 0 ? { namespace: null, name: path } : { namespace: path.slice(0, at), name: path.slice(at + 1) };
}
