// The way to an API server: certificates, proxies, peers that answer badly on purpose; and that a connection stays with the
// server it was made for, pauses, and leaves nothing behind.
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { getActiveResourcesInfo } from 'node:process';
import { writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { equals, eventually, fakeCluster, follow, reader, type Followed, type FollowOptions } from './support/kube-engine.ts'; // prettier-ignore
import type { FakeCluster } from './support/kube/fake-cluster.ts';

function start(kubeconfig: string, options: FollowOptions = {}): Followed {
  const followed = follow(kubeconfig, options);
  followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
  return followed;
}
const until = (followed: Followed, state: string): Promise<void> =>
  eventually(() => followed.connection().state === state, () => followed.connection()); // prettier-ignore
const live = (followed: Followed, cluster: FakeCluster): Promise<void> =>
  eventually(() => followed.kind('pods').state === 'live' && equals(followed.rows('pods'), cluster, 'pods'), () => [followed.kind('pods'), followed.connection()]); // prettier-ignore

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
/** A kubeconfig of a plain server on this machine. */
const plainConfig = (port: number): string =>
  `{clusters: [{name: fake, cluster: {server: "http://127.0.0.1:${port}"}}], users: [{name: fake, user: {token: t0ken}}], contexts: [{name: fake, context: {cluster: fake, user: fake}}]}`; // prettier-ignore

describe('certificates', () => {
  test.each([
    ['expired', 'expired'],
    ['wrong_host', 'for another name'],
    ['other_ca', 'certificate'],
  ] as const)('that are %s are not accepted, and nothing is sent', async (certificate, words) => {
    const cluster = await fakeCluster({ certificate });
    const followed = start(cluster.kubeconfig());
    await eventually(() => followed.connection().reason.includes(words), () => followed.connection()); // prettier-ignore
    expect(followed.connection().state).toBe('connecting');
    expect(cluster.requests()).toEqual([]);
  });

  test('that are signed by none of the system are not accepted where the kubeconfig names no CA', async () => {
    const cluster = await fakeCluster();
    const followed = start(cluster.kubeconfig({ cluster: { 'certificate-authority-data': undefined } }));
    await eventually(() => followed.connection().reason.includes('certificate'), () => followed.connection()); // prettier-ignore
    expect(cluster.requests()).toEqual([]);
  });

  test('for another name are accepted where the kubeconfig says which (tls-server-name)', async () => {
    const cluster = await fakeCluster({ certificate: 'wrong_host' });
    const followed = start(cluster.kubeconfig({ cluster: { 'tls-server-name': 'elsewhere.example' } }));
    await until(followed, 'live');
    expect(followed.connection()).toMatchObject({ unverified: false });
    expect(followed.connection().caDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('that are not checked are a state of their own, and are recorded', async () => {
    const cluster = await fakeCluster({ certificate: 'expired' });
    const followed = start(cluster.kubeconfig({ cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true } })); // prettier-ignore
    await until(followed, 'live');
    expect(followed.connection().unverified).toBe(true);
    expect(followed.records).toContainEqual(expect.objectContaining({ type: 'kubernetes.connected', data: expect.objectContaining({ unverified: true }) as unknown })); // prettier-ignore
  });
});

describe('a proxy', () => {
  async function proxy() {
    const asked: { to: string; authorization: string | undefined }[] = [];
    const server = createServer();
    server.on('connect', (incoming, socket, head) => {
      asked.push({ to: incoming.url ?? '', authorization: incoming.headers['proxy-authorization'] });
      const [host, port] = (incoming.url ?? '').split(':');
      const out = connectTcp(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        out.write(head);
        out.pipe(socket).pipe(out);
      });
      for (const end of [out, socket]) end.on('error', () => undefined);
      onTestFinished(() => void [out, socket].map((end) => end.destroy()));
    });
    return { port: await listen(server), asked };
  }

  test('of the kubeconfig is used for everything, with its password and never showing it', async () => {
    const cluster = await fakeCluster();
    const { port, asked } = await proxy();
    const followed = start(cluster.kubeconfig({ cluster: { 'proxy-url': `http://me:hush@127.0.0.1:${port}` } }));
    await live(followed, cluster);
    expect(asked[0]?.to).toBe(`127.0.0.1:${cluster.port}`);
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('me:hush').toString('base64')}`);
    expect(followed.connection().proxy).toBe(`http://127.0.0.1:${port}`);
  });

  test('of the environment is used, but not for what NO_PROXY and the loopback except', async () => {
    const cluster = await fakeCluster();
    const { port, asked } = await proxy();
    const followed = start(cluster.kubeconfig(), { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } });
    await live(followed, cluster);
    expect(asked).toEqual([]);
    expect(followed.connection().proxy).toBeNull();
    const far = cluster.kubeconfig({ cluster: { server: 'https://far.example' } });
    const through = start(far, { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } });
    await eventually(() => asked.length > 0, 'the proxy is asked');
    expect(asked[0]?.to).toBe('far.example:443');
    through.watch.close();
    const excepted = start(far, { env: { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'other, .example' } });
    await eventually(() => excepted.connection().reason !== '', 'a failure');
    expect(excepted.connection().proxy).toBeNull();
  });
});

describe('a peer that answers badly', () => {
  const bad: [string, RequestListener, RegExp][] = [
    ['never answers', () => undefined, /no answer within/],
    [
      'sends its head byte by byte',
      (_, response) => void setInterval(() => response.socket?.write('H'), 20).unref(),
      /API server|127\.0\.0\.1/,
    ],
    ['redirects', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), /redirect/],
    ['sends a head without end', (_, response) => response.writeHead(200, { bomb: 'x'.repeat(100_000) }).end(), /head of its answer is too large/], // prettier-ignore
    ['sends a body without end', (_, response) => endless(response), /more than|no whole|not a Kubernetes/],
    ['is a web page', (_, response) => response.end('<html>welcome</html>'), /not a Kubernetes API server/],
  ];
  test.each(bad)('(%s) is told apart, in bounded time and memory', async (_, listener, words) => {
    let seen = 0;
    const port = await listen(createServer((incoming, response) => (seen++, listener(incoming, response))));
    const before = process.memoryUsage().rss;
    const followed = start(plainConfig(port));
    const told = () => followed.connection();
    await eventually(() => told().state === 'connecting' && words.test(told().reason), told);
    expect(seen).toBeGreaterThan(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('with a list that never ends costs no more than an object, and stops when it is left', async () => {
    const port = await listen(
      createServer((incoming, response) => {
        if (incoming.url === '/version') return response.end('{"gitVersion":"v1.36.0"}');
        if (!incoming.url?.startsWith('/api/v1/pods')) return response.writeHead(404).end();
        response.write('{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"');
        return endless(response);
      }),
    );
    const before = process.memoryUsage().rss;
    const followed = start(plainConfig(port));
    await eventually(() => followed.kind('pods').reason.includes('more than 16 MB'), () => followed.kind('pods')); // prettier-ignore
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});

function endless(response: Parameters<RequestListener>[1]): void {
  const piece = 'x'.repeat(64 * 1024);
  const write = (): void => {
    if (!response.destroyed && response.write(piece)) setImmediate(write);
    else response.once('drain', write);
  };
  write();
}

describe('a connection', () => {
  test('stays with its server: a context that names another one under it stops everything', async () => {
    const cluster = await fakeCluster();
    const other = await fakeCluster();
    const followed = start(cluster.kubeconfig());
    await live(followed, cluster);
    writeFileSync(followed.file, other.kubeconfig());
    await until(followed, 'denied');
    expect(followed.connection().reason).toContain('context fake now names another server');
    expect(other.requests()).toEqual([]);
    await eventually(() => cluster.watches() === 0, 'no watch is left');
    followed.watch.retry();
    await until(followed, 'denied');
    expect(other.requests()).toEqual([]);
    followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
    await live(followed, other);
  });

  test('goes on where only the credentials of its context were changed', async () => {
    const cluster = await fakeCluster();
    cluster.faults.issueToken('new-token');
    const followed = start(cluster.kubeconfig());
    await live(followed, cluster);
    cluster.faults.revokeToken(cluster.token);
    writeFileSync(followed.file, cluster.kubeconfig({ user: { token: 'new-token' } }));
    await eventually(() => cluster.requests().length > 0 && followed.kind('pods').reconnects > 0, 'connected anew');
    if (followed.connection().state === 'denied') followed.watch.retry();
    await live(followed, cluster);
    await until(followed, 'live');
    expect(followed.kind('pods').state).toBe('live');
  });

  test('outlives a kubeconfig that is half-written for a moment, and not one that stays so', async () => {
    const cluster = await fakeCluster();
    const followed = start(cluster.kubeconfig(), { timing: { healthEveryMs: 60_000 } });
    await live(followed, cluster);
    const looks = (): number => cluster.requests().filter(({ path }) => path === '/livez').length;
    const lookAgain = async (kubeconfig: string): Promise<void> => {
      const before = looks();
      writeFileSync(followed.file, kubeconfig);
      followed.watch.retry();
      await eventually(() => looks() > before, 'another look');
    };
    await lookAgain('clusters: [');
    await lookAgain(cluster.kubeconfig());
    await lookAgain('clusters: [');
    expect(followed.connection().state).toBe('live');
    followed.watch.retry();
    await until(followed, 'denied');
    expect(followed.connection().reason).toMatch(/no kubeconfig defines the context "fake".*line 1/);
  });

  test('closes before the machine sleeps, and goes on where it was after it', async () => {
    const cluster = await fakeCluster();
    const followed = start(cluster.kubeconfig());
    await live(followed, cluster);
    followed.watch.pause('this machine goes to sleep');
    await eventually(() => cluster.watches() === 0, 'no watch');
    await eventually(() => followed.kind('pods').state === 'stale', () => followed.kind('pods')); // prettier-ignore
    expect(followed.connection()).toMatchObject({ state: 'stale', reason: 'this machine goes to sleep' });
    const asked = cluster.requests().length;
    const [pod] = cluster.objects.list('pods');
    cluster.objects.delete('pods', pod?.metadata.name ?? '', pod?.metadata.namespace);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cluster.requests().length).toBe(asked);
    followed.watch.resume();
    await live(followed, cluster);
    expect(followed.kind('pods').relists).toBe(0);
  });

  test('leaves nothing behind: no request, no watch, no timer, no row', async () => {
    const cluster = await fakeCluster();
    const before = getActiveResourcesInfo().length;
    for (let round = 0; round < 3; round++) {
      const followed = start(cluster.kubeconfig());
      await live(followed, cluster);
      followed.watch.disconnect();
      await eventually(() => followed.rows('pods').length === 0 && cluster.watches() === 0, 'left');
      await eventually(() => followed.connection().state === 'off' && followed.kind('pods').state === 'off', 'said');
      expect(followed.connection().context).toBeNull();
      followed.watch.close();
    }
    const asked = cluster.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cluster.requests().length).toBe(asked);
    await eventually(() => getActiveResourcesInfo().length <= before + 4, () => getActiveResourcesInfo()); // prettier-ignore
  });

  test('switches to another context whole', async () => {
    const [one, two] = [await fakeCluster({ seed: 1 }), await fakeCluster({ seed: 2, pods: 7 })];
    const followed = start(one.kubeconfig());
    await live(followed, one);
    writeFileSync(followed.file, two.kubeconfig());
    followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
    await live(followed, two);
    await eventually(() => one.watches() === 0, 'the first is left');
    expect(followed.kind('pods').state).toBe('live');
  });
});

describe('what is shown', () => {
  test('comes in messages of a thousand rows at most', async () => {
    const cluster = await fakeCluster({ pods: 2500 });
    const followed = start(cluster.kubeconfig());
    await live(followed, cluster);
    const stop = new AbortController();
    const late = reader(followed.watch.rows('pods', { signal: stop.signal }));
    await eventually(() => late.entries().length === 2500, () => late.entries().length); // prettier-ignore
    expect(late.published.largest).toBeLessThanOrEqual(1000);
    stop.abort();
  });

  test('of one object is whole, without values of secrets, config maps and environments', async () => {
    const cluster = await fakeCluster();
    const data = { password: Buffer.from('canary-secret').toString('base64') };
    cluster.objects.create('secrets', { metadata: { name: 's', namespace: 'default' }, type: 'Opaque', data });
    cluster.objects.create('configmaps', { metadata: { name: 'c', namespace: 'default' }, data: { 'app.conf': 'canary-config' } }); // prettier-ignore
    const followed = start(cluster.kubeconfig(), { kinds: ['pods', 'secrets', 'configmaps'] });
    await live(followed, cluster);
    await eventually(() => followed.rows('secrets').some(({ name }) => name === 's'), 'the secret');
    await eventually(() => followed.rows('configmaps').some(({ name }) => name === 'c'), 'the config map');
    const secret = await followed.watch.object('secrets', 'default', 's');
    const config = await followed.watch.object('configmaps', 'default', 'c');
    const [pod] = cluster.objects.list('pods');
    const shown = await followed.watch.object('pods', pod?.metadata.namespace ?? '', pod?.metadata.name ?? '');
    expect(secret.yaml).toContain('password');
    expect(shown.yaml).not.toContain('managedFields');
    expect(shown.row.name).toBe(pod?.metadata.name);
    const told = JSON.stringify([secret, config, followed.rows('secrets'), followed.rows('configmaps')]);
    for (const value of ['canary-config', data.password, 'canary-secret']) expect(told).not.toContain(value);
    await expect(followed.watch.object('pods', 'default', 'nope')).rejects.toMatchObject({ code: 'not_found' });
    followed.watch.disconnect();
    await expect(followed.watch.object('pods', 'default', 'nope')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('does not depend on metrics that hang behind a server that works', async () => {
    const port = await listen(
      createServer((incoming, response) => {
        if (incoming.url === '/version') return response.end('{"gitVersion":"v1.36.0"}');
        if (incoming.url?.startsWith('/apis/metrics')) return undefined;
        return response.writeHead(404).end();
      }),
    );
    const followed = start(plainConfig(port));
    await until(followed, 'live');
    await eventually(
      () => followed.kind('pods').state === 'off',
      () => followed.kind('pods'),
    );
    expect(followed.kind('pods').reason).toContain('does not offer pods');
    expect(followed.connection()).toMatchObject({ state: 'live', usage: false });
  });

  test('of usage is asked only while somebody looks, and absent where it is not offered', async () => {
    const cluster = await fakeCluster({ metricsApi: true });
    const followed = start(cluster.kubeconfig());
    await live(followed, cluster);
    await eventually(
      () => followed.connection().usage,
      () => followed.connection(),
    );
    const asked = (): number => cluster.requests().filter(({ path }) => path.endsWith('v1beta1/pods')).length;
    expect(asked()).toBe(0);
    const stop = new AbortController();
    const usage = reader(followed.watch.usage('pods', { signal: stop.signal }));
    await eventually(() => usage.entries().length > 0 && asked() > 1, 'usage');
    expect(usage.entries()[0]).toMatchObject({ key: expect.stringContaining('/') as string, cpuCores: expect.any(Number) as number }); // prettier-ignore
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const last = asked();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked()).toBe(last);
    const without = await fakeCluster();
    const bare = start(without.kubeconfig());
    await live(bare, without);
    expect(bare.connection().usage).toBe(false);
  });
});
