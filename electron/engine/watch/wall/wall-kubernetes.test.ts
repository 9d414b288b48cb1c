// What the wall shows of Kubernetes, by rows as they arrive and by time as it passes.
import { describe, expect, test } from 'vitest';
import { condition, container, deployment, ended, event, metadata, node, pod, running, waiting, type Json } from '../../sources/kubernetes/project/objects.fixture.ts'; // prettier-ignore
import { diffRows } from '../../sources/kubernetes/project/diff-rows.ts';
import { start, testWall } from './wall.fixture.ts';

const owned = (more: Json = {}): Json => ({
  labels: { app: 'web', 'pod-template-hash': 'abc' },
  ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', uid: 'rs', controller: true }],
  ...more,
});
const crash = container('app', waiting('CrashLoopBackOff'), { restartCount: 3, lastState: ended(1, 'Error') });
const crashing = (name: string): Json => pod({ name, metadata: owned(), containers: [crash] });
const iso = (at: number): string => new Date(at).toISOString();

describe('what is unhealthy', () => {
  test('is one line for a workload and a trouble, which opens the pod while it is one and then the workload', async () => {
    const { put, drop, troubles, wall } = testWall();
    const first = put('pods', crashing('web-abc-1'));
    expect(await troubles()).toMatchObject([{ kind: 'crash_loop', object: 'pods web-abc-1', count: 1 }]);
    put('pods', crashing('web-abc-2'));
    expect(await troubles()).toMatchObject([{ kind: 'crash_loop', object: 'deployments web', count: 2 }]);
    const key = 'kubernetes/shop/deployments/web/crash_loop';
    expect(wall.troubles.get(key)?.object.key).toBe('');
    put('deployments', deployment());
    expect(wall.troubles.get(key)?.object.key).toBe('uid-web');
    drop(first);
    expect(await troubles()).toMatchObject([{ object: 'pods web-abc-2', count: 1 }]);
    put('pods', pod({ name: 'web-abc-2', metadata: owned() }));
    expect(await troubles()).toEqual([]);
  });

  test('keeps its place when its words change, and moves when the trouble does', async () => {
    const { put, troubles } = testWall();
    const pull = (reason: string) => pod({ phase: 'Pending', containers: [container('app', waiting(reason))] });
    put('pods', pull('ErrImagePull'));
    put('pods', pull('ImagePullBackOff'));
    expect(await troubles()).toMatchObject([{ kind: 'image_pull', words: 'image shop/app:1 cannot be pulled: ImagePullBackOff' }]); // prettier-ignore
    put('pods', pod({ containers: [crash] }));
    expect(await troubles()).toMatchObject([{ kind: 'crash_loop' }]);
  });

  test('counts how many of a workload are in trouble', async () => {
    const { put, workloads } = testWall();
    put('deployments', deployment({ readyReplicas: 1 }));
    put('replicasets', deployment({}, { metadata: { name: 'web-abc', uid: 'rs', ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }] } })); // prettier-ignore
    put('pods', crashing('web-abc-1'));
    put('pods', crashing('web-abc-2'));
    expect(await workloads()).toEqual(['kubernetes/shop/deployments/web 1/3 2']);
    const stuck = condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded' });
    put('deployments', deployment({ readyReplicas: 1, conditions: [stuck] }));
    expect(await workloads()).toEqual(['kubernetes/shop/deployments/web 1/3 2']);
    put('pods', pod({ name: 'web-abc-1', metadata: owned() }));
    expect(await workloads()).toEqual(['kubernetes/shop/deployments/web 1/3 1']);
  });

  test('a pod that failed within a job is the job’s to tell', async () => {
    const { put, troubles } = testWall();
    const ownerReferences = [{ kind: 'Job', name: 'm', uid: 'm', controller: true }];
    put(
      'pods',
      pod({ phase: 'Failed', containers: [container('app', ended(1, 'Error'))], metadata: { ownerReferences } }),
    );
    expect(await troubles()).toEqual([]);
    const failed = condition('Failed', 'True', { reason: 'BackoffLimitExceeded', message: 'too often' });
    put('jobs', { metadata: metadata('m'), spec: {}, status: { conditions: [failed] } });
    expect(await troubles()).toMatchObject([{ kind: 'job_failed', object: 'jobs m' }]);
  });

  test('a failed run of a cron job is mended by a later run that succeeded, and by no earlier one', async () => {
    const { put, drop, troubles } = testWall();
    const ownerReferences = [{ kind: 'CronJob', name: 'nightly', uid: 'c', controller: true }];
    const job = (name: string, type: string, at: string): Json => ({
      metadata: metadata(name, { ownerReferences }),
      spec: {},
      status: { conditions: [condition(type, 'True', { lastTransitionTime: at })] },
    });
    const cronJob = (lastSuccessfulTime?: string): Json => ({
      metadata: metadata('nightly'),
      spec: { schedule: '0 3 * * *' },
      status: { ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime }) },
    });
    put('jobs', job('nightly-1', 'Complete', '2026-11-20T09:00:00Z'));
    put('jobs', job('nightly-2', 'Failed', '2026-11-20T09:30:00Z'));
    put('cronjobs', cronJob('2026-11-20T09:00:00Z'));
    expect(await troubles()).toMatchObject([{ kind: 'job_failed', object: 'jobs nightly-2' }]);
    const after = put('jobs', job('nightly-3', 'Complete', '2026-11-20T10:00:00Z'));
    expect(await troubles()).toEqual([]);
    put('jobs', job('nightly-4', 'Failed', '2026-11-20T10:05:00Z'));
    expect(await troubles()).toMatchObject([{ object: 'jobs nightly-4' }]);
    put('cronjobs', cronJob('2026-11-20T10:08:00Z'));
    drop(after);
    expect(await troubles()).toEqual([]);
  });

  test('a node that is not ready stands with the time since when it says so itself', async () => {
    const { put, troubles } = testWall();
    put('nodes', node([condition('Ready', 'False', { message: 'no network' })]));
    expect(await troubles()).toEqual([
      { kind: 'node_not_ready', object: 'nodes node-1', words: 'not ready: no network', count: 1, since: Date.parse('2026-11-20T10:05:00Z') }, // prettier-ignore
    ]);
  });

  test('ten thousand crashing pods of one workload are one line', async () => {
    const { put, troubles } = testWall();
    for (let at = 0; at < 10_000; at++) put('pods', crashing(`web-abc-${at}`));
    expect(await troubles()).toMatchObject([{ count: 10_000, object: 'deployments web' }]);
  });
});

describe('time', () => {
  const young = (more: Json = {}): Json => ({ creationTimestamp: iso(start), ...more });

  test('gives a pod a minute to start', async () => {
    const { put, pass, troubles } = testWall();
    const why = { reason: 'Unschedulable', message: '0/3 nodes are available' };
    put('pods', pod({ name: 'a', phase: 'Pending', metadata: young(), containers: [container('app', waiting('ContainerCreating'))] })); // prettier-ignore
    put('pods', pod({ name: 'b', phase: 'Pending', metadata: young(), containers: [], conditions: [condition('PodScheduled', 'False', why)] })); // prettier-ignore
    pass(59_000);
    expect(await troubles()).toEqual([]);
    pass(1000);
    expect((await troubles()).map(({ kind, words }) => `${kind} ${words}`)).toEqual([
      'pending has not started yet: ContainerCreating',
      'pending cannot be scheduled: 0/3 nodes are available',
    ]);
  });

  test('does not pass for what nobody watches: what waited is judged when it is seen again', async () => {
    const { wall, put, pass, clock, troubles } = testWall();
    put('pods', pod({ phase: 'Pending', metadata: young(), containers: [] }));
    wall.kubernetes.status({ state: 'stale', since: start, reason: 'lost', seenAt: start });
    pass(120_000);
    expect(await troubles()).toEqual([]);
    wall.kubernetes.status({ state: 'live', since: clock.now, reason: '', seenAt: clock.now });
    pass(1000);
    expect(await troubles()).toHaveLength(1);
  });

  test('lets a pod that runs be unready for two minutes, counted from when it stopped being ready', async () => {
    const { put, pass, troubles } = testWall();
    const unready = pod({ containers: [container('app', { running: {} })] });
    put('pods', unready);
    pass(100_000);
    put('pods', pod());
    put('pods', unready);
    pass(100_000);
    expect(await troubles()).toEqual([]);
    put('pods', unready);
    pass(20_000);
    expect(await troubles()).toMatchObject([{ kind: 'unhealthy', words: 'is not ready: 0 of 1 containers are' }]);
  });

  test('makes a rollout stuck only when nothing moves for ten minutes', async () => {
    const { put, pass, troubles } = testWall();
    put('statefulsets', deployment({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 1 }));
    pass(9 * 60_000);
    put('statefulsets', deployment({ currentRevision: 'a', updateRevision: 'b', updatedReplicas: 2 }));
    pass(9 * 60_000);
    expect(await troubles()).toEqual([]);
    pass(60_000);
    expect(await troubles()).toMatchObject([{ kind: 'rollout_stuck', words: 'its rollout stands still: 2 of 3 updated, 3 available' }]); // prettier-ignore
  });

  test('takes an end for want of memory off the wall when it was long ago', async () => {
    const { put, pass, troubles } = testWall();
    const back = container('app', running, { restartCount: 1, lastState: ended(137, 'OOMKilled', { finishedAt: iso(start) }) }); // prettier-ignore
    put('pods', pod({ containers: [back] }));
    expect(await troubles()).toMatchObject([{ kind: 'oom_killed' }]);
    pass(15 * 60_000);
    expect(await troubles()).toEqual([]);
  });

  test('shows what was asked to go and does not', async () => {
    const { put, pass, troubles } = testWall();
    put('pods', pod({ metadata: { deletionTimestamp: iso(start + 30_000) } }));
    pass(89_000);
    expect(await troubles()).toEqual([]);
    pass(1000);
    expect(await troubles()).toMatchObject([
      { kind: 'other', words: 'was asked to go and does not: something holds it' },
    ]);
  });
});

describe('what changed', () => {
  test('of what was there before anybody looked is nothing, but for its events', async () => {
    const { put, changes } = testWall();
    put('deployments', deployment(), true);
    put('events', event(), true);
    expect(await changes()).toEqual(['event! web-abc-1 BackOff: Back-off restarting failed container (4 times)']);
    put('deployments', deployment({}, { spec: { replicas: 4 } }));
    expect(await changes()).toHaveLength(2);
  });

  test('is one line when it is seen twice, when it is counted up, and for all steps of a rollout', async () => {
    const { wall, put, changes } = testWall();
    put('events', event());
    const row = put('events', event({ count: 5 }));
    wall.kubernetes.row(undefined, row, diffRows(undefined, row));
    expect(await changes()).toEqual(['event! web-abc-1 BackOff: Back-off restarting failed container (5 times)']);
    for (const updatedReplicas of [0, 1, 2]) put('deployments', deployment({ updatedReplicas, observedGeneration: 1 }));
    expect((await changes()).filter((line) => line.startsWith('rollout'))).toEqual([
      'rollout web rollout of revision 4: 2 of 3 updated, 3 available',
    ]);
  });

  test('leaves out events of what went as it always does', async () => {
    const { put, changes } = testWall();
    const normal = (name: string, reason: string): Json => event({ metadata: metadata(name), type: 'Normal', reason });
    put('events', normal('a', 'Pulled'));
    put('events', normal('b', 'SuccessfulRescale'));
    expect(await changes()).toHaveLength(1);
  });

  test('is forgotten after an hour; more than is kept is said', async () => {
    const { put, pass, changes } = testWall();
    for (let at = 0; at < 2010; at++) put('events', event({ metadata: metadata(`e${at}`), message: `n ${at}` }));
    const lines = await changes();
    expect(lines).toHaveLength(2001);
    expect(lines.find((line) => line.startsWith('gap'))).toBe('gap 10 older changes of this hour are not kept: there were more than 2000'); // prettier-ignore
    pass(60 * 60_000);
    expect(await changes()).toEqual([]);
  });

  test('while more is read than before is no gap', async () => {
    const { wall, changes } = testWall();
    for (const state of ['connecting', 'live'] as const) wall.kubernetes.status({ state, since: start, reason: '', seenAt: start }); // prettier-ignore
    expect(await changes()).toEqual([]);
  });

  test('while nobody watched is a line of its own', async () => {
    const { wall, clock, changes } = testWall();
    clock.now = start + 5000;
    wall.kubernetes.status({ state: 'stale', since: clock.now, reason: 'the connection was cut', seenAt: start });
    expect(await changes()).toEqual(['gap Kubernetes is not watched any more: the connection was cut']);
    clock.now = start + 47_000;
    wall.kubernetes.status({ state: 'live', since: clock.now, reason: '', seenAt: clock.now });
    wall.kubernetes.gap(clock.now, 'pods had to be read anew');
    expect(await changes()).toEqual([
      'gap Kubernetes was not watched for 47 s: the connection was cut',
      'gap Kubernetes: pods had to be read anew',
    ]);
  });
});

test('what a lost source last showed stays until it is seen otherwise', async () => {
  const { wall, put, drop, pass, troubles } = testWall();
  const row = put('pods', crashing('web-abc-1'));
  wall.kubernetes.status({ state: 'stale', since: start, reason: 'lost', seenAt: start });
  pass(3600_000);
  expect(await troubles()).toHaveLength(1);
  drop(row);
  expect(await troubles()).toEqual([]);
});

test('a context that is left takes everything of it along', async () => {
  const { wall, put, troubles, changes, workloads } = testWall();
  put('deployments', deployment());
  put('pods', crashing('web-abc-1'));
  put('deployments', deployment({}, { spec: { replicas: 4 } }));
  wall.kubernetes.clear();
  expect([await troubles(), await changes(), await workloads()]).toEqual([[], [], []]);
});
