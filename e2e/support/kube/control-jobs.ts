// Jobs of one pod: it is made, and when it has ended the job says how. No retries: a job of the fake has none left.
import type { Control } from './controllers.ts';
import { podsOf } from './control-replicas.ts';
import { ownerOf } from './generate-apps.ts';
import { wireTime, type Condition, type Fields, type Pod, type Workload } from './shapes.ts';

/** Leaves a job alone that has come to its end. */
export function syncJob(control: Control, job: Workload): void {
  const { store } = control.world;
  const conditions = (job.status?.['conditions'] ?? []) as Condition[];
  if (conditions.some(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'))) return;
  const [pod] = podsOf(control, job);
  if (pod === undefined) return createPod(control, job);
  const status = jobStatus(job, pod, wireTime(control.world.now()));
  if (JSON.stringify(job.status ?? {}) !== JSON.stringify(status)) store.replace('jobs', { ...job, status });
}

function createPod({ world, random }: Control, job: Workload): void {
  const { name, namespace = 'default', uid } = job.metadata;
  const labels = { 'batch.kubernetes.io/job-name': name, 'batch.kubernetes.io/controller-uid': uid };
  world.store.create('pods', {
    metadata: {
      name: `${name}-${random.suffix(5)}`,
      namespace,
      labels: { ...job.spec.template.metadata?.labels, ...labels },
      ownerReferences: [ownerOf('batch/v1', 'Job', job.metadata)],
    },
    spec: job.spec.template.spec,
    status: { phase: 'Pending', conditions: [], qosClass: 'Burstable' },
  });
}

function jobStatus(job: Workload, pod: Pod, at: string): Fields {
  const startTime = (job.status?.['startTime'] as string | undefined) ?? at;
  const ended = { status: 'True', lastProbeTime: at, lastTransitionTime: at };
  if (pod.status.phase === 'Succeeded') {
    return { startTime, completionTime: at, succeeded: 1, ready: 0, conditions: [{ type: 'Complete', ...ended }] };
  }
  if (pod.status.phase !== 'Failed') return { startTime, active: 1, ready: pod.status.phase === 'Running' ? 1 : 0 };
  const message = 'Job has reached the specified backoff limit';
  const failed = { type: 'Failed', ...ended, reason: 'BackoffLimitExceeded', message };
  return { startTime, failed: 1, ready: 0, conditions: [failed] };
}
