// The watch on a Docker engine that this file starts for itself, through an engine in a process of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import type { FeedMessage } from '#shared/model/feed.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { endsAtOnce, importBusybox, runContainer, startDockerd, type RealDocker } from './support/dockerd.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';
import { nextEntries } from './support/feeds.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('a Docker engine', ['dockerd', 'containerd', 'busybox', 'tar'], true);
const busybox = (...words: string[]): object => ({ ...endsAtOnce, Image: 'ready-room-test', Cmd: ['/bin/busybox', ...words] }); // prettier-ignore

describe.skipIf(suite.skip)(`the watch on a Docker engine${suite.why}`, () => {
  let docker: RealDocker;
  let engine: EngineProcess;
  let containers: AsyncIterator<FeedMessage<Container>>;
  let sources: AsyncIterator<FeedMessage<SourceStatus>>;
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-docker-'));

  const until = async (name: string, wanted: (row: Container) => boolean): Promise<Container> => {
    const named = (all: ReadonlyMap<string, Container>) => [...all.values()].find((row) => row.name === name);
    const rows = await nextEntries(containers, (all) => {
      const row = named(all);
      return row !== undefined && wanted(row);
    });
    return named(rows) as Container;
  };
  /** Resolves with how long it took. */
  const untilState = async (state: SourceStatus['state'], since = performance.now()): Promise<number> => {
    await nextEntries(sources, (all) => all.get('docker')?.state === state);
    return Math.round(performance.now() - since);
  };
  const events = async (type: string) => (await engine.client.system.journal({ type, limit: 500 })).toReversed();
  const actionsOf = async (name: string): Promise<string[]> =>
    (await events('docker.changed'))
      .filter(({ subject }) => subject === name)
      .map(({ data, time }) => `${(data as { action: string }).action} ${time}`);

  beforeAll(async () => {
    docker = await startDockerd();
    await importBusybox(docker, 'ready-room-test');
    engine = await startEngineProcess(dataDir, { DOCKER_HOST: docker.endpoint });
    sources = (await engine.client.system.sources())[Symbol.asyncIterator]();
  });
  afterAll(async () => {
    await engine?.end();
    await docker?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('nobody is watched until a screen asks, and then at once', async () => {
    expect(await events('source.state')).toEqual([]);
    const began = performance.now();
    containers = (await engine.client.docker.containers())[Symbol.asyncIterator]();
    await nextEntries(containers, () => true);
    expect(await untilState('live', began)).toBeLessThan(3000);
    await engine.client.system.diagnose();
    expect((await nextEntries(sources, () => true)).get('docker')?.state).toBe('live');
  });

  test('a container appears as it runs, and is read in full without the values of its environment', async () => {
    const labels = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web', api_token: 'hunter2-canary' }; // prettier-ignore
    await runContainer(docker, 'web', { ...busybox('sleep', '600'), Labels: labels, Env: ['DB_PASSWORD=hunter2-canary'] }); // prettier-ignore
    const web = await until('web', ({ state }) => state === 'running');
    expect(web).toMatchObject({ project: 'shop', service: 'web', health: 'none', exitCode: null, restartCount: 0 });
    const detail = await engine.client.docker.container({ id: web.id });
    expect(detail).toMatchObject({ command: ['/bin/busybox', 'sleep', '600'], restartPolicy: 'no' });
    expect(detail.envNames).toContain('DB_PASSWORD');
    expect(JSON.stringify([web, detail])).not.toContain('hunter2-canary');
    await expect(engine.client.docker.container({ id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a health check that turns is seen, and recorded once', async () => {
    const Healthcheck = { Test: ['CMD', '/bin/busybox', 'test', '-e', '/ok'], Interval: 500_000_000, Timeout: 2_000_000_000, Retries: 1 }; // prettier-ignore
    await runContainer(docker, 'checked', { ...busybox('sh', '-c', 'busybox touch /ok; busybox sleep 600'), Healthcheck }); // prettier-ignore
    await until('checked', ({ health }) => health === 'healthy');
    const body = { Cmd: ['/bin/busybox', 'rm', '/ok'] };
    const exec = JSON.parse(await docker.api('POST', '/containers/checked/exec', body)) as { Id: string };
    await docker.api('POST', `/exec/${exec.Id}/start`, { Detach: false });
    const turned = await until('checked', ({ health }) => health === 'unhealthy');
    const detail = await engine.client.docker.container({ id: turned.id });
    expect(detail.healthLog.at(-1)).toMatchObject({ exitCode: 1 });
    await vi.waitFor(async () => {
      const health = (await actionsOf('checked')).filter((action) => action.startsWith('health_status: unhealthy'));
      expect(health).toHaveLength(1);
    });
  });

  test('the restarts of a container that crashes again and again are counted', async () => {
    const HostConfig = { NetworkMode: 'none', RestartPolicy: { Name: 'always' } };
    await runContainer(docker, 'crashing', { ...busybox('sh', '-c', 'exit 3'), HostConfig });
    const later = await until('crashing', ({ restartCount }) => restartCount >= 3);
    expect(later.exitCode === null || later.exitCode === 3).toBe(true);
    // What is shown may be a moment ahead of what is on the disk.
    const ends = async (): Promise<number> =>
      (await actionsOf('crashing')).filter((action) => action.startsWith('die')).length;
    await expect.poll(ends).toBeGreaterThanOrEqual(3);
    await docker.api('DELETE', '/containers/crashing?force=1');
    await nextEntries(containers, (all) => ![...all.values()].some(({ name }) => name === 'crashing'));
  });

  for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
    test(`an engine that ends by ${signal} is stale with its data kept, and live again by itself`, async () => {
      const before = await nextEntries(containers, () => true);
      const names = [...before.values()].map(({ name }) => name);
      const goneAt = performance.now();
      const down = docker.down(signal);
      expect(await untilState('stale', goneAt)).toBeLessThan(15_000);
      await down;
      expect([...(await nextEntries(containers, () => true)).values()].map(({ name }) => name)).toEqual(names);
      const stale = (await nextEntries(sources, () => true)).get('docker');
      expect(stale?.reason).toContain(docker.endpoint);
      await docker.up();
      expect(await untilState('live')).toBeLessThan(10_000);
      const listed = JSON.parse(await docker.api('GET', '/containers/json?all=1')) as { Id: string; State: string }[];
      await nextEntries(containers, (rows) => rows.size === listed.length && listed.every(({ Id, State }) => rows.get(Id)?.state === State)); // prettier-ignore
    });
  }

  test('nothing was recorded twice, and every interval of watching was recorded', async () => {
    const changes = (await events('docker.changed')).map(({ subject, time, data }) => {
      const { id, action } = data as { id: string; action: string };
      return `${time} ${subject} ${id} ${action}`;
    });
    expect(changes.length).toBeGreaterThan(10);
    expect(new Set(changes).size).toBe(changes.length);
    await vi.waitFor(async () => {
      const course = (await events('source.state')).map(({ data }) => (data as { to: string }).to);
      expect(course).toEqual(['connecting', 'live', 'stale', 'live', 'stale', 'live']);
    });
    const covered = (await events('source.covered')).map(({ data }) => data as { from: number; to: number });
    expect(covered).toHaveLength(2);
    // The second engine was ended before it was heard of again: of that interval nothing is claimed.
    expect(covered.map(({ from, to }) => to >= from)).toEqual([true, true]);
    expect((covered[0]?.to ?? 0) - (covered[0]?.from ?? 0)).toBeGreaterThan(1000);
    expect((await events('source.gap')).length).toBe(2);
    await engine.end();
    engine = await startEngineProcess(dataDir, { DOCKER_HOST: docker.endpoint });
    expect(await events('source.covered')).toHaveLength(3);
  });
});
