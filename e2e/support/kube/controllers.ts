// What makes the fake live: pods start, workloads keep their number, rollouts roll, orphans go. One pass a step for each
// workload that something happened to.
import type { World } from './answer.ts';
import { createDependants } from './dependants.ts';
import { syncDaemonSet, syncStatefulSet } from './control-sets.ts';
import { syncDeployment } from './control-deployments.ts';
import { syncJob } from './control-jobs.ts';
import { syncReplicaSet } from './control-replicas.ts';
import { createKubelet } from './kubelet.ts';
import { removeObject } from './removal.ts';
import { buildEvent, type EventWords } from './generate-events.ts';
import { kindOf, apiVersionOf } from './kinds.ts';
import { seeded, type Random } from './random.ts';
import { controllerOf, type KubeObject, type Workload } from './shapes.ts';
import type { Change } from './objects.ts';
import type { Dependants } from './dependants.ts';

export interface Pace {
  stepMs: number;
  progressDeadlineMs: number;
}

/** What the controllers share. */
export interface Control {
  world: World;
  pace: Pace;
  dependants: Dependants;
  random: Random;
  /** Looks at the workload again after that time. */
  again: (resource: string, object: KubeObject, afterMs: number) => void;
  tell: (resource: string, object: KubeObject, words: EventWords) => void;
}

const syncs: Record<string, (control: Control, workload: Workload) => void> = {
  deployments: syncDeployment,
  replicasets: syncReplicaSet,
  statefulsets: syncStatefulSet,
  daemonsets: syncDaemonSet,
  jobs: syncJob,
};

const resourceOfOwner: Record<string, string> = {
  Deployment: 'deployments',
  ReplicaSet: 'replicasets',
  StatefulSet: 'statefulsets',
  DaemonSet: 'daemonsets',
  Job: 'jobs',
};

/** Returns how to end them. */
export function startControllers(world: World, pace: Pace): () => void {
  const { store } = world;
  const dependants = createDependants(store);
  const timers = new Map<string, { timer: NodeJS.Timeout; dueAt: number }>();
  const random = seeded(world.seed + 991);
  const control: Control = {
    world,
    pace,
    dependants,
    random,
    again: (resource, { metadata }, afterMs) => look(resource, metadata.name, metadata.namespace, afterMs),
    tell: (resource, object, words) => {
      const kind = kindOf(resource);
      store.create(
        'events',
        buildEvent(kind.kind, apiVersionOf(kind), object, words, world.now(), random.uid().slice(0, 16)),
      );
    },
  };
  const look = (resource: string, name: string, namespace: string | undefined, afterMs: number): void => {
    const key = `${resource}/${namespace}/${name}`;
    const dueAt = performance.now() + afterMs;
    const waiting = timers.get(key);
    // A look that is due sooner takes the place of a later one, never the other way round.
    if (waiting && waiting.dueAt <= dueAt) return;
    clearTimeout(waiting?.timer);
    const timer = setTimeout(() => {
      timers.delete(key);
      const workload = store.get(resource, name, namespace);
      if (workload !== null) syncs[resource]?.(control, workload as Workload);
    }, afterMs);
    timers.set(key, { timer, dueAt });
  };
  const kubelet = createKubelet(control);
  const leave = store.onChange((change) => {
    dependants.learn(change);
    kubelet.learn(change);
    for (const touched of touchedBy(change)) look(touched.resource, touched.name, touched.namespace, pace.stepMs);
    if (change.type === 'DELETED') collectOrphans(control, change.version.object);
    if (change.type === 'DELETED' && change.resource === 'pods') {
      world.logs.forget(change.version.object.metadata.namespace ?? '', change.version.object.metadata.name);
    }
  });
  return () => {
    leave();
    kubelet.stop();
    for (const { timer } of timers.values()) clearTimeout(timer);
  };
}

/** The workload itself, when its wish changed, and the one above it. */
function touchedBy({
  resource,
  type,
  version,
  previous,
}: Change): { resource: string; name: string; namespace?: string }[] {
  const { metadata } = version.object;
  const touched: { resource: string; name: string; namespace?: string }[] = [];
  const at = (name: string): { name: string; namespace?: string } =>
    metadata.namespace === undefined ? { name } : { name, namespace: metadata.namespace };
  const isWish = type === 'ADDED' || (type === 'MODIFIED' && previous?.object.spec !== version.object.spec);
  if (syncs[resource] !== undefined && isWish) touched.push({ resource, ...at(metadata.name) });
  const owner = controllerOf(version.object);
  const above = owner === null ? undefined : resourceOfOwner[owner.kind];
  if (owner !== null && above !== undefined) touched.push({ resource: above, ...at(owner.name) });
  return touched;
}

function collectOrphans({ world, dependants }: Control, owner: KubeObject): void {
  for (const resource of ['replicasets', 'jobs', 'pods']) {
    for (const object of dependants.of(owner.metadata.uid, resource)) removeObject(world, resource, object);
  }
}
