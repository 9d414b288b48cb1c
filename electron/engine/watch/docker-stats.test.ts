// The meters of the containers in sight over an engine behind a real socket: when they run, and what they say.
import { mkdtempSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import { idOf, startFakeDaemon } from '../sources/docker/fake-daemon.fixture.ts';
import { createDockerStats, usualStatsTiming } from './docker-stats.ts';

const quick = { staleMs: 60, lingerMs: 30, againMs: 20 };

async function setup(names: string[], timing: Partial<typeof quick> = {}) {
  const daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
  onTestFinished(() => daemon.stop().catch(() => undefined));
  const streams = new Map<string, ServerResponse>();
  for (const name of names) {
    daemon.routes.set(`GET /containers/${idOf(name)}/stats`, (_, response) => {
      response.writeHead(200).flushHeaders();
      streams.set(name, response);
      response.on('close', () => streams.get(name) === response && streams.delete(name));
    });
  }
  const states = new Map<string, Container['state']>(names.map((name) => [idOf(name), 'running']));
  const stats = createDockerStats({
    now: () => Date.now(),
    timing: { ...quick, ...timing },
    containerOf: (id) => (states.has(id) ? ({ state: states.get(id) } as Container) : undefined),
  });
  onTestFinished(stats.close);
  const address = { endpoint: daemon.endpoint, tls: null, env: null };
  const send = (name: string, used: number, system: number, before = true): void => {
    const cpu = (total: number, all: number) => ({ cpu_usage: { total_usage: total }, system_cpu_usage: all, online_cpus: 2 }); // prettier-ignore
    const sample = {
      read: new Date().toISOString(),
      cpu_stats: cpu(used, system),
      precpu_stats: before ? cpu(0, 1) : { cpu_usage: { total_usage: 0 } },
      memory_stats: { usage: 50, limit: 200, stats: {} },
    };
    streams.get(name)?.write(`${JSON.stringify(sample)}\n`);
  };
  return { daemon, streams, states, stats, address, send };
}

function look(stats: ReturnType<typeof createDockerStats>, names: string[]) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  let state: FeedState<ContainerStats> = emptyFeed;
  /** What was told of the first of them, one after the other. */
  const course: string[] = [];
  void (async () => {
    for await (const message of stats.subscribe(names.map(idOf), { signal: ending.signal })) {
      state = applyFeedMessage(state, message) ?? state;
      const [first = ''] = names;
      const now = state.entries.get(idOf(first))?.state;
      if (now !== undefined && now !== course.at(-1)) course.push(now);
    }
  })();
  return { course, of: (name: string) => state.entries.get(idOf(name)), leave: () => ending.abort(), size: () => state.entries.size }; // prettier-ignore
}
const soon = (check: () => void): Promise<void> => vi.waitFor(check);

test('nothing is measured until somebody looks, one stream serves all who do, and it ends with the last', async () => {
  const { stats, address, streams, send, daemon } = await setup(['web', 'db'], { staleMs: 5000 });
  stats.turn(address);
  expect(daemon.requests).toEqual([]);
  const first = look(stats, ['web']);
  const second = look(stats, ['web']);
  await soon(() => expect([...streams.keys()]).toEqual(['web']));
  send('web', 500, 1001);
  await soon(() => expect([first.of('web'), second.of('web')]).toMatchObject([{ cpuCores: 1 }, { cpuCores: 1, memoryBytes: 50, memoryLimitBytes: 200, state: 'live', reason: '' }])); // prettier-ignore
  first.leave();
  send('web', 1000, 1001);
  await soon(() => expect(second.of('web')?.cpuCores).toBe(2));
  expect(daemon.requests).toHaveLength(1);
  second.leave();
  await soon(() => expect(streams.size).toBe(0));
  expect(usualStatsTiming.lingerMs).toBeLessThan(1000);
});

test('what is not known yet is unknown and says why', async () => {
  const { stats, address, streams, send } = await setup(['web'], { staleMs: 5000 });
  stats.turn(address);
  const seen = look(stats, ['web']);
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'waiting', cpuCores: null, memoryBytes: null, reason: 'the first sample is awaited' })); // prettier-ignore
  await soon(() => expect(streams.size).toBe(1));
  send('web', 500, 1000, false);
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'live', cpuCores: null, memoryBytes: 50, reason: 'CPU takes two samples, and there is one' })); // prettier-ignore
});

test('without a sample for long enough the last one is shown as old, and the next one makes it live', async () => {
  const { stats, address, streams, send } = await setup(['web'], { staleMs: 300 });
  stats.turn(address);
  const seen = look(stats, ['web']);
  await soon(() => expect(streams.size).toBe(1));
  send('web', 500, 1001);
  await soon(() =>
    expect(seen.of('web')).toMatchObject({ state: 'stale', cpuCores: 1, reason: 'no sample for 0.3 s' }),
  );
  send('web', 500, 1001);
  await soon(() => expect(seen.course.slice(0, 4)).toEqual(['waiting', 'live', 'stale', 'live']));
});

test('a container that does not run is never asked about, and one that stops is let go', async () => {
  const { stats, address, streams, states, daemon } = await setup(['web', 'job']);
  states.set(idOf('job'), 'exited');
  stats.turn(address);
  const seen = look(stats, ['web', 'job', 'nobody']);
  await soon(() => expect(seen.of('job')).toMatchObject({ state: 'off', cpuCores: null, reason: 'it is exited, so it uses nothing' })); // prettier-ignore
  expect(seen.of('nobody')).toMatchObject({ state: 'off', reason: 'Docker has no such container' });
  await soon(() => expect(streams.size).toBe(1));
  states.set(idOf('web'), 'exited');
  stats.note(idOf('web'));
  await soon(() => expect(streams.size).toBe(0));
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'off', cpuCores: null }));
  expect(daemon.requests).toEqual([`GET /containers/${idOf('web')}/stats`]);
});

test('a stream that breaks is opened again while somebody looks', async () => {
  const { stats, address, streams, send } = await setup(['web'], { staleMs: 5000 });
  stats.turn(address);
  const seen = look(stats, ['web']);
  await soon(() => expect(streams.size).toBe(1));
  send('web', 500, 1001);
  await soon(() => expect(seen.of('web')?.state).toBe('live'));
  streams.get('web')?.destroy();
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'stale', cpuCores: 1 }));
  await soon(() => expect(streams.size).toBe(1));
  send('web', 500, 1001);
  await soon(() => expect(seen.of('web')?.state).toBe('live'));
});

test('while the engine is away nothing is asked of it, and measuring goes on when it is back', async () => {
  const { stats, address, streams, send } = await setup(['web'], { staleMs: 5000 });
  const seen = look(stats, ['web']);
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'waiting', reason: 'Docker is not live' }));
  stats.turn(address);
  await soon(() => expect(streams.size).toBe(1));
  send('web', 500, 1001);
  await soon(() => expect(seen.of('web')?.state).toBe('live'));
  stats.turn(null);
  await soon(() => expect(seen.of('web')).toMatchObject({ state: 'stale', cpuCores: 1, reason: 'Docker is not live' }));
  await soon(() => expect(streams.size).toBe(0));
});

test('over ssh only as many are measured as connections are let in', async () => {
  const names = Array.from({ length: 8 }, (_, at) => `c${at}`);
  const { stats, address } = await setup(names);
  // No such ssh: the streams are being opened all the same, until they fail.
  stats.turn({ ...address, endpoint: 'ssh://me@host', env: { PATH: '/nowhere' } });
  const seen = look(stats, names);
  await soon(() => expect(names.filter((name) => seen.of(name)?.reason.startsWith('no more than 6'))).toHaveLength(2));
});
