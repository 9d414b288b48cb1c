// Logs of pods and workloads, against an API server that speaks the real protocol.
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { everyLine, type LogId, type LogRow, type LogTarget } from '#shared/model/log-lines.ts';
import type { FakeCluster } from './support/kube/fake-cluster.ts';
import { engineWith, eventually, fakeCluster, reader, writeKubeconfig } from './support/kube-engine.ts';

interface Pod {
  metadata: { namespace: string; name: string; labels: Record<string, string>; ownerReferences?: { kind: string; name: string }[] }; // prettier-ignore
  spec: { containers: { name: string }[] };
  status: { phase: string; containerStatuses?: { restartCount: number }[] };
}

async function setup() {
  const cluster = await fakeCluster({ pods: 60 });
  const engine = await engineWith(writeKubeconfig(cluster.kubeconfig()));
  const pods = cluster.objects.list('pods') as unknown as Pod[];
  return { cluster, engine, pods };
}

/** The first deployment with at least two running pods of one container. */
function someDeployment(pods: Pod[]): { namespace: string; name: string; pods: Pod[] } {
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.[0];
    if (owner?.kind !== 'ReplicaSet') continue;
    const same = pods.filter(({ metadata, status }) => metadata.namespace === pod.metadata.namespace && metadata.ownerReferences?.[0]?.name === owner.name && status.phase === 'Running'); // prettier-ignore
    if (same.length < 2 || same.some(({ spec }) => spec.containers.length > 1)) continue;
    const name = owner.name.replace(`-${pod.metadata.labels['pod-template-hash']}`, '');
    return { namespace: pod.metadata.namespace, name, pods: same.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)) }; // prettier-ignore
  }
  throw new Error('the cluster has no such deployment');
}

const containerOf = (pod: Pod): string => pod.spec.containers[0]?.name ?? '';
const write = (cluster: FakeCluster, pod: Pod, ...lines: string[]): void =>
  cluster.logs.write(pod.metadata.namespace, pod.metadata.name, containerOf(pod), ...lines);

async function open(engine: Engine, target: LogTarget, previous = false) {
  const { logs } = engine.client;
  const { logId } = await logs.open({ target, sinceMs: null, tailLines: null, previous });
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const feed = reader(await logs.status({ logId }, { signal: stop.signal }));
  const rows = async (): Promise<LogRow[]> =>
    (await logs.window({ logId: logId as LogId, filter: everyLine, from: 0, count: 500 })).rows;
  const texts = async (): Promise<string[]> =>
    (await rows()).map(({ kind, text, stream }) => (kind === 'line' ? `${stream}:${text}` : `${stream}:<${kind}>`));
  const shows = (wanted: string[]): Promise<void> => vi.waitFor(async () => expect(await texts()).toEqual(wanted));
  return { status: () => feed.entries()[0], shows, texts };
}

test('the pods of a deployment are one log, a new one joins it, and one that goes is said to have gone', async () => {
  const { cluster, engine, pods } = await setup();
  const deployment = someDeployment(pods);
  const [first, second] = deployment.pods as [Pod, Pod];
  await engine.client.kubernetes.connect({ context: 'fake' });
  const log = await open(engine, { source: 'kubernetes', kind: 'deployments', namespace: deployment.namespace, name: deployment.name, container: null }); // prettier-ignore
  await eventually(() => log.status()?.streams.filter(({ state }) => state === 'live').length === deployment.pods.length, () => [log.status()]); // prettier-ignore
  await eventually(() => log.status()?.reason === '', 'nothing is out of date');
  await new Promise((resolve) => setTimeout(resolve, 600));
  write(cluster, first, 'level=info msg=one');
  await log.shows(['0:level=info msg=one']);
  write(cluster, second, 'two token=hunter2-canary-9');
  await log.shows(['0:level=info msg=one', '1:two token=[redacted]']);
  const name = `${first.metadata.name}x`;
  const joining = { ...first, metadata: { ...first.metadata, name, uid: undefined, resourceVersion: undefined } };
  cluster.objects.create('pods', joining as never);
  cluster.logs.write(deployment.namespace, name, containerOf(first), 'three');
  const number = deployment.pods.length;
  await log.shows(['0:level=info msg=one', '1:two token=[redacted]', `${number}:<joined>`, `${number}:three`]);
  cluster.objects.delete('pods', second.metadata.name, deployment.namespace);
  cluster.logs.forget(deployment.namespace, second.metadata.name);
  await eventually(
    () => log.status()?.streams[1]?.state === 'ended',
    () => [log.status()],
  );
  await vi.waitFor(async () => expect((await log.texts()).at(-1)).toBe('1:<ended>'));
  expect(cluster.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('the instance before the last restart is read on request, and what follows a restart goes on in the same log', async () => {
  const { cluster, engine, pods } = await setup();
  const [pod] = someDeployment(pods).pods as [Pod];
  const { namespace, name } = pod.metadata;
  const target: LogTarget = { source: 'kubernetes', kind: 'pods', namespace, name, container: containerOf(pod) };
  await engine.client.kubernetes.connect({ context: 'fake' });
  write(cluster, pod, 'before');
  const log = await open(engine, target);
  await log.shows(['0:before']);
  cluster.logs.restart(namespace, name, containerOf(pod));
  cluster.objects.update('pods', name, namespace, (found) => {
    const { status } = found as unknown as Pod;
    const containerStatuses = status.containerStatuses?.map((one) => ({ ...one, restartCount: one.restartCount + 1 }));
    return { ...found, status: { ...status, containerStatuses } } as never;
  });
  write(cluster, pod, 'after');
  await vi.waitFor(async () => {
    const texts = await log.texts();
    expect(texts[0]).toBe('0:before');
    expect(texts.at(-1)).toBe('0:after');
    expect(texts).toContain('0:<restarted>');
  });
  const previous = await open(engine, target, true);
  await previous.shows(['0:before', '0:<ended>']);
  await eventually(
    () => previous.status()?.streams[0]?.state === 'ended',
    () => [previous.status()],
  );
});

test('a person who may not read logs is told so, and is not asked for them again and again', async () => {
  const { cluster, engine, pods } = await setup();
  const [pod] = someDeployment(pods).pods as [Pod];
  cluster.faults.forbid('get', '', 'pods/log');
  await engine.client.kubernetes.connect({ context: 'fake' });
  const log = await open(engine, { source: 'kubernetes', kind: 'pods', namespace: pod.metadata.namespace, name: pod.metadata.name, container: null }); // prettier-ignore
  await eventually(
    () => log.status()?.streams[0]?.state === 'denied',
    () => [log.status()],
  );
  expect(log.status()?.streams[0]?.reason).toContain('403');
  const asked = (): number => cluster.requests().filter(({ path }) => path.includes('/log')).length;
  const before = asked();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(asked()).toBe(before);
});

test('a server that is lost cuts the streams, and they go on where they were when it returns', async () => {
  const { cluster, engine, pods } = await setup();
  const [pod] = someDeployment(pods).pods as [Pod];
  await engine.client.kubernetes.connect({ context: 'fake' });
  write(cluster, pod, 'one');
  const log = await open(engine, { source: 'kubernetes', kind: 'pods', namespace: pod.metadata.namespace, name: pod.metadata.name, container: null }); // prettier-ignore
  await log.shows(['0:one']);
  await engine.client.kubernetes.disconnect();
  await eventually(
    () => log.status()?.streams[0]?.state !== 'live',
    () => [log.status()],
  );
  await eventually(
    () => log.status()?.reason.includes('Kubernetes is not live') === true,
    () => [log.status()],
  );
  write(cluster, pod, 'two');
  await engine.client.kubernetes.connect({ context: 'fake' });
  await log.shows(['0:one', '0:two']);
  await eventually(
    () => log.status()?.streams[0]?.state === 'live',
    () => [log.status()],
  );
  expect(await log.texts()).toHaveLength(2);
});

test('5,000 lines a second are read without a dropped one, in their order', async () => {
  const { cluster, engine, pods } = await setup();
  const [pod] = someDeployment(pods).pods as [Pod];
  const { namespace, name } = pod.metadata;
  await engine.client.kubernetes.connect({ context: 'fake' });
  const log = await open(engine, { source: 'kubernetes', kind: 'pods', namespace, name, container: null });
  await eventually(
    () => log.status()?.streams[0]?.state === 'live',
    () => [log.status()],
  );
  const generator = cluster.logs.generate(namespace, name, containerOf(pod), 5000, (number) => `n=${number}`);
  await eventually(() => (log.status()?.read ?? 0) > 8000, () => [log.status()]); // prettier-ignore
  const { lines } = generator.stop();
  await eventually(
    () => log.status()?.read === lines && log.status()?.waiting === 0,
    () => [lines, log.status()],
  );
  expect(log.status()).toMatchObject({ dropped: 0, firstHeld: 0 });
  const numbers = (await log.texts()).map((text) => Number(text.split('=')[1]));
  expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
});
