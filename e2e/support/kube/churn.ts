// A busy cluster on demand: pods change, restart, go and come at a rate. Stops when told and says how much it did.
import type { World } from './answer.ts';
import { buildPod, isReady } from './pods.ts';
import { seeded, type Random } from './random.ts';
import { wireTime, type ContainerStatus, type NewObject, type Pod } from './shapes.ts';

export interface Churn {
  /** Resolves with all changes of the store meanwhile, those of controllers included. */
  stop: () => Promise<{ changes: number }>;
}

const tickMs = 10;

export function startChurn({ store, now }: World, changesPerSecond: number, seed: number): Churn {
  const random = seeded(seed + 77);
  const firstRevision = store.revision();
  const startedAt = performance.now();
  let keys = store.versions('pods').map(({ object }) => object.metadata);
  let result: { changes: number } | null = null;
  const step = (): void => {
    const target = keys[random.below(keys.length)];
    const pod = target === undefined ? null : (store.get('pods', target.name, target.namespace) as Pod | null);
    if (pod === null || pod.metadata.deletionTimestamp !== undefined) {
      keys = store.versions('pods').map(({ object }) => object.metadata);
      return;
    }
    const dice = random.next();
    if (dice < 0.05) {
      store.delete('pods', pod.metadata.name, pod.metadata.namespace);
      // One that a controller looks after is replaced by it.
      if (pod.metadata.ownerReferences === undefined) store.create('pods', another(pod, random, now()));
    } else if (dice < 0.1) store.replace('pods', withImage(pod, random));
    else if (dice < 0.25) store.replace('pods', restarted(pod, now()));
    else store.replace('pods', turned(pod, now()));
  };
  const timer = setInterval(() => {
    const due = firstRevision + ((performance.now() - startedAt) / 1000) * changesPerSecond;
    // A store without pods has nothing to change; a late timer catches up in bounded steps.
    for (let steps = 0; store.revision() < due && steps < changesPerSecond; steps += 1) step();
  }, tickMs);
  return {
    stop: async () => {
      clearInterval(timer);
      result ??= { changes: store.revision() - firstRevision };
      return Promise.resolve(result);
    },
  };
}

const withStatuses = (pod: Pod, change: (status: ContainerStatus) => ContainerStatus): Pod => ({
  ...pod,
  status: { ...pod.status, containerStatuses: (pod.status.containerStatuses ?? []).map(change) },
});

function turned(pod: Pod, at: number): Pod {
  const status = isReady(pod) ? 'False' : 'True';
  const lastTransitionTime = wireTime(at);
  const conditions = pod.status.conditions.map((condition) =>
    condition.type === 'Ready' || condition.type === 'ContainersReady'
      ? { ...condition, status: status as 'True' | 'False', lastTransitionTime }
      : condition,
  );
  const changed = withStatuses(pod, (each) =>
    each.state.running === undefined ? each : { ...each, ready: status === 'True' },
  );
  return { ...changed, status: { ...changed.status, conditions } };
}

const restarted = (pod: Pod, at: number): Pod =>
  withStatuses(pod, (status) => ({
    ...status,
    restartCount: status.restartCount + 1,
    state: status.state.running === undefined ? status.state : { running: { startedAt: wireTime(at) } },
    lastState: {
      terminated: { exitCode: 1, reason: 'Error', startedAt: wireTime(at - 60_000), finishedAt: wireTime(at - 1000) },
    },
  }));

function withImage(pod: Pod, random: Random): Pod {
  const image = (old: string): string =>
    `${old.split(':')[0]}:${1 + random.below(4)}.${random.below(90)}.${random.below(10)}`;
  const containers = pod.spec.containers.map((container) => ({ ...container, image: image(container.image) }));
  const changed = withStatuses(pod, (status) => ({
    ...status,
    image: containers.find(({ name }) => name === status.name)?.image ?? status.image,
  }));
  return { ...changed, spec: { ...pod.spec, containers } };
}

const another = (pod: Pod, random: Random, at: number): NewObject =>
  buildPod({
    name: `${pod.metadata.name.split('-').slice(0, 2).join('-')}-${random.suffix(5)}`,
    namespace: pod.metadata.namespace ?? 'default',
    template: { metadata: { labels: pod.metadata.labels ?? {} }, spec: pod.spec },
    owner: null,
    nodeName: pod.spec.nodeName ?? 'node-1',
    createdAt: at,
    health: 'ok',
    now: at,
    random,
  });
