import { expect, test } from 'vitest';
import { startFakeClusterProcess } from './fake-cluster-process.ts';
import { call, until } from './raw-client.ts';

interface List {
  items: { metadata: { namespace: string; name: string; resourceVersion: string } }[];
}

test('a cluster in a process of its own serves, churns, tells what it holds, and goes with its parent', async () => {
  const cluster = await startFakeClusterProcess({ pods: 25, stepMs: 5 });
  expect(await cluster.counts(['pods', 'nodes'])).toEqual({ pods: 25, nodes: 3 });
  expect(cluster.kubeconfig()).toContain(cluster.url);
  await cluster.churn(500);
  const before = await cluster.revision();
  await until('changes', async () => (await cluster.revision()) > before + 20);
  expect((await cluster.calm()).changes).toBeGreaterThan(20);
  await cluster.down();
  await expect(call(cluster, '/version')).rejects.toThrow('ECONNREFUSED');
  await cluster.up();
  await until('the list is the dump', async () => {
    const { json } = await call<List>(cluster, '/api/v1/pods');
    const listed = json.items.map(
      ({ metadata: { namespace, name, resourceVersion } }) => `${namespace}/${name} ${resourceVersion}`,
    );
    return JSON.stringify(listed.sort()) === JSON.stringify(await cluster.dump('pods'));
  });
  await cluster.stop();
  await expect(cluster.revision()).rejects.toThrow('the fake cluster has ended');
});

test('a question that the child cannot answer is rejected with its reason', async () => {
  const cluster = await startFakeClusterProcess({ pods: 1 });
  await expect(cluster.dump('colours')).rejects.toThrow('no resource "colours"');
  await cluster.stop();
});
