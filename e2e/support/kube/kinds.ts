// The resources that the fake API server serves, as discovery names them. Holds no objects.

export interface Kind {
  group: string;
  version: string;
  /** Plural, the path's word and the store's key. */
  resource: string;
  singular: string;
  kind: string;
  isNamespaced: boolean;
  shortNames: readonly string[];
  subresources: readonly string[];
}

const row = (
  groupVersion: string,
  resource: string,
  kind: string,
  shortNames = '',
  subresources = '',
  isNamespaced = true,
): Kind => {
  const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
  const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');
  return {
    group: group ?? '',
    version: version ?? '',
    resource,
    singular: kind.toLowerCase(),
    kind,
    isNamespaced,
    shortNames: words(shortNames),
    subresources: words(subresources),
  };
};

export const kinds: readonly Kind[] = [
  row('v1', 'namespaces', 'Namespace', 'ns', 'status', false),
  row('v1', 'nodes', 'Node', 'no', 'status', false),
  row('v1', 'pods', 'Pod', 'po', 'log exec portforward eviction status'),
  row('v1', 'services', 'Service', 'svc', 'status'),
  row('v1', 'configmaps', 'ConfigMap', 'cm'),
  row('v1', 'secrets', 'Secret'),
  row('v1', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'pvc', 'status'),
  row('v1', 'events', 'Event', 'ev'),
  row('apps/v1', 'deployments', 'Deployment', 'deploy', 'scale status'),
  row('apps/v1', 'replicasets', 'ReplicaSet', 'rs', 'scale status'),
  row('apps/v1', 'statefulsets', 'StatefulSet', 'sts', 'scale status'),
  row('apps/v1', 'daemonsets', 'DaemonSet', 'ds', 'status'),
  row('batch/v1', 'jobs', 'Job', '', 'status'),
  row('batch/v1', 'cronjobs', 'CronJob', 'cj', 'status'),
  row('networking.k8s.io/v1', 'ingresses', 'Ingress', 'ing', 'status'),
  row('discovery.k8s.io/v1', 'endpointslices', 'EndpointSlice'),
  row('autoscaling/v2', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'hpa', 'status'),
  row('policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget', 'pdb', 'status'),
];

const byResource = new Map(kinds.map((kind) => [kind.resource, kind]));

/** Throws for a resource that the fake does not know: a test's mistake, never a client's. */
export function kindOf(resource: string): Kind {
  const kind = byResource.get(resource);
  if (kind === undefined) throw new Error(`the fake cluster has no resource "${resource}"`);
  return kind;
}

export const findKind = (group: string, version: string, resource: string): Kind | null => {
  const kind = byResource.get(resource);
  return kind !== undefined && kind.group === group && kind.version === version ? kind : null;
};

export const apiVersionOf = (kind: { group: string; version: string }): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
