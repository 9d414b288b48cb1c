// Kubernetes objects for tests, shaped as an API server sends them.
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { projectObject } from './project.ts';

export type Json = Record<string, unknown>;

export const madeAt = '2026-11-20T10:00:00Z';
export const endedAt = '2026-11-20T10:05:00Z';

export function metadata(name: string, more: Json = {}): Json {
  return {
    name,
    namespace: 'shop',
    uid: `uid-${name}`,
    resourceVersion: '100',
    creationTimestamp: madeAt,
    generation: 1,
    labels: { app: 'web' },
    managedFields: [{ manager: 'kubectl', operation: 'Update', fieldsV1: { 'f:spec': { 'f:managed-marker': {} } } }],
    ...more,
  };
}

export const condition = (type: string, status: string, more: Json = {}): Json => ({
  type,
  status,
  lastTransitionTime: endedAt,
  ...more,
});

export const waiting = (reason: string, message = ''): Json => ({ waiting: { reason, message } });
export const running: Json = { running: { startedAt: madeAt } };
export const ended = (exitCode: number, reason: string, more: Json = {}): Json => ({
  terminated: { exitCode, reason, finishedAt: endedAt, message: 'last words: password=hunter2', ...more },
});

export function container(name: string, state: Json, more: Json = {}): Json {
  const ready = state === running;
  return { name, image: `shop/${name}:1`, ready, started: ready, restartCount: 0, state, lastState: {}, ...more };
}

export interface PodParts {
  name?: string;
  phase?: string;
  containers?: Json[];
  init?: Json[];
  /** Names of init containers that go on running. */
  sidecars?: string[];
  conditions?: Json[];
  spec?: Json;
  status?: Json;
  metadata?: Json;
}

export function pod(parts: PodParts = {}): Json {
  const { name = 'web-abc-1', phase = 'Running', containers = [container('app', running)], init = [] } = parts;
  const { sidecars = [] } = parts;
  const specOf = (status: Json): Json => ({ name: status['name'], image: status['image'] });
  const allReady = containers.every((status) => status['ready'] === true);
  return {
    metadata: metadata(name, parts.metadata),
    spec: {
      nodeName: 'node-1',
      restartPolicy: 'Always',
      containers: containers.map(specOf),
      initContainers: init.map((status) => ({
        ...specOf(status),
        ...(sidecars.includes(status['name'] as string) && { restartPolicy: 'Always' }),
      })),
      ...parts.spec,
    },
    status: {
      phase,
      podIP: '10.0.0.7',
      conditions: parts.conditions ?? [
        condition('PodScheduled', 'True'),
        condition('Ready', allReady && phase === 'Running' ? 'True' : 'False'),
      ],
      initContainerStatuses: init,
      containerStatuses: containers,
      ...parts.status,
    },
  };
}

export function deployment(status: Json = {}, more: { spec?: Json; metadata?: Json } = {}): Json {
  return {
    metadata: metadata('web', { annotations: { 'deployment.kubernetes.io/revision': '4' }, ...more.metadata }),
    spec: {
      replicas: 3,
      template: { spec: { containers: [{ name: 'app', image: 'shop/app:1' }] } },
      ...more.spec,
    },
    status: {
      observedGeneration: 1,
      replicas: 3,
      updatedReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        condition('Available', 'True'),
        condition('Progressing', 'True', { reason: 'NewReplicaSetAvailable' }),
      ],
      ...status,
    },
  };
}

export function node(
  conditions: Json[] = [condition('Ready', 'True')],
  more: { spec?: Json; metadata?: Json } = {},
): Json {
  return {
    metadata: metadata('node-1', {
      namespace: undefined,
      labels: { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/control-plane': '' },
      ...more.metadata,
    }),
    spec: { ...more.spec },
    status: {
      conditions,
      capacity: { cpu: '3920m', memory: '16Gi', pods: '110' },
      nodeInfo: { kubeletVersion: 'v1.36.0' },
    },
  };
}

export function event(more: Json = {}): Json {
  return {
    metadata: metadata('web.1'),
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-abc-1', uid: 'uid-web-abc-1' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'Back-off restarting failed container',
    count: 4,
    firstTimestamp: madeAt,
    lastTimestamp: endedAt,
    source: { component: 'kubelet' },
    ...more,
  };
}

/** The row of an object, and of it as it is later: another version. */
export function rowOf<K extends KubeKind>(kind: K, object: Json, version = '100'): KubeRow<K> {
  return projectObject(kind, { ...object, metadata: { ...(object['metadata'] as Json), resourceVersion: version } });
}
