// Thousands of events within a second while this thread is busy with something else.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import type { DockerNews } from './docker-news.ts';
import { idOf } from './fake-daemon.fixture.ts';
import { followDocker } from './follow-docker.ts';
import { followEvents } from './follow-events.ts';
import { startStormDaemon } from './storm-daemon.fixture.ts';

async function setup(queueLines?: number) {
  const daemon = await startStormDaemon(join(mkdtempSync(join(tmpdir(), 'storm-docker-')), 'docker.sock'));
  onTestFinished(async () => void (await daemon.stop()));
  const rows = new Map<string, Container>();
  const news: DockerNews[] = [];
  const states: string[] = [];
  const { endpoint } = daemon;
  const follower = followDocker({
    findEndpoints: async () => [{ name: 'DOCKER_HOST', endpoint, answer: { state: 'ok', words: '' }, chosen: true }],
    events: (address) => followEvents(address, queueLines),
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    onContainers: (upserts) => upserts.forEach((row) => rows.set(row.id, row)),
    onState: ({ state }) => states.push(state),
    onNews: (one) => news.push(one),
  });
  onTestFinished(() => follower.close());
  await vi.waitFor(() => expect(states.at(-1)).toBe('live'));
  const isEqual = (restarts: Record<string, number>): void =>
    expect(Object.fromEntries(Object.keys(restarts).map((name) => [name, rows.get(idOf(name))?.restartCount]))).toEqual(restarts); // prettier-ignore
  const eventful = (): DockerNews[] => news.filter(({ kind }) => kind === 'event');
  return { daemon, news, states, isEqual, eventful };
}
const blockFor = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};
/** Longer than the daemon has patience, and shorter than a ping may take. */
const blockedMs = 2500;

test('5,000 events in a second, most of which this thread sleeps through, all arrive and leave the state as it is there', async () => {
  const { daemon, news, states, isEqual, eventful } = await setup();
  const storm = daemon.storm(5000, 1000);
  await vi.waitFor(() => expect(eventful().length).toBeGreaterThan(500));
  blockFor(blockedMs);
  const { skipped, restarts } = await storm;
  expect(skipped).toBe(0);
  await vi.waitFor(() => expect(eventful()).toHaveLength(5000));
  await vi.waitFor(() => isEqual(restarts));
  expect(news.filter(({ kind }) => kind === 'gap')).toEqual([]);
  expect(new Set(states)).toEqual(new Set(['connecting', 'live']));
});

test('what is more than can wait is a gap that says how many, and the state is read anew', async () => {
  const { daemon, news, isEqual, eventful } = await setup(200);
  const storm = daemon.storm(5000, 1000);
  await vi.waitFor(() => expect(eventful().length).toBeGreaterThan(100));
  blockFor(blockedMs);
  const { skipped, restarts } = await storm;
  expect(skipped).toBe(0);
  await vi.waitFor(() => isEqual(restarts));
  const gaps = news.filter((one) => one.kind === 'gap');
  const lost = gaps.reduce((sum, gap) => sum + (gap.lost ?? 0), 0);
  expect(lost).toBeGreaterThan(1000);
  expect(eventful().length + lost).toBe(5000);
  expect(gaps[0]?.reason).toMatch(/^\d+ events came faster than they could be taken; everything is read again$/);
});
