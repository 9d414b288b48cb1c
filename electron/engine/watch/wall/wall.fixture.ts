// A wall with a clock that tests set, and readers of what it shows.
import type { Container } from '#shared/model/container.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { applyFeedMessage, emptyFeed, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { Feed } from '../../feeds/feed.ts';
import { diffRows } from '../../sources/kubernetes/project/diff-rows.ts';
import { rowOf, type Json } from '../../sources/kubernetes/project/objects.fixture.ts';
import { createWall } from './wall.ts';

export const start = Date.parse('2026-11-20T10:10:00Z');

/** All that a screen is told when it subscribes. */
export async function shown<T extends Keyed>(feed: Pick<Feed<T>, 'subscribe'>): Promise<T[]> {
  const ending = new AbortController();
  // What was there before is told in turns of the loop that follow each other.
  const turn = (left: number): unknown => setImmediate(() => (left > 0 ? turn(left - 1) : ending.abort()));
  turn(10);
  let state: FeedState<T> = emptyFeed;
  for await (const message of feed.subscribe({ signal: ending.signal }))
    state = applyFeedMessage(state, message) ?? state;
  return [...state.entries.values()];
}

export function testWall() {
  const clock = { now: start };
  const wall = createWall({ now: () => clock.now });
  const known = new Map<string, KubeRow>();
  let version = 1;
  const live = { state: 'live' as const, since: start, reason: '', seenAt: start };
  wall.docker.status(live);
  wall.kubernetes.status(live);
  return {
    wall,
    clock,
    /** As the watch tells it: the same object later is another version. */
    put: (kind: KubeKind, object: Json, first = false): KubeRow => {
      const after = rowOf(kind, object, String(version++));
      const before = known.get(after.key);
      known.set(after.key, after);
      wall.kubernetes.row(before, after, first && kind !== 'events' ? [] : diffRows(before, after));
      return after;
    },
    drop: (row: KubeRow): void => {
      known.delete(row.key);
      wall.kubernetes.row(row, undefined, diffRows(row, undefined));
    },
    pass: (ms: number): void => {
      clock.now += ms;
      wall.tick();
    },
    troubles: async () => (await shown(wall.troubles)).map(({ kind, object, words, count, since }) => ({ kind, object: `${object.kind} ${object.name}`, words, count, since })), // prettier-ignore
    changes: async () => (await shown(wall.changes)).toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ kind, words, object, bad }) => `${kind}${bad ? '!' : ''} ${object ? `${object.name} ` : ''}${words}`), // prettier-ignore
    workloads: async () => (await shown(wall.workloads)).map(({ key, desired, ready, troubled }) => `${key} ${ready}/${desired} ${troubled}`), // prettier-ignore
  };
}

export function shopContainer(id: string, more: Partial<Container> = {}): Container {
  return {
    key: id,
    id,
    name: `shop-web-${id}`,
    image: 'web:1',
    state: 'running',
    status: 'Up 5 minutes',
    health: 'none',
    restartCount: 0,
    exitCode: null,
    oomKilled: false,
    createdAt: start,
    startedAt: start,
    finishedAt: null,
    project: 'shop',
    service: 'web',
    ports: [],
    labels: {},
    ...more,
  };
}
