// Made-up objects of Kubernetes for looking at their screens: a shop with troubles, all of it red, very many pods.
import { kubeKinds } from '#shared/model/kubernetes.ts';
import type {
  ObjectRef,
  KubeUsage,
  KubeRow,
  KubeObject,
  KubeKindStatus,
  KubeKind,
  KubeConnection,
  KubeConfigView,
  KubeCells,
} from '#shared/model/kubernetes.ts';
import { minuteMs } from './scenario.ts';

export interface KubeScenario {
  config: KubeConfigView;
  connection: KubeConnection;
  kinds: KubeKindStatus[];
  rows: Partial<Record<KubeKind, KubeRow[]>>;
  usage: { nodes: KubeUsage[]; pods: KubeUsage[] };
  object: (row: KubeRow) => KubeObject;
}

type Draft<K extends KubeKind> = Partial<KubeRow<K>> & { name: string; cells: KubeCells[K] };

const hourMs = 60 * minuteMs;

export function rowOf<K extends KubeKind>(kind: K, draft: Draft<K>, now: number): KubeRow {
  const namespace = kind === 'nodes' || kind === 'namespaces' ? null : (draft.namespace ?? 'shop');
  return {
    key: `uid-${kind}-${namespace ?? ''}-${draft.name}`,
    kind,
    version: '81234',
    createdAt: now - 26 * hourMs,
    deletedAt: null,
    labels: { app: draft.name.split('-')[0] ?? '', 'app.kubernetes.io/part-of': 'shop' },
    owner: null,
    status: 'Running',
    health: 'ok',
    troubles: [],
    ...draft,
    namespace,
  };
}

const owner = (kind: string, name: string, plural: KubeKind, namespace = 'shop'): ObjectRef => ({ kind, namespace, name, uid: `uid-${plural}-${namespace}-${name}` }); // prettier-ignore

const podCells = (patch: Partial<KubeCells['pods']> = {}): KubeCells['pods'] => ({
  phase: 'Running',
  ready: 1,
  containers: 1,
  restarts: 0,
  lastRestartAt: null,
  lastEnd: null,
  node: 'worker-a',
  ip: '10.42.1.17',
  images: ['registry.example/shop/web:2.4.1'],
  containerNames: ['web'],
  ...patch,
});

const crashed = (now: number): Partial<KubeRow<'pods'>> & { cells: KubeCells['pods'] } => ({
  status: 'CrashLoopBackOff',
  health: 'trouble',
  troubles: ['container web ends again and again: exit code 1, 17 restarts, the next start in 4 min 40 s'],
  cells: podCells({ ready: 0, restarts: 17, lastRestartAt: now - 40_000, lastEnd: { container: 'web', reason: 'Error', exitCode: 1 } }), // prettier-ignore
});

const web = owner('ReplicaSet', 'web-6c9f7b8d5', 'replicasets');
const dozen = (now: number): Draft<'pods'>[] => [
  { name: 'web-6c9f7b8d5-4xk2p', owner: web, cells: podCells() },
  { name: 'web-6c9f7b8d5-9qwrt', owner: web, cells: podCells({ node: 'worker-b', ip: '10.42.2.9' }) },
  { name: 'web-6c9f7b8d5-zz81m', owner: web, ...crashed(now) },
  { name: 'cart-7d4b9c6f88-hn2vd', cells: podCells({ containers: 2, ready: 2, node: 'worker-c' }) },
  { name: 'cart-7d4b9c6f88-kk9s4', status: 'OOMKilled', health: 'trouble', troubles: ['container cart was killed for want of memory 6 min ago; its limit is 256 MiB'], cells: podCells({ containers: 2, ready: 1, restarts: 3, lastRestartAt: now - 6 * minuteMs, node: 'worker-c' }) }, // prettier-ignore
  { name: 'ledger-0', namespace: 'payments', owner: owner('StatefulSet', 'ledger', 'statefulsets', 'payments'), cells: podCells({ node: 'worker-b', images: ['postgres:17.2'] }) }, // prettier-ignore
  { name: 'ledger-1', namespace: 'payments', status: 'Pending', health: 'trouble', troubles: ['cannot be scheduled: 0/4 nodes are available: 3 Insufficient memory, 1 node(s) were unschedulable'], cells: podCells({ phase: 'Pending', ready: 0, node: null, ip: null }) }, // prettier-ignore
  { name: 'fraud-5bd6f9-x7c2q', namespace: 'payments', status: 'ImagePullBackOff', health: 'trouble', troubles: ['image registry.example/fraud:9.9 cannot be pulled: manifest unknown'], cells: podCells({ phase: 'Pending', ready: 0, images: ['registry.example/fraud:9.9'] }) }, // prettier-ignore
  { name: 'report-28811040-8fz5k', namespace: 'payments', status: 'Completed', health: 'ended', cells: podCells({ phase: 'Succeeded', ready: 0 }) }, // prettier-ignore
  { name: 'search-84dcb7b5c-m2lqp', status: 'ContainerCreating', health: 'progressing', createdAt: now - 8_000, cells: podCells({ phase: 'Pending', ready: 0, ip: null }) }, // prettier-ignore
  { name: 'agent-8lkq2', namespace: 'kube-system', status: 'Unknown', health: 'unknown', troubles: ['its node was lost: the node does not answer'], cells: podCells({ phase: 'Unknown', node: 'worker-d' }) }, // prettier-ignore
  { name: 'agent-c55xw', namespace: 'kube-system', cells: podCells({ node: 'worker-a', restarts: 2, lastRestartAt: now - 9 * hourMs }) }, // prettier-ignore
];

type Workload = KubeCells['deployments'];
const workload = (desired: number, ready: number, patch: Partial<Workload> = {}): Workload => ({ desired, current: desired, ready, updated: desired, available: ready, images: ['registry.example/shop/web:2.4.1'], revision: '14', paused: false, ...patch }); // prettier-ignore

const deployments: Draft<'deployments'>[] = [
  { name: 'web', status: 'Degraded', health: 'trouble', troubles: ['2 of 3 are ready'], cells: workload(3, 2) },
  { name: 'cart', status: 'Progressing', health: 'progressing', cells: workload(2, 1, { updated: 1, images: ['registry.example/shop/cart:3.0.0'] }) }, // prettier-ignore
  { name: 'search', status: 'Available', cells: workload(6, 6, { images: ['registry.example/shop/search:1.19.4'] }) },
  { name: 'fraud', namespace: 'payments', status: 'ProgressDeadlineExceeded', health: 'trouble', troubles: ['its rollout does not get on: no progress for 10 min; 0 of 1 are ready'], cells: workload(1, 0, { images: ['registry.example/fraud:9.9'] }) }, // prettier-ignore
  { name: 'mailer', namespace: 'payments', status: 'Paused', health: 'progressing', cells: workload(1, 1, { paused: true }) }, // prettier-ignore
  { name: 'nightly', namespace: 'payments', status: 'Scaled to 0', health: 'ended', cells: workload(0, 0) },
];

const node = (patch: Partial<KubeCells['nodes']> = {}): KubeCells['nodes'] => ({ ready: 'True', roles: ['worker'], version: 'v1.36.0', cordoned: false, taints: 0, pressures: [], cpuCores: 8, memoryBytes: 32 * 2 ** 30, podCapacity: 110, ...patch }); // prettier-ignore
const nodes: Draft<'nodes'>[] = [
  { name: 'control-1', status: 'Ready', cells: node({ roles: ['control-plane', 'etcd'], taints: 1, cpuCores: 4, memoryBytes: 16 * 2 ** 30 }) }, // prettier-ignore
  { name: 'worker-a', status: 'Ready', cells: node() },
  { name: 'worker-b', status: 'Ready', health: 'trouble', troubles: ['it is short of memory'], cells: node({ pressures: ['MemoryPressure'] }) }, // prettier-ignore
  { name: 'worker-c', status: 'Ready,SchedulingDisabled', health: 'progressing', cells: node({ cordoned: true }) },
  { name: 'worker-d', status: 'NotReady', health: 'trouble', troubles: ['has not been ready for 12 min: Kubelet stopped posting node status'], cells: node({ ready: 'Unknown' }) }, // prettier-ignore
];

function eventsOf(pod: KubeRow, now: number): KubeRow[] {
  const object: ObjectRef = { kind: 'Pod', namespace: pod.namespace, name: pod.name, uid: pod.key };
  const drafts: [string, string, string, number, number][] = [
    ['Warning', 'BackOff', `Back-off restarting failed container web in pod ${pod.name}`, 94, 12_000],
    ['Normal', 'Pulled', 'Container image "registry.example/shop/web:2.4.1" already present on machine', 18, 300_000],
    ['Normal', 'Scheduled', `Successfully assigned shop/${pod.name} to worker-a`, 1, 44 * minuteMs],
  ];
  return drafts.map(([type, reason, message, count, agoMs]) =>
    rowOf(
      'events',
      {
        name: `${pod.name}.${reason.toLowerCase()}`,
        status: type,
        health: type === 'Warning' ? 'trouble' : 'ok',
        troubles: type === 'Warning' ? [message] : [],
        cells: { type, reason, message, count, object, firstAt: now - 50 * minuteMs, lastAt: now - agoMs, from: 'kubelet' }, // prettier-ignore
      },
      now,
    ),
  );
}

export function objectOf(row: KubeRow, now: number): KubeObject {
  const looping = row.status === 'CrashLoopBackOff';
  const document = { apiVersion: row.kind === 'pods' ? 'v1' : 'apps/v1', kind: row.kind, metadata: { name: row.name, namespace: row.namespace, labels: row.labels }, spec: { containers: [{ name: 'web', image: 'registry.example/shop/web:2.4.1' }] } }; // prettier-ignore
  const container = { name: 'web', image: 'registry.example/shop/web:2.4.1', init: false, state: looping ? 'CrashLoopBackOff' : 'running since 26 h', ready: !looping, restarts: looping ? 17 : 0, exitCode: looping ? 1 : null, lastEnd: looping ? 'Error, exit code 1, 40 s ago, after 2 s' : '', envNames: ['DATABASE_URL', 'LOG_LEVEL', 'SESSION_SECRET'], ports: ['8080/TCP http'] }; // prettier-ignore
  const init = { ...container, name: 'migrate', init: true, state: 'Completed', ready: true, restarts: 0, exitCode: 0, lastEnd: '', ports: [] }; // prettier-ignore
  return {
    row,
    yaml: `apiVersion: ${document.apiVersion}\nkind: Pod\nmetadata:\n  name: ${row.name}\n  namespace: ${row.namespace ?? ''}\nspec:\n  containers:\n    - name: web\n      image: registry.example/shop/web:2.4.1\n`,
    json: JSON.stringify(document, null, 2),
    conditions: [
      { type: 'Ready', status: looping ? 'False' : 'True', reason: looping ? 'ContainersNotReady' : '', message: looping ? 'containers with unready status: [web]' : '', since: now - 44 * minuteMs }, // prettier-ignore
      { type: 'PodScheduled', status: 'True', reason: '', message: '', since: now - 26 * hourMs },
    ],
    containers: row.kind === 'pods' ? [init, container] : [],
    readAt: now - 2_000,
  };
}

const exec = { kind: 'exec' as const, problem: '', installHint: '', digest: 'e'.repeat(64), agreed: false };
export const config: KubeConfigView = {
  files: [
    { path: '$KUBECONFIG', answer: 'not set', used: false },
    { path: '/home/oncall/.kube/config', answer: '5 contexts', used: true },
  ],
  contexts: [
    { name: 'prod-eu', cluster: 'prod-eu', server: 'https://k8s.prod-eu.example:6443', user: 'oncall', namespace: 'shop', current: true, auth: { ...exec, argv: ['cloud-login', 'kube', 'token', '--cluster', 'prod-eu', '--reason', 'on call'], path: '/usr/local/bin/cloud-login' }, problem: '' }, // prettier-ignore
    { name: 'staging', cluster: 'staging', server: 'https://10.20.0.14:6443', user: 'oncall', namespace: null, current: false, auth: { kind: 'certificate' }, problem: '' }, // prettier-ignore
    { name: 'prod-us', cluster: 'prod-us', server: 'https://k8s.prod-us.example:6443', user: 'oncall-us', namespace: null, current: false, auth: { ...exec, argv: ['kubelogin', 'get-token'], path: null, problem: 'kubelogin is not on the PATH of your login shell', installHint: 'Install it with: brew install kubelogin' }, problem: '' }, // prettier-ignore
    { name: 'home-lab', cluster: 'home-lab', server: 'https://192.168.1.40:6443', user: 'admin', namespace: null, current: false, auth: { kind: 'token' }, problem: '' }, // prettier-ignore
    { name: 'left-over', cluster: 'gone', server: '', user: 'nobody', namespace: null, current: false, auth: { kind: 'none' }, problem: 'it names the cluster “gone”, which no file defines' }, // prettier-ignore
  ],
};

export function connectionOf(now: number, patch: Partial<KubeConnection> = {}): KubeConnection {
  return {
    key: 'kubernetes',
    state: 'live',
    since: now - 22 * minuteMs,
    reason: '',
    seenAt: now - 1_200,
    retryAt: null,
    context: 'prod-eu',
    server: 'https://k8s.prod-eu.example:6443',
    namespaces: [],
    version: 'v1.36.0',
    user: 'oncall',
    proxy: null,
    caDigest: 'c'.repeat(64),
    unverified: false,
    usage: true,
    ...patch,
  };
}

export function statusOf(
  key: KubeKind,
  count: number,
  now: number,
  patch: Partial<KubeKindStatus> = {},
): KubeKindStatus {
  // prettier-ignore
  return { key, state: 'live', since: now - 22 * minuteMs, reason: '', seenAt: now - 1_200, retryAt: null, count, expected: null, namespaces: null, events: 0, relists: 0, reconnects: 0, ...patch }; // prettier-ignore
}

const wallKinds: KubeKind[] = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'nodes', 'events'];

/** The shop: twelve pods, six deployments, five nodes, with what is wrong with some of them. */
export function shop(now: number, patch: Partial<KubeScenario> = {}): KubeScenario {
  const pods = dozen(now).map((draft) => rowOf('pods', draft, now));
  const looping = pods.find((pod) => pod.status === 'CrashLoopBackOff');
  const rows: KubeScenario['rows'] = {
    pods,
    deployments: deployments.map((draft) => rowOf('deployments', draft, now)),
    replicasets: [rowOf('replicasets', { name: 'web-6c9f7b8d5', owner: owner('Deployment', 'web', 'deployments'), status: 'Available', cells: workload(3, 2) }, now)], // prettier-ignore
    nodes: nodes.map((draft) => rowOf('nodes', draft, now)),
    events: looping === undefined ? [] : eventsOf(looping, now),
    secrets: [],
  };
  const kinds = kubeKinds.map((kind) => statusOf(kind, rows[kind]?.length ?? 0, now, wallKinds.includes(kind) || rows[kind] !== undefined ? {} : { state: 'off', seenAt: null })); // prettier-ignore
  const denied = kinds.map((kind) => (kind.key === 'secrets' ? { ...kind, state: 'denied' as const, reason: 'secrets is forbidden: user "oncall" cannot list resource "secrets" at the cluster scope', seenAt: null } : kind)); // prettier-ignore
  const used = (key: string, at: number): KubeUsage => ({ key, cpuCores: 0.012 * (at + 1) ** 2, memoryBytes: (at + 2) * 83 * 2 ** 20, at: now - 9_000 }); // prettier-ignore
  return {
    config,
    connection: connectionOf(now),
    kinds: denied,
    rows,
    usage: { pods: pods.map((pod, at) => used(`${pod.namespace}/${pod.name}`, at)), nodes: nodes.slice(0, 4).map(({ name }, at) => used(name, at + 8)) }, // prettier-ignore
    object: (row) => objectOf(row, now),
    ...patch,
  };
}

/** Nothing is connected, and the kubeconfig has these contexts. */
export const unconnected = (now: number): KubeScenario => ({
  ...shop(now),
  connection: connectionOf(now, { state: 'off', reason: 'no context was chosen', context: null, server: null, version: null, user: null, seenAt: null, usage: false }), // prettier-ignore
  kinds: [],
  rows: {},
});

export function manyPods(count: number, now: number): KubeRow[] {
  const drafts = dozen(now);
  return Array.from({ length: count }, (_, at) => {
    const like = drafts[at % 397 === 0 ? 2 : at % 211 === 0 ? 9 : 0];
    if (like === undefined) throw new Error('no drafts');
    return rowOf('pods', { ...like, name: `web-${Math.floor(at / 50)}-${(at * 7919) % count}`, namespace: `team-${at % 40}` }, now); // prettier-ignore
  });
}

export function redPods(now: number): KubeRow[] {
  const bad = dozen(now).filter((draft) => draft.health === 'trouble');
  return Array.from({ length: 40 }, (_, at) => rowOf('pods', { ...(bad[at % bad.length] ?? { cells: podCells() }), name: `settlement-reconciliation-gateway-${at}-${bad[at % bad.length]?.name ?? ''}` }, now)); // prettier-ignore
}
