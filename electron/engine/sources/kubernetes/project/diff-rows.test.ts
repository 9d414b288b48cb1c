// What changed between two rows of one object, and what is no change worth a word.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kubeKinds, type KubeKind } from '#shared/model/kubernetes.ts';
import { diffRows } from './diff-rows.ts';
import { condition, container, deployment, ended, endedAt, event, metadata, node, pod, rowOf, running, waiting, type Json, type PodParts } from './objects.fixture.ts'; // prettier-ignore
import { projectObject } from './project.ts';

const diff = (kind: KubeKind, before: Json, after: Json) => diffRows(rowOf(kind, before, '1'), rowOf(kind, after, '2'));
const words = (kind: KubeKind, before: Json, after: Json) => diff(kind, before, after).map((one) => `${one.kind}${one.bad ? '!' : ''} ${one.words}`); // prettier-ignore
const image = (name: string): Json => ({
  spec: { template: { spec: { containers: [{ name: 'app', image: name }] } } },
});
const revision = (number: string): Json => ({ annotations: { 'deployment.kubernetes.io/revision': number } });

describe('a workload', () => {
  test('tells another image, with what it was', () => {
    const [change] = diff('deployments', deployment({}, image('shop/app:1')), deployment({}, image('shop/app:2')));
    expect(change).toMatchObject({
      kind: 'image',
      words: 'image shop/app:1 → shop/app:2',
      bad: false,
      data: { from: 'shop/app:1', to: 'shop/app:2' },
    });
  });

  test('tells that it was scaled, and that nodes came for a daemon set', () => {
    expect(words('deployments', deployment(), deployment({}, { spec: { replicas: 5 } }))).toEqual([
      'scale scaled 3 → 5',
    ]);
    const daemons = (count: number): Json =>
      deployment({ desiredNumberScheduled: count, currentNumberScheduled: count });
    expect(words('daemonsets', daemons(2), daemons(3))).toContain('scale wanted on 3 nodes, before on 2');
  });

  test('tells a rollout from its start to its end', () => {
    const steps = [
      deployment({}, { metadata: revision('4') }),
      deployment({ updatedReplicas: 0, observedGeneration: 0 }, { metadata: revision('5') }),
      deployment({ updatedReplicas: 1 }, { metadata: revision('5') }),
      deployment({ updatedReplicas: 2, availableReplicas: 2 }, { metadata: revision('5') }),
      deployment({}, { metadata: revision('5') }),
    ];
    const told = steps.slice(1).map((after, at) => diff('deployments', steps[at] ?? {}, after));
    expect(told.flat().map(({ kind, words: said, step }) => [kind, said, step])).toEqual([
      ['rollout', 'rollout of revision 5 started', false],
      ['rollout', 'rollout of revision 5: 1 of 3 updated, 3 available', true],
      ['rollout', 'rollout of revision 5: 2 of 3 updated, 2 available', true],
      ['rollout', 'rollout of revision 5 done: 3 of 3 available', false],
    ]);
    // The steps of one rollout are one line that changes.
    expect(new Set(told.flat().filter(({ step }) => step).map(({ identity }) => identity)).size).toBe(1); // prettier-ignore
  });

  test('tells once that a rollout is stuck', () => {
    const stuck = deployment({
      updatedReplicas: 1,
      conditions: [condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded', message: 'too late' })],
    });
    expect(diff('deployments', deployment({ updatedReplicas: 1 }), stuck)).toMatchObject([
      { kind: 'rollout', bad: true, at: Date.parse(endedAt), words: expect.stringContaining('too late') },
    ]);
    expect(diff('deployments', stuck, { ...stuck })).toEqual([]);
  });

  test('tells that fewer are available than wanted, and that all are again', () => {
    const few = deployment({ availableReplicas: 1 });
    expect(words('deployments', deployment(), few)).toEqual(['health! only 1 of 3 are available']);
    expect(words('deployments', few, deployment())).toEqual(['health all 3 are available']);
  });

  test('leaves it to the deployment where that owns it', () => {
    const ownerReferences = [{ kind: 'Deployment', name: 'web', uid: 'd', controller: true }];
    const owned = deployment({}, { metadata: { ownerReferences } });
    expect(diff('replicasets', owned, { ...owned, spec: { replicas: 0 } })).toEqual([]);
  });
});

describe('a pod', () => {
  const pods = (before: PodParts, after: PodParts): string[] => words('pods', pod(before), pod(after));
  const crash = container('app', waiting('CrashLoopBackOff'), { restartCount: 3, lastState: ended(137, 'OOMKilled') });

  test('tells a restart with how its container ended', () => {
    const restarted = container('app', running, { restartCount: 1, lastState: ended(137, 'OOMKilled') });
    const [change] = diff('pods', pod(), pod({ containers: [restarted] }));
    expect(change).toMatchObject({
      kind: 'restart',
      identity: '1',
      words: 'restarted, once so far: its container app ended, exit code 137, killed for want of memory',
      bad: true,
      at: Date.parse(endedAt),
      data: { restarts: 1, lastEnd: { container: 'app', reason: 'OOMKilled', exitCode: 137 } },
    });
  });

  test('tells that it crashes again and again once, not at every turn of the same', () => {
    expect(pods({ containers: [{ ...crash, state: ended(1, 'Error') }] }, { containers: [crash] })).toEqual([
      'health! its container app crashes again and again: exit code 137, killed for want of memory',
    ]);
    expect(pods({ containers: [crash] }, { containers: [{ ...crash, image: 'other' }] })).toEqual([]);
  });

  test('says nothing of an end whose restart will tell of it', () => {
    expect(pods({}, { containers: [container('app', ended(1, 'Error'))] })).toEqual([]);
  });

  test('tells that it is not ready any more, and not that it becomes ready', () => {
    const unready: PodParts = { containers: [container('app', { running: {} })] };
    expect(pods({}, unready)).toEqual(['health! is not ready any more: 0 of 1 containers are']);
    expect(pods(unready, {})).toEqual([]);
  });

  test('comes and goes with its workload unmentioned; one that stands alone does not', () => {
    const ownerReferences = [{ kind: 'ReplicaSet', name: 'web-abc', uid: 'rs', controller: true }];
    const owned = rowOf('pods', pod({ metadata: { ownerReferences } }));
    expect([diffRows(undefined, owned), diffRows(owned, undefined)]).toEqual([[], []]);
    expect(diffRows(undefined, rowOf('pods', pod()))).toMatchObject([{ kind: 'came' }]);
    expect(diffRows(rowOf('pods', pod()), undefined)).toMatchObject([{ kind: 'went' }]);
  });

  test('noise in its status is no change', () => {
    const noisy = pod({
      conditions: [condition('Ready', 'True', { lastProbeTime: endedAt }), condition('Odd', 'True')],
    });
    expect(diff('pods', pod(), noisy)).toEqual([]);
  });
});

describe('a node', () => {
  test('tells ready, cordoned, pressure and version', () => {
    const lost = node([condition('Ready', 'Unknown', { message: 'Kubelet stopped posting node status.' })]);
    expect(words('nodes', node(), lost)).toEqual(['node! not heard of any more: Kubelet stopped posting node status.']);
    expect(words('nodes', lost, node())).toEqual(['node ready']);
    expect(words('nodes', node(), node(undefined, { spec: { unschedulable: true } }))).toEqual([
      'node cordoned: no new pods come to it',
    ]);
    const pressed = node([condition('Ready', 'True'), condition('DiskPressure', 'True')]);
    expect(words('nodes', node(), pressed)).toEqual(['node! DiskPressure since now']);
    expect(words('nodes', pressed, node())).toEqual(['node DiskPressure is over']);
  });
});

describe('an event', () => {
  const old = rowOf('events', event({ count: 4 }), '1');

  test('is told once for each count', () => {
    expect(diffRows(undefined, old)).toMatchObject([
      { kind: 'event', identity: '4', bad: true, at: Date.parse(endedAt) },
    ]);
    expect(diffRows(old, rowOf('events', event({ count: 4 }), '2'))).toEqual([]);
    const [change] = diffRows(old, rowOf('events', event({ count: 5 }), '3'));
    expect(change?.words).toBe('BackOff: Back-off restarting failed container (5 times)');
  });

  test('whose hour is over did not go: nothing is said', () => {
    expect(diffRows(old, undefined)).toEqual([]);
  });
});

describe('jobs and claims', () => {
  const job = (type: string, more: Json = {}): Json => ({ metadata: metadata('m', more), spec: {}, status: { conditions: [condition(type, 'True', { reason: 'R', message: 'm' })] } }); // prettier-ignore

  test('a job tells its end, one that a schedule made only a bad one', () => {
    expect(words('jobs', job('Odd'), job('Complete'))).toEqual(['health is complete']);
    expect(words('jobs', job('Odd'), job('Failed'))).toEqual(['health! the job failed: R: m']);
    const ownerReferences = [{ kind: 'CronJob', name: 'c', uid: 'c', controller: true }];
    expect(words('jobs', job('Odd', { ownerReferences }), job('Complete', { ownerReferences }))).toEqual([]);
    expect(words('jobs', job('Odd', { ownerReferences }), job('Failed', { ownerReferences }))).toHaveLength(1);
  });

  test('an autoscaler tells other bounds', () => {
    const scaler = (maxReplicas: number): Json => ({ metadata: metadata('web'), spec: { maxReplicas }, status: { conditions: [condition('AbleToScale', 'True')] } }); // prettier-ignore
    expect(words('horizontalpodautoscalers', scaler(3), scaler(9))).toEqual([
      'scale may scale between 1 and 9, before between 1 and 3',
    ]);
  });

  test('a claim that found its volume is well again', () => {
    const claim = (phase: string): Json => ({ metadata: metadata('d'), spec: {}, status: { phase } });
    expect(words('persistentvolumeclaims', claim('Pending'), claim('Bound'))).toEqual([
      'health nothing is seen to be wrong with it any more: Bound',
    ]);
  });
});

test('two looks at the same object are no change, whatever it is, and no pair of rows breaks it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kubeKinds), fc.jsonValue(), fc.jsonValue(), (kind, a, b) => {
      const [before, after] = [projectObject(kind, a), projectObject(kind, b)];
      expect(diffRows(before, before)).toEqual([]);
      for (const change of diffRows(before, after)) expect(typeof change.words).toBe('string');
    }),
  );
});
