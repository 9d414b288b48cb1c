// Deployments, stateful sets, daemon sets and replica sets: how many are wanted and there, and whether a rollout goes on.
import type { KubeCells, KubeHealth } from '#shared/model/kubernetes.ts';
import { conditionOf, countOf, fieldsOf, listOf, said, textOf, textOrNull, type Fields } from './fields.ts';
import { noTroubles, type FoundTrouble, type Projected } from './projected.ts';

type Cells = KubeCells['deployments'];
/** The four kinds have the same cells. */
type Judged = Pick<Projected<'deployments'>, 'status' | 'health' | 'troubles' | 'cells'>;

export function projectDeployment(object: Fields, deleting: boolean): Projected<'deployments'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const cells: Cells = {
    ...countsOf(spec, status, countOf(spec['replicas'], 1)),
    updated: countOf(status['updatedReplicas']),
    available: countOf(status['availableReplicas']),
    revision: textOrNull(annotation(object, 'deployment.kubernetes.io/revision')),
    paused: spec['paused'] === true,
  };
  const troubles: FoundTrouble[] = [];
  const progress = conditionOf(status['conditions'], 'Progressing');
  if (progress?.status === 'False') {
    const why = `${progress.reason}: ${said(progress.message, '')}`;
    troubles.push({ kind: 'rollout_stuck', words: `its rollout does not progress: ${why}`, since: progress.since });
  }
  pushFailure(troubles, status);
  const arrived = isObserved(object, status) && cells.updated >= cells.desired && cells.current <= cells.updated;
  return judged(cells, { troubles, arrived, deleting, stuckWord: progress?.reason ?? '' });
}

export function projectStatefulSet(object: Fields, deleting: boolean): Projected<'statefulsets'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const desired = countOf(spec['replicas'], 1);
  const current = textOf(status['currentRevision']);
  const update = textOf(status['updateRevision']);
  const cells: Cells = {
    ...countsOf(spec, status, desired),
    // Once a rollout is done the server counts all as current and none as updated.
    updated: current === update ? countOf(status['replicas']) : countOf(status['updatedReplicas']),
    available: countOf(status['availableReplicas'], countOf(status['readyReplicas'])),
    revision: update === '' ? null : update,
    paused: false,
  };
  const strategy = fieldsOf(spec['updateStrategy']);
  const partition = countOf(fieldsOf(strategy['rollingUpdate'])['partition']);
  const byHand = strategy['type'] === 'OnDelete';
  const wanted = byHand ? 0 : Math.max(0, desired - partition);
  const troubles: FoundTrouble[] = [];
  pushFailure(troubles, status);
  const arrived = isObserved(object, status) && cells.updated >= wanted && cells.current === desired;
  return judged(cells, { troubles, arrived, deleting, stuckWord: '' });
}

export function projectDaemonSet(object: Fields, deleting: boolean): Projected<'daemonsets'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const desired = countOf(status['desiredNumberScheduled']);
  const cells: Cells = {
    desired,
    current: countOf(status['currentNumberScheduled']),
    ready: countOf(status['numberReady']),
    updated: countOf(status['updatedNumberScheduled']),
    available: countOf(status['numberAvailable']),
    images: imagesOf(spec),
    revision: null,
    paused: false,
  };
  const byHand = fieldsOf(spec['updateStrategy'])['type'] === 'OnDelete';
  const troubles: FoundTrouble[] = [];
  pushFailure(troubles, status);
  const arrived = isObserved(object, status) && (byHand || cells.updated >= desired) && cells.current >= desired;
  return judged(cells, { troubles, arrived, deleting, stuckWord: '' });
}

export function projectReplicaSet(object: Fields, deleting: boolean): Projected<'replicasets'> {
  const spec = fieldsOf(object['spec']);
  const status = fieldsOf(object['status']);
  const counts = countsOf(spec, status, countOf(spec['replicas'], 1));
  const cells: Cells = {
    ...counts,
    updated: counts.current,
    available: countOf(status['availableReplicas']),
    revision: textOrNull(annotation(object, 'deployment.kubernetes.io/revision')),
    paused: false,
  };
  const troubles: FoundTrouble[] = [];
  pushFailure(troubles, status);
  const arrived = isObserved(object, status) && cells.current === cells.desired;
  return judged(cells, { troubles, arrived, deleting, stuckWord: '' });
}

function judged(
  cells: Cells,
  { troubles, arrived, deleting, stuckWord }: { troubles: FoundTrouble[]; arrived: boolean; deleting: boolean; stuckWord: string }, // prettier-ignore
): Judged {
  if (deleting) return { status: 'Terminating', health: 'progressing', troubles, cells };
  if (troubles.length > 0) {
    const stuck = troubles.some(({ kind }) => kind === 'rollout_stuck');
    const status = stuck && stuckWord !== '' ? stuckWord : stuck ? 'Stuck' : 'ReplicaFailure';
    return { status, health: 'trouble', troubles, cells };
  }
  const steady = arrived && cells.available >= cells.desired;
  let status = steady ? 'Available' : arrived ? 'Unavailable' : 'Progressing';
  if (cells.desired === 0 && cells.current === 0 && arrived) status = 'ScaledToZero';
  if (cells.paused && !arrived) status = 'Paused';
  const health: KubeHealth = !steady ? 'progressing' : status === 'ScaledToZero' ? 'ended' : 'ok';
  return { status, health, troubles: noTroubles, cells };
}

function pushFailure(troubles: FoundTrouble[], status: Fields): void {
  const failure = conditionOf(status['conditions'], 'ReplicaFailure');
  if (failure?.status !== 'True') return;
  const words = `its pods cannot be made: ${failure.reason}: ${said(failure.message, '')}`;
  troubles.push({ kind: 'other', words, since: failure.since });
}

function countsOf(spec: Fields, status: Fields, desired: number) {
  return {
    desired,
    current: countOf(status['replicas']),
    ready: countOf(status['readyReplicas']),
    images: imagesOf(spec),
  };
}

/** Whether the status speaks of the spec as it is now, not of one before. */
function isObserved(object: Fields, status: Fields): boolean {
  return countOf(status['observedGeneration']) >= countOf(fieldsOf(object['metadata'])['generation']);
}

function imagesOf(spec: Fields): string[] {
  const pod = fieldsOf(fieldsOf(spec['template'])['spec']);
  return listOf(pod['containers']).map((container) => textOf(fieldsOf(container)['image']));
}

function annotation(object: Fields, name: string): unknown {
  return fieldsOf(fieldsOf(object['metadata'])['annotations'])[name];
}
