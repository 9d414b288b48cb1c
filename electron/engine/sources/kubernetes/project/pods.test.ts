// A pod's row against what kubectl prints for the same pod.
import { describe, expect, test } from 'vitest';
import { condition, container, ended, endedAt, pod, rowOf, running, waiting, type Json, type PodParts } from './objects.fixture.ts'; // prettier-ignore

const row = (parts: PodParts) => rowOf('pods', pod(parts));

describe('STATUS, READY and RESTARTS are those of kubectl', () => {
  const crash = container('app', waiting('CrashLoopBackOff'), { restartCount: 7, lastState: ended(137, 'OOMKilled') });
  const proxy = container('proxy', running, { restartCount: 2 });
  const deleting: PodParts['metadata'] = { deletionTimestamp: endedAt };
  const cases: [string, PodParts, string, string, number][] = [
    ['a running one', {}, 'Running', '1/1', 0],
    ['one whose container crashes', { containers: [crash] }, 'CrashLoopBackOff', '0/1', 7],
    ['one that is being made', { phase: 'Pending', containers: [container('app', waiting('ContainerCreating'))] }, 'ContainerCreating', '0/1', 0], // prettier-ignore
    ['one without a node', { phase: 'Pending', containers: [], spec: { containers: [{ name: 'app' }] } }, 'Pending', '0/1', 0], // prettier-ignore
    ['one whose init container runs', { phase: 'Pending', init: [container('init', { running: {} })], containers: [container('app', waiting('PodInitializing'))] }, 'Init:0/1', '0/1', 0], // prettier-ignore
    ['one whose second init container waits', { phase: 'Pending', init: [container('a', ended(0, 'Completed')), container('b', waiting('PodInitializing'))], containers: [container('app', waiting('PodInitializing'))] }, 'Init:1/2', '0/1', 0], // prettier-ignore
    ['one whose init container crashes', { phase: 'Pending', init: [container('init', waiting('CrashLoopBackOff'), { restartCount: 3 })], containers: [container('app', waiting('PodInitializing'))] }, 'Init:CrashLoopBackOff', '0/1', 3], // prettier-ignore
    ['one whose init container failed', { phase: 'Failed', init: [container('init', ended(2, 'Error'))], containers: [] }, 'Init:Error', '0/0', 0], // prettier-ignore
    ['one whose init container was killed by a signal', { phase: 'Pending', init: [container('init', ended(0, '', { exitCode: 139, signal: 11 }))], containers: [] }, 'Init:Signal:11', '0/0', 0], // prettier-ignore
    ['one with a running sidecar', { init: [proxy], sidecars: ['proxy'] }, 'Running', '2/2', 2],
    [
      'one whose sidecar is not ready',
      { init: [{ ...proxy, ready: false }], sidecars: ['proxy'] },
      'Running',
      '1/2',
      2,
    ],
    ['one whose init container restarted before it was done', { init: [container('init', ended(0, 'Completed'), { restartCount: 4 })] }, 'Running', '1/1', 0], // prettier-ignore
    [
      'a completed one',
      { phase: 'Succeeded', containers: [container('app', ended(0, 'Completed'))] },
      'Completed',
      '0/1',
      0,
    ],
    ['one of which a container is done and the rest is ready', { containers: [container('job', ended(0, 'Completed')), container('app', running)], conditions: [condition('Ready', 'True')] }, 'Running', '1/2', 0], // prettier-ignore
    ['one of which a container is done and the pod is not ready', { containers: [container('job', ended(0, 'Completed')), container('app', running)], conditions: [condition('Ready', 'False')] }, 'NotReady', '1/2', 0], // prettier-ignore
    ['one that failed without a reason', { phase: 'Failed', containers: [container('app', ended(3, ''))] }, 'ExitCode:3', '0/1', 0], // prettier-ignore
    [
      'one killed for want of memory',
      { containers: [container('app', ended(137, 'OOMKilled'))] },
      'OOMKilled',
      '0/1',
      0,
    ],
    ['an evicted one', { phase: 'Failed', containers: [], status: { reason: 'Evicted' } }, 'Evicted', '0/0', 0],
    ['one of which nobody knows', { phase: 'Failed', containers: [container('app', ended(137, 'ContainerStatusUnknown'))] }, 'ContainerStatusUnknown', '0/1', 0], // prettier-ignore
    ['one that waits for a gate', { phase: 'Pending', containers: [], conditions: [condition('PodScheduled', 'False', { reason: 'SchedulingGated' })] }, 'SchedulingGated', '0/0', 0], // prettier-ignore
    ['one that goes', { metadata: deleting }, 'Terminating', '1/1', 0],
    ['one that goes and has ended', { phase: 'Failed', containers: [container('app', ended(143, 'Error'))], metadata: deleting }, 'Error', '0/1', 0], // prettier-ignore
    ['one that goes with its node', { metadata: deleting, status: { reason: 'NodeLost' } }, 'Unknown', '1/1', 0],
  ];
  test.each(cases)('%s', (_, parts, status, ready, restarts) => {
    const { cells, ...seen } = row(parts);
    expect([seen.status, `${cells.ready}/${cells.containers}`, cells.restarts]).toEqual([status, ready, restarts]);
  });

  test('the last restart is the youngest end of any container that counts', () => {
    const early = ended(1, 'Error', { finishedAt: '2026-11-20T09:00:00Z' });
    const a = container('a', running, { restartCount: 1, lastState: early });
    const b = container('b', running, { restartCount: 1, lastState: ended(137, 'OOMKilled') });
    expect(row({ containers: [a, b] }).cells).toMatchObject({
      restarts: 2,
      lastRestartAt: Date.parse(endedAt),
      lastEnd: { container: 'b', reason: 'OOMKilled', exitCode: 137 },
    });
    expect(row({}).cells).toMatchObject({ lastRestartAt: null, lastEnd: null });
  });
});

describe('what is wrong is said in words', () => {
  const told = (parts: PodParts) => {
    const { health, troubles, troubleKinds } = row(parts);
    return [health, troubleKinds ?? [], troubles];
  };

  test('a container that crashes again and again, and how it ended', () => {
    const crash = container('app', waiting('CrashLoopBackOff'), { lastState: ended(137, 'OOMKilled') });
    expect(told({ containers: [crash] })).toEqual([
      'trouble',
      ['crash_loop'],
      ['its container app crashes again and again: exit code 137, killed for want of memory'],
    ]);
    expect(row({ containers: [crash] }).troubledSince).toBe(Date.parse(endedAt));
  });

  test('an image that cannot be pulled', () => {
    const pull = (reason: string, message: string): Json => container('app', waiting(reason, message));
    expect(told({ phase: 'Pending', containers: [pull('ErrImagePull', 'not\n found')] })).toEqual([
      'trouble',
      ['image_pull'],
      ['image shop/app:1 cannot be pulled: ErrImagePull: not found'],
    ]);
    expect(told({ phase: 'Pending', containers: [pull('ImagePullBackOff', '')] })[2]).toEqual([
      'image shop/app:1 cannot be pulled: ImagePullBackOff',
    ]);
  });

  test('a container whose configuration is not there', () => {
    const missing = container('app', waiting('CreateContainerConfigError', 'secret "db" not found'));
    expect(told({ phase: 'Pending', containers: [missing] })[2]).toEqual([
      'its container app cannot be started: CreateContainerConfigError: secret "db" not found',
    ]);
  });

  test('no node for it', () => {
    const why = { reason: 'Unschedulable', message: '0/3 nodes are available: 3 Insufficient cpu.' };
    expect(told({ phase: 'Pending', containers: [], conditions: [condition('PodScheduled', 'False', why)] })).toEqual([
      'trouble',
      ['pending'],
      ['cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu.'],
    ]);
  });

  test('evicted, and a node that was lost', () => {
    const evicted = { reason: 'Evicted', message: 'The node was low on resource: memory.' };
    expect(told({ phase: 'Failed', containers: [], status: evicted })[2]).toEqual([
      'it failed: Evicted: The node was low on resource: memory.',
    ]);
    const lost = row({ metadata: { deletionTimestamp: endedAt }, status: { reason: 'NodeLost' } });
    expect(lost).toMatchObject({ health: 'trouble', troubles: ['its node was lost: the node does not answer'] });
  });

  test('several troubles, the worst first', () => {
    const containers = [
      container('a', waiting('ErrImagePull')),
      container('b', waiting('CrashLoopBackOff'), { lastState: ended(1, 'Error') }),
    ];
    expect(told({ containers })[1]).toEqual(['crash_loop', 'image_pull']);
  });

  test('an end that is not started again is told apart from one that is', () => {
    const containers = [container('app', ended(1, 'Error'))];
    expect(told({ containers })[1]).toEqual(['restarting']);
    expect(told({ containers, spec: { restartPolicy: 'Never' } })[1]).toEqual(['dead']);
    expect(told({ containers, phase: 'Failed' })[1]).toEqual(['dead']);
  });

  test('what a container said when it ended is not repeated: it may be its log', () => {
    const containers = [container('app', waiting('CrashLoopBackOff'), { lastState: ended(1, 'Error') })];
    expect(JSON.stringify(row({ containers }))).not.toContain('hunter2');
  });
});

describe('health never says more than is known', () => {
  test.each<[string, PodParts, string]>([
    ['running and ready', {}, 'ok'],
    ['running, not ready', { conditions: [condition('Ready', 'False')] }, 'progressing'],
    ['ready by itself, while a readiness gate is not', { conditions: [condition('ContainersReady', 'True'), condition('Ready', 'False', { reason: 'ReadinessGatesNotReady' })] }, 'progressing'], // prettier-ignore
    ['running, and its node does not say', { conditions: [condition('Ready', 'Unknown')] }, 'unknown'],
    ['running, without any condition', { conditions: [] }, 'progressing'],
    ['a phase that nobody knows', { phase: 'Dreaming' }, 'unknown'],
    ['phase Unknown', { phase: 'Unknown' }, 'unknown'],
    ['completed', { phase: 'Succeeded' }, 'ended'],
    ['starting', { phase: 'Pending', containers: [container('app', waiting('ContainerCreating'))] }, 'progressing'],
    ['going', { metadata: { deletionTimestamp: endedAt } }, 'progressing'],
  ])('%s', (_, parts, health) => {
    expect(row(parts).health).toBe(health);
  });
});
