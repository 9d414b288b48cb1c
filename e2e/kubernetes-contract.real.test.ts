import { expect, test } from 'vitest';
import { engineWith, equals, eventually, fakeCluster, reader, writeKubeconfig } from './support/kube-engine.ts';

test('through the contract a context is listed, connected, followed and left', async () => {
  const cluster = await fakeCluster({ pods: 700 });
  const engine = await engineWith(writeKubeconfig(cluster.kubeconfig()));
  const { kubernetes, system } = engine.client;
  expect(await kubernetes.contexts()).toMatchObject({
    files: [{ used: true, answer: '1 context: fake' }],
    contexts: [{ name: 'fake', server: cluster.url, current: true, auth: { kind: 'token' }, problem: '' }],
  });
  expect(cluster.requests()).toEqual([]);
  const stop = new AbortController();
  const pods = reader(await kubernetes.rows({ kind: 'pods' }, { signal: stop.signal }));
  const connection = reader(await kubernetes.connection(undefined, { signal: stop.signal }));
  const sources = reader(await system.sources(undefined, { signal: stop.signal }));
  const source = () => sources.entries().find(({ key }) => key === 'kubernetes')?.state;
  expect(source()).toBeUndefined();
  await kubernetes.connect({ context: 'fake' });
  await eventually(() => equals(pods.entries(), cluster, 'pods'), 'all pods');
  await eventually(() => source() === 'live', () => [sources.entries(), connection.entries()]); // prettier-ignore
  expect(connection.entries()[0]).toMatchObject({ state: 'live', context: 'fake', server: cluster.url, unverified: false, version: expect.stringMatching(/^v1\./) as string }); // prettier-ignore
  const [first] = cluster.objects.list('pods');
  cluster.objects.delete('pods', first?.metadata.name ?? '', first?.metadata.namespace);
  await eventually(() => pods.entries().length === 699, 'one pod less');
  await kubernetes.disconnect();
  await eventually(() => pods.entries().length === 0 && source() === 'off', 'nothing after it was left');
  await eventually(() => cluster.watches() === 0, 'no watch is left open');
  stop.abort();
});
