// Made-up walls and tables of Kubernetes: calm, with a dozen troubles, stale, without sources; connecting, denied, very many.
import type { SourceStatus } from '#shared/model/system.ts';
import type { Trouble, WatchChange, Watched, WorkloadCount } from '#shared/model/watch.ts';
import { containerMakers } from './scenario-containers.ts';
import {
  connectionOf,
  manyPods,
  redPods,
  shop,
  statusOf,
  unconnected,
  type KubeScenario,
} from './scenario-kubernetes.ts';
import { minuteMs, type Scenario } from './scenario.ts';

export interface WallScenario {
  troubles: Trouble[];
  changes: WatchChange[];
  workloads: WorkloadCount[];
}
export const emptyWall: WallScenario = { troubles: [], changes: [], workloads: [] };

const of = (kind: string, name: string, namespace: string | null = 'shop'): Watched => ({ source: kind === 'container' ? 'docker' : 'kubernetes', kind, namespace: kind === 'container' ? null : namespace, name, key: `uid-${kind}-${namespace ?? ''}-${name}` }); // prettier-ignore

const troubleDrafts: [Trouble['kind'], Watched, string, number, number][] = [
  ['node_not_ready', of('nodes', 'worker-d', null), 'it is not ready: Kubelet stopped posting node status', 12, 1],
  ['crash_loop', of('pods', 'web-6c9f7b8d5-zz81m'), 'container web ends again and again: exit code 1, 17 restarts', 41, 1], // prettier-ignore
  ['crash_loop', of('container', 'shop-worker-1'), 'restarting, 17 times so far', 9, 1],
  ['oom_killed', of('pods', 'cart-7d4b9c6f88-kk9s4'), 'container cart was killed for want of memory; its limit is 256 MiB', 6, 3], // prettier-ignore
  ['oom_killed', of('container', 'attestor-compact-1'), 'killed for want of memory', 6, 1],
  ['image_pull', of('pods', 'fraud-5bd6f9-x7c2q', 'payments'), 'image registry.example/fraud:9.9 cannot be pulled: manifest unknown', 23, 1], // prettier-ignore
  ['unhealthy', of('container', 'attestor-api-1'), 'its health check fails', 4, 1],
  ['rollout_stuck', of('deployments', 'fraud', 'payments'), 'its rollout does not get on: no progress for 10 min', 22, 1], // prettier-ignore
  ['job_failed', of('jobs', 'ledger-export-28811040', 'payments'), 'it failed: BackoffLimitExceeded', 180, 1],
  ['pending', of('pods', 'ledger-1', 'payments'), 'cannot be scheduled: 0/4 nodes are available: 3 Insufficient memory', 17, 1], // prettier-ignore
  ['dead', of('container', 'old-importer'), 'dead: Docker could not remove it', 4_000, 1],
  ['other', of('nodes', 'worker-b', null), 'it is short of memory', 8, 1],
];

const changeDrafts: [WatchChange['kind'], Watched | null, string, number, boolean][] = [
  ['restart', of('pods', 'web-6c9f7b8d5-zz81m'), 'restarted, 17 times so far: it had ended with exit code 1', 1, true],
  ['image', of('deployments', 'cart'), 'image registry.example/shop/cart:2.9.3 → registry.example/shop/cart:3.0.0', 2, false], // prettier-ignore
  ['rollout', of('deployments', 'cart'), 'rollout began: 1 of 2 updated', 2, false],
  ['health', of('container', 'attestor-api-1'), 'its health check fails', 4, true],
  ['scale', of('deployments', 'search'), 'scaled from 4 to 6', 5, false],
  ['event', of('pods', 'ledger-1', 'payments'), 'FailedScheduling: 0/4 nodes are available', 7, true],
  ['gap', null, 'Kubernetes was not watched for 3 min: the connection was reset', 12, false],
  ['node', of('nodes', 'worker-d', null), 'is not ready any more: NodeStatusUnknown', 12, true],
  ['node', of('nodes', 'worker-c', null), 'was cordoned', 14, false],
  ['came', of('container', 'scratch'), 'was made of image busybox', 26, false],
  ['went', of('pods', 'web-58d9c8b7f-2m4lq'), 'was removed', 40, false],
];

const workloads: WorkloadCount[] = [
  ['deployments', 'web', 'shop', 3, 2, 1],
  ['deployments', 'cart', 'shop', 2, 1, 1],
  ['deployments', 'fraud', 'payments', 1, 0, 1],
  ['statefulsets', 'ledger', 'payments', 2, 1, 1],
  ['deployments', 'search', 'shop', 6, 6, 0],
  ['deployments', 'mailer', 'payments', 1, 1, 0],
  ['daemonsets', 'agent', 'kube-system', 5, 5, 0],
  ['deployments', 'nightly', 'payments', 0, 0, 0],
].map(([kind, name, namespace, desired, ready, troubled]) => ({ key: `kubernetes/${namespace}/${kind}/${name}`, object: of(String(kind), String(name), String(namespace)), desired: Number(desired), ready: Number(ready), troubled: Number(troubled) })); // prettier-ignore

function troubledWall(now: number): WallScenario {
  return {
    troubles: troubleDrafts.map(([kind, object, words, agoMin, count], at) => ({ key: `trouble-${at}`, kind, object, words, since: now - agoMin * minuteMs, count })), // prettier-ignore
    changes: changeDrafts.map(([kind, object, words, agoMin, bad], at) => ({ key: `${99 - at}`, kind, object, words, bad, at: now - agoMin * minuteMs, seenAt: now - agoMin * minuteMs + (kind === 'gap' ? 3 * minuteMs : 200) })), // prettier-ignore
    workloads,
  };
}

const calmWall = (now: number): WallScenario => ({
  troubles: [],
  changes: troubledWall(now).changes.filter(({ bad }) => !bad),
  workloads: workloads.map((one) => ({ ...one, ready: one.desired, troubled: 0 })),
});

type Maker = (scenario: Scenario, now: number) => Scenario;
const boxes = (name: string, scenario: Scenario, now: number): Scenario => containerMakers[name]?.(scenario, now) ?? scenario; // prettier-ignore
const kube =
  (make: (now: number) => KubeScenario): Maker =>
  (scenario, now) => ({ ...boxes('boxes', scenario, now), kube: make(now), wall: troubledWall(now) });

const lostAt = (now: number) => ({ state: 'stale' as const, since: now - 4 * minuteMs, reason: 'connection refused', seenAt: now - 4 * minuteMs }); // prettier-ignore

export const watchMakers: Record<string, Maker> = {
  wall: kube((now) => shop(now)),
  'wall-calm': (scenario, now) => {
    const whole = shop(now);
    return { ...boxes('boxes-green', scenario, now), kube: { ...whole, kinds: whole.kinds.map((kind) => (kind.state === 'denied' ? { ...kind, state: 'off' as const } : kind)) }, wall: calmWall(now) }; // prettier-ignore
  },
  'wall-half': (scenario, now) => ({
    ...boxes('boxes-green', scenario, now),
    kube: { ...shop(now), connection: connectionOf(now, { state: 'denied', reason: '401 Unauthorized, also with a new token', seenAt: null }), kinds: [] }, // prettier-ignore
    wall: emptyWall,
  }),
  'wall-stale': (scenario, now) => ({
    ...boxes('boxes-stale', scenario, now),
    kube: { ...shop(now), connection: connectionOf(now, { ...lostAt(now), reason: 'the connection was reset', retryAt: now + 4_000 }) }, // prettier-ignore
    wall: { ...troubledWall(now), changes: [...troubledWall(now).changes.filter(({ at }) => at < now - 4 * minuteMs), { key: '999', kind: 'gap', object: null, words: 'Kubernetes is not watched any more: the connection was reset', bad: false, at: now - 4 * minuteMs - 9_000, seenAt: now - 4 * minuteMs }] }, // prettier-ignore
  }),
  'wall-none': (scenario, now) => ({ ...boxes('boxes-off', scenario, now), kube: unconnected(now), wall: emptyWall }),
  'kube-contexts': (scenario, now) => ({ ...scenario, kube: unconnected(now) }),
  'kube-no-contexts': (scenario, now) => ({ ...scenario, kube: { ...unconnected(now), config: { files: [{ path: '/home/oncall/.kube/config', answer: 'no such file', used: false }], contexts: [] } } }), // prettier-ignore
  kube: kube((now) => shop(now)),
  'kube-red': kube((now) => {
    const pods = redPods(now);
    return { ...shop(now, { connection: connectionOf(now, { unverified: true }) }), rows: { pods }, kinds: shop(now).kinds.map((kind) => (kind.key === 'pods' ? statusOf('pods', pods.length, now) : kind)) }; // prettier-ignore
  }),
  'kube-many': kube((now) => ({ ...shop(now), rows: { pods: manyPods(10_000, now) }, kinds: shop(now).kinds.map((kind) => (kind.key === 'pods' ? statusOf('pods', 10_000, now) : kind)) })), // prettier-ignore
  'kube-loading': kube((now) => ({ ...shop(now), rows: { pods: manyPods(3_500, now) }, kinds: shop(now).kinds.map((kind) => (kind.key === 'pods' ? statusOf('pods', 3_500, now, { state: 'connecting', since: now - 3_000, seenAt: null, expected: 10_214 }) : kind)) })), // prettier-ignore
  'kube-stale': kube((now) => ({ ...shop(now), connection: connectionOf(now, { ...lostAt(now), reason: 'the connection was reset', retryAt: now + 4_000 }) })), // prettier-ignore
};

/** As the bar at the foot has it. */
export const kubeSourceOf = (scenario: Scenario): SourceStatus => {
  const { state, since, reason, seenAt } = scenario.kube.connection;
  return { key: 'kubernetes', name: 'kubernetes', state, since, reason, seenAt };
};
