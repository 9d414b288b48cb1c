// The workloads that should run for ever, with their pods and with the services, settings and rules that belong to them.
import { illness } from './generate.ts';
import { addBelongings } from './generate-belongings.ts';
import { managedFieldsFor } from './managed-fields.ts';
import { buildPod, type Health } from './pods.ts';
import { hashWord, type Random } from './random.ts';
import { appName, podTemplate } from './templates.ts';
import {
  wireTime,
  type Metadata,
  type NewObject,
  type OwnerReference,
  type Pod,
  type PodTemplate,
  type Workload,
} from './shapes.ts';
import { daemonSetStatus, deploymentStatus, replicaSetStatus, statefulSetStatus } from './workload-status.ts';

export interface Plan {
  random: Random;
  now: number;
  podBytes: number;
  nodeNames: string[];
  podsLeft: number;
  /** Counts the pods that should run for ever, for the share that is ill. */
  podNumber: number;
  add: (resource: string, object: NewObject) => void;
}

export interface App {
  name: string;
  namespace: string;
  template: PodTemplate;
  createdAt: number;
  replicas: number;
}

const hourMs = 3_600_000;

export const templateHash = (template: PodTemplate): string => {
  const { 'pod-template-hash': _, ...labels } = template.metadata.labels;
  return hashWord(JSON.stringify({ ...template, metadata: { ...template.metadata, labels } }), 9);
};

export const ownerOf = (
  apiVersion: string,
  kind: string,
  { name, uid }: Pick<Metadata, 'name' | 'uid'>,
): OwnerReference => ({
  apiVersion,
  kind,
  name,
  uid,
  controller: true,
  blockOwnerDeletion: true,
});

/** One app with all its pods, never more than are left. */
export function generateApp(plan: Plan, number: number, namespace: string): void {
  const { random } = plan;
  const name = appName(number);
  const labels = { app: name, 'app.kubernetes.io/part-of': name.split('-')[0] ?? name };
  // Every seventh app keeps state; the fifth of each thousand runs on every node, where so many pods are left.
  const isStateful = number % 7 === 6;
  const isOnEachNode = number % 1000 === 4 && plan.podsLeft > plan.nodeNames.length * 2;
  const wanted = isOnEachNode ? plan.nodeNames.length : 1 + random.below(isStateful ? 3 : 6);
  const app: App = {
    name,
    namespace,
    template: podTemplate(name, labels, random),
    createdAt: plan.now - hourMs * (1 + random.below(24 * 30)),
    replicas: Math.min(wanted, plan.podsLeft),
  };
  const pods = isOnEachNode
    ? addDaemonSet(plan, app)
    : isStateful
      ? addStatefulSet(plan, app)
      : addDeployment(plan, app, number);
  addBelongings(plan, app, number, pods);
}

const workload = (plan: Plan, app: App, more: object, status: object = {}): Workload => ({
  metadata: {
    name: app.name,
    namespace: app.namespace,
    uid: plan.random.uid(),
    resourceVersion: '',
    generation: 1,
    creationTimestamp: wireTime(app.createdAt),
    labels: { app: app.name },
  },
  spec: { replicas: app.replicas, selector: { matchLabels: { app: app.name } }, template: app.template, ...more },
  status: { ...status },
});

const illOf = (number: number): Health => {
  const found = Object.entries(illness).find(([, remainder]) => number % 100 === remainder);
  return found === undefined ? 'ok' : (found[0] as Health);
};

/** Names the pods by `nameOf` and counts them off. */
function addPods(
  plan: Plan,
  app: App,
  owner: OwnerReference,
  nameOf: (at: number) => string,
  labels: Record<string, string>,
): Pod[] {
  let managedFields: unknown[] | undefined;
  const taken = new Set<string>();
  const free = (at: number): string => {
    const name = nameOf(at);
    // By chance two suffixes are alike, once in some thousand sets.
    return taken.has(name) ? free(at) : (taken.add(name), name);
  };
  return Array.from({ length: app.replicas }, (_, at) => {
    const health = illOf(plan.podNumber);
    plan.podNumber += 1;
    plan.podsLeft -= 1;
    const pod = buildPod({
      name: free(at),
      namespace: app.namespace,
      template: app.template,
      labels,
      owner,
      nodeName: plan.nodeNames[plan.podNumber % plan.nodeNames.length] ?? 'node-1',
      createdAt: app.createdAt + at * 1500,
      health,
      now: plan.now,
      random: plan.random,
      // Some have been restarted once, long ago, and are well.
      ...(plan.podNumber % 17 === 0 ? { restarts: 1 } : {}),
    });
    managedFields ??= managedFieldsFor(
      app.template.spec.containers,
      plan.podBytes - JSON.stringify(pod).length,
      wireTime(app.createdAt),
    );
    if (managedFields !== undefined) pod.metadata.managedFields = managedFields;
    plan.add('pods', pod);
    return pod as Pod;
  });
}

function addDeployment(plan: Plan, app: App, number: number): Pod[] {
  const revision = 1 + (number % 3);
  const annotations = { 'deployment.kubernetes.io/revision': String(revision) };
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } };
  const deployment = workload(plan, app, { strategy, progressDeadlineSeconds: 600, revisionHistoryLimit: 10 });
  deployment.metadata.annotations = annotations;
  const hash = templateHash(app.template);
  const set = replicaSet(plan, app, deployment, hash, annotations);
  const labels = { 'pod-template-hash': hash };
  const pods = addPods(
    plan,
    app,
    ownerOf('apps/v1', 'ReplicaSet', set.metadata),
    () => `${set.metadata.name}-${plan.random.suffix(5)}`,
    labels,
  );
  set.status = replicaSetStatus(set, pods);
  plan.add('replicasets', set);
  // A revision before it, kept for undoing, with the image it had.
  if (revision > 1) addPastSet(plan, app, deployment, revision - 1);
  const isLate = pods.some(({ status }) =>
    status.containerStatuses?.some(({ state }) => state.waiting?.reason === 'ImagePullBackOff'),
  );
  const counts = { updated: pods, all: pods, newSetName: set.metadata.name, isLate, at: app.createdAt };
  deployment.status = deploymentStatus(deployment, counts);
  plan.add('deployments', deployment);
  return pods;
}

function replicaSet(
  plan: Plan,
  app: App,
  deployment: Workload,
  hash: string,
  annotations: Record<string, string>,
): Workload {
  const labels = { ...app.template.metadata.labels, 'pod-template-hash': hash };
  const template = { ...app.template, metadata: { ...app.template.metadata, labels } };
  const set = workload(plan, app, {
    selector: { matchLabels: { app: app.name, 'pod-template-hash': hash } },
    template,
  });
  set.metadata = {
    ...set.metadata,
    name: `${app.name}-${hash}`,
    labels,
    annotations,
    ownerReferences: [ownerOf('apps/v1', 'Deployment', deployment.metadata)],
  };
  return set;
}

function addPastSet(plan: Plan, app: App, deployment: Workload, revision: number): void {
  const [main, ...others] = app.template.spec.containers;
  if (main === undefined) return;
  const containers = [{ ...main, image: `${main.image.split(':')[0]}:0.9.${revision}` }, ...others];
  const template = { ...app.template, spec: { ...app.template.spec, containers } };
  const past = { ...app, template, replicas: 0, createdAt: app.createdAt - 48 * hourMs };
  const annotations = { 'deployment.kubernetes.io/revision': String(revision) };
  const set = replicaSet(plan, past, deployment, templateHash(template), annotations);
  set.status = replicaSetStatus(set, []);
  plan.add('replicasets', set);
}

function addStatefulSet(plan: Plan, app: App): Pod[] {
  const set = workload(plan, app, {
    serviceName: app.name,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate' },
  });
  const revision = `${app.name}-${templateHash(app.template)}`;
  const labels = { 'controller-revision-hash': revision };
  const pods = addPods(plan, app, ownerOf('apps/v1', 'StatefulSet', set.metadata), (at) => `${app.name}-${at}`, labels);
  set.status = statefulSetStatus(set, pods, revision);
  plan.add('statefulsets', set);
  for (const pod of pods) {
    plan.add('persistentvolumeclaims', {
      metadata: {
        name: `data-${pod.metadata.name}`,
        namespace: app.namespace,
        uid: plan.random.uid(),
        creationTimestamp: wireTime(app.createdAt),
        labels: { app: app.name },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
        storageClassName: 'standard',
      },
      status: { phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' } },
    });
  }
  return pods;
}

function addDaemonSet(plan: Plan, app: App): Pod[] {
  const set = workload(plan, app, { updateStrategy: { type: 'RollingUpdate' } });
  delete set.spec.replicas;
  const labels = { 'controller-revision-hash': templateHash(app.template) };
  const name = (): string => `${app.name}-${plan.random.suffix(5)}`;
  const pods = addPods(plan, app, ownerOf('apps/v1', 'DaemonSet', set.metadata), name, labels);
  set.status = daemonSetStatus(set, pods, plan.nodeNames.length);
  plan.add('daemonsets', set);
  return pods;
}
