import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeCluster, type FakeCluster } from './fake-cluster.ts';
import { isReady } from './pods.ts';
import { call, follow, until } from './raw-client.ts';
import type { Condition, Pod, Workload } from './shapes.ts';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster({ pods: 40, stepMs: 5, progressDeadlineMs: 60 });
});
afterEach(async () => cluster.stop());

const merge = { 'content-type': 'application/merge-patch+json' };
const strategic = { 'content-type': 'application/strategic-merge-patch+json' };

/** A healthy one with two pods or more. */
const aDeployment = (): Workload => {
  const found = (cluster.objects.list('deployments') as Workload[]).find(
    ({ spec, status }) => (spec.replicas ?? 0) > 1 && status.readyReplicas === spec.replicas,
  );
  if (found === undefined) throw new Error('no such deployment');
  return found;
};
const pathOf = ({ metadata }: Workload): string =>
  `/apis/apps/v1/namespaces/${metadata.namespace}/deployments/${metadata.name}`;
const now = ({ metadata }: Workload): Workload =>
  cluster.objects.get('deployments', metadata.name, metadata.namespace) as Workload;
const podsOf = ({ metadata }: Workload): Pod[] =>
  (cluster.objects.list('pods', metadata.namespace) as Pod[]).filter(
    ({ metadata: { labels } }) => labels?.app === metadata.name,
  );
const progressOf = (deployment: Workload): Condition | undefined =>
  (now(deployment).status.conditions as Condition[]).find(({ type }) => type === 'Progressing');
const isComplete = (deployment: Workload): boolean => {
  const { metadata, spec, status } = now(deployment);
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.replicas === spec.replicas &&
    status.readyReplicas === spec.replicas
  );
};
const restart = (deployment: Workload, at: string): Promise<unknown> => {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': at };
  const body = { spec: { template: { metadata: { annotations } } } };
  return call(cluster, pathOf(deployment), { method: 'PATCH', body, headers: strategic });
};

describe('a deployment', () => {
  test('that is restarted gets a new replica set and new pods, and the old ones go', async () => {
    const deployment = aDeployment();
    const before = podsOf(deployment).map(({ metadata }) => metadata.name);
    await restart(deployment, '2026-01-01T00:00:00Z');
    await until('only new pods, all ready', () => {
      const pods = podsOf(deployment);
      return isComplete(deployment) && pods.every((pod) => isReady(pod) && !before.includes(pod.metadata.name));
    });
    expect(podsOf(deployment)).toHaveLength(before.length);
    expect(progressOf(deployment)).toMatchObject({ status: 'True', reason: 'NewReplicaSetAvailable' });
    const reasons = cluster.objects.list('events').map(({ reason }) => reason);
    expect(reasons).toContain('ScalingReplicaSet');
  });

  test('whose new image cannot be pulled says that it does not progress, and an undo mends it', async () => {
    const deployment = aDeployment();
    const [container] = deployment.spec.template.spec.containers;
    const broken = {
      spec: { template: { spec: { containers: [{ name: container?.name, image: 'registry.example/x:missing' }] } } },
    };
    await call(cluster, pathOf(deployment), { method: 'PATCH', body: broken, headers: strategic });
    await until('the deadline', () => progressOf(deployment)?.reason === 'ProgressDeadlineExceeded');
    expect(now(deployment).status.readyReplicas).toBe(deployment.spec.replicas);
    const revision = Number(now(deployment).metadata.annotations?.['deployment.kubernetes.io/revision']);
    const body = [{ op: 'replace', path: '/spec/template', value: deployment.spec.template }];
    await call(cluster, pathOf(deployment), {
      method: 'PATCH',
      body,
      headers: { 'content-type': 'application/json-patch+json' },
    });
    await until('the former image everywhere', () => isComplete(deployment));
    expect(podsOf(deployment).every(({ spec }) => spec.containers[0]?.image === container?.image)).toBe(true);
    expect(Number(now(deployment).metadata.annotations?.['deployment.kubernetes.io/revision'])).toBe(revision + 1);
  });

  test('is scaled through its scale, and an old resourceVersion is a conflict', async () => {
    const deployment = aDeployment();
    const scale = await call<{ spec: { replicas: number }; metadata: object }>(cluster, `${pathOf(deployment)}/scale`);
    expect(scale.json.spec.replicas).toBe(deployment.spec.replicas);
    const wished = { method: 'PATCH', body: { spec: { replicas: 5 } }, headers: merge };
    expect((await call(cluster, `${pathOf(deployment)}/scale`, wished)).status).toBe(200);
    await until('five ready pods', () => podsOf(deployment).filter(isReady).length === 5 && isComplete(deployment));
    const stale = { ...scale.json, spec: { replicas: 1 } };
    expect((await call(cluster, `${pathOf(deployment)}/scale`, { method: 'PUT', body: stale })).status).toBe(409);
  });

  test('that is deleted takes its sets and pods with it', async () => {
    const deployment = aDeployment();
    await call(cluster, pathOf(deployment), { method: 'DELETE' });
    await until('nothing is left', () => podsOf(deployment).length === 0);
    const sets = cluster.objects.list('replicasets', deployment.metadata.namespace);
    expect(sets.filter(({ metadata }) => metadata.labels?.app === deployment.metadata.name)).toEqual([]);
  });
});

describe('a pod', () => {
  test('that is deleted is marked first, goes, and is replaced by its owner', async () => {
    const deployment = aDeployment();
    const [pod] = podsOf(deployment);
    const watch = await follow(cluster, `/api/v1/pods?watch=true&resourceVersion=${cluster.objects.revision()}`);
    const path = `/api/v1/namespaces/${pod?.metadata.namespace}/pods/${pod?.metadata.name}`;
    expect((await call(cluster, path, { method: 'DELETE' })).status).toBe(200);
    const events = (): string[] =>
      watch
        .events()
        .flatMap(({ type, object }) =>
          object.metadata.name === pod?.metadata.name
            ? `${type} ${object.metadata.deletionTimestamp === undefined ? '' : 'ending'}`
            : [],
        );
    await until('it is gone', () => events().length === 2);
    expect(events()).toEqual(['MODIFIED ending', 'DELETED ending']);
    await until('another is ready', () => podsOf(deployment).filter(isReady).length === deployment.spec.replicas);
    watch.close();
  });

  test('of its own is made in a namespace of its own, starts, and goes with it', async () => {
    const made = await call(cluster, '/api/v1/namespaces', { method: 'POST', body: { metadata: { name: 'mine' } } });
    expect(made.status).toBe(201);
    const spec = { containers: [{ name: 'main', image: 'registry.example/main:1' }] };
    const body = { metadata: { name: 'alone' }, spec };
    const path = '/api/v1/namespaces/mine/pods';
    expect((await call(cluster, path, { method: 'POST', body })).status).toBe(201);
    expect((await call<{ reason: string }>(cluster, path, { method: 'POST', body })).json.reason).toBe('AlreadyExists');
    await until('it runs', () => (cluster.objects.get('pods', 'alone', 'mine') as Pod).status.phase === 'Running');
    await call(cluster, '/api/v1/namespaces/mine', { method: 'DELETE' });
    expect((await call(cluster, `${path}/alone`)).status).toBe(404);
  });
});

test('a node is cordoned by a patch and no new pod goes there', async () => {
  const [node] = cluster.objects.list('nodes');
  const path = `/api/v1/nodes/${node?.metadata.name}`;
  await call(cluster, path, { method: 'PATCH', body: { spec: { unschedulable: true } }, headers: strategic });
  expect(cluster.objects.get('nodes', node?.metadata.name ?? '')?.spec?.unschedulable).toBe(true);
  const deployment = aDeployment();
  await restart(deployment, '2026-01-02T00:00:00Z');
  await until('the rollout', () => isComplete(deployment) && podsOf(deployment).length === deployment.spec.replicas);
  expect(podsOf(deployment).map(({ spec }) => spec.nodeName)).not.toContain(node?.metadata.name);
});

test('what would be dry is answered and not done', async () => {
  const deployment = aDeployment();
  const revision = cluster.objects.revision();
  await call(cluster, `${pathOf(deployment)}?dryRun=All`, { method: 'DELETE' });
  await call(cluster, `${pathOf(deployment)}/scale?dryRun=All`, {
    method: 'PATCH',
    body: { spec: { replicas: 9 } },
    headers: merge,
  });
  expect(cluster.objects.revision()).toBe(revision);
});
