// The projection of every kind: realistic objects give what their tables show, and anything else still gives a row.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kubeHealths, kubeKinds, type KubeKind } from '#shared/model/kubernetes.ts';
import {
  condition,
  deployment,
  endedAt,
  event,
  madeAt,
  metadata,
  node,
  pod,
  rowOf,
  type Json,
} from './objects.fixture.ts';
import { projectObject } from './project.ts';

const none: Json = {};

describe('a row of any kind', () => {
  test('has identity, labels, owner and times', () => {
    const ownerReferences = [
      { kind: 'Other', name: 'x', uid: 'x' },
      { kind: 'ReplicaSet', name: 'web-abc', uid: 'rs', controller: true },
    ];
    expect(rowOf('pods', pod({ metadata: { ownerReferences } }), '7')).toMatchObject({
      key: 'uid-web-abc-1',
      kind: 'pods',
      namespace: 'shop',
      name: 'web-abc-1',
      version: '7',
      createdAt: Date.parse(madeAt),
      deletedAt: null,
      labels: { app: 'web' },
      owner: { kind: 'ReplicaSet', namespace: 'shop', name: 'web-abc', uid: 'rs' },
    });
  });

  test('holds nothing of managedFields, of annotations and of values', () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{"s3cret":1}', 'deployment.kubernetes.io/revision': '4' }; // prettier-ignore
    const env = [{ name: 'DB', value: 's3cret' }];
    const data = { password: 's3cret', user: 's3cret' };
    const objects: [KubeKind, Json][] = [
      ['pods', pod({ metadata: { annotations }, spec: { containers: [{ name: 'app', image: 'i', env, args: ['--x=s3cret'] }] } })], // prettier-ignore
      ['deployments', deployment(none, { metadata: { annotations }, spec: { template: { spec: { containers: [{ env }] } } } })], // prettier-ignore
      ['secrets', { metadata: metadata('db', { annotations }), type: 'Opaque', data, stringData: data }],
      ['configmaps', { metadata: metadata('db', { annotations }), data, binaryData: data }],
    ];
    for (const [kind, object] of objects) {
      const text = JSON.stringify(projectObject(kind, object));
      expect(text).not.toContain('s3cret');
      expect(text).not.toContain('managed-marker');
    }
    expect(rowOf('secrets', { metadata: metadata('db'), type: 'Opaque', data }).cells.keys).toEqual([
      'password',
      'user',
    ]);
  });
});

describe('what cannot be judged', () => {
  test('says what is missing and is never healthy', () => {
    const { spec: _, ...withoutSpec } = pod();
    expect(projectObject('pods', withoutSpec)).toMatchObject({
      health: 'unknown',
      status: 'Unknown',
      troubles: ['cannot be judged: spec.containers is missing'],
      troubleKinds: ['other'],
    });
    expect(projectObject('pods', null).troubles[0]).toBe('cannot be judged: metadata.uid is missing');
    const odd = { ...node(), status: { conditions: 'none' } };
    expect(projectObject('nodes', odd).troubles).toEqual(['cannot be judged: status.conditions is not a list']);
  });

  test('any JSON whatever gives a row of its kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kubeKinds), fc.jsonValue(), (kind, value) => {
        const row = projectObject(kind, value);
        expect(row.kind).toBe(kind);
        expect(kubeHealths).toContain(row.health);
        expect(row.health).toBe('unknown');
        expect(row.troubles.length).toBe(row.troubleKinds?.length);
        expect(row.key).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });

  test('a real object of which any part was replaced gives a row, and a cloneable one', () => {
    const samples: [KubeKind, Json][] = [
      ['pods', pod()],
      ['deployments', deployment()],
      ['statefulsets', deployment()],
      ['nodes', node()],
      ['events', event()],
      [
        'jobs',
        { metadata: metadata('j'), spec: { completions: 1 }, status: { conditions: [condition('Failed', 'True')] } },
      ],
    ];
    const places = (value: unknown, at: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? [at, ...Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]))]
        : [at];
    const replaced = (value: unknown, at: readonly string[], by: unknown): unknown => {
      const [key, ...rest] = at;
      if (key === undefined) return by;
      const copy = (Array.isArray(value) ? [...value] : { ...(value as Json) }) as Json;
      copy[key] = replaced(copy[key], rest, by);
      return copy;
    };
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.jsonValue({ maxDepth: 2 }), ([kind, object], at, by) => {
        const all = places(object);
        const row = projectObject(kind, replaced(object, all[at % all.length] ?? [], by));
        expect(structuredClone(row)).toEqual(row);
        expect(row.troubles.every((words) => typeof words === 'string')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('nodes', () => {
  test('show roles, capacity and version', () => {
    expect(rowOf('nodes', node()).cells).toEqual({
      ready: 'True',
      roles: ['control-plane', 'worker'],
      version: 'v1.36.0',
      cordoned: false,
      taints: 0,
      pressures: [],
      cpuCores: 3.92,
      memoryBytes: 16 * 2 ** 30,
      podCapacity: 110,
    });
  });

  test.each([
    ['Ready', 'ok', node()],
    ['Ready,SchedulingDisabled', 'ok', node(undefined, { spec: { unschedulable: true } })],
    ['NotReady', 'trouble', node([condition('Ready', 'Unknown', { message: 'Kubelet stopped posting node status.' })])],
    ['Unknown', 'unknown', node([])],
    ['Ready', 'trouble', node([condition('DiskPressure', 'True'), condition('Ready', 'True')])],
  ])('%s is %s', (status, health, object) => {
    expect(rowOf('nodes', object)).toMatchObject({ status, health });
  });

  test('that are not ready say why and since when', () => {
    const row = rowOf('nodes', node([condition('Ready', 'Unknown', { message: 'Kubelet stopped posting node status.' })])); // prettier-ignore
    expect(row).toMatchObject({
      troubles: ['not heard of any more: Kubelet stopped posting node status.'],
      troubleKinds: ['node_not_ready'],
      troubledSince: Date.parse(endedAt),
      cells: { ready: 'Unknown' },
    });
  });
});

describe('workloads', () => {
  test.each<[string, string, KubeKind, Json]>([
    ['Available', 'ok', 'deployments', deployment()],
    ['Progressing', 'progressing', 'deployments', deployment({ updatedReplicas: 1 })],
    ['Progressing', 'progressing', 'deployments', deployment({ observedGeneration: 0 })],
    ['Unavailable', 'progressing', 'deployments', deployment({ availableReplicas: 2 })],
    ['Paused', 'progressing', 'deployments', deployment({ updatedReplicas: 0 }, { spec: { paused: true } })],
    ['ScaledToZero', 'ended', 'deployments', deployment({ replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 }, { spec: { replicas: 0 } })], // prettier-ignore
    ['Terminating', 'progressing', 'deployments', deployment({}, { metadata: { deletionTimestamp: endedAt } })],
    ['Available', 'ok', 'statefulsets', deployment({ currentRevision: 'a', updateRevision: 'a', updatedReplicas: 0 })],
    ['Progressing', 'progressing', 'statefulsets', deployment({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 })], // prettier-ignore
    ['Available', 'ok', 'statefulsets', deployment({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 }, { spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } } })], // prettier-ignore
    ['Available', 'ok', 'daemonsets', deployment({ desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 2, numberReady: 2, numberAvailable: 2 })], // prettier-ignore
    ['Progressing', 'progressing', 'daemonsets', deployment({ desiredNumberScheduled: 2, currentNumberScheduled: 2, updatedNumberScheduled: 1, numberReady: 2, numberAvailable: 2 })], // prettier-ignore
    ['Available', 'ok', 'replicasets', deployment()],
  ])('are %s (%s)', (status, health, kind, object) => {
    expect(projectObject(kind, object)).toMatchObject({ status, health, troubles: [] });
  });

  test('whose rollout does not progress say so in the words of the cluster', () => {
    const stuck = condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded', message: 'ReplicaSet "web-2" has timed out progressing.' }); // prettier-ignore
    expect(rowOf('deployments', deployment({ conditions: [stuck], updatedReplicas: 1 }))).toMatchObject({
      status: 'ProgressDeadlineExceeded',
      health: 'trouble',
      troubleKinds: ['rollout_stuck'],
      troubles: [
        'its rollout does not progress: ProgressDeadlineExceeded: ReplicaSet "web-2" has timed out progressing.',
      ],
      cells: { desired: 3, updated: 1, revision: '4', images: ['shop/app:1'] },
    });
  });

  test('whose pods cannot be made say why', () => {
    const failure = condition('ReplicaFailure', 'True', { reason: 'FailedCreate', message: 'exceeded quota' });
    expect(rowOf('replicasets', deployment({ conditions: [failure] })).troubles).toEqual([
      'its pods cannot be made: FailedCreate: exceeded quota',
    ]);
  });
});

describe('the other kinds', () => {
  const job = (conditions: Json[], more: Json = {}): Json => ({
    metadata: metadata('migrate'),
    spec: { completions: 2, ...more },
    status: { startTime: madeAt, succeeded: 1, failed: 3, active: 1, conditions },
  });

  test.each<[string, string, Json]>([
    ['Running', 'progressing', job([])],
    ['Complete', 'ended', job([condition('Complete', 'True')])],
    ['Failed', 'trouble', job([condition('FailureTarget', 'True'), condition('Failed', 'True')])],
    ['Suspended', 'ended', job([condition('Suspended', 'True')])],
  ])('a job that is %s', (status, health, object) => {
    expect(rowOf('jobs', object)).toMatchObject({ status, health });
  });

  test('a job that failed says why, and when it ended', () => {
    const failed = condition('Failed', 'True', { reason: 'BackoffLimitExceeded', message: 'too many' });
    const row = rowOf('jobs', job([failed]));
    expect(row.troubles).toEqual(['the job failed: BackoffLimitExceeded: too many']);
    expect(row.cells).toEqual({ completions: 2, succeeded: 1, failed: 3, active: 1, startedAt: Date.parse(madeAt), finishedAt: Date.parse(endedAt) }); // prettier-ignore
  });

  test('a claim that waits, one that is bound, one whose volume is lost', () => {
    const claim = (status: Json): Json => ({ metadata: metadata('data'), spec: { storageClassName: 'fast', volumeName: 'pv-1', accessModes: ['ReadWriteOnce'] }, status }); // prettier-ignore
    expect(rowOf('persistentvolumeclaims', claim({ phase: 'Pending' }))).toMatchObject({ health: 'trouble', troubles: ['waits for a volume of class fast'], troubleKinds: ['pending'] }); // prettier-ignore
    expect(rowOf('persistentvolumeclaims', claim({ phase: 'Bound', capacity: { storage: '8Gi' } }))).toMatchObject({ health: 'ok', cells: { capacityBytes: 8 * 2 ** 30 } }); // prettier-ignore
    expect(rowOf('persistentvolumeclaims', claim({ phase: 'Lost' })).troubles).toEqual(['its volume pv-1 is lost']);
  });

  test('an autoscaler that cannot scale, and one that rests on purpose', () => {
    const scaler = (conditions: Json[]): Json => ({ metadata: metadata('web'), spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 9 }, status: { currentReplicas: 2, desiredReplicas: 2, conditions } }); // prettier-ignore
    const able = condition('AbleToScale', 'True');
    const blind = condition('ScalingActive', 'False', { reason: 'FailedGetResourceMetric', message: 'no metrics' });
    const rests = condition('ScalingActive', 'False', { reason: 'ScalingDisabled' });
    expect(rowOf('horizontalpodautoscalers', scaler([able, blind]))).toMatchObject({ health: 'trouble', troubles: ['cannot scale: FailedGetResourceMetric: no metrics'] }); // prettier-ignore
    expect(rowOf('horizontalpodautoscalers', scaler([able, rests]))).toMatchObject({
      health: 'ended',
      status: 'Disabled',
    });
    expect(rowOf('horizontalpodautoscalers', scaler([able])).cells).toEqual({ target: 'Deployment/web', min: 1, max: 9, current: 2, desired: 2 }); // prettier-ignore
  });

  test('a disruption budget is in trouble only when fewer are healthy than it guards', () => {
    const budget = (currentHealthy: number): Json => ({ metadata: metadata('web'), spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 0, currentHealthy, desiredHealthy: 2 } }); // prettier-ignore
    expect(rowOf('poddisruptionbudgets', budget(2))).toMatchObject({ health: 'ok', status: 'NoDisruptions', cells: { minAvailable: '50%' } }); // prettier-ignore
    expect(rowOf('poddisruptionbudgets', budget(1))).toMatchObject({ health: 'trouble', status: 'Violated' });
  });

  test('a service, the endpoints behind it, and an ingress', () => {
    const service = { metadata: metadata('web'), spec: { type: 'NodePort', clusterIP: '10.1.0.1', ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }], selector: { app: 'web' } } }; // prettier-ignore
    expect(rowOf('services', service).cells).toMatchObject({ ports: ['80:30080/TCP'], selector: { app: 'web' } });
    const balancer = { metadata: metadata('web'), spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } };
    expect(rowOf('services', balancer)).toMatchObject({ status: 'Pending', health: 'progressing' });
    const slice = { metadata: metadata('web-1', { labels: { 'kubernetes.io/service-name': 'web' } }), addressType: 'IPv4', endpoints: [{ conditions: { ready: false } }, { conditions: {} }], ports: [{ port: 8080 }] }; // prettier-ignore
    expect(rowOf('endpointslices', slice).cells).toEqual({
      service: 'web',
      ready: 1,
      notReady: 1,
      ports: ['8080/TCP'],
    });
    const ingress = { metadata: metadata('web'), spec: { rules: [{ host: 'a.test' }, {}] }, status: { loadBalancer: { ingress: [{ hostname: 'lb.test' }] } } }; // prettier-ignore
    expect(rowOf('ingresses', ingress)).toMatchObject({ health: 'ok', cells: { hosts: ['a.test', '*'], addresses: ['lb.test'] } }); // prettier-ignore
  });

  test('an event of the old shape and one of the new are the same row', () => {
    const old = rowOf('events', event()).cells;
    const { involvedObject, message, count, firstTimestamp, lastTimestamp, source: _, ...rest } = event();
    const young = rowOf('events', {
      ...rest,
      regarding: involvedObject,
      note: message,
      reportingController: 'kubelet',
      eventTime: firstTimestamp,
      series: { count, lastObservedTime: lastTimestamp },
    }).cells;
    expect(young).toEqual(old);
    expect(old).toMatchObject({ count: 4, firstAt: Date.parse(madeAt), lastAt: Date.parse(endedAt), from: 'kubelet' });
  });
});
