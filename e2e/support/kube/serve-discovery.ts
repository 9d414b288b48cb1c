// What the server is and has: /version, the API groups and their resources, as plain lists. No aggregated discovery.
import { apiVersionOf, kinds, type Kind } from './kinds.ts';
import { noSuchPath } from './status.ts';

const verbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const version = {
  major: '1',
  minor: '36',
  gitVersion: 'v1.36.0',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-04-22T10:00:00Z',
  goVersion: 'go1.26.1',
  compiler: 'gc',
  platform: 'linux/amd64',
};

const subresourceKinds: Record<string, { kind: string; group?: string; version?: string; verbs: string[] }> = {
  scale: { kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: ['get', 'patch', 'update'] },
  log: { kind: 'Pod', verbs: ['get'] },
  exec: { kind: 'PodExecOptions', verbs: ['create', 'get'] },
  portforward: { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
  eviction: { kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
};

const resourceRows = (kind: Kind): object[] => [
  {
    name: kind.resource,
    singularName: kind.singular,
    namespaced: kind.isNamespaced,
    kind: kind.kind,
    verbs,
    ...(kind.shortNames.length === 0 ? {} : { shortNames: kind.shortNames }),
  },
  ...kind.subresources.map((subresource) => ({
    name: `${kind.resource}/${subresource}`,
    singularName: '',
    namespaced: kind.isNamespaced,
    ...(subresourceKinds[subresource] ?? { kind: kind.kind, verbs: ['get', 'patch', 'update'] }),
  })),
];

const resourceList = (groupVersion: string, resources: object[]): object => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion,
  resources,
});

const reviewRows = [
  { name: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview' },
  { name: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview' },
].map((row) => ({ ...row, singularName: row.kind.toLowerCase(), namespaced: false, verbs: ['create'] }));

const metricsRows = [
  { name: 'nodes', singularName: '', namespaced: false, kind: 'NodeMetrics', verbs: ['get', 'list'] },
  { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
];

const metricsGroupVersion = 'metrics.k8s.io/v1beta1';

const groupVersions = (metricsApi: boolean): Map<string, object[]> => {
  const all = new Map<string, object[]>();
  for (const kind of kinds) {
    if (kind.group !== '') all.set(apiVersionOf(kind), [...(all.get(apiVersionOf(kind)) ?? []), ...resourceRows(kind)]);
  }
  all.set('authorization.k8s.io/v1', reviewRows);
  if (metricsApi) all.set(metricsGroupVersion, metricsRows);
  return all;
};

const groupOf = (groupVersion: string): object => {
  const [name = '', versionName = ''] = groupVersion.split('/');
  const one = { groupVersion, version: versionName };
  return { name, versions: [one], preferredVersion: one };
};

/** The answer to a path of discovery; null when the path is none. Throws 404 for a group that is not there. */
export function discoveryOf(path: string, metricsApi: boolean): object | null {
  const parts = path.split('/').filter((part) => part !== '');
  const [root, first, second, ...rest] = parts;
  if (rest.length > 0) return null;
  if (path === '/version') return version;
  if (root === 'api' && first === undefined) {
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  }
  if (root === 'api' && first === 'v1' && second === undefined) {
    return resourceList('v1', kinds.filter((kind) => kind.group === '').flatMap(resourceRows));
  }
  if (root !== 'apis') return null;
  const all = groupVersions(metricsApi);
  if (first === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: [...all.keys()].map(groupOf) };
  if (second === undefined) {
    const groupVersion = [...all.keys()].find((name) => name.startsWith(`${first}/`));
    if (groupVersion === undefined) throw noSuchPath();
    return { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(groupVersion) };
  }
  const rows = all.get(`${first}/${second}`);
  if (rows === undefined) throw noSuchPath();
  return resourceList(`${first}/${second}`, rows);
}
