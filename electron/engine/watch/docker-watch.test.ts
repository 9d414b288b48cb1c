// The watch over an engine behind a real socket: what leaves it is safe, and what is recorded is recorded once.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createRedactor } from '../redact/redact.ts';
import { askVersion } from '../sources/docker/ask-version.ts';
import { fakeContainer, idOf, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { createDockerWatch, type DockerWatchOptions } from './docker-watch.ts';

type Recorded = Parameters<DockerWatchOptions['record']>[0];

async function setup() {
  const daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  const records: Recorded[] = [];
  const statuses: SourceStatus[] = [];
  const { endpoint } = daemon;
  const watch = createDockerWatch({
    findEndpoints: async () => {
      const answer = await askVersion(endpoint);
      return [{ name: 'DOCKER_HOST', endpoint, answer, chosen: answer.state === 'ok' }];
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
    vi.waitFor(() => expect(statuses.at(-1)?.state).toBe(state), { timeout: 5000, interval: 5 });
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
  daemon.emit('stop', ended);
  daemon.emit('health_status: healthy', fakeContainer('db', { health: 'healthy' }));
  daemon.emit('health_status', fakeContainer('db', { health: 'healthy' }));
  await vi.waitFor(() => expect(entries().get(idOf('db'))).toMatchObject({ health: 'healthy' }));
  expect(of('docker.changed')).toMatchObject([
    { subject: 'web', data: { id: idOf('web'), name: 'web', action: 'die', image: 'web:1', exitCode: 137 } },
    { subject: 'db', data: { action: 'health_status: healthy', exitCode: null } },
  ]);
  expect(Math.abs((of('docker.changed')[0]?.time ?? 0) - before)).toBeLessThan(1000);
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
