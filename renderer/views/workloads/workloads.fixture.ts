// For tests of Kubernetes: objects, the connection and the kinds, patched as the test wants.
import type {
  KubeCells,
  KubeConnection,
  KubeContext,
  KubeKind,
  KubeKindStatus,
  KubeObject,
  KubeRow,
} from '#shared/model/kubernetes.ts';
import { someNow } from '../readiness/readiness.fixture.ts';

const podCells: KubeCells['pods'] = {
  phase: 'Running',
  node: 'worker-a',
  ip: '10.1.2.3',
  containers: 1,
  ready: 1,
  restarts: 0,
  lastEnd: null,
  lastRestartAt: null,
  images: ['registry.local/shop:1.4'],
  containerNames: [],
};

type RowPatch<K extends KubeKind> = Partial<Omit<KubeRow<K>, 'cells'>> & { name: string };

export function someRow<K extends KubeKind>(kind: K, cells: KubeCells[K], patch: RowPatch<K>): KubeRow {
  return {
    key: `uid-${patch.name}`,
    kind,
    namespace: 'shop',
    version: '1',
    createdAt: someNow - 600_000,
    deletedAt: null,
    labels: {},
    owner: null,
    status: 'Running',
    health: 'ok',
    troubles: [],
    ...patch,
    cells,
  };
}

export const somePod = (patch: RowPatch<'pods'>, cells: Partial<KubeCells['pods']> = {}): KubeRow =>
  someRow('pods', { ...podCells, ...cells }, patch);

export const brokenPod = (name: string): KubeRow =>
  somePod({ name, status: 'CrashLoopBackOff', health: 'trouble', troubles: ['it ends again and again'] }, { ready: 0, restarts: 17 }); // prettier-ignore

export const someConnection = (patch: Partial<KubeConnection> = {}): KubeConnection => ({
  key: 'kubernetes',
  state: 'live',
  since: someNow - 60_000,
  reason: '',
  seenAt: someNow - 400,
  retryAt: null,
  context: 'prod-eu',
  server: 'https://k8s.local:6443',
  namespaces: [],
  version: 'v1.36.0',
  user: 'oncall',
  proxy: null,
  caDigest: null,
  unverified: false,
  usage: false,
  ...patch,
});

export const someStatus = (key: KubeKind, patch: Partial<KubeKindStatus> = {}): KubeKindStatus => ({
  key,
  state: 'live',
  since: someNow - 60_000,
  reason: '',
  seenAt: someNow - 400,
  retryAt: null,
  count: 3,
  expected: null,
  namespaces: null,
  events: 0,
  relists: 0,
  reconnects: 0,
  ...patch,
});

export const someContext = (patch: Partial<KubeContext> & { name: string }): KubeContext => ({
  cluster: 'c',
  server: 'https://k8s.local:6443',
  user: 'oncall',
  namespace: null,
  current: false,
  auth: { kind: 'token' },
  problem: '',
  ...patch,
});

export const someObject = (row: KubeRow, patch: Partial<KubeObject> = {}): KubeObject => ({
  row,
  yaml: `kind: Pod\nmetadata:\n  name: ${row.name}\n`,
  json: `{"kind":"Pod"}`,
  conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'not ready: [web]', since: someNow - 9_000 }], // prettier-ignore
  containers: [{ name: 'web', image: 'registry.local/shop:1.4', init: false, state: 'CrashLoopBackOff', ready: false, restarts: 17, exitCode: 1, lastEnd: 'Error, exit code 1', envNames: ['DB_PASSWORD'], ports: ['80/TCP'] }], // prettier-ignore
  readAt: someNow - 1_000,
  ...patch,
});
