// Jobs, alone and of cron jobs, each with the one pod that did it. The first has failed.
import { ownerOf, type Plan } from './generate-apps.ts';
import { managedFieldsFor } from './managed-fields.ts';
import { buildPod } from './pods.ts';
import { podTemplate } from './templates.ts';
import { wireTime, type Fields, type Metadata, type PodTemplate } from './shapes.ts';

const hourMs = 3_600_000;
const tasks = ['database-backup', 'invoice-run', 'cache-warmup', 'report-export', 'image-cleanup', 'ledger-check'];

export function generateJobs(plan: Plan, namespaces: string[]): void {
  for (let number = 0; plan.podsLeft > 0; number += 1) {
    const round = Math.floor(number / tasks.length);
    const task = `${tasks[number % tasks.length] ?? 'task'}${round === 0 ? '' : `-${round + 1}`}`;
    const namespace = namespaces[number % namespaces.length] ?? 'default';
    // Every other one is run by the clock.
    if (number % 2 === 1) addCronJob(plan, task, namespace);
    else addJob(plan, `${task}-once`, namespace, number === 0, {});
  }
}

function addCronJob(plan: Plan, name: string, namespace: string): void {
  const { random, now } = plan;
  const template = podTemplate(name, { app: name }, random, 'Never');
  const metadata: Partial<Metadata> & { name: string; uid: string } = {
    name,
    namespace,
    uid: random.uid(),
    creationTimestamp: wireTime(now - 30 * 24 * hourMs),
    generation: 1,
  };
  plan.add('cronjobs', {
    metadata,
    spec: {
      schedule: '0 * * * *',
      concurrencyPolicy: 'Forbid',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: { template } },
    },
    status: { lastScheduleTime: wireTime(now - hourMs), lastSuccessfulTime: wireTime(now - hourMs + 40_000) },
  });
  const minute = Math.floor(now / 60_000) - 60;
  const owner = ownerOf('batch/v1', 'CronJob', metadata);
  addJob(plan, `${name}-${minute}`, namespace, false, { ownerReferences: [owner] });
}

function addJob(plan: Plan, name: string, namespace: string, hasFailed: boolean, more: Partial<Metadata>): void {
  const { random, now } = plan;
  const labels = { 'job-name': name, 'batch.kubernetes.io/job-name': name };
  const template: PodTemplate = podTemplate(name, labels, random, 'Never');
  const createdAt = now - hourMs * (1 + random.below(20));
  const uid = random.uid();
  plan.add('jobs', {
    metadata: { name, namespace, uid, creationTimestamp: wireTime(createdAt), generation: 1, labels, ...more },
    spec: {
      parallelism: 1,
      completions: 1,
      backoffLimit: 0,
      completionMode: 'NonIndexed',
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template,
    },
    status: jobStatus(hasFailed, createdAt),
  });
  const pod = buildPod({
    name: `${name}-${random.suffix(5)}`,
    namespace,
    template,
    owner: ownerOf('batch/v1', 'Job', { name, uid }),
    nodeName: plan.nodeNames[plan.podsLeft % plan.nodeNames.length] ?? 'node-1',
    createdAt,
    health: hasFailed ? 'failed' : 'completed',
    now,
    random,
  });
  const missing = plan.podBytes - JSON.stringify(pod).length;
  const managedFields = managedFieldsFor(template.spec.containers, missing, wireTime(createdAt));
  if (managedFields !== undefined) pod.metadata.managedFields = managedFields;
  plan.add('pods', pod);
  plan.podsLeft -= 1;
}

function jobStatus(hasFailed: boolean, createdAt: number): Fields {
  const startTime = wireTime(createdAt);
  const ended = wireTime(createdAt + 41_000);
  const condition = { status: 'True', lastProbeTime: ended, lastTransitionTime: ended };
  if (!hasFailed)
    return {
      startTime,
      completionTime: ended,
      succeeded: 1,
      ready: 0,
      conditions: [{ type: 'Complete', ...condition }],
    };
  const message = 'Job has reached the specified backoff limit';
  const conditions = [{ type: 'Failed', ...condition, reason: 'BackoffLimitExceeded', message }];
  return { startTime, failed: 1, ready: 0, conditions };
}
