import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeCluster, type FakeCluster } from './fake-cluster.ts';
import { call, follow, until, type Lines, type WatchEvent } from './raw-client.ts';
import type { KubeObject, Pod } from './shapes.ts';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster({ pods: 30, bookmarkEveryMs: 20, watchList: true, controllers: false });
});
afterEach(async () => cluster.stop());

const podAt = (at: number): Pod => cluster.objects.list('pods')[at] as Pod;
const touch = (at: number, value: string): KubeObject => {
  const pod = podAt(at);
  const metadata = { ...pod.metadata, labels: { ...pod.metadata.labels, touched: value } };
  return cluster.objects.replace('pods', { ...pod, metadata });
};
const watch = (more = '', from = cluster.objects.revision()): Promise<Lines> =>
  follow(cluster, `/api/v1/pods?watch=true&resourceVersion=${from}${more}`);
const told = (events: WatchEvent[]): string[] => events.map(({ type, object }) => `${type} ${object.metadata.name}`);
const revisions = (events: WatchEvent[]): number[] =>
  events.map(({ object }) => Number(object.metadata.resourceVersion));

describe('a watch', () => {
  test('tells each change once and in order, and resumes from a version in the past', async () => {
    const from = cluster.objects.revision();
    const live = await watch();
    const { name, namespace } = touch(0, 'a').metadata;
    cluster.objects.delete('pods', name, namespace);
    cluster.objects.create('pods', { ...podAt(3), metadata: { ...podAt(3).metadata, name: 'newcomer' } });
    const expected = [`MODIFIED ${name}`, `DELETED ${name}`, 'ADDED newcomer'];
    await until('three events', () => live.events().length === 3);
    expect(told(live.events())).toEqual(expected);
    const resumed = await watch('', from);
    await until('three events again', () => resumed.events().length === 3);
    expect(resumed.lines()).toEqual(live.lines());
    const later = await watch('', from + 2);
    await until('the last event', () => later.events().length === 1);
    expect(told(later.events())).toEqual(['ADDED newcomer']);
    for (const each of [live, resumed, later]) each.close();
    await until('the server lets go of closed watches', () => cluster.watches() === 0);
  });

  test('that has fallen out of history is answered with an ERROR event 410, or by status when that is wished', async () => {
    const from = cluster.objects.revision();
    touch(0, 'a');
    cluster.compact();
    const tooOld = await watch('', from);
    expect(await tooOld.ended).toBe('end');
    expect(tooOld.status).toBe(200);
    expect(tooOld.events()).toMatchObject([
      { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } },
    ]);
    cluster.faults.answer({ kind: 'gone', resource: 'pods', verb: 'watch' });
    expect((await watch()).status).toBe(410);
    expect((await call(cluster, `/api/v1/pods?watch=true&resourceVersion=${from + 1000}`)).status).toBe(504);
  });

  test('has bookmarks only when they are allowed, each no older than what was told before', async () => {
    const [plain, marked] = [await watch(), await watch('&allowWatchBookmarks=true')];
    touch(1, 'a');
    await until('bookmarks after the event', () => {
      const events = marked.events();
      return events.filter(({ type }) => type === 'BOOKMARK').length >= 3 && events.at(-1)?.type === 'BOOKMARK';
    });
    const events = marked.events();
    expect(revisions(events)).toEqual(revisions(events).toSorted((a, b) => a - b));
    expect(revisions(events).at(-1)).toBe(cluster.objects.revision());
    expect(plain.events().map(({ type }) => type)).toEqual(['MODIFIED']);
    for (const each of [plain, marked]) each.close();
  });

  test('with a selector tells an object that leaves the selection as deleted', async () => {
    const selected = await watch(`&labelSelector=${encodeURIComponent('touched=yes')}`);
    touch(2, 'yes');
    touch(2, 'no');
    await until('two events', () => selected.events().length === 2);
    expect(selected.events().map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
    selected.close();
  });

  test('ends in order when its time is over', async () => {
    const short = await watch('&timeoutSeconds=1');
    expect(await short.ended).toBe('end');
    expect(short.lines()).toEqual([]);
  });

  test('may begin with everything and say where that ends, unless the server is older', async () => {
    const more = '&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const whole = await follow(cluster, `/api/v1/pods?watch=true${more}`);
    await until('the end of the initial events', () => whole.events().some(({ type }) => type === 'BOOKMARK'));
    const events = whole.events();
    expect(events.slice(0, 30).every(({ type }) => type === 'ADDED')).toBe(true);
    expect(events[30]).toMatchObject({
      type: 'BOOKMARK',
      object: { kind: 'Pod', metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } } },
    });
    whole.close();
    const older = await startFakeCluster({ pods: 1 });
    expect((await call(older, `/api/v1/pods?watch=true${more}`)).status).toBe(422);
    await older.stop();
  });

  test('as a table sends rows', async () => {
    const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const from = cluster.objects.revision();
    const rows = await follow(cluster, `/api/v1/pods?watch=true&resourceVersion=${from}`, { headers });
    const { metadata } = touch(4, 'a');
    await until('a row', () => rows.events().length === 1);
    expect(rows.events()[0]).toMatchObject({
      object: { kind: 'Table', rows: [{ cells: expect.arrayContaining([metadata.name]) }] },
    });
    rows.close();
  });
});

describe('a struck watch', () => {
  test.each([
    ['clean_close', 'end'],
    ['gone_event', 'end'],
    ['reset', 'error'],
  ] as const)('by %s ends with %s', async (kind, how) => {
    const struck = await watch();
    expect(cluster.faults.strike(kind, 'pods')).toBe(1);
    expect(cluster.faults.strike(kind, 'nodes')).toBe(0);
    expect(await struck.ended).toBe(how);
    expect(struck.events().map(({ type }) => type)).toEqual(kind === 'gone_event' ? ['ERROR'] : []);
  });

  test('that is half open stays and says nothing more, not even bookmarks', async () => {
    const silent = await watch('&allowWatchBookmarks=true');
    await until('a bookmark', () => silent.lines().length > 0);
    cluster.faults.strike('half_open');
    const said = silent.lines().length;
    touch(0, 'unseen');
    const other = await watch('&allowWatchBookmarks=true');
    await until('another watch is told three bookmarks', () => other.lines().length >= 3);
    expect(silent.lines().length).toBe(said);
    expect(cluster.watches('pods')).toBe(2);
    for (const each of [silent, other]) each.close();
  });

  test('carries a broken line, or one of a megabyte, and goes on after it', async () => {
    const struck = await watch();
    cluster.faults.strike('broken_line');
    cluster.faults.strike('huge_line');
    touch(0, 'after');
    await until('the event after them', () => struck.lines().length === 3);
    expect(() => JSON.parse(struck.lines()[0] ?? '') as unknown).toThrow('Unterminated string');
    expect(struck.lines()[1]?.length).toBeGreaterThan(1024 * 1024);
    expect(struck.events().map(({ type }) => type)).toEqual(['BOOKMARK', 'MODIFIED']);
    struck.close();
  });
});

describe('a distorted watch', () => {
  test('tells events twice, or changes their order, while that lasts', async () => {
    const bent = await watch();
    const endTwice = cluster.faults.distort('duplicates', 'pods');
    touch(0, 'a');
    endTwice();
    await until('the same twice', () => bent.lines().length === 2);
    expect(bent.lines()[0]).toBe(bent.lines()[1]);
    const endOrder = cluster.faults.distort('out_of_order');
    const [second, third] = [touch(1, 'b'), touch(2, 'c')];
    await until('both', () => bent.lines().length === 4);
    expect(told(bent.events()).slice(2)).toEqual([
      `MODIFIED ${third.metadata.name}`,
      `MODIFIED ${second.metadata.name}`,
    ]);
    touch(3, 'alone');
    await until('one without a follower comes all the same', () => bent.lines().length === 5);
    endOrder();
    bent.close();
  });

  test('with bookmarks only holds events back and its bookmarks do not pass them', async () => {
    const held = await watch('&allowWatchBookmarks=true');
    const before = cluster.objects.revision();
    const end = cluster.faults.distort('bookmarks_only');
    touch(0, 'a');
    await until('bookmarks', () => held.events().length >= 3);
    expect(new Set(revisions(held.events()))).toEqual(new Set([before]));
    end();
    await until('the event', () => held.events().some(({ type }) => type === 'MODIFIED'));
    held.close();
  });
});

describe('a request that meets a fault', () => {
  test.each([
    ['unauthorized', 401, 'Unauthorized'],
    ['forbidden', 403, 'Forbidden'],
    ['gone', 410, 'Expired'],
    ['too_many', 429, 'TooManyRequests'],
    ['server_error', 500, 'InternalError'],
    ['unavailable', 503, 'ServiceUnavailable'],
  ] as const)('%s is answered %i once, only for its resource', async (kind, status, reason) => {
    cluster.faults.answer({ kind, resource: 'pods', retryAfterSeconds: 7 });
    expect((await call(cluster, '/api/v1/nodes')).status).toBe(200);
    const reply = await call(cluster, '/api/v1/pods');
    expect([reply.status, reply.json]).toEqual([status, expect.objectContaining({ kind: 'Status', reason })]);
    expect(reply.headers['retry-after']).toBe(status === 429 || status === 503 ? '7' : undefined);
    expect((await call(cluster, '/api/v1/pods')).status).toBe(200);
  });

  test('of an expired token of pages meets only pages after the first', async () => {
    const end = cluster.faults.answer({ kind: 'expired_continue', resource: 'pods', times: Infinity });
    const page = await call<{ metadata: { continue: string } }>(cluster, '/api/v1/pods?limit=10');
    expect(page.status).toBe(200);
    const next = `/api/v1/pods?limit=10&continue=${page.json.metadata.continue}`;
    expect((await call(cluster, next)).status).toBe(410);
    end();
    expect((await call(cluster, next)).status).toBe(200);
  });

  test('of a connection is reset, closed without an answer, slow, or no JSON', async () => {
    cluster.faults.answer({ kind: 'reset' });
    await expect(call(cluster, '/api/v1/pods')).rejects.toMatchObject({ code: 'ECONNRESET' });
    cluster.faults.answer({ kind: 'clean_close' });
    await expect(call(cluster, '/api/v1/pods')).rejects.toThrow('socket hang up');
    cluster.faults.answer({ kind: 'broken_body' });
    expect((await call(cluster, '/api/v1/pods')).json).toBeNull();
    cluster.faults.answer({ kind: 'html' });
    expect((await call(cluster, '/api/v1/pods')).headers['content-type']).toBe('text/html');
    cluster.faults.answer({ kind: 'slow', delayMs: 80 });
    const startedAt = performance.now();
    await call(cluster, '/api/v1/pods');
    expect(performance.now() - startedAt).toBeGreaterThan(75);
  });
});
