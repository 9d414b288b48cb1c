// The watch over an engine behind a real socket: what leaves it is safe, and what is recorded is recorded once.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { dockerLeft } from '#shared/model/docker-left.ts';
import type { DockerListChange } from '#shared/model/docker-lists.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createRedactor } from '../redact/redact.ts';
import { askVersion } from '../sources/docker/ask-version.ts';
import type { DockerCandidate } from '../sources/docker/endpoints.ts';
import { fakeContainer, idOf, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { createDockerWatch, type DockerWatchOptions } from './docker-watch.ts';

type Recorded = Parameters<DockerWatchOptions['record']>[0];

async function setup(candidate: Partial<DockerCandidate> = {}) {
  const daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  const records: Recorded[] = [];
  const statuses: SourceStatus[] = [];
  const { endpoint } = daemon;
  const watch = createDockerWatch({
    findEndpoints: async () => {
      const answer = await askVersion(endpoint);
      return [{ name: 'DOCKER_HOST', endpoint, answer, chosen: answer.state === 'ok', ...candidate }];
    },
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    redactor: createRedactor(),
    onStatus: (status) => statuses.push(status),
    record: (event) => records.push(event),
    timing: { settleMs: 10, backOffMs: { first: 20, longest: 40 } },
  });
  onTestFinished(watch.close);
  const becomes = (state: SourceStatus['state']): Promise<void> =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).toBe(state));
  const of = (type: string): Recorded[] => records.filter((event) => event.type === type);
  return { daemon, watch, records, of, statuses, becomes };
}

/** Begins the watch as a screen does. */
function subscribe(watch: ReturnType<typeof createDockerWatch>) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  let state: FeedState<Container> = emptyFeed;
  void (async () => {
    for await (const message of watch.subscribe({ signal: ending.signal })) state = applyFeedMessage(state, message) ?? state; // prettier-ignore
  })();
  return () => state.entries;
}

test('nothing is asked before a screen asks', async () => {
  const { daemon, watch, becomes, statuses } = await setup();
  expect(watch.begun()).toBe(false);
  watch.pause('asleep');
  watch.resume();
  expect([daemon.requests, statuses]).toEqual([[], []]);
  subscribe(watch);
  expect(watch.begun()).toBe(true);
  await becomes('live');
  expect(statuses.at(-1)).toMatchObject({ key: 'docker', name: 'Docker', reason: '' });
});

test('a container is read in full, with names for its environment and no secret anywhere', async () => {
  const { daemon, watch, becomes } = await setup();
  daemon.containers.set(idOf('web'), fakeContainer('web', { health: 'unhealthy' }));
  await expect(watch.detail('web')).rejects.toMatchObject({ code: 'unavailable' });
  subscribe(watch);
  await becomes('live');
  const detail = await watch.detail(idOf('web'));
  expect(detail).toMatchObject({
    container: { name: 'web', health: 'unhealthy' },
    digests: ['web@sha256:1'],
    command: ['/bin/web', '--password', '[redacted]', '--port=80'],
    restartPolicy: 'on-failure:3',
    envNames: ['DB_PASSWORD', 'PATH'],
    mounts: [{ source: '/srv', destination: '/data', readOnly: true }],
    networks: [{ name: 'shop', address: '172.17.0.2' }],
    healthLog: [{ exitCode: 1, output: 'token=[redacted] refused' }],
  });
  expect(JSON.stringify(detail)).not.toContain('hunter2');
  await expect(watch.detail('nobody')).rejects.toMatchObject({ code: 'not_found' });
  await expect(watch.detail('../info')).rejects.toMatchObject({ code: 'bad_input' });
  daemon.trouble.set(`/containers/${idOf('web')}`, 'error');
  await expect(watch.detail(idOf('web'))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('HTTP 500: the disk is on fire'),
  });
  expect(daemon.requests.filter((request) => !request.startsWith('GET '))).toEqual([]);
});

test('changes of state and health are recorded by the time of the engine; what leads to them is not', async () => {
  const { daemon, watch, becomes, of } = await setup();
  const entries = subscribe(watch);
  await becomes('live');
  const before = Date.now();
  const ended = fakeContainer('web', { state: 'exited', exitCode: 137 });
  daemon.emit('kill', ended, { signal: '15' });
  daemon.emit('die', ended, { exitCode: '137' });
  const after = Date.now();
  daemon.emit('stop', ended);
  daemon.emit('health_status: healthy', fakeContainer('db', { health: 'healthy' }));
  daemon.emit('health_status', fakeContainer('db', { health: 'healthy' }));
  await vi.waitFor(() => expect(entries().get(idOf('db'))).toMatchObject({ health: 'healthy' }));
  expect(of('docker.changed')).toMatchObject([
    { subject: 'web', data: { id: idOf('web'), name: 'web', action: 'die', image: 'web:1', exitCode: 137 } },
    { subject: 'db', data: { action: 'health_status: healthy', exitCode: null } },
  ]);
  expect(of('docker.changed')[0]?.time).toBeGreaterThanOrEqual(before);
  expect(of('docker.changed')[0]?.time).toBeLessThanOrEqual(after);
});

test('each interval of watching is recorded when it ends, with why, and at the end too', async () => {
  const { daemon, watch, becomes, of } = await setup();
  subscribe(watch);
  await becomes('live');
  await daemon.stop();
  await becomes('stale');
  await daemon.start();
  await becomes('live');
  watch.pause('this machine goes to sleep');
  watch.resume();
  await becomes('live');
  watch.close();
  const course = of('source.state').map(({ data }) => data as { from: string; to: string });
  expect(course.map(({ from, to }) => `${from} ${to}`)).toEqual([
    'off connecting',
    'connecting live',
    'live stale',
    'stale live',
    'live stale',
    'stale live',
    'live off',
  ]);
  const covered = of('source.covered');
  expect(covered.map(({ data }) => data['reason'])).toEqual([
    expect.stringContaining(daemon.endpoint),
    'this machine goes to sleep',
    'Ready Room was closed',
  ]);
  expect(covered.every(({ data }) => Number(data['to']) >= Number(data['from']))).toBe(true);
  // The engine forgot its events once; a connection that was only closed may have missed none that anyone can name.
  expect(of('source.gap').length).toBeGreaterThanOrEqual(1);
});

test('images, volumes and networks are read when asked, each with the containers that hold on to it', async () => {
  const { daemon, watch, becomes } = await setup();
  await expect(watch.lists.images()).rejects.toMatchObject({ code: 'unavailable' });
  const answer = (path: string, body: object): void => void daemon.routes.set(`GET ${path}`, (_, response) => void response.end(JSON.stringify(body))); // prettier-ignore
  subscribe(watch);
  await becomes('live');
  answer('/containers/json', [
    { Id: 'c1', Names: ['/web'], ImageID: 'sha256:a', Mounts: [{ Type: 'volume', Name: 'data' }, { Type: 'bind' }], NetworkSettings: { Networks: { shop: { NetworkID: 'n1' } } } },
    { Id: 'c2', Names: ['/new'], ImageID: 'sha256:a', Mounts: [], NetworkSettings: { Networks: { shop: { NetworkID: '' } } } },
  ]); // prettier-ignore
  answer('/images/json', [
    { Id: 'sha256:a', RepoTags: ['web:1'], RepoDigests: ['web@sha256:d'], Created: 1_700_000_000, Size: 1234 },
    { Id: 'sha256:b', RepoTags: ['<none>:<none>'], RepoDigests: null, Created: 1_700_000_000, Size: 5 },
  ]);
  answer('/volumes', { Volumes: [{ Name: 'data', Driver: 'local', Scope: 'local', Mountpoint: '/m', CreatedAt: '2026-01-01T00:00:00Z' }] }); // prettier-ignore
  answer('/networks', [{ Id: 'n1', Name: 'shop', Driver: 'bridge', Scope: 'local', Created: '', Internal: true, IPAM: { Config: [{ Subnet: '172.18.0.0/16' }] } }]); // prettier-ignore
  const before = Date.now();
  const images = await watch.lists.images();
  expect(images.readAt).toBeGreaterThanOrEqual(before);
  expect(images.entries).toMatchObject([
    { tags: ['web:1'], digests: ['web@sha256:d'], sizeBytes: 1234, usedBy: [{ name: 'web' }, { name: 'new' }] },
    { key: 'sha256:b', tags: [], digests: [], usedBy: [] },
  ]);
  expect((await watch.lists.volumes()).entries).toMatchObject([{ name: 'data', driver: 'local', mountpoint: '/m', createdAt: Date.parse('2026-01-01T00:00:00Z'), usedBy: [{ id: 'c1', name: 'web' }] }]); // prettier-ignore
  expect((await watch.lists.networks()).entries).toMatchObject([{ name: 'shop', internal: true, subnets: ['172.18.0.0/16'], createdAt: null, usedBy: [{ name: 'web' }, { name: 'new' }] }]); // prettier-ignore
  answer('/networks', { message: 'no list' });
  await expect(watch.lists.networks()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('the list of networks cannot be read') }); // prettier-ignore
});

test('an event about an image says that the list of images is another, and of no other', async () => {
  const { daemon, watch, becomes } = await setup();
  subscribe(watch);
  await becomes('live');
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  let state: FeedState<DockerListChange> = emptyFeed;
  void (async () => {
    for await (const message of watch.lists.changes({ signal: ending.signal })) state = applyFeedMessage(state, message) ?? state; // prettier-ignore
  })();
  const at = (name: string): number => state.entries.get(name)?.changedAt ?? 0;
  // Whatever happened before it was followed may have changed them all.
  await vi.waitFor(() => expect(Math.min(at('images'), at('volumes'), at('networks'))).toBeGreaterThan(0));
  const [images, volumes] = [at('images'), at('volumes')];
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(images));
  const line = (type: string, action: string, nanos: string): string => `{"Type":"${type}","Action":"${action}","Actor":{"ID":"x"},"time":1,"timeNano":${nanos}}\n`; // prettier-ignore
  daemon.sendText(line('volume', 'mount', '1700000000000000001'));
  daemon.sendText(line('image', 'untag', '1700000000000000301'));
  await vi.waitFor(() => expect(at('images')).toBeGreaterThan(images));
  expect(at('volumes')).toBe(volumes);
  daemon.emit('create', fakeContainer('web', { state: 'created' }));
  await vi.waitFor(() => expect(at('volumes')).toBeGreaterThan(volumes));
});

test('a way to the engine that is not verified is shown and recorded as long as it is followed', async () => {
  const warning = 'the docker context "lab" says not to verify the certificate';
  const { watch, becomes, statuses, of } = await setup({ warning });
  subscribe(watch);
  await becomes('live');
  expect(statuses.at(-1)).toMatchObject({ state: 'live', reason: '', warning });
  expect(of('source.state').at(-1)?.data).toMatchObject({ to: 'live', warning });
  const plain = await setup();
  subscribe(plain.watch);
  await plain.becomes('live');
  expect(plain.statuses.at(-1)).not.toHaveProperty('warning');
  expect(plain.of('source.state').at(-1)?.data).not.toHaveProperty('warning');
});

test('an engine that a person disconnects is left with all that was known of it, until they retry or another one is meant', async () => {
  const { daemon, watch, becomes, of, statuses } = await setup();
  daemon.containers.set(idOf('web'), fakeContainer('web'));
  watch.disconnect();
  expect(watch.begun()).toBe(false);
  const entries = subscribe(watch);
  await becomes('live');
  await vi.waitFor(() => expect(entries().size).toBe(1));
  watch.disconnect();
  watch.disconnect();
  expect(statuses.at(-1)).toMatchObject({ state: 'off', reason: dockerLeft });
  await vi.waitFor(() => expect([entries().size, daemon.connections()]).toEqual([0, 0]));
  expect(of('source.covered').at(-1)?.data).toMatchObject({ reason: dockerLeft });
  const asked = daemon.requests.length;
  subscribe(watch);
  watch.pause('asleep');
  watch.resume();
  expect([watch.begun(), statuses.at(-1)?.state]).toEqual([true, 'off']);
  await expect(watch.lists.images()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(dockerLeft) as string }); // prettier-ignore
  expect(daemon.requests.length).toBe(asked);
  watch.retry();
  await becomes('live');
  await vi.waitFor(() => expect(entries().size).toBe(1));
  watch.disconnect();
  watch.repoint();
  await becomes('live');
});
