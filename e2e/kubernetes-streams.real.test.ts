// What reaches into pods and changes objects, against an API server that speaks the real protocol.
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createClusterChanger } from '#engine/sources/kubernetes/change-cluster.ts';
import { targetOf } from '#engine/sources/kubernetes/cluster-target.ts';
import type { Credential, Credentials } from '#engine/sources/kubernetes/credentials.ts';
import { dialPod } from '#engine/sources/kubernetes/dial-pod.ts';
import { execInPod } from '#engine/sources/kubernetes/exec-in-pod.ts';
import { usualTiming } from '#engine/sources/kubernetes/timing.ts';
import { startFakeCluster } from './support/kube/fake-cluster.ts';

interface Pod {
  metadata: { namespace: string; name: string };
  status: { phase: string };
}

async function setup(options: { token?: string } = {}) {
  const cluster = await startFakeCluster({ pods: 12 });
  onTestFinished(() => cluster.stop());
  const caData = Buffer.from(cluster.caPem).toString('base64');
  const target = await targetOf({ name: 'fake', server: cluster.url, caData, caFile: null, skipVerify: false, serverName: null, proxyUrl: null }, {}); // prettier-ignore
  const credentialOf = (token: string, serial: number): Credential => ({ what: 'the token', headers: { authorization: `Bearer ${token}` }, cert: null, key: null, expiresAt: null, serial }); // prettier-ignore
  let renewals = 0;
  const credentials: Credentials = {
    current: async () => credentialOf(options.token ?? cluster.token, 1),
    renew: async () => (++renewals > 1 ? null : credentialOf(cluster.token, 2)),
    proved: () => undefined,
    forget: () => undefined,
  };
  const changer = createClusterChanger({ target, credentials, timing: usualTiming });
  const running = (cluster.objects.list('pods') as unknown as Pod[]).find(({ status }) => status.phase === 'Running');
  const { namespace, name: pod } = running?.metadata ?? { namespace: '', name: '' };
  return { cluster, changer, namespace, pod };
}

describe('a terminal in a pod', () => {
  test('finds a shell that is there, knows its size, gives back what is said, and tells the exit code', async () => {
    const { changer, namespace, pod } = await setup();
    const session = await execInPod(changer, { namespace, pod, container: null }, { argv: null, cols: 100, rows: 30 });
    expect(session.argv).toEqual(['sh']);
    let text = '';
    const reading = (async () => {
      for await (const bytes of session.output) text += Buffer.from(bytes).toString();
    })();
    await session.resize(132, 43);
    await session.write(Buffer.from('stty size\n'));
    await vi.waitFor(() => expect(text).toContain('43 132'));
    await session.write(Buffer.from('exit 7\n'));
    await reading;
    expect(await session.exit).toEqual({ code: 7, reason: '' });
    await expect(session.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is refused with the reason of the server where there is no such pod or no permission', async () => {
    const { changer, cluster, namespace, pod } = await setup();
    const asked = { argv: null, cols: 80, rows: 24 };
    await expect(execInPod(changer, { namespace, pod: 'gone', container: null }, asked)).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
    cluster.faults.forbid('create', '', 'pods/exec');
    await expect(execInPod(changer, { namespace, pod, container: null }, asked)).rejects.toMatchObject({
      code: 'denied',
    });
  });

  test('whose pod is deleted ends, and says how', async () => {
    const { changer, cluster, namespace, pod } = await setup();
    const session = await execInPod(changer, { namespace, pod, container: null }, { argv: null, cols: 80, rows: 24 });
    const reading = (async () => {
      for await (const _ of session.output);
    })();
    cluster.objects.delete('pods', pod, namespace);
    await reading;
    expect((await session.exit).code).toBe(137);
  });

  test('is opened with renewed credentials where the old ones are no longer taken', async () => {
    const { changer, namespace, pod } = await setup({ token: 'expired' });
    const session = await execInPod(changer, { namespace, pod, container: null }, { argv: ['sh'], cols: 80, rows: 24 });
    session.close();
    expect(await session.exit).toMatchObject({ code: null });
  });
});

describe('a connection to a port of a pod', () => {
  test('carries both ways, as much as one likes', async () => {
    const { changer, namespace, pod } = await setup();
    const stream = await dialPod(changer, { namespace, pod, port: 7 });
    const sent = Buffer.alloc(3_000_000, 'abcdefg');
    let received = 0;
    stream.on('data', (chunk: Buffer) => (received += chunk.length));
    stream.write(sent);
    await vi.waitFor(() => expect(received).toBe(sent.length));
    stream.destroy();
  });

  test('to a port where nothing listens ends with the reason', async () => {
    const { changer, namespace, pod } = await setup();
    const stream = await dialPod(changer, { namespace, pod, port: 9 });
    const failed = Promise.withResolvers<Error>();
    stream.on('error', failed.resolve);
    expect((await failed.promise).message).toContain('connection refused');
  });
});

describe('a change of the cluster', () => {
  test('is answered with the object, or refused in the words of the server', async () => {
    const { changer, cluster } = await setup();
    const [node] = cluster.objects.list('nodes') as unknown as { metadata: { name: string } }[];
    const path = `/api/v1/nodes/${node?.metadata.name}`;
    const cordon = { method: 'PATCH' as const, path, body: { spec: { unschedulable: true } }, contentType: 'application/merge-patch+json' }; // prettier-ignore
    expect(await changer.send(cordon)).toMatchObject({ spec: { unschedulable: true } });
    cluster.faults.forbid('patch', '', 'nodes');
    await expect(changer.send(cordon)).rejects.toMatchObject({ code: 'denied' });
    await expect(changer.send({ method: 'GET', path: '/api/v1/nodes/none' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
