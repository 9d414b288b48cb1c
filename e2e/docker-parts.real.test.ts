// What is measured, listed, changed and run at a Docker engine that this file starts for itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { changeContainer } from '#engine/sources/docker/change-container.ts';
import { openExec } from '#engine/sources/docker/exec-session.ts';
import type { Container } from '#shared/model/container.ts';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import { importBusybox, runContainer, startDockerd, type RealDocker } from './support/dockerd.ts';
import { startEngineProcess, type EngineProcess } from './support/engine-process.ts';
import { nextEntries } from './support/feeds.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('a Docker engine', ['dockerd', 'containerd', 'busybox', 'tar'], true);
const busybox = (...words: string[]): object => ({ Image: 'ready-room-test', Cmd: ['/bin/busybox', ...words] });

describe.skipIf(suite.skip)(`what is done at a Docker engine${suite.why}`, () => {
  let docker: RealDocker;
  let engine: EngineProcess;
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-docker-'));
  const all = async (output: AsyncIterable<Uint8Array>): Promise<string> => {
    let text = '';
    for await (const chunk of output) text += Buffer.from(chunk).toString();
    return text;
  };
  const stateOf = async (name: string): Promise<Record<string, unknown>> =>
    (JSON.parse(await docker.api('GET', `/containers/${name}/json`)) as { State: Record<string, unknown> }).State;

  beforeAll(async () => {
    docker = await startDockerd();
    await importBusybox(docker, 'ready-room-test');
    engine = await startEngineProcess(dataDir, { DOCKER_HOST: docker.endpoint });
  });
  afterAll(async () => {
    await engine?.end();
    await docker?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('a busy container uses its share of a core, an idle one next to none, an ended one nothing', async () => {
    const busy = await runContainer(docker, 'busy', busybox('sh', '-c', 'while :; do :; done'));
    const idle = await runContainer(docker, 'idle', busybox('sleep', '600'));
    const ended = await runContainer(docker, 'ended', busybox('true'));
    const containers = (await engine.client.docker.containers())[Symbol.asyncIterator]();
    await nextEntries<Container>(containers, (rows) => rows.get(ended)?.state === 'exited' && rows.get(busy)?.state === 'running' && rows.has(idle)); // prettier-ignore
    const stop = new AbortController();
    const feed = await engine.client.docker.stats({ ids: [busy, idle, ended] }, { signal: stop.signal });
    const seen = await nextEntries<ContainerStats>(
      feed[Symbol.asyncIterator](),
      (rows) =>
        // On a machine that others use too its share is small, and takes a while to come.
        (rows.get(busy)?.cpuCores ?? 0) > 0.05 + 5 * (rows.get(idle)?.cpuCores ?? Infinity) &&
        rows.get(idle)?.cpuCores !== null &&
        rows.get(idle)?.state === 'live',
    );
    stop.abort();
    console.info(`${seen.get(busy)?.cpuCores} and ${seen.get(idle)?.cpuCores} of a core`);
    expect(seen.get(busy)?.cpuCores).toBeLessThan(1.5);
    expect(seen.get(idle)?.cpuCores).toBeLessThan(0.2);
    expect(seen.get(busy)?.memoryBytes).toBeGreaterThan(0);
    expect(seen.get(busy)?.memoryBytes).toBeLessThan(64 * 1024 * 1024);
    expect(seen.get(busy)?.memoryLimitBytes).toBeGreaterThan(64 * 1024 * 1024);
    expect(seen.get(ended)).toMatchObject({ state: 'off', cpuCores: null, reason: 'it is exited, so it uses nothing' });
    for (const name of ['busy', 'idle', 'ended']) await docker.api('DELETE', `/containers/${name}?force=1`);
  });

  test('images, volumes and networks are listed with their users, and events say when to read again', async () => {
    await docker.api('POST', '/volumes/create', { Name: 'data' });
    const HostConfig = { NetworkMode: 'host', Binds: ['data:/data'] };
    await runContainer(docker, 'holder', { ...busybox('sleep', '600'), HostConfig });
    const user = expect.arrayContaining([{ id: expect.any(String), name: 'holder' }]);
    const images = await engine.client.docker.images();
    expect(images.entries).toMatchObject([{ tags: ['ready-room-test:latest'], digests: [], usedBy: user }]);
    expect(images.entries[0]?.sizeBytes).toBeGreaterThan(500_000);
    expect((await engine.client.docker.volumes()).entries).toMatchObject([{ name: 'data', driver: 'local', mountpoint: expect.stringContaining('/data/_data'), usedBy: user }]); // prettier-ignore
    const networks = (await engine.client.docker.networks()).entries;
    expect(networks.map(({ name }) => name).toSorted()).toEqual(['host', 'none']);
    expect(networks.find(({ name }) => name === 'host')?.usedBy).toEqual(user);
    const changes = (await engine.client.docker.listChanges())[Symbol.asyncIterator]();
    const before = await nextEntries(changes, (rows) => rows.size === 3);
    await docker.api('POST', '/images/ready-room-test/tag?repo=ready-room-test&tag=second');
    await nextEntries(changes, (rows) => (rows.get('images')?.changedAt ?? 0) > (before.get('images')?.changedAt ?? 0));
    expect((await engine.client.docker.images()).entries[0]?.tags.toSorted()).toEqual(['ready-room-test:latest', 'ready-room-test:second']); // prettier-ignore
    await docker.api('DELETE', '/containers/holder?force=1');
  });

  test('a shell is found, has the size of the window from its start, takes another, and its exit code is told', async () => {
    const id = await runContainer(docker, 'shelled', busybox('sleep', '600'));
    const session = await openExec(docker.endpoint, id, { argv: null, cols: 91, rows: 21 });
    expect(session.argv).toEqual(['/bin/busybox', 'sh']);
    await session.write(Buffer.from('busybox stty size; read wait; busybox stty size; exit 7\n'));
    let said = '';
    for await (const chunk of session.output) {
      said += Buffer.from(chunk).toString();
      if (!said.endsWith('21 91\r\n')) continue;
      await session.resize(120, 40);
      await session.write(Buffer.from('\n'));
    }
    expect(said).toMatch(/21 91\r\n[^]*40 120\r\n/);
    expect(await session.exit).toEqual({ code: 7, reason: '' });
    const plain = await openExec(docker.endpoint, id, {
      argv: ['/bin/busybox', 'sh', '-c', 'busybox sleep 1; busybox stty size'],
      cols: 77,
      rows: 11,
    });
    expect(await all(plain.output)).toBe('11 77\r\n');
    expect(await plain.exit).toEqual({ code: 0, reason: '' });
    await expect(openExec(docker.endpoint, id, { argv: ['nope'], cols: 1, rows: 1 })).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
  });

  test('a great output is taken no faster than it is read, and whole', async () => {
    const session = await openExec(docker.endpoint, 'shelled', {
      argv: ['/bin/busybox', 'sh', '-c', 'busybox yes abcdefgh | busybox head -c 20000000'],
      cols: 80,
      rows: 24,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    let bytes = 0;
    for await (const chunk of session.output) bytes += chunk.length;
    // The terminal makes two of each end of a line.
    expect(bytes).toBeGreaterThanOrEqual(20_000_000);
    expect(await session.exit).toEqual({ code: 0, reason: '' });
  });

  test('closing a terminal ends the shell in it', async () => {
    const session = await openExec(docker.endpoint, 'shelled', { argv: null, cols: 80, rows: 24 });
    const shellsThere = async (): Promise<number> => {
      const { Processes } = JSON.parse(await docker.api('GET', '/containers/shelled/top')) as { Processes: string[][] };
      return Processes.filter((words) => words.join(' ').endsWith('/bin/busybox sh')).length;
    };
    await vi.waitFor(async () => expect(await shellsThere()).toBe(1));
    session.close();
    expect(await session.exit).toEqual({ code: null, reason: 'it was closed from here' });
    await vi.waitFor(async () => expect(await shellsThere()).toBe(0));
  });

  test('each action does what it says, says when it was so already, and why it cannot be', async () => {
    const id = await runContainer(docker, 'changed', busybox('sleep', '600'));
    const act = (action: Parameters<typeof changeContainer>[1], options = {}) => changeContainer(docker.endpoint, action, id, options); // prettier-ignore
    expect(await act('start')).toEqual({ changed: false });
    expect(await act('pause')).toEqual({ changed: true });
    expect(await stateOf(id)).toMatchObject({ Paused: true });
    await expect(act('pause')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('is already paused') }); // prettier-ignore
    expect(await act('unpause')).toEqual({ changed: true });
    await expect(act('unpause')).rejects.toMatchObject({ code: 'conflict' });
    const before = (await stateOf(id))['StartedAt'];
    expect(await act('restart', { graceSeconds: 0 })).toEqual({ changed: true });
    expect((await stateOf(id))['StartedAt']).not.toBe(before);
    await expect(act('remove')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('cannot remove a running container') }); // prettier-ignore
    expect(await act('kill')).toEqual({ changed: true });
    await vi.waitFor(async () => expect(await stateOf(id)).toMatchObject({ Running: false, ExitCode: 137 }));
    await expect(act('kill')).rejects.toMatchObject({ code: 'conflict' });
    expect(await act('stop')).toEqual({ changed: false });
    expect(await act('start')).toEqual({ changed: true });
    expect(await act('stop', { graceSeconds: 0 })).toEqual({ changed: true });
    expect(await act('remove')).toEqual({ changed: true });
    await expect(act('remove')).rejects.toMatchObject({ code: 'not_found' });
    await expect(openExec(docker.endpoint, id, { argv: null, cols: 1, rows: 1 })).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
  });
});
