import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeCluster, type FakeCluster } from './fake-cluster.ts';
import { call, follow, until } from './raw-client.ts';
import type { KubeObject, Pod } from './shapes.ts';

interface List {
  kind: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  items: Pod[];
}

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster({ pods: 60, bookmarkEveryMs: 20, watchList: true, metricsApi: true, stepMs: 5 });
});
afterEach(async () => cluster.stop());

const list = async (path: string): Promise<List> => (await call<List>(cluster, path)).json;
const names = (items: KubeObject[]): string[] => items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
const first = (): Pod => cluster.objects.list('pods')[0] as Pod;
const touch = (pod: KubeObject, value: string): KubeObject =>
  cluster.objects.replace('pods', {
    ...pod,
    metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, touched: value } },
  });

describe('who may ask', () => {
  test('a wrong, an expired and a revoked token are answered 401 with a Status', async () => {
    cluster.faults.issueToken('short', { expiresAt: Date.now() - 1 });
    cluster.faults.issueToken('gone');
    expect((await call(cluster, '/api/v1/pods', { token: 'gone' })).status).toBe(200);
    cluster.faults.revokeToken('gone');
    for (const token of ['nonsense', 'short', 'gone', null]) {
      const reply = await call(cluster, '/api/v1/pods', { token });
      expect(reply.status).toBe(401);
      expect(reply.json).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'Unauthorized', code: 401 });
    }
  });

  test('a client certificate of the cluster makes its name the user', async () => {
    const cert = cluster.clientCertificate('operator');
    expect((await call(cluster, '/api/v1/nodes', { token: null, cert })).status).toBe(200);
    expect(cluster.requests().at(-1)).toMatchObject({ user: 'operator', path: '/api/v1/nodes' });
  });

  test.each([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['wrong_host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['other_ca', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('a certificate that is %s is refused by a client that verifies', async (certificate, code) => {
    const other = await startFakeCluster({ pods: 1, certificate });
    await expect(call(other, '/version')).rejects.toMatchObject({ code });
    await other.stop();
  });

  test('what is forbidden answers 403 on its route and no in reviews, and an exception holds', async () => {
    cluster.faults.forbid('list', '', 'pods');
    cluster.faults.allow('list', '', 'pods', 'shop');
    const refused = await call<{ message: string }>(cluster, '/api/v1/pods');
    expect(refused.status).toBe(403);
    expect(refused.json.message).toBe(
      'pods is forbidden: User "ops" cannot list resource "pods" in API group "" at the cluster scope',
    );
    expect((await call(cluster, '/api/v1/namespaces/shop/pods')).status).toBe(200);
    const review = async (namespace: string): Promise<boolean> => {
      const body = { spec: { resourceAttributes: { verb: 'list', group: '', resource: 'pods', namespace } } };
      const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
      return (await call<{ status: { allowed: boolean } }>(cluster, path, { method: 'POST', body })).json.status
        .allowed;
    };
    expect([await review(''), await review('payments'), await review('shop')]).toEqual([false, false, true]);
    const rules = await call<{ status: { resourceRules: { resources: string[]; verbs: string[] }[] } }>(
      cluster,
      '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
      { method: 'POST', body: { spec: { namespace: 'payments' } } },
    );
    const podRule = rules.json.status.resourceRules.find(({ resources }) => resources[0] === 'pods');
    expect(podRule?.verbs).toEqual(['get', 'watch', 'create', 'update', 'patch', 'delete']);
  });
});

describe('lists', () => {
  test('discovery names every resource and the server its version', async () => {
    const groups = await call<{ groups: { name: string }[] }>(cluster, '/apis');
    expect(groups.json.groups.map(({ name }) => name)).toContain('metrics.k8s.io');
    const core = await call<{ resources: { name: string; namespaced: boolean }[] }>(cluster, '/api/v1');
    expect(core.json.resources).toContainEqual(
      expect.objectContaining({ name: 'pods', namespaced: true, shortNames: ['po'] }),
    );
    expect((await call<{ gitVersion: string }>(cluster, '/version', { token: null })).json.gitVersion).toBe('v1.36.0');
    expect((await call(cluster, '/apis/nothing.example/v1')).status).toBe(404);
  });

  test('pages show one moment, whatever changes between them', async () => {
    const before = names(cluster.objects.list('pods'));
    const firstPage = await list('/api/v1/pods?limit=25');
    expect(firstPage.metadata.remainingItemCount).toBe(35);
    const [gone, changed] = cluster.objects.list('pods').slice(40) as Pod[];
    if (gone === undefined || changed === undefined) throw new Error('too few pods');
    cluster.objects.delete('pods', gone.metadata.name, gone.metadata.namespace);
    touch(changed, 'later');
    cluster.objects.create('pods', { ...gone, metadata: { ...gone.metadata, name: 'zzz-new' } });
    const seen = [...firstPage.items];
    for (let token = firstPage.metadata.continue; token !== undefined;) {
      const page = await list(`/api/v1/pods?limit=25&continue=${token}`);
      expect(page.metadata.resourceVersion).toBe(firstPage.metadata.resourceVersion);
      seen.push(...page.items);
      token = page.metadata.continue;
    }
    expect(names(seen)).toEqual(before);
    expect(seen.every(({ metadata }) => metadata.labels?.touched === undefined)).toBe(true);
  });

  test('a continue token is expired after compaction, and its answer holds one that goes on', async () => {
    const page = await list('/api/v1/pods?limit=25');
    touch(first(), 'x');
    cluster.compact();
    const refused = await call<List & { reason: string }>(
      cluster,
      `/api/v1/pods?limit=25&continue=${page.metadata.continue}`,
    );
    expect(refused.status).toBe(410);
    expect(refused.json.reason).toBe('Expired');
    const rest = await list(`/api/v1/pods?continue=${refused.json.metadata.continue}`);
    expect(rest.items).toHaveLength(35);
  });

  test('selectors of labels and fields choose, and an unknown field is refused', async () => {
    const pods = cluster.objects.list('pods') as Pod[];
    const pending = pods.filter(({ status }) => status.phase === 'Pending').length;
    expect(pending).toBeGreaterThan(0);
    expect((await list('/api/v1/pods?fieldSelector=status.phase%3DPending')).items).toHaveLength(pending);
    const { app = '' } = first().metadata.labels ?? {};
    const ofApp = pods.filter(({ metadata }) => metadata.labels?.app === app).length;
    expect((await list(`/api/v1/pods?labelSelector=${encodeURIComponent(`app in (${app},none)`)}`)).items).toHaveLength(
      ofApp,
    );
    expect((await list(`/api/v1/pods?labelSelector=${encodeURIComponent(`app!=${app}`)}`)).items).toHaveLength(
      60 - ofApp,
    );
    expect((await call(cluster, '/api/v1/pods?fieldSelector=spec.colour%3Dred')).status).toBe(400);
  });

  test('a table has the columns of kubectl and as much of each object as was asked for', async () => {
    const accept = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };
    const path = '/api/v1/pods?includeObject=';
    interface Table {
      kind: string;
      columnDefinitions: { name: string; priority: number }[];
      rows: { cells: string[]; object: { kind: string; spec?: object } | null }[];
    }
    const none = (await call<Table>(cluster, `${path}None`, { headers: accept })).json;
    expect(none.kind).toBe('Table');
    expect(none.columnDefinitions.map(({ name }) => name)).toEqual([
      'Name',
      'Ready',
      'Status',
      'Restarts',
      'Age',
      'IP',
      'Node',
      'Nominated Node',
      'Readiness Gates',
    ]);
    expect(none.rows).toHaveLength(60);
    expect(none.rows[0]?.object).toBeNull();
    expect(none.rows.map(({ cells }) => cells[2])).toEqual(
      expect.arrayContaining(['Running', 'CrashLoopBackOff', 'ImagePullBackOff']),
    );
    const meta = (await call<Table>(cluster, `${path}Metadata`, { headers: accept })).json;
    expect(meta.rows[0]?.object?.kind).toBe('PartialObjectMetadata');
    const whole = (await call<Table>(cluster, `${path}Object`, { headers: accept })).json;
    expect(whole.rows[0]?.object).toHaveProperty('spec');
  });

  test('the same seed makes the same names, and the usage of running pods is told', async () => {
    const other = await startFakeCluster({ pods: 60 });
    expect(names(other.objects.list('pods'))).toEqual(names(cluster.objects.list('pods')));
    await other.stop();
    const usage = await call<{ items: { containers: { usage: { cpu: string } }[] }[] }>(
      cluster,
      '/apis/metrics.k8s.io/v1beta1/pods',
    );
    expect(usage.json.items.length).toBeGreaterThan(40);
    expect(usage.json.items[0]?.containers[0]?.usage.cpu).toMatch(/^\d+n$/);
  });
});

describe('a cluster that is lost', () => {
  test('is down and up again on the same port with what it had', async () => {
    const watch = await follow(cluster, `/api/v1/pods?watch=true&resourceVersion=${cluster.objects.revision()}`);
    await cluster.down();
    expect(await watch.ended).toBe('error');
    await expect(call(cluster, '/version')).rejects.toThrow('ECONNREFUSED');
    await cluster.up();
    expect((await list('/api/v1/pods')).items).toHaveLength(60);
  });

  test('a clock that is ahead shows in the Date header', async () => {
    cluster.faults.skewClock(3_600_000);
    const before = Date.now();
    const { headers } = await call(cluster, '/version');
    const at = Date.parse(headers.date ?? '') - 3_600_000;
    // The header has no milliseconds.
    expect(at).toBeGreaterThan(before - 1000);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  test('churn keeps its rate, and the store tells the same as a watch that began before it', async () => {
    const watch = await follow(cluster, '/api/v1/pods?watch=true');
    const churn = cluster.churn(400);
    await until('200 events', () => watch.events().length > 260);
    const { changes } = await churn.stop();
    expect(changes).toBeGreaterThan(150);
    const held = new Map<string, string>();
    const apply = (): void => {
      held.clear();
      for (const { type, object } of watch.events()) {
        const key = `${object.metadata.namespace}/${object.metadata.name}`;
        if (type === 'DELETED') held.delete(key);
        else held.set(key, object.metadata.resourceVersion);
      }
    };
    const there = (): string =>
      JSON.stringify(
        cluster.objects
          .versions('pods')
          .map(({ object }) => object.metadata.resourceVersion)
          .sort(),
      );
    await until('the watch holds what the store has', () => {
      apply();
      return JSON.stringify([...held.values()].sort()) === there();
    });
    watch.close();
  });
});
