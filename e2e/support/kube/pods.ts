// Pods as a kubelet leaves them: starting, well, or ill in one of the ways that operators know. Places nothing in a store.
import { hashOf, seeded, type Random } from './random.ts';
import {
  wireTime,
  type Condition,
  type ContainerStatus,
  type ContainerState,
  type Labels,
  type NewObject,
  type OwnerReference,
  type Pod,
  type PodStatus,
  type PodTemplate,
} from './shapes.ts';

export type Health =
  | 'ok'
  | 'starting'
  | 'crash_loop'
  | 'oom_killed'
  | 'image_pull'
  | 'unschedulable'
  | 'completed'
  | 'failed';

export interface PodPlan {
  name: string;
  namespace: string;
  template: PodTemplate;
  labels?: Labels;
  owner: OwnerReference | null;
  nodeName: string;
  createdAt: number;
  health: Health;
  now: number;
  random: Random;
  managedFields?: unknown[];
  /** Of a running container, 0 unless told. */
  restarts?: number;
}

/** 64 hexadecimal digits. */
function longId(random: Random): string {
  let text = '';
  while (text.length < 64)
    text += Math.floor(random.next() * 0xffffffff)
      .toString(16)
      .padStart(8, '0');
  return text;
}

const digests = new Map<string, string>();

/** The same image has the same digest wherever it runs. */
function digestOf(image: string): string {
  let digest = digests.get(image);
  if (digest === undefined) digests.set(image, (digest = `sha256:${longId(seeded(hashOf(image)))}`));
  return digest;
}

/** What the image's tag says will become of the container: how a test breaks a rollout. */
export const healthOfImage = (image: string): Health =>
  /:(missing|broken)\b/.test(image) ? 'image_pull' : /:crash\b/.test(image) ? 'crash_loop' : 'ok';

export function buildPod(plan: PodPlan): NewObject {
  const { template, health, random } = plan;
  const isPlaced = health !== 'unschedulable';
  const annotations = template.metadata.annotations;
  return {
    metadata: {
      name: plan.name,
      namespace: plan.namespace,
      uid: random.uid(),
      creationTimestamp: wireTime(plan.createdAt),
      labels: { ...template.metadata.labels, ...plan.labels },
      ...(annotations === undefined ? {} : { annotations }),
      ...(plan.owner === null ? {} : { ownerReferences: [plan.owner] }),
      ...(plan.managedFields === undefined ? {} : { managedFields: plan.managedFields }),
    },
    spec: { ...template.spec, ...(isPlaced ? { nodeName: plan.nodeName } : {}) },
    status: buildStatus(plan),
  };
}

/** The status of the same plan, for a pod that is there already. */
export function buildStatus(plan: PodPlan): PodStatus {
  const { health, random, now, createdAt } = plan;
  const startedAt = Math.min(now, createdAt + 2000);
  const phase = phases[health];
  const conditions = conditionsOf(health, startedAt);
  if (health === 'unschedulable') return { phase, conditions, qosClass: 'Burstable' };
  const address = `10.${random.below(200) + 20}.${random.below(255)}.${random.below(250) + 2}`;
  return {
    phase,
    conditions,
    hostIP: '192.168.0.10',
    ...(health === 'starting' ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    startTime: wireTime(createdAt),
    containerStatuses: plan.template.spec.containers.map(({ name, image }, at) =>
      containerStatus(
        plan,
        name,
        image,
        startedAt,
        at === 0 ? health : health === 'failed' ? 'failed' : mateOf(health),
      ),
    ),
    qosClass: 'Burstable',
  };
}

const phases: Record<Health, PodStatus['phase']> = {
  ok: 'Running',
  starting: 'Pending',
  crash_loop: 'Running',
  oom_killed: 'Running',
  image_pull: 'Pending',
  unschedulable: 'Pending',
  completed: 'Succeeded',
  failed: 'Failed',
};

/** What a second container is while the first is ill: well, unless none can be. */
const mateOf = (health: Health): Health => (health === 'crash_loop' || health === 'image_pull' ? 'ok' : health);

function conditionsOf(health: Health, at: number): Condition[] {
  const lastTransitionTime = wireTime(at);
  if (health === 'unschedulable') {
    const message =
      '0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found.';
    return [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message, lastTransitionTime }];
  }
  const isReady = health === 'ok' || health === 'oom_killed';
  const why = health === 'completed' ? 'PodCompleted' : health === 'failed' ? 'PodFailed' : 'ContainersNotReady';
  const ready: Pick<Condition, 'status' | 'reason'> = isReady ? { status: 'True' } : { status: 'False', reason: why };
  return [
    { type: 'PodReadyToStartContainers', status: health === 'starting' ? 'False' : 'True', lastTransitionTime },
    { type: 'Initialized', status: 'True', lastTransitionTime },
    { type: 'Ready', ...ready, lastTransitionTime },
    { type: 'ContainersReady', ...ready, lastTransitionTime },
    { type: 'PodScheduled', status: 'True', lastTransitionTime },
  ];
}

function containerStatus(
  plan: PodPlan,
  name: string,
  image: string,
  startedAt: number,
  health: Health,
): ContainerStatus {
  const { random, now } = plan;
  const id = `containerd://${longId(random)}`;
  const ended = (exitCode: number, reason: string, agoMs: number): ContainerState =>
    endedState(exitCode, reason, Math.max(startedAt, now - agoMs), longId(random));
  const running: ContainerState = { running: { startedAt: wireTime(startedAt) } };
  const base = { name, image, imageID: '', ready: false, started: false, restartCount: 0, lastState: {} };
  const pulled = { ...base, imageID: `${image.split(':')[0]}@${digestOf(image)}`, containerID: id };
  switch (health) {
    case 'starting':
      return { ...base, state: { waiting: { reason: 'ContainerCreating' } } };
    case 'image_pull': {
      const message = `Back-off pulling image "${image}"`;
      return { ...base, state: { waiting: { reason: 'ImagePullBackOff', message } } };
    }
    case 'crash_loop': {
      const message = `back-off 5m0s restarting failed container=${name} pod=${plan.name}_${plan.namespace}`;
      const restartCount = 4 + random.below(60);
      return {
        ...pulled,
        restartCount,
        state: { waiting: { reason: 'CrashLoopBackOff', message } },
        lastState: ended(1, 'Error', 70_000),
      };
    }
    case 'oom_killed': {
      const restartCount = 1 + random.below(9);
      const state: ContainerState = { running: { startedAt: wireTime(Math.max(startedAt, now - 240_000)) } };
      return {
        ...pulled,
        ready: true,
        started: true,
        restartCount,
        state,
        lastState: ended(137, 'OOMKilled', 241_000),
      };
    }
    case 'completed':
      return { ...pulled, state: ended(0, 'Completed', 3_600_000) };
    case 'failed':
      return { ...pulled, state: ended(1, 'Error', 1_800_000) };
    default: {
      const restartCount = plan.restarts ?? 0;
      const lastState = restartCount > 0 ? ended(0, 'Completed', 90_000_000) : {};
      return { ...pulled, ready: true, started: true, restartCount, state: running, lastState };
    }
  }
}

export const isReady = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined &&
  (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');

/** Ended at that time after nine seconds. */
const endedState = (exitCode: number, reason: string, finishedAt: number, id: string): ContainerState => ({
  terminated: {
    exitCode,
    reason,
    startedAt: wireTime(finishedAt - 9000),
    finishedAt: wireTime(finishedAt),
    containerID: `containerd://${id}`,
  },
});
