// From a Kubernetes object to the row that its table shows. Takes whatever the server sent: what cannot be judged gives a
// row that says so. Reads no value of a secret, a config map or an environment, and nothing of managedFields.
import type { KubeKind, KubeRow, ObjectRef } from '#shared/model/kubernetes.ts';
import { projectClaim, projectConfigMap, projectSecret } from './configuration.ts';
import { projectEvent } from './events.ts';
import { fieldsOf, isFields, listOf, textOf, textOrNull, timeOf, type Fields } from './fields.ts';
import { projectCronJob, projectJob } from './jobs.ts';
import { missingIn } from './missing.ts';
import { projectEndpointSlice, projectIngress, projectService } from './network.ts';
import { projectNamespace, projectNode } from './nodes.ts';
import { projectPod } from './pods.ts';
import type { Projector } from './projected.ts';
import { projectAutoscaler, projectDisruptionBudget } from './scaling.ts';
import { projectDaemonSet, projectDeployment, projectReplicaSet, projectStatefulSet } from './workloads.ts';

const projectors: { [K in KubeKind]: Projector<K> } = {
  nodes: projectNode,
  namespaces: projectNamespace,
  pods: projectPod,
  deployments: projectDeployment,
  statefulsets: projectStatefulSet,
  daemonsets: projectDaemonSet,
  replicasets: projectReplicaSet,
  jobs: projectJob,
  cronjobs: projectCronJob,
  services: projectService,
  endpointslices: projectEndpointSlice,
  ingresses: projectIngress,
  configmaps: projectConfigMap,
  secrets: projectSecret,
  persistentvolumeclaims: projectClaim,
  horizontalpodautoscalers: projectAutoscaler,
  poddisruptionbudgets: projectDisruptionBudget,
  events: projectEvent,
};

/** Pure and total: never throws. An object without what its kind needs has the health `unknown` and says what it lacks. */
export function projectObject<K extends KubeKind>(kind: K, object: unknown): KubeRow<K> {
  const fields = fieldsOf(object);
  const metadata = fieldsOf(fields['metadata']);
  const namespace = textOrNull(metadata['namespace']);
  const name = textOf(metadata['name']);
  const deletedAt = timeOf(metadata['deletionTimestamp']);
  const missing = missingIn(kind, fields);
  const { status, health, troubles, cells } = projectors[kind](fields, deletedAt !== null);
  const row: KubeRow<K> = {
    // Even what has no uid keeps one line of its own.
    key: textOf(metadata['uid']) || `${kind}/${namespace ?? ''}/${name}`,
    kind,
    namespace,
    name,
    version: textOf(metadata['resourceVersion']),
    createdAt: timeOf(metadata['creationTimestamp']) ?? 0,
    deletedAt,
    labels: labelsOf(metadata['labels']),
    owner: ownerOf(metadata['ownerReferences'], namespace),
    status: status === '' ? 'Unknown' : status,
    health,
    troubles: [],
    cells,
  };
  if (missing.length > 0) {
    row.status = 'Unknown';
    row.health = 'unknown';
    row.troubles = missing.map((words) => `cannot be judged: ${words}`);
    row.troubleKinds = missing.map(() => 'other');
  }
  if (troubles.length > 0) {
    row.troubles = [...row.troubles, ...troubles.map(({ words }) => words)];
    row.troubleKinds = [...(row.troubleKinds ?? []), ...troubles.map((trouble) => trouble.kind)];
    const since = troubles[0]?.since;
    if (since !== undefined && since !== null) row.troubledSince = since;
  }
  return row;
}

const noLabels: Record<string, string> = Object.freeze({});

/** The labels as they came: copies of tens of thousands of them would double what a row weighs. */
function labelsOf(value: unknown): Record<string, string> {
  if (!isFields(value)) return noLabels;
  for (const name in value) {
    if (typeof value[name] !== 'string') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, textOf(item)])); // prettier-ignore
  }
  return value as Record<string, string>;
}

function ownerOf(references: unknown, namespace: string | null): ObjectRef | null {
  for (const item of listOf(references)) {
    const owner: Fields = fieldsOf(item);
    if (owner['controller'] !== true) continue;
    return { kind: textOf(owner['kind']), namespace, name: textOf(owner['name']), uid: textOf(owner['uid']) };
  }
  return null;
}
