// While nothing is unlocked, no operation of the contract changes anything: every one of them is called, and the systems
// behind them tell what they were asked.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askerAt } from '#engine/engine.fixture.ts';
import { createEngine, type EngineClient } from '#engine/engine.ts';
import { passesThrough } from '#engine/past/refused.ts';
import { fakeContainer, idOf, startFakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';
import { fakeServer, type Respond } from '#engine/sources/prometheus/fake-prometheus.fixture.ts';
import { contract } from '#shared/contract/contract.ts';
import { actionNames } from '#shared/model/action.ts';
import { plainScrape } from '#shared/model/scrape.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import { kubeKinds } from '#shared/model/kubernetes.ts';
import { firstEnvironment, lockKeys, type EnvironmentFields } from '#shared/model/environment.ts';
import type { Watched } from '#shared/model/watch.ts';
import { nextEntries } from './support/feeds.ts';
import { startFakeCluster } from './support/kube/fake-cluster.ts';

const by = 'Lead';

const answersTime: Respond = (response, { path }) => void response.end(JSON.stringify({ status: 'success', data: path.endsWith('/query') ? { resultType: 'scalar', result: [1, String(Date.now() / 1000)] } : {} })); // prettier-ignore
const answersNothing: Respond = (response, { path }) => void response.end(JSON.stringify(path.endsWith('/status') ? { versionInfo: { version: '1' } } : path.endsWith('/silences') ? { silenceID: 's1' } : [])); // prettier-ignore

async function setup() {
  const dir = mkdtempSync(join(tmpdir(), 'protection-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const cluster = await startFakeCluster({ pods: 12 });
  onTestFinished(() => cluster.stop());
  const kubeconfig = join(dir, 'kubeconfig');
  writeFileSync(kubeconfig, cluster.kubeconfig());
  const daemon = await startFakeDaemon(join(dir, 'docker.sock'));
  onTestFinished(() => daemon.stop());
  daemon.containers.set(idOf('web'), fakeContainer('web'));
  const env = { PATH: process.env['PATH'], HOME: dir, KUBECONFIG: kubeconfig, DOCKER_HOST: daemon.endpoint };
  const engine = await createEngine({ dataDir: join(dir, 'data'), resourcesDir: join(import.meta.dirname, '..', 'resources'), env }); // prettier-ignore
  onTestFinished(() => engine.close());
  const { client } = engine;
  const prometheus = await fakeServer(answersTime);
  const alertmanager = await fakeServer(answersNothing);
  const fields = { ...firstEnvironment, prometheusUrl: prometheus.url.href, alertmanagerUrl: alertmanager.url.href };
  await client.environments.save({ key: 'local', fields });
  await nextEntries(await client.metrics.status(), (all) => [...all.values()].every(({ state }) => state === 'live'));
  await client.kubernetes.connect({ context: 'fake' });
  const rows = await client.kubernetes.rows({ kind: 'pods' });
  await nextEntries(rows, (entries) => entries.size >= 12);
  await nextEntries(await client.docker.containers(), (entries) => entries.size === 1);
  const name = (kind: string): Watched => {
    const [first] = cluster.objects.list(kind) as unknown as { metadata: { name: string; namespace?: string; uid: string } }[]; // prettier-ignore
    const { metadata } = first ?? { metadata: { name: 'none', uid: 'none' } };
    return {
      source: 'kubernetes',
      kind,
      namespace: metadata.namespace ?? null,
      name: metadata.name,
      key: metadata.uid,
    };
  };
  const container: Watched = { source: 'docker', kind: 'container', namespace: null, name: 'web', key: idOf('web') };
  return {
    engine,
    client,
    cluster,
    daemon,
    prometheus,
    alertmanager,
    fields,
    targets: [container, ...kubeKinds.map(name)],
  };
}

const unlocking = [['docker', 'local'], ['kubernetes', 'fake'], ['alertmanager', 'local']] as const; // prettier-ignore

/** An incident of this record, exported, and opened again as a reviewer does. */
async function openedBundle(client: EngineClient) {
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  const { id } = await client.incidents.declare({ from, draft: plainDraft, by });
  const { key } = await client.reviews.prepare({ incidentId: id });
  const drafts = await nextEntries(await client.reviews.drafts(), (all) => all.get(key)?.state === 'ready');
  const file = join(mkdtempSync(join(tmpdir(), 'protection-bundle-')), 'INC-1.rrb');
  onTestFinished(() => rmSync(dirname(file), { recursive: true, force: true }));
  expect(drafts.get(key)?.state).toBe('ready');
  await client.reviews.save({ draft: key, path: file, sign: false, by });
  return { id, review: await client.reviews.open({ path: file }), file };
}

/** What each operation that could reach a system is called with; each of the rest is named as one that cannot. */
function calls(
  client: EngineClient,
  targets: Watched[],
  fields: EnvironmentFields,
): Record<string, () => Promise<unknown>[]> {
  const { actions, docker, environments, forwards, kubernetes, logs, metrics, terminals } = client;
  const each =
    <T>(call: (target: Watched) => Promise<T>): (() => Promise<T>[]) =>
    () =>
      targets.map(call);
  const once =
    <T>(call: () => Promise<T>): (() => Promise<T>[]) =>
    () => [call()];
  const terminal = { terminalId: 'made-up' };
  return {
    'actions.offers': each((target) => actions.offers({ target })),
    'actions.prepare': () =>
      targets.flatMap((target) =>
        actionNames.map((action) => actions.prepare({ action, targets: [target], replicas: 0 })),
      ),
    'actions.confirm': once(() => actions.confirm({ ticket: 'made-up', by })),
    'terminals.open': each((target) => terminals.open({ target, container: null, cols: 80, rows: 24, by })),
    'terminals.output': once(() => terminals.output(terminal)),
    'terminals.write': once(() => terminals.write({ ...terminal, text: 'rm -rf /\n' })),
    'terminals.resize': once(() => terminals.resize({ ...terminal, cols: 1, rows: 1 })),
    'terminals.close': once(() => terminals.close(terminal)),
    'forwards.start': each(
      ({ kind, namespace, name }) =>
      forwards.start({ target: { kind: kind as 'pods', namespace: namespace ?? 'default', name, port: 80 }, localPort: null, by }), // prettier-ignore
    ),
    'forwards.stop': once(() => forwards.stop({ key: 'made-up' })),
    'forwards.forget': once(() => forwards.forget({ key: 'made-up' })),
    'environments.save': once(() => environments.save({ key: 'local', fields })),
    'environments.remove': once(() => environments.remove({ key: 'local' })),
    'environments.activate': once(() => environments.activate({ key: 'local' })),
    'environments.unlock': () =>
      lockKeys.flatMap((key) =>
        ['', 'FAKE', 'fake '].map((typed) => environments.unlock({ key, typed, minutes: 5, by })),
      ),
    'environments.lock': () => lockKeys.map((key) => environments.lock({ key, by })),
    'kubernetes.contexts': once(() => kubernetes.contexts()),
    'kubernetes.retry': once(() => kubernetes.retry()),
    'kubernetes.object': each(({ kind, namespace, name }) =>
      kubernetes.object({ kind: kind === 'container' ? 'pods' : (kind as 'pods'), namespace, name }),
    ),
    'docker.container': each(({ key }) => docker.container({ id: key })),
    'docker.images': once(() => docker.images()),
    'docker.volumes': once(() => docker.volumes()),
    'docker.networks': once(() => docker.networks()),
    'docker.retry': once(() => docker.retry()),
    'metrics.range': once(() => metrics.range({ query: 'up', fromMs: 0, toMs: 1, widthPx: 1 })),
    'metrics.discover': once(() => metrics.discover()),
    'metrics.retry': once(() => metrics.retry()),
    'metrics.labelNames': once(() => metrics.labelNames({})),
    'metrics.labelValues': once(() => metrics.labelValues({ label: 'job' })),
    'metrics.metadata': once(() => metrics.metadata()),
    'metrics.targets': once(() => metrics.targets()),
    'metrics.rules': once(() => metrics.rules()),
    'metrics.alertmanager': once(() => metrics.alertmanager()),
    'metrics.previewSilence': once(() => metrics.previewSilence({ matchers: [someMatcher] })),
    'metrics.silence': once(() => metrics.silence({ wish: { matchers: [someMatcher], durationMs: 60_000, comment: 'no' }, by })), // prettier-ignore
    'metrics.expireSilence': once(() => metrics.expireSilence({ key: 'made-up', by })),
    'metrics.instant': once(() => metrics.instant({ query: 'up' })),
    ...incidentCalls(client),
    'scrapes.save': once(() => client.scrapes.save({ key: null, fields: { ...plainScrape, name: 's', url: 'http://127.0.0.1:9/metrics' }, by })), // prettier-ignore
    'triggers.import': once(() => client.triggers.import({ name: 'r.yaml', text: 'groups: [{ name: g, rules: [{ alert: A, expr: up == 0 }] }]', by })), // prettier-ignore
    'learning.addTrigger': () => watchedHere.map((condition) => client.learning.addTrigger({ id: 'made-up', trigger: { ...someTrigger, condition }, by })), // prettier-ignore
    'triggers.save': () => watchedHere.map((condition) => client.triggers.save({ key: null, trigger: { ...someTrigger, condition }, by })), // prettier-ignore
    ...criteriaCalls(client),
    'logs.open': each(({ source, kind, namespace, name, key }) =>
      logs.open({
        target:
          source === 'docker'
            ? { source, containerIds: [key] }
            : { source, kind: kind as 'pods', namespace: namespace ?? 'default', name, container: null },
        sinceMs: null,
        tailLines: 10,
        previous: false,
      }),
    ),
  };
}

const someMatcher = { name: 'alertname', value: 'A', isRegex: false, isEqual: true };
const someTrigger = { name: 'T', originalWords: '', forMs: 0, keepFiringForMs: 0, intervalMs: 1000, severity: 'urgent' as const, labels: {}, annotations: {}, rollbackPlanId: null, enabled: true }; // prettier-ignore
const watchedHere = [
  { kind: 'restarts' as const, over: 'docker' as const, selector: {}, moreThan: 0, windowMs: 60_000 },
  { kind: 'container_unhealthy' as const, selector: {} },
  { kind: 'rollout_stuck' as const, namespace: 'shop', name: 'web' },
  { kind: 'target_down' as const, job: 'j' },
];

/** All that asks Prometheus about criteria. */
/** What dashboards show of an incident is asked of Prometheus. */
function incidentCalls({ incidents, dashboards, reviews }: EngineClient): Record<string, () => Promise<unknown>[]> {
  const text = JSON.stringify({ title: 'D', panels: [{ id: 1, type: 'stat', title: 'Up', targets: [{ refId: 'A', expr: 'up' }] }] }); // prettier-ignore
  const imported = dashboards.import({ name: 'd.json', text });
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  const declared = imported.then(() => incidents.declare({ from, draft: plainDraft, by }));
  return {
    'incidents.declare': () => [declared],
    'incidents.keepDashboards': () => [Promise.all([imported, declared]).then(([{ key }, { id }]) => incidents.keepDashboards({ id, keys: [key], by }))], // prettier-ignore
    'incidents.move': () => [declared.then(({ id }) => incidents.move({ id, by, to: 'active' }))],
    'reviews.prepare': () => [declared.then(({ id }) => reviews.prepare({ incidentId: id }))],
  };
}

function criteriaCalls({ criteria }: EngineClient): Record<string, () => Promise<unknown>[]> {
  const { objectives, baselines, soaks } = criteria;
  const set = 'apiVersion: readyroom/v1\nkind: Criteria\nname: s\ntitle: S\ncriteria: [{ id: c, title: C, metric: { query: up }, op: "==", threshold: 1 }]'; // prettier-ignore
  const objective = { name: 'o', title: 'O', target: 0.99, periodMs: 30 * 86_400_000, part: 'bad' as const, query: 'a[$window]', total: 'b[$window]' }; // prettier-ignore
  const baseline = 'apiVersion: readyroom/v1\nkind: Baseline\nname: b\ntitle: B\nwindow: 10m\nmetrics: [{ name: m, query: up, harm: higher }]'; // prettier-ignore
  const soak = 'apiVersion: readyroom/v1\nkind: Soak\nname: s\ntitle: S\nduration: 1h\ncriteria: [{ id: c, title: C, growth: { query: up } }]'; // prettier-ignore
  const after = (first: Promise<unknown>, then: () => Promise<unknown>): (() => Promise<unknown>[]) => () => [first.then(then)]; // prettier-ignore
  return {
    'criteria.judge': after(criteria.import({ name: 's.yaml', text: set, by }), () => criteria.judge({ key: 's', asked: true })), // prettier-ignore
    'criteria.objectives.judge': after(objectives.save({ objective, by }), () => objectives.judge({ key: 'objective:o', asked: true })), // prettier-ignore
    'criteria.baselines.capture': () => [baselines.capture({ text: baseline, by })],
    'criteria.baselines.compare': () => [baselines.compare({ before: 'made-up', after: null, by })],
    'criteria.soaks.start': () => [soaks.start({ text: soak, by })],
    'criteria.soaks.look': () => [soaks.look({ key: 'made-up' })],
  };
}

/** These only follow, or touch the console's own record and nothing else. */
const harmless = /^(plans|checklist|runs|demo|system|watch|dashboards|errors|incidents(?!\.(declare|move|keepDashboards)$)|timeline|reviews(?!\.prepare$)|recorder|learning(?!\.addTrigger$))\.|^scrapes\.(remove|pause|retry|metrics|series|range)$|^secrets\.(list|put|remove)$|^triggers\.(get|samples|notices|remove|enable|acknowledge|snooze|unsnooze|resolve|mute)$|^criteria\.(objectives\.|baselines\.|soaks\.)?(samples|import|save|remove|watch|tick|untick|history|get|stop|report)$|\.(feed|locks|connection|kinds|rows|usage|containers|stats|listChanges|connect|disconnect|status|window|row|find|export|close|annotations|coverage)$/; // prettier-ignore

function operationNames(router: object, path: string[] = []): string[] {
  return Object.entries(router).flatMap(([name, part]: [string, object]) =>
    '~orpc' in part ? [[...path, name].join('.')] : operationNames(part, [...path, name]),
  );
}

test('no operation changes a protected system: all that could is asked for, and nothing but reading arrives', async () => {
  const { client, cluster, daemon, prometheus, alertmanager, fields, targets } = await setup();
  const table = calls(client, targets, fields);
  const unknown = operationNames(contract).filter((name) => !(name in table) && !harmless.test(name));
  expect(unknown).toEqual([]);
  const before = JSON.stringify(cluster.objects.list('pods'));
  for (const call of Object.values(table)) await Promise.allSettled(call());
  const asked = cluster.requests().map(({ method, path }) => `${method} ${path}`);
  expect(asked.length).toBeGreaterThan(15);
  expect(
    asked.filter((request) => !request.startsWith('GET ') || /\/(exec|attach|portforward)$/.test(request)),
  ).toEqual([]);
  expect(daemon.requests.length).toBeGreaterThan(5);
  expect(daemon.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
  expect(JSON.stringify(cluster.objects.list('pods'))).toBe(before);
  expect(prometheus.asked.filter(({ method, path }) => method !== 'GET' && !/^\/api\/v1\/(query|query_range|labels)$/.test(path))).toEqual([]); // prettier-ignore
  expect(alertmanager.asked.length).toBeGreaterThan(2);
  expect(alertmanager.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('with a past moment nothing is changed even where it is unlocked: every operation is answered from the record or refused', async () => {
  const { engine, client, cluster, daemon, prometheus, alertmanager, fields, targets } = await setup();
  for (const [key, typed] of unlocking) await client.environments.unlock({ key, typed, minutes: 5, by });
  const [cluster0, daemon0, alertmanager0] = [
    cluster.requests().length,
    daemon.requests.length,
    alertmanager.asked.length,
  ];
  for (const known of ['then', 'now'] as const) {
    const asker = askerAt(engine, { at: Date.now(), known, review: null });
    const outcomes = await Promise.allSettled(Object.values(calls(asker, targets, fields)).flatMap((call) => call()));
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(100);
  }
  expect(cluster.requests().slice(cluster0).filter(({ method, path }) => method !== 'GET' || /\/(exec|attach|portforward)$/.test(path))).toEqual([]); // prettier-ignore
  // Its events are followed all the time; nothing else is asked for.
  expect(daemon.requests.slice(daemon0).filter((request) => !/^GET \/(v[0-9.]+\/)?(_ping|events|containers)/.test(request))).toEqual([]); // prettier-ignore
  expect(alertmanager.asked.slice(alertmanager0).filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(prometheus.asked.filter(({ method, path }) => method !== 'GET' && !/^\/api\/v1\/(query|query_range|labels)$/.test(path))).toEqual([]); // prettier-ignore
  expect((await client.environments.locks().then(async (feed) => nextEntries(feed, (all) => all.size === 3))).get('docker')).toMatchObject({ locked: false }); // prettier-ignore
});

/** What only reads, in a bundle as elsewhere; every other operation of the contract writes somewhere. */
const reading = new RegExp(
  `^(${[
    'plans\\.(feed|get|items)|checklist\\.(feed|notes)|runs\\.(feed|list|get|result|compare|export)',
    'docker\\.(containers|container|stats|images|volumes|networks|listChanges)|kubernetes\\.(contexts|connection|kinds|rows|object|usage)',
    'logs\\.(open|status|window|row|find|export)|watch\\.(troubles|changes|workloads)|environments\\.(feed|locks)|actions\\.offers|forwards\\.feed',
    'metrics\\.(status|discover|range|instant|annotations|coverage|labelNames|labelValues|metadata|targets|rules|alertmanager|previewSilence)',
    'scrapes\\.(feed|metrics|series|range)|dashboards\\.(feed|get|report|export|variables)|triggers\\.(feed|get)',
    'criteria\\.((objectives|baselines|soaks)\\.)?(feed|history|get|export|compare|report)',
    'timeline\\.(density|page|intervals|coverage|suspects|samples|event)|incidents\\.(feed|get|aids|propose)',
    'learning\\.(lines|playbooks|get|postMortem|sectionRevisions|export|pdf|backtest)',
    'errors\\.(groups|group|occurrences|health|risks|decisions|trend|correlation|ingest|refusals|door)',
    'demo\\.feed|system\\.(sources|diagnose|journal)',
  ].join('|')})$`,
);

test('an opened bundle refuses every operation that writes, whatever it is asked with, and neither it nor what is watched changes', async () => {
  const { engine, client, cluster, daemon, alertmanager, fields, targets } = await setup();
  const { review, file } = await openedBundle(client);
  for (const [key, typed] of unlocking) await client.environments.unlock({ key, typed, minutes: 5, by });
  const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');
  const before = { bundle: hash(), cluster: cluster.requests().length, daemon: daemon.requests.length, alertmanager: alertmanager.asked.length }; // prettier-ignore
  const asker = askerAt(engine, { at: review.manifest.span.toMs, known: 'now', review: review.key });
  const code = async (name: string): Promise<[name: string, code: string]> => {
    const operation = name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], asker) as (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>; // prettier-ignore
    const stop = new AbortController();
    try {
      await operation({}, { signal: stop.signal });
      return [name, 'answered'];
    } catch (error) {
      return [name, String((error as { code?: unknown }).code)];
    } finally {
      stop.abort();
    }
  };
  const asked = operationNames(contract).filter((name) => !passesThrough(name.split('.'), { review: review.key }));
  const codes = new Map(await Promise.all(asked.map(code)));
  const writing = asked.filter((name) => !reading.test(name));
  expect(writing.length).toBeGreaterThan(80);
  expect(writing.filter((name) => codes.get(name) !== 'denied')).toEqual([]);
  // What is asked for as people ask for it is no other.
  const told = await client.system.journal({ limit: 1 });
  await Promise.allSettled(Object.entries(calls(asker, targets, fields)).filter(([name]) => !name.startsWith('reviews.')).flatMap(([, call]) => call())); // prettier-ignore
  expect(hash()).toBe(before.bundle);
  expect(cluster.requests().slice(before.cluster).filter(({ method, path }) => method !== 'GET' || /\/(exec|attach|portforward)$/.test(path))).toEqual([]); // prettier-ignore
  expect(daemon.requests.slice(before.daemon).filter((request) => !request.startsWith('GET '))).toEqual([]);
  expect(alertmanager.asked.slice(before.alertmanager).filter(({ method }) => method !== 'GET')).toEqual([]);
  const since = await client.system.journal({ limit: 100 });
  const own = since.filter(({ sequence, source }) => sequence > (told[0]?.sequence ?? 0) && source.startsWith('person:')); // prettier-ignore
  expect(own).toEqual([]);
});

test('unlocked by its name, the same way changes it: the test above would see it', async () => {
  const { client, cluster, targets } = await setup();
  const deployment = targets.find(({ kind }) => kind === 'deployments') as Watched;
  await client.environments.unlock({ key: 'kubernetes', typed: 'fake', minutes: 5, by });
  const { ticket } = await client.actions.prepare({ action: 'scale', targets: [deployment], replicas: 0 });
  expect(await client.actions.confirm({ ticket, by })).toMatchObject([{ ok: true }]);
  const writes = cluster.requests().filter(({ method }) => method === 'PATCH');
  expect(writes.map(({ path }) => path)).toEqual([expect.stringContaining('/scale')]);
});

test('a silence is made and ended only where the environment was unlocked for it, and both are in the journal', async () => {
  const { client, alertmanager } = await setup();
  const wish = { matchers: [someMatcher], durationMs: 60_000, comment: 'The volume is moved.' };
  await expect(client.metrics.silence({ wish, by })).rejects.toMatchObject({ message: expect.stringContaining('unlock it first') }); // prettier-ignore
  await client.environments.unlock({ key: 'docker', typed: 'local', minutes: 5, by });
  await expect(client.metrics.silence({ wish, by })).rejects.toMatchObject({ message: expect.stringContaining('unlock it first') }); // prettier-ignore
  await client.environments.unlock({ key: 'alertmanager', typed: 'local', minutes: 5, by });
  const { key } = await client.metrics.silence({ wish, by });
  await client.metrics.expireSilence({ key, by });
  expect(alertmanager.asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v2/silences', 'DELETE /api/v2/silence/s1']); // prettier-ignore
  expect(JSON.parse(alertmanager.asked.find(({ method }) => method === 'POST')?.body ?? '')).toMatchObject({ createdBy: by, comment: wish.comment, matchers: [someMatcher] }); // prettier-ignore
  const events = await client.system.journal({ type: 'action.done' });
  expect(events.map(({ subject, source, data }) => ({ subject, source, data }))).toMatchObject([
    { subject: 'silence s1', source: 'person:Lead', data: { action: 'expire', ok: true } },
    { subject: 'alertname="A"', source: 'person:Lead', data: { action: 'silence', ok: true, where: 'local' } },
  ]);
});
