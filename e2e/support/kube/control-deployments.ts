// Deployments: a replica set for each template, the newest brought up before the others go, and whether it gets there.
import type { Control } from './controllers.ts';
import { podsOf, saveStatus } from './control-replicas.ts';
import { ownerOf, templateHash } from './generate-apps.ts';
import { isReady } from './pods.ts';
import { activePods, deploymentStatus } from './workload-status.ts';
import type { KubeObject, Labels, Workload } from './shapes.ts';

const revisionKey = 'deployment.kubernetes.io/revision';
const revisionOf = (object: KubeObject): number => Number(object.metadata.annotations?.[revisionKey] ?? 0);

export function syncDeployment(control: Control, deployment: Workload): void {
  if (deployment.spec.paused === true) return;
  const sets = control.dependants.of(deployment.metadata.uid, 'replicasets') as Workload[];
  const hash = templateHash(deployment.spec.template);
  const wished = deployment.spec.replicas ?? 1;
  const newest = Math.max(0, ...sets.map(revisionOf));
  const known = sets.find(({ metadata }) => metadata.labels?.['pod-template-hash'] === hash);
  const current = known ?? createSet(control, deployment, hash, newest + 1);
  // A template that was there before becomes the newest revision again: an undo.
  const set = revisionOf(current) >= newest ? current : renumbered(control, current, newest + 1);
  noteRevision(control, deployment, revisionOf(set));
  scale(control, deployment, set, wished);
  const others = sets.filter(({ metadata }) => metadata.uid !== set.metadata.uid);
  const updated = podsOf(control, set);
  const isUp = activePods(updated).filter(isReady).length >= wished;
  if (isUp) for (const other of others) scale(control, deployment, other, 0);
  const all = [...updated, ...others.flatMap((other) => podsOf(control, other))];
  const isDone = isUp && activePods(all).length === activePods(updated).length;
  const ageMs = control.world.now() - rolloutStart(control, deployment, set);
  const isLate = !isDone && ageMs >= control.pace.progressDeadlineMs;
  if (!isDone && !isLate) control.again('deployments', deployment, control.pace.progressDeadlineMs);
  const counts = { updated, all, newSetName: set.metadata.name, isLate, at: control.world.now() };
  saveStatus(control, 'deployments', deployment, deploymentStatus(deployment, counts));
}

const starts = new WeakMap<Control, Map<string, { generation: number; at: number }>>();

/** When this wish was first seen: an older set that is used again has an old age. */
function rolloutStart(control: Control, deployment: Workload, set: Workload): number {
  let known = starts.get(control);
  if (known === undefined) starts.set(control, (known = new Map()));
  const { uid, generation = 1 } = deployment.metadata;
  const key = `${uid}/${set.metadata.uid}`;
  let start = known.get(key);
  if (start === undefined || start.generation !== generation) {
    start = {
      generation,
      at: generation === 1 ? Date.parse(deployment.metadata.creationTimestamp) : control.world.now(),
    };
    known.set(key, start);
  }
  return start.at;
}

function createSet(control: Control, deployment: Workload, hash: string, revision: number): Workload {
  const { store } = control.world;
  const { metadata, spec } = deployment;
  const labels: Labels = { ...spec.template.metadata.labels, 'pod-template-hash': hash };
  return store.create('replicasets', {
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      labels,
      annotations: { [revisionKey]: String(revision) },
      generation: 1,
      ownerReferences: [ownerOf('apps/v1', 'Deployment', metadata)],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: { ...spec.selector.matchLabels, 'pod-template-hash': hash } },
      template: { ...spec.template, metadata: { ...spec.template.metadata, labels } },
    },
    status: { replicas: 0 },
  }) as Workload;
}

const renumbered = ({ world }: Control, set: Workload, revision: number): Workload =>
  world.store.replace('replicasets', {
    ...set,
    metadata: { ...set.metadata, annotations: { ...set.metadata.annotations, [revisionKey]: String(revision) } },
  }) as Workload;

function noteRevision({ world }: Control, deployment: Workload, revision: number): void {
  if (revisionOf(deployment) === revision) return;
  world.store.update('deployments', deployment.metadata.name, deployment.metadata.namespace, (object) => ({
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [revisionKey]: String(revision) } },
  }));
}

function scale(control: Control, deployment: Workload, set: Workload, replicas: number): void {
  const was = set.spec.replicas ?? 0;
  if (was === replicas) return;
  const { store } = control.world;
  store.update('replicasets', set.metadata.name, set.metadata.namespace, (object) => ({
    ...object,
    spec: { ...object.spec, replicas },
  }));
  const message = `Scaled ${replicas > was ? 'up' : 'down'} replica set ${set.metadata.name} from ${was} to ${replicas}`;
  control.tell('deployments', deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message,
    component: 'deployment-controller',
  });
}
