import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeCluster, type FakeCluster } from './fake-cluster.ts';
import { call, channels, follow, until } from './raw-client.ts';
import type { Pod } from './shapes.ts';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster({ pods: 20, stepMs: 5 });
});
afterEach(async () => cluster.stop());

const inState = (
  isSo: (pod: Pod) => boolean,
): { pod: Pod; path: string; container: string; place: [string, string, string] } => {
  const pod = (cluster.objects.list('pods') as Pod[]).find(isSo);
  if (pod === undefined) throw new Error('no such pod');
  const { name, namespace = '' } = pod.metadata;
  const container = pod.spec.containers[0]?.name ?? '';
  return { pod, path: `/api/v1/namespaces/${namespace}/pods/${name}`, container, place: [namespace, name, container] };
};
const running = (pod: Pod): boolean => pod.status.containerStatuses?.every(({ ready }) => ready) ?? false;
const waitingFor =
  (reason: string) =>
  (pod: Pod): boolean =>
    pod.status.containerStatuses?.[0]?.state.waiting?.reason === reason;

describe('logs', () => {
  test('are read whole, by their tail, with times, and up to a number of bytes', async () => {
    const { path, container, place } = inState(running);
    cluster.logs.write(...place, 'one', 'two', 'three');
    const read = async (more: string): Promise<string> =>
      (await call(cluster, `${path}/log?container=${container}${more}`)).text;
    expect(await read('')).toBe('one\ntwo\nthree\n');
    expect(await read('&tailLines=2')).toBe('two\nthree\n');
    expect(await read('&limitBytes=5')).toBe('one\nt');
    expect(await read('&timestamps=true&tailLines=1')).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z three\n$/);
    expect(await read(`&sinceTime=${new Date(Date.now() + 60_000).toISOString()}`)).toBe('');
    expect(await read('&sinceSeconds=60')).toBe('one\ntwo\nthree\n');
  });

  test('are followed as they grow, end with the instance, and are the previous ones then', async () => {
    const { path, container, place } = inState(running);
    cluster.logs.write(...place, 'old');
    const live = await follow(cluster, `${path}/log?container=${container}&follow=true&tailLines=0`);
    cluster.logs.write(...place, 'new');
    await until('the new line', () => live.lines().length === 1);
    cluster.logs.restart(...place);
    expect(await live.ended).toBe('end');
    expect(live.lines()).toEqual(['new']);
    expect((await call(cluster, `${path}/log?container=${container}&previous=true`)).text).toBe('old\nnew\n');
    expect((await call(cluster, `${path}/log?container=${container}`)).text).toBe('');
  });

  test('of a generator arrive complete and in order', async () => {
    const { path, container, place } = inState(running);
    const live = await follow(cluster, `${path}/log?container=${container}&follow=true`);
    const generator = cluster.logs.generate(...place, 20_000, (number) => String(number));
    await until('2,000 lines', () => live.lines().length > 2000);
    const { lines } = generator.stop();
    await until('all lines', () => live.lines().length === lines);
    expect(live.lines().every((line, at) => line === String(at))).toBe(true);
    live.close();
  });

  test('of a container that waits, is unknown or has no previous instance are refused with 400', async () => {
    const waiting = inState(waitingFor('ImagePullBackOff'));
    const refused = await call<{ message: string }>(cluster, `${waiting.path}/log?container=${waiting.container}`);
    expect([refused.status, refused.json.message]).toEqual([400, expect.stringContaining('is waiting to start')]);
    const { path, container } = inState((pod) => running(pod) && pod.status.containerStatuses?.[0]?.restartCount === 0);
    expect((await call(cluster, `${path}/log?container=nobody`)).status).toBe(400);
    expect((await call(cluster, `${path}/log?container=${container}&previous=true`)).status).toBe(400);
    expect((await call(cluster, `${path}-gone/log`)).status).toBe(404);
  });
});

describe('exec', () => {
  const command = (...words: string[]): string => words.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  const both = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

  test.each([
    [['sh', '-c', 'exit 3'], 3],
    [['true'], 0],
    [['bash'], 127],
  ])('%j ends with its exit code %i', async (words, code) => {
    const { path, container } = inState(running);
    const shell = await channels(
      cluster,
      `${path}/exec?container=${container}&stdout=true&stderr=true&${command(...words)}`,
      both,
    );
    expect(shell.protocol).toBe('v5.channel.k8s.io');
    expect(await shell.closed).toBe(1000);
    const status = JSON.parse(shell.text(3)) as {
      status: string;
      details?: { causes: { reason: string; message: string }[] };
    };
    expect(status.status).toBe(code === 0 ? 'Success' : 'Failure');
    expect(status.details?.causes).toEqual(code === 0 ? undefined : [{ reason: 'ExitCode', message: String(code) }]);
    expect(shell.text(2) !== '').toBe(code === 127);
  });

  test('a shell on a terminal echoes, knows its size and ends on exit', async () => {
    const { path, pod } = inState(running);
    const shell = await channels(cluster, `${path}/exec?stdin=true&stdout=true&tty=true&${command('sh')}`, [
      'v4.channel.k8s.io',
    ]);
    shell.send(4, JSON.stringify({ Width: 132, Height: 43 }));
    shell.send(0, 'stty size\rhostname\r');
    await until('the answers', () => shell.text(1).includes(pod.metadata.name));
    expect(shell.text(1)).toContain('43 132');
    shell.send(0, 'exit 9\r');
    await shell.closed;
    expect(shell.text(3)).toContain('"message":"9"');
  });

  test('what goes in comes out, until the end of the input', async () => {
    const { path } = inState(running);
    const cat = await channels(cluster, `${path}/exec?stdin=true&stdout=true&${command('cat')}`, both);
    cat.send(0, 'there and back\n');
    await until('the echo', () => cat.text(1) === 'there and back\n');
    cat.send(255, Buffer.from([0]));
    await cat.closed;
    expect(cat.text(3)).toContain('Success');
  });

  test('is refused without a running container, and when it is forbidden', async () => {
    const ill = inState(waitingFor('CrashLoopBackOff'));
    await expect(
      channels(cluster, `${ill.path}/exec?container=${ill.container}&${command('sh')}`, both),
    ).rejects.toThrow('HTTP 500');
    cluster.faults.forbid('create', '', 'pods/exec');
    const { path } = inState(running);
    await expect(channels(cluster, `${path}/exec?${command('sh')}`, both)).rejects.toThrow('HTTP 403');
  });
});

describe('port-forward', () => {
  const protocol = ['v4.channel.k8s.io'];

  test('begins each channel with the port and carries bytes to an HTTP server in the pod', async () => {
    const { path, pod } = inState(running);
    const tunnel = await channels(cluster, `${path}/portforward?ports=8080`, protocol);
    await until('both port numbers', () => tunnel.bytes(0).length === 2 && tunnel.bytes(1).length === 2);
    expect([tunnel.bytes(0).readUInt16LE(), tunnel.bytes(1).readUInt16LE()]).toEqual([8080, 8080]);
    tunnel.send(0, 'GET /health HTTP/1.1\r\nhost: pod\r\nconnection: close\r\n\r\n');
    await tunnel.closed;
    expect(tunnel.text(0)).toContain('HTTP/1.1 200 OK');
    expect(tunnel.text(0)).toContain(`${pod.metadata.name} GET /health`);
  });

  test('says on the error channel that nothing listens', async () => {
    const { path } = inState(running);
    const tunnel = await channels(cluster, `${path}/portforward?ports=9999`, protocol);
    await tunnel.closed;
    expect(tunnel.text(1)).toContain('connection refused');
  });

  test('echoes on port 7 and ends with its pod', async () => {
    const { path, pod } = inState(running);
    const tunnel = await channels(cluster, `${path}/portforward?ports=7`, protocol);
    tunnel.send(0, Buffer.from([1, 2, 3]));
    await until('the echo', () => tunnel.bytes(0).length === 5);
    expect([...tunnel.bytes(0).subarray(2)]).toEqual([1, 2, 3]);
    cluster.objects.delete('pods', pod.metadata.name, pod.metadata.namespace);
    await tunnel.closed;
  });
});
