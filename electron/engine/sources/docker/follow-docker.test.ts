// The follower against an engine behind a real socket. Its waits are shortened; its clocks run.
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { askVersion } from './ask-version.ts';
import type { DockerNews } from './docker-news.ts';
import type { DockerCandidate } from './endpoints.ts';
import { fakeContainer, idOf, startFakeDaemon, type FakeDaemon } from './fake-daemon.fixture.ts';
import { backOff, followDocker, type DockerFollower, type FollowState } from './follow-docker.ts';
import { usualTiming, type FollowTiming } from './follow-timing.ts';

const quick: Partial<FollowTiming> = {
  pingEveryMs: 60,
  // On a slow machine an engine that works would be called silent.
  pingLimitMs: 30_000,
  settleMs: 10,
  refreshMs: 60_000,
  backOffMs: { first: 20, longest: 60 },
  steadyMs: 50,
};

let daemon: FakeDaemon;
const everyRequest: string[] = [];
beforeEach(async () => {
  daemon = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
});
afterEach(async () => {
  everyRequest.push(...daemon.requests);
  await daemon.stop().catch(() => undefined);
});

const candidate = async (endpoint: string): Promise<DockerCandidate> => {
  const answer = await askVersion(endpoint);
  return { name: 'DOCKER_HOST', endpoint, answer, chosen: answer.state === 'ok' };
};

function follow(options: { timing?: Partial<FollowTiming>; find?: () => Promise<DockerCandidate[]> } = {}) {
  const rows = new Map<string, Container>();
  const states: FollowState[] = [];
  const news: DockerNews[] = [];
  const follower: DockerFollower = followDocker({
    findEndpoints: options.find ?? (async () => [await candidate(daemon.endpoint)]),
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    timing: { ...quick, ...options.timing },
    onContainers: (upserts, removes) => {
      for (const id of removes) rows.delete(id);
      for (const row of upserts) rows.set(row.id, row);
    },
    onState: (state) => states.push(state),
    onNews: (one) => news.push(one),
  });
  onTestFinished(() => follower.close());
  const state = (): FollowState => states.at(-1) as FollowState;
  const becomes = (wanted: FollowState['state']): Promise<void> => vi.waitFor(() => expect(state().state).toBe(wanted));
  const row = (name: string): Container | undefined => rows.get(idOf(name));
  const shows = (name: string, wanted: Partial<Container>): Promise<void> =>
    vi.waitFor(() => expect(row(name)).toMatchObject(wanted));
  return { follower, rows, row, shows, states, state, becomes, news };
}
const courseOf = (states: FollowState[]): string[] =>
  states.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);
/** What keeps a process alive, beside the engine's own listener. */
const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
const eventsOf = (news: DockerNews[]): string[] =>
  news.flatMap((one) => (one.kind === 'event' ? [`${one.name} ${one.action}${one.detail ? ` ${one.detail}` : ''}`] : [])); // prettier-ignore

describe('following an engine', () => {
  test('shows what runs, and each change once and read anew', async () => {
    daemon.containers.set(idOf('web'), fakeContainer('web', { health: 'healthy' }));
    const { becomes, shows, states, news, rows } = follow();
    await becomes('live');
    expect(courseOf(states)).toEqual(['connecting', 'live']);
    await shows('web', {
      state: 'running',
      health: 'healthy',
      exitCode: null,
      project: 'shop',
      service: 'web',
      startedAt: Date.parse('2026-01-01T00:00:00.5Z'),
      finishedAt: null,
    });
    daemon.emit('create', fakeContainer('job', { state: 'created' }));
    daemon.emit('exec_create: /bin/true', fakeContainer('web', { health: 'healthy' }));
    daemon.emit('health_status: unhealthy', fakeContainer('web', { health: 'unhealthy' }));
    daemon.emit('die', fakeContainer('job', { state: 'exited', exitCode: 3, restartCount: 2 }), { exitCode: '3' });
    await shows('web', { health: 'unhealthy' });
    await shows('job', { state: 'exited', exitCode: 3, restartCount: 2 });
    daemon.emit('rename', fakeContainer('job', { name: 'done' }));
    await shows('job', { name: 'done' });
    daemon.emit('destroy', fakeContainer('job'));
    await vi.waitFor(() => expect([...rows.keys()]).toEqual([idOf('web')]));
    expect(eventsOf(news)).toEqual(['job create', 'web health_status unhealthy', 'job die', 'done rename', 'job destroy']); // prettier-ignore
    expect(news.find((one) => one.kind === 'event' && one.action === 'die')).toMatchObject({ exitCode: 3 });
  });

  test('an event that arrives in pieces, and one that cannot be read, do no harm; the latter is said', async () => {
    const { becomes, shows, news, state } = follow();
    await becomes('live');
    daemon.containers.set(idOf('web'), fakeContainer('web'));
    const line = `{"Type":"container","Action":"start","Actor":{"ID":"${idOf('web')}","Attributes":{"name":"wéb"}},"time":1,"timeNano":1000000001}\n`;
    daemon.sendText(`${line.slice(0, 70)}`);
    await vi.waitFor(() => expect(daemon.connections()).toBeGreaterThan(0));
    daemon.sendText(`${line.slice(70)}not an event\n\n{"still":"none"}\n`);
    await shows('web', { state: 'running' });
    expect(eventsOf(news)).toEqual(['wéb start']);
    await vi.waitFor(() => expect(news.filter(({ kind }) => kind === 'gap')).toHaveLength(1));
    expect(state().state).toBe('live');
  });

  test('a container about which the engine does not answer is shown by its line in the list, and says so', async () => {
    daemon.containers.set(idOf('stuck'), fakeContainer('stuck', { health: 'unhealthy' }));
    daemon.trouble.set(`/containers/${idOf('stuck')}`, 'error');
    const { becomes, row } = follow();
    await becomes('live');
    expect(row('stuck')).toMatchObject({ state: 'running', health: 'unhealthy', name: 'stuck' });
    expect(row('stuck')?.status).toBe('Up 5 minutes (unhealthy) (not inspected: the engine does not answer about it)');
  });

  test("Docker's words do not grow old, and a change of which no event told is found", async () => {
    daemon.containers.set(idOf('web'), fakeContainer('web'));
    const { becomes, shows, row } = follow({ timing: { refreshMs: 30 } });
    await becomes('live');
    daemon.containers.set(idOf('web'), fakeContainer('web', { status: 'Up 2 hours' }));
    await shows('web', { status: 'Up 2 hours' });
    daemon.containers.set(idOf('web'), fakeContainer('web', { state: 'paused', status: 'Up 2 hours (Paused)' }));
    await shows('web', { state: 'paused' });
    expect(row('web')?.status).toBe('Up 2 hours (Paused)');
  });
});

describe('losing an engine', () => {
  test('keeps the last data, comes back by itself, and tells what happened meanwhile once and without a gap', async () => {
    daemon.containers.set(idOf('web'), fakeContainer('web'));
    const { becomes, shows, states, news, rows, state } = follow();
    await becomes('live');
    daemon.emit('start', fakeContainer('web'));
    await vi.waitFor(() => expect(eventsOf(news)).toHaveLength(1));
    daemon.trouble.set('/version', 'hang');
    daemon.dropStreams();
    await becomes('stale');
    expect(rows.size).toBe(1);
    expect(state().reason).toContain('it ended the stream of events');
    daemon.emit('die', fakeContainer('web', { state: 'exited', exitCode: 1 }));
    daemon.trouble.clear();
    await becomes('live');
    await shows('web', { state: 'exited', exitCode: 1 });
    expect(eventsOf(news)).toEqual(['web start', 'web die']);
    expect(news.map(({ kind }) => kind)).toEqual(['event', 'event']);
    expect(courseOf(states)).toEqual(['connecting', 'live', 'stale', 'live']);
  });

  test('after 300 events that nobody heard all is as it is there, and the gap is said once', async () => {
    for (let at = 0; at < 40; at++) daemon.containers.set(idOf(`c${at}`), fakeContainer(`c${at}`));
    const { becomes, news, rows } = follow();
    await becomes('live');
    daemon.emit('start', fakeContainer('c0'));
    await vi.waitFor(() => expect(eventsOf(news)).toHaveLength(1));
    daemon.trouble.set('/version', 'error');
    daemon.dropStreams();
    await becomes('stale');
    for (let at = 0; at < 300; at++) {
      const name = `c${at % 45}`;
      if (at % 7 === 0) daemon.emit('destroy', fakeContainer(name));
      else daemon.emit('start', fakeContainer(name, { restartCount: at }));
    }
    daemon.trouble.clear();
    await becomes('live');
    await vi.waitFor(() => {
      const wanted = [...daemon.containers.values()].map(({ id, restartCount = 0 }) => `${id} ${restartCount}`);
      expect([...rows.values()].map((row) => `${row.id} ${row.restartCount}`).toSorted()).toEqual(wanted.toSorted());
    });
    expect(news.filter(({ kind }) => kind === 'gap')).toMatchObject([{ reason: expect.stringContaining('every event') }]); // prettier-ignore
    const told = news.filter((one) => one.kind === 'event').map((one) => `${one.at} ${one.id} ${one.action}`);
    expect(told.length).toBe(257);
  });

  test('changes across a restart of the engine, which forgets its events, are found and told once', async () => {
    for (const name of ['same', 'ends', 'goes']) daemon.containers.set(idOf(name), fakeContainer(name));
    const { becomes, news, rows, state } = follow();
    await becomes('live');
    await daemon.stop();
    await becomes('stale');
    expect(state().reason).toMatch(/there is no such socket|nothing listens there|was cut|ended the stream/);
    daemon.containers.delete(idOf('goes'));
    daemon.containers.set(idOf('ends'), fakeContainer('ends', { state: 'exited', exitCode: 255 }));
    daemon.containers.set(idOf('new'), fakeContainer('new'));
    await daemon.start();
    await becomes('live');
    expect([...rows.values()].map(({ name, state: now }) => `${name} ${now}`)).toEqual(['same running', 'ends exited', 'new running']); // prettier-ignore
    const found = news.flatMap((one) => (one.kind === 'found' ? [`${one.container.name} ${one.change}`] : []));
    expect(found).toEqual(['ends changed', 'new appeared', 'goes removed']);
    expect(news.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
  });

  test('an engine that accepts and is silent is stale after one ping', async () => {
    const { becomes, state } = follow({ timing: { pingLimitMs: 400 } });
    await becomes('live');
    for (const path of ['/_ping', '/version']) daemon.trouble.set(path, 'hang');
    const asked = daemon.requests.length;
    await becomes('stale');
    const pings = daemon.requests.slice(asked).filter((request) => request === 'GET /_ping');
    expect(pings.length).toBeLessThanOrEqual(1);
    expect(state().reason).toContain('a ping failed: no answer within 0.4 s');
    // With the usual waits, the same takes one interval and one limit.
    expect(usualTiming.pingEveryMs + usualTiming.pingLimitMs).toBeLessThan(15_000);
  });

  test('a connection that is made and lost again is not dialled in a storm', async () => {
    daemon.trouble.set('/containers', 'error');
    const { states } = follow({ timing: { backOffMs: { first: 20, longest: 200 }, steadyMs: 10_000 } });
    await vi.waitFor(() => expect(states.at(-1)?.reason).toContain('HTTP 500: the disk is on fire'));
    expect(states.at(-1)?.state).toBe('connecting');
    const before = daemon.requests.length;
    const from = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const seconds = (performance.now() - from) / 1000;
    // Four requests a dial, and at most ten dials a second that allows one each 100 to 200 ms, after the first few.
    expect(daemon.requests.length - before).toBeLessThan(4 * (10 * seconds + 4));
    // With the usual waits: never more than 24 dials a minute.
    const waits = Array.from({ length: 12 }, (_, failures) => backOff(failures, usualTiming, 0));
    expect(Math.min(...waits)).toBe(500);
    expect(waits.slice(3).every((wait) => wait >= 2500)).toBe(true);
    expect(backOff(50, usualTiming, 1)).toBe(5000);
  });
});

describe('a person and a machine that interfere', () => {
  test('trying again cuts the wait short', async () => {
    await daemon.stop();
    const { becomes, state, follower } = follow({ timing: { backOffMs: { first: 600_000, longest: 600_000 } } });
    await becomes('off');
    expect(state().reason).toMatch(
      /^no docker engine is followed\. Tried DOCKER_HOST \(unix:.*\): there is no such socket/i,
    );
    await daemon.start();
    follower.retry();
    await becomes('live');
  });

  test('a sleeping machine closes the connection on purpose and dials when it wakes', async () => {
    const { becomes, state, follower, news } = follow();
    await becomes('live');
    follower.pause('this machine goes to sleep');
    await becomes('stale');
    expect(state().reason).toBe('this machine goes to sleep');
    await vi.waitFor(() => expect(daemon.connections()).toBe(0));
    const before = daemon.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(daemon.requests.length).toBe(before);
    follower.resume();
    await becomes('live');
    expect(news.filter(({ kind }) => kind === 'event')).toEqual([]);
  });

  test('another engine does not take the place of the one that is shown until a person tries again', async () => {
    const other = await startFakeDaemon(join(mkdtempSync(join(tmpdir(), 'fake-docker-')), 'docker.sock'));
    onTestFinished(() => other.stop());
    other.containers.set(idOf('theirs'), fakeContainer('theirs'));
    daemon.containers.set(idOf('ours'), fakeContainer('ours'));
    const find = async (): Promise<DockerCandidate[]> => {
      const both = await Promise.all([candidate(daemon.endpoint), candidate(other.endpoint)]);
      const first = both.find(({ answer }) => answer.state === 'ok');
      return both.map((one) => ({ ...one, chosen: one === first }));
    };
    const { becomes, state, follower, rows } = follow({ find });
    await becomes('live');
    await daemon.stop();
    await becomes('stale');
    await vi.waitFor(() => expect(state().reason).toContain(`${other.endpoint}) answers, and is followed instead`));
    expect([...rows.values()].map(({ name }) => name)).toEqual(['ours']);
    follower.retry();
    await becomes('live');
    expect([...rows.values()].map(({ name }) => name)).toEqual(['theirs']);
  });

  test('a refused permission is denied, not absent', async () => {
    const refused: DockerCandidate = { name: 'default', endpoint: 'unix:///s', answer: { state: 'denied', words: 'may not' }, chosen: false }; // prettier-ignore
    const { becomes, state } = follow({ find: async () => [refused] });
    await becomes('denied');
    expect(state().reason).toContain('default (unix:///s): may not');
  });

  test('closing leaves no connection and asks nothing more', async () => {
    const timersBefore = timers();
    const { becomes, state, follower } = follow();
    await becomes('live');
    daemon.emit('start', fakeContainer('web'));
    follower.close();
    expect(state()).toMatchObject({ state: 'off', reason: 'Ready Room was closed' });
    await vi.waitFor(() => expect(daemon.connections()).toBe(0));
    const before = daemon.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(daemon.requests.length).toBe(before);
    expect(timers()).toBeLessThanOrEqual(timersBefore);
  });

  test('nothing but GET was ever asked', () => {
    expect(everyRequest.length).toBeGreaterThan(100);
    expect(everyRequest.filter((request) => !request.startsWith('GET '))).toEqual([]);
  });
});
