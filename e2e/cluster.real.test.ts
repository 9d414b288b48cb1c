// The console on a cluster from the first connection to the last: the same suite on the fake and, where
// READYROOM_E2E_KUBECONFIG names one, on a real cluster, of which nothing outside a namespace of its own is written.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { kubeKinds } from '#shared/model/kubernetes.ts';
import type { TroubleKind } from '#shared/model/watch.ts';
import { clustersToTest } from './support/cluster/clusters.ts';
import type { ClusterUnderTest } from './support/cluster/cluster-under-test.ts';
import { openConsole, type ClusterConsole } from './support/cluster/console.ts';
import { manifests } from './support/cluster/manifests.ts';
import { openLog, openTerminal, readThrough } from './support/cluster/streams.ts';
import { reader } from './support/kube-engine.ts';

// Each wait has its own limit, which is the cluster's; this one only ends what hangs.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

describe.each(clustersToTest(process.env))('the console on $name', ({ open, isFake }) => {
  let cluster: ClusterUnderTest;
  let console: ClusterConsole;
  let patience: { timeout: number; interval: number };
  const podsOf = (app: string) => console.rows('pods').filter(({ labels }) => labels['app'] === app);
  const runningPod = async (app: string): Promise<string> => {
    await expect
      .poll(() => podsOf(app).find(({ status, deletedAt }) => status === 'Running' && deletedAt === null), patience)
      .toBeDefined();
    return podsOf(app).find(({ status, deletedAt }) => status === 'Running' && deletedAt === null)?.name ?? '';
  };
  const troubleOf = (name: string, kind: TroubleKind) =>
    console.troubles().find((trouble) => trouble.kind === kind && trouble.object.name.startsWith(name));

  beforeAll(async () => {
    cluster = await open();
    patience = { timeout: cluster.patienceMs, interval: 50 };
    console = await openConsole(cluster);
  });
  afterAll(async () => {
    try {
      await console?.close();
    } finally {
      await cluster?.end();
    }
  });

  test('lists its context, and connects to it on a word', async () => {
    const { contexts } = await console.client.kubernetes.contexts();
    expect(contexts.find(({ name }) => name === cluster.context)).toMatchObject({ problem: '' });
    expect(console.connection()?.state ?? 'off').toBe('off');
    await console.connect();
    await expect.poll(() => console.connection()?.state, patience).toBe('live');
    expect(console.connection()?.version).toMatch(/^v1\.\d+/);
  });

  test('follows every kind, or says why it does not', async ({ annotate }) => {
    const settled = () =>
      kubeKinds.filter((kind) => {
        const { state, reason } = console.kind(kind) ?? { state: 'connecting', reason: '' };
        return state === 'live' || ((state === 'denied' || state === 'off') && reason !== '');
      });
    await expect.poll(settled, patience).toEqual([...kubeKinds]);
    for (const kind of kubeKinds) {
      const { state = 'off', reason = '' } = console.kind(kind) ?? {};
      if (state !== 'live') await annotate(`${kind} ${state}: ${reason}`);
    }
    expect(console.kind('pods')).toMatchObject({ state: 'live' });
    await expect.poll(() => console.row('namespaces', cluster.namespace)?.status ?? console.kind('namespaces')?.state, patience).toMatch(/Active|denied/); // prettier-ignore
  });

  test('shows a deployment that comes, its replica set, its pods, and who owns whom', async () => {
    await cluster.apply('deployments', manifests.quiet('quiet', 2, cluster.images));
    await expect
      .poll(() => console.row('deployments', 'quiet')?.cells, patience)
      .toMatchObject({
        desired: 2,
        ready: 2,
        available: 2,
      });
    await expect.poll(() => podsOf('quiet').filter(({ cells }) => cells.ready === 1).length, patience).toBe(2);
    const deployment = console.row('deployments', 'quiet');
    const [set] = console.rows('replicasets').filter(({ owner }) => owner?.uid === deployment?.key);
    expect(set?.owner).toMatchObject({ kind: 'Deployment', name: 'quiet' });
    expect(podsOf('quiet').map(({ owner }) => owner?.uid)).toEqual([set?.key, set?.key]);
    const { conditions } = await console.client.kubernetes.object({ kind: 'deployments', namespace: cluster.namespace, name: 'quiet' }); // prettier-ignore
    expect(conditions.find(({ type }) => type === 'Available')?.status).toBe('True');
    expect(deployment?.health).toBe('ok');
  });

  test('offers nothing while it is locked, and what the server allows when it is not', async () => {
    const target = console.target('deployments', 'quiet');
    expect(await console.client.actions.offers({ target })).toEqual({ locked: true, offers: [] });
    await console.unlock();
    const { locked, offers } = await console.client.actions.offers({ target });
    expect(locked).toBe(false);
    expect(offers.filter(({ allowed }) => allowed).map(({ action }) => action)).toEqual(['scale', 'rollout_restart', 'rollout_undo']); // prettier-ignore
  });

  test('scales a deployment, restarts its rollout, and takes that back', async () => {
    const target = console.target('deployments', 'quiet');
    const revision = () => Number(console.row('deployments', 'quiet')?.cells.revision);
    const restartedAt = async () => {
      const { json } = await console.client.kubernetes.object({ kind: 'deployments', namespace: cluster.namespace, name: 'quiet' }); // prettier-ignore
      return json.includes('kubectl.kubernetes.io/restartedAt');
    };
    const settled = { desired: 3, ready: 3, updated: 3, available: 3, current: 3 };
    const scaled = await console.act('scale', target, 3);
    expect(scaled).toMatchObject({ ok: true, touches: [`Deployment ${cluster.namespace}/quiet: from 2 to 3 pods`] });
    await expect.poll(() => console.row('deployments', 'quiet')?.cells, patience).toMatchObject(settled);
    const first = revision();
    expect(await console.act('rollout_restart', target)).toMatchObject({ ok: true });
    await expect.poll(revision, patience).toBe(first + 1);
    await expect.poll(() => console.row('deployments', 'quiet')?.cells, patience).toMatchObject(settled);
    expect(await restartedAt()).toBe(true);
    const undone = await console.act('rollout_undo', target);
    expect(undone).toEqual(expect.objectContaining({ ok: true, message: `rolls back to revision ${first}` }));
    await expect.poll(restartedAt, patience).toBe(false);
    await expect.poll(() => console.row('deployments', 'quiet')?.cells, patience).toMatchObject(settled);
    const done = await console.client.system.journal({ type: 'action.done' });
    expect(done.map(({ data }) => (data as { action: string }).action)).toEqual(['rollout_undo', 'rollout_restart', 'scale']); // prettier-ignore
  });

  test('puts a container that crashes again and again on the wall, and an image that cannot be pulled', async () => {
    await cluster.apply('deployments', manifests.crashing('crashing', cluster.images));
    await cluster.apply('deployments', manifests.unpullable('unpullable'));
    await expect.poll(() => troubleOf('crashing', 'crash_loop'), patience).toMatchObject({ words: expect.stringContaining('crashes again and again: exit code 1') as string }); // prettier-ignore
    await expect.poll(() => troubleOf('unpullable', 'image_pull'), patience).toMatchObject({ words: expect.stringContaining('cannot be pulled') as string }); // prettier-ignore
  });

  test('reads what the instance before the crash said', async () => {
    await expect.poll(() => podsOf('crashing')[0]?.cells.restarts, patience).toBeGreaterThan(0);
    const [pod] = podsOf('crashing');
    const target = { source: 'kubernetes', kind: 'pods', namespace: cluster.namespace, name: pod?.name ?? '', container: 'main' } as const; // prettier-ignore
    const log = await openLog(console.client, target, true);
    await expect.poll(log.texts, patience).toContain('about to fall over');
    await log.close();
    await cluster.remove('deployments', 'crashing');
    await cluster.remove('deployments', 'unpullable');
    await expect.poll(() => [podsOf('crashing').length, podsOf('unpullable').length], patience).toEqual([0, 0]);
    await expect
      .poll(() => troubleOf('crashing', 'crash_loop') ?? troubleOf('unpullable', 'image_pull'), patience)
      .toBeUndefined();
  });

  test('puts a job that failed on the wall', async () => {
    await cluster.apply('jobs', manifests.failingJob('failing', cluster.images));
    await expect.poll(() => troubleOf('failing', 'job_failed'), patience).toMatchObject({ words: expect.stringContaining('BackoffLimitExceeded') as string }); // prettier-ignore
    await expect
      .poll(() => console.row('jobs', 'failing'), patience)
      .toMatchObject({
        status: 'Failed',
        cells: { failed: 1, succeeded: 0 },
      });
  });

  test('shows the keys of a config map and a secret, and their values nowhere', async () => {
    const planted = `planted-${cluster.namespace}`;
    await cluster.apply('configmaps', manifests.configMap('planted', planted));
    await cluster.apply('secrets', manifests.secret('planted', planted));
    await expect
      .poll(() => console.row('configmaps', 'planted')?.cells.keys.toSorted(), patience)
      .toEqual(['key.bin', 'settings.yaml']);
    await expect
      .poll(() => console.row('secrets', 'planted')?.cells, patience)
      .toEqual({ type: 'Opaque', keys: ['password'] });
    for (const kind of ['configmaps', 'secrets'] as const) {
      const object = await console.client.kubernetes.object({ kind, namespace: cluster.namespace, name: 'planted' });
      const shown = JSON.stringify([object, console.row(kind, 'planted')]);
      for (const value of [planted, Buffer.from(planted).toString('base64')]) expect(shown).not.toContain(value);
    }
  });

  test('follows what a container says', async () => {
    await cluster.apply('deployments', manifests.counting('counting', cluster.images));
    await runningPod('counting');
    const target = { source: 'kubernetes', kind: 'deployments', namespace: cluster.namespace, name: 'counting', container: null } as const; // prettier-ignore
    const log = await openLog(console.client, target);
    await expect.poll(() => log.status()?.streams.map(({ state }) => state), patience).toEqual(['live']);
    const before = (await log.texts()).length;
    await expect.poll(async () => (await log.texts()).length, patience).toBeGreaterThan(before + 2);
    const texts = await log.texts();
    const ticks = texts.filter((text) => text.startsWith('tick ')).map((text) => Number(text.slice(5)));
    const [firstTick = 0] = ticks;
    expect(ticks).toEqual(ticks.map((_, at) => firstTick + at));
    await log.close();
  });

  test('finds a shell in a container, and tells how it ended', async () => {
    const terminal = await openTerminal(console.client, console.target('pods', await runningPod('counting')));
    expect(terminal.argv.join(' ')).toMatch(/sh$/);
    await terminal.type('echo here $?\n');
    await expect.poll(terminal.text, patience).toContain('here 0\r\n');
    await terminal.type('exit 4\n');
    expect(await terminal.exit).toBe(4);
    await cluster.remove('deployments', 'counting');
  });

  test('leads a local port to a service, and on to the pod that replaces the one it led to', async () => {
    await cluster.apply('services', manifests.service('web'));
    await cluster.apply('deployments', manifests.webServer('web', 1, cluster.images));
    await expect.poll(() => podsOf('web').map(({ cells }) => cells.ready), patience).toEqual([1]);
    const { namespace } = cluster;
    const { key } = await console.client.forwards.start({ target: { kind: 'services', namespace, name: 'web', port: 80 }, localPort: null, by: 'Lead' }); // prettier-ignore
    const forwards = reader(await console.client.forwards.feed());
    const shown = () => forwards.entries().find((forward) => forward.key === key);
    await expect.poll(() => shown()?.state, patience).toBe('live');
    const ask = () => readThrough(shown()?.localPort ?? 0, '/name.txt');
    const first = shown()?.pod ?? '';
    await expect.poll(ask, patience).toContain(first);
    expect(await console.act('delete', console.target('pods', first))).toMatchObject({ ok: true });
    await expect.poll(() => shown()?.state === 'live' && shown()?.pod !== first, patience).toBe(true);
    await expect.poll(ask, patience).toContain(shown()?.pod);
    expect(shown()).toMatchObject({ moves: 1, startedBy: 'Lead' });
    await console.client.forwards.stop({ key });
    await expect.poll(() => shown()?.state, patience).toBe('ended');
    expect(await ask()).toBe('');
  });

  test('shows what pods use, where the cluster measures it', async () => {
    const offered = console.connection()?.usage === true;
    await expect.poll(() => console.usage() > 0, patience).toBe(offered);
  });

  test('has in every table what the server has', async () => {
    await cluster.remove('deployments', 'web');
    await expect.poll(() => podsOf('web').length + podsOf('counting').length, patience).toBe(0);
    const inWords = ({ uid, name, resourceVersion }: { uid: string; name: string; resourceVersion: string }) =>
      `${name} ${uid} ${resourceVersion}`;
    for (const kind of kubeKinds.filter((one) => console.kind(one)?.state === 'live')) {
      await expect
        .poll(async () => {
          const there = (await cluster.list(kind)).map(({ metadata }) => inWords(metadata));
          const shown = console.rows(kind).map(({ key, name, version }) => inWords({ uid: key, name, resourceVersion: version })); // prettier-ignore
          const both = there.filter((object) => shown.includes(object)).length;
          return { kind, missing: there.length - both, extra: shown.length - both };
        }, patience)
        .toEqual({ kind, missing: 0, extra: 0 });
    }
  });

  test('leaves nothing open when it is disconnected', async () => {
    await console.client.kubernetes.disconnect();
    await expect.poll(() => console.connection()?.state, patience).toBe('off');
    await expect.poll(() => console.rows('pods').length, patience).toBe(0);
    await expect.poll(() => cluster.fake?.watches() ?? 0, patience).toBe(0);
  });

  // A real server does not tell what it was asked.
  test.runIf(isFake)('has written nothing outside its namespace', () => {
    const questions = '/apis/authorization.k8s.io/v1/selfsubject';
    const written = (cluster.fake?.requests() ?? []).filter(({ method }) => method !== 'GET');
    const outside = written.filter(({ path }) => !path.split('?')[0]?.includes(`/namespaces/${cluster.namespace}`));
    expect(outside.filter(({ path }) => !path.startsWith(questions)).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v1/namespaces']); // prettier-ignore
  });
});
