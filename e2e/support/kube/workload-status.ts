// The status that controllers write on a workload, counted from its pods. Pure.
import { isReady } from './pods.ts';
import { wireTime, type Condition, type Fields, type Pod, type Workload } from './shapes.ts';

export const activePods = (pods: Pod[]): Pod[] =>
  pods.filter(({ metadata, status }) => metadata.deletionTimestamp === undefined && status?.phase !== 'Failed');

export function replicaSetStatus(set: Workload, pods: Pod[]): Fields {
  const active = activePods(pods);
  const ready = active.filter(isReady).length;
  return {
    replicas: active.length,
    fullyLabeledReplicas: active.length,
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    observedGeneration: set.metadata.generation ?? 1,
  };
}

export interface DeploymentCounts {
  /** Pods of the newest set, and of all. */
  updated: Pod[];
  all: Pod[];
  newSetName: string;
  isLate: boolean;
  at: number;
}

export function deploymentStatus(deployment: Workload, counts: DeploymentCounts): Fields {
  const desired = deployment.spec.replicas ?? 1;
  const all = activePods(counts.all);
  const updated = activePods(counts.updated);
  const ready = all.filter(isReady).length;
  const updatedReady = updated.filter(isReady).length;
  const isDone = updatedReady >= desired && all.length === updated.length;
  return {
    observedGeneration: deployment.metadata.generation ?? 1,
    ...(all.length === 0 ? {} : { replicas: all.length }),
    ...(updated.length === 0 ? {} : { updatedReplicas: updated.length }),
    ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
    ...(ready >= desired ? {} : { unavailableReplicas: desired - ready }),
    conditions: [availability(ready >= Math.ceil(desired * 0.75), counts.at), progress(counts, isDone)],
  };
}

const availability = (isAvailable: boolean, at: number): Condition => ({
  type: 'Available',
  status: isAvailable ? 'True' : 'False',
  reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
  message: isAvailable ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
  lastUpdateTime: wireTime(at),
  lastTransitionTime: wireTime(at),
});

function progress({ newSetName, isLate, at }: DeploymentCounts, isDone: boolean): Condition {
  const [reason, does] = isDone
    ? ['NewReplicaSetAvailable', 'has successfully progressed']
    : isLate
      ? ['ProgressDeadlineExceeded', 'has timed out progressing']
      : ['ReplicaSetUpdated', 'is progressing'];
  return {
    type: 'Progressing',
    status: !isDone && isLate ? 'False' : 'True',
    reason,
    message: `ReplicaSet "${newSetName}" ${does}.`,
    lastUpdateTime: wireTime(at),
    lastTransitionTime: wireTime(at),
  };
}

export function statefulSetStatus(set: Workload, pods: Pod[], revision: string): Fields {
  const active = activePods(pods);
  const ready = active.filter(isReady).length;
  return {
    observedGeneration: set.metadata.generation ?? 1,
    replicas: active.length,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    availableReplicas: ready,
    currentReplicas: active.length,
    updatedReplicas: active.filter(({ metadata }) => metadata.labels?.['controller-revision-hash'] === revision).length,
    currentRevision: revision,
    updateRevision: revision,
  };
}

export function daemonSetStatus(set: Workload, pods: Pod[], nodes: number): Fields {
  const active = activePods(pods);
  const ready = active.filter(isReady).length;
  return {
    observedGeneration: set.metadata.generation ?? 1,
    desiredNumberScheduled: nodes,
    currentNumberScheduled: active.length,
    updatedNumberScheduled: active.length,
    numberMisscheduled: 0,
    numberReady: ready,
    ...(ready === 0 ? {} : { numberAvailable: ready }),
    ...(ready >= nodes ? {} : { numberUnavailable: nodes - ready }),
  };
}
