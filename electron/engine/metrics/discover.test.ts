// Where a Prometheus is looked for, over real sockets and a cluster made by hand.
import { expect, test } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { plainAccess } from '#shared/model/metrics-access.ts';
import type { Opened } from '../sources/kubernetes/cluster-client.ts';
import { fakeServer, json, success, type Respond } from '../sources/prometheus/fake-prometheus.fixture.ts';
import { createPrometheusReader } from './prometheus-reader.ts';
import { createWay } from './way.ts';
import { discoverPrometheus, type DiscoverOptions } from './discover.ts';

const answers: Respond = (response, asked) =>
  success(asked.path.includes('buildinfo') ? { version: '2.53.2' } : { resultType: 'scalar', result: [1, '1'] })(response, asked); // prettier-ignore
const nowhere: DiscoverOptions = { env: {}, containers: () => [], demoUrl: () => null, services: () => null, usualUrls: [], readSecret: () => Promise.reject(new Error('no secret is asked for')) }; // prettier-ignore
const container = (name: string, image: string, publicPort: number): Container => ({ key: name, id: name, name, image, state: 'running', status: '', health: 'none', restartCount: 0, exitCode: null, oomKilled: false, createdAt: 0, startedAt: 0, finishedAt: null, project: null, service: null, labels: {}, ports: [{ ip: '0.0.0.0', publicPort, privatePort: 9090, protocol: 'tcp' }] }); // prettier-ignore

test('one that alone answers is proposed; the same by several ways is one place', async () => {
  const server = await fakeServer(answers);
  const guarded = await fakeServer(json({}, 401));
  const found = await discoverPrometheus({
    ...nowhere,
    env: { PROMETHEUS_URL: `http://ops:hush@localhost:${guarded.url.port}/` },
    demoUrl: () => `http://localhost:${server.url.port}`,
    containers: () => [container('prom', 'docker.io/prom/prometheus:v2', Number(server.url.port)), container('other', 'shop/web', 1)], // prettier-ignore
    usualUrls: ['http://127.0.0.1:9'],
  });
  expect(found).toMatchObject([
    { url: `http://127.0.0.1:${guarded.url.port}`, from: 'PROMETHEUS_URL', answer: 'denied', proposed: false },
    { url: `http://127.0.0.1:${server.url.port}`, from: 'the demo, container prom', answer: 'ok', version: '2.53.2', proposed: true }, // prettier-ignore
  ]);
  expect(JSON.stringify(found)).not.toContain('hush');
});

test('of two that answer none is proposed, and where none does every place is named', async () => {
  const [one, other] = [await fakeServer(answers), await fakeServer(answers)];
  const urls = [one, other].map(({ url }) => url.origin);
  expect((await discoverPrometheus({ ...nowhere, usualUrls: urls })).map(({ proposed }) => proposed)).toEqual([false, false]); // prettier-ignore
  const none = await discoverPrometheus({ ...nowhere, env: { PROMETHEUS_URL: 'ftp://x' }, usualUrls: ['http://127.0.0.1:9'] }); // prettier-ignore
  expect(none).toMatchObject([{ answer: 'error' }, { answer: 'absent' }]);
});

test('a service of the cluster is asked through its API, with GET alone', async () => {
  const service = (name: string, labels = {}, port = 9090) => ({ metadata: { name, namespace: 'monitoring', labels }, spec: { ports: [{ port, name: 'http-web' }] } }); // prettier-ignore
  const asked: string[] = [];
  const openInCluster = async (path: string): Promise<Opened> => {
    asked.push(path);
    const data = path.includes('buildinfo') ? { version: '2.53.2' } : { resultType: 'vector', result: [{ metric: {}, value: [1, '7'] }] }; // prettier-ignore
    const body = path.includes('kube-proxied') ? '{"kind":"Status","message":"no endpoints available"}' : JSON.stringify({ status: 'success', data }); // prettier-ignore
    async function* chunks() {
      yield Buffer.from(body);
    }
    return { status: path.includes('kube-proxied') ? 503 : 200, retryAfterMs: null, chunks, text: async () => body, cancel: () => undefined }; // prettier-ignore
  };
  const items = [service('kube-prometheus', { 'app.kubernetes.io/name': 'prometheus' }), service('prometheus-node-exporter'), service('alertmanager'), service('prom-kube-proxied', { app: 'prometheus' }, 80)]; // prettier-ignore
  const found = await discoverPrometheus({ ...nowhere, services: () => ({ items }), openInCluster });
  expect(found).toMatchObject([
    { url: 'kubernetes://monitoring/kube-prometheus:9090', from: 'service monitoring/kube-prometheus', answer: 'ok', proposed: true }, // prettier-ignore
    { url: 'kubernetes://monitoring/prom-kube-proxied:80', answer: 'error', words: expect.stringContaining('no endpoints available') }, // prettier-ignore
  ]);
  const way = createWay('Prometheus', { readSecret: nowhere.readSecret, openInCluster });
  way.lead({ url: new URL(found[0]?.url ?? ''), access: plainAccess, from: '' });
  const { rows } = await createPrometheusReader({ way }).instant({ query: 'up == 1', atMs: 5000 });
  expect(rows[0]?.value).toBe('7');
  expect(asked.at(-1)).toBe('/api/v1/namespaces/monitoring/services/kube-prometheus%3A9090/proxy/api/v1/query?query=up+%3D%3D+1&timeout=10000ms&time=5'); // prettier-ignore
});
