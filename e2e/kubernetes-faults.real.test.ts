// What can go wrong between the watch and an API server, each failure by itself: afterwards the table equals the server's,
// meanwhile it says how old it is, and a server that stays broken is left alone.
import { describe, expect, test } from 'vitest';
import type { KubeKind } from '#shared/model/kubernetes.ts';
import type { FakeCluster } from './support/kube/fake-cluster.ts';
import {
  equals,
  eventually,
  fakeCluster,
  follow,
  hasty,
  type Followed,
  type FollowOptions,
} from './support/kube-engine.ts';

async function connected(cluster: FakeCluster, options: FollowOptions = {}): Promise<Followed> {
  const followed = follow(cluster.kubeconfig(), options);
  followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
  await live(followed, cluster);
  return followed;
}

/** The table is the server's, and is said to be. */
const live = (followed: Followed, cluster: FakeCluster, kind: KubeKind = 'pods'): Promise<void> =>
  eventually(
    () => followed.kind(kind)?.state === 'live' && equals(followed.rows(kind), cluster, kind),
    () => [followed.kind(kind), followed.rows(kind).length, cluster.objects.count(kind), followed.connection()],
  );

const touch = (cluster: FakeCluster, index = 0): void => {
  const pod = cluster.objects.list('pods')[index];
  if (!pod) throw new Error('no pod');
  const { name, namespace } = pod.metadata;
  cluster.objects.update('pods', name, namespace, (found) => ({ ...found, metadata: { ...found.metadata, labels: { ...found.metadata.labels, touched: `${Math.random()}` } } })); // prettier-ignore
};
const remove = (cluster: FakeCluster, index = 0): void => {
  const pod = cluster.objects.list('pods')[index];
  cluster.objects.delete('pods', pod?.metadata.name ?? '', pod?.metadata.namespace);
};
const asked = (cluster: FakeCluster, verb: 'list' | 'watch', resource = 'pods') =>
  cluster.requests().filter(({ path, query }) => path.endsWith(`/${resource}`) && query.includes('watch=1') === (verb === 'watch')); // prettier-ignore

describe('the first look', () => {
  test('reads pages of 500 and then watches from there, with bookmarks, for 240 to 300 seconds', async () => {
    const cluster = await fakeCluster({ pods: 1200 });
    const followed = await connected(cluster);
    const pages = asked(cluster, 'list').map(({ query }) => new URLSearchParams(query));
    expect(pages.map((page) => [page.get('limit'), page.has('continue')])).toEqual([['500', false], ['500', true], ['500', true]]); // prettier-ignore
    const watch = new URLSearchParams(asked(cluster, 'watch')[0]?.query);
    expect(watch.get('allowWatchBookmarks')).toBe('true');
    expect(Number(watch.get('timeoutSeconds'))).toBeGreaterThanOrEqual(240);
    expect(Number(watch.get('timeoutSeconds'))).toBeLessThanOrEqual(300);
    expect(watch.get('resourceVersion')).toMatch(/^\d+$/);
    expect(followed.kind('pods')).toMatchObject({ count: 1200, expected: null, relists: 0 });
  });

  test('follows nine kinds at once and the others only when somebody looks', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster);
    const first: KubeKind[] = ['nodes', 'namespaces', 'deployments', 'statefulsets', 'daemonsets', 'replicasets', 'jobs', 'events']; // prettier-ignore
    for (const kind of first) await eventually(() => followed.kind(kind).state === 'live', kind);
    expect(asked(cluster, 'list', 'secrets')).toEqual([]);
    expect(followed.kind('secrets').state).toBe('off');
    followed.rows('secrets');
    await live(followed, cluster, 'secrets');
  });

  test('starts anew where the place in the list expires between two pages', async () => {
    const cluster = await fakeCluster({ pods: 1200 });
    cluster.faults.answer({ kind: 'expired_continue', resource: 'pods', verb: 'list' });
    const followed = await connected(cluster);
    expect(asked(cluster, 'list').length).toBeGreaterThan(3);
    expect(followed.rows('pods')).toHaveLength(1200);
  });

  test.each(['server_error', 'unavailable', 'reset', 'clean_close', 'broken_body', 'html', 'too_many'] as const)(
    'comes to its end after %s',
    async (kind) => {
      const cluster = await fakeCluster({ pods: 600 });
      cluster.faults.answer({ kind, resource: 'pods', verb: 'list', times: 2, retryAfterSeconds: 0 });
      const followed = await connected(cluster);
      expect(followed.kind('pods')).toMatchObject({ state: 'live', count: 600 });
    },
  );
});

describe('a watch', () => {
  test.each(['clean_close', 'reset', 'gone_event', 'broken_line', 'huge_line', 'bookmark'] as const)(
    'is as before after %s',
    async (strike) => {
      const cluster = await fakeCluster();
      const followed = await connected(cluster);
      expect(cluster.faults.strike(strike, 'pods')).toBe(1);
      touch(cluster, 1);
      remove(cluster, 3);
      await live(followed, cluster);
      touch(cluster, 2);
      await live(followed, cluster);
    },
  );

  test('that ended in order goes on where it was, at once and with nothing read anew', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, { timing: { backOffMs: { first: 60_000, longest: 60_000 } } });
    touch(cluster);
    await live(followed, cluster);
    const known = followed.kind('pods');
    cluster.faults.strike('clean_close', 'pods');
    touch(cluster, 1);
    await live(followed, cluster);
    // The state of a kind is told beside its rows, and may come after them.
    await expect.poll(() => followed.kind('pods').reconnects).toBe(known.reconnects + 1);
    expect(followed.kind('pods').relists).toBe(known.relists);
    expect(asked(cluster, 'list')).toHaveLength(1);
    const [, again] = asked(cluster, 'watch').map(({ query }) => new URLSearchParams(query).get('resourceVersion'));
    expect(Number(again)).toBeGreaterThan(
      Number(asked(cluster, 'watch')[0]?.query.match(/resourceVersion=(\d+)/)?.[1]),
    );
  });

  test('that is cut once after a while goes on at once, and nothing is called stale that is not', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, {
      timing: { steadyMs: 1, backOffMs: { first: 60_000, longest: 60_000 } },
    });
    await eventually(() => followed.source()?.state === 'live', () => followed.source()); // prettier-ignore
    const before = followed.records.length;
    cluster.faults.strike('reset');
    touch(cluster);
    await eventually(() => followed.kind('pods').reconnects === 1, () => followed.kind('pods')); // prettier-ignore
    await live(followed, cluster);
    expect(followed.records.slice(before)).toEqual([]);
    expect(asked(cluster, 'list')).toHaveLength(1);
  });

  test('whose place is forgotten (410, either way) reads anew and tells only what really changed', async () => {
    for (const how of ['status', 'event'] as const) {
      const cluster = await fakeCluster({ pods: 300 });
      const followed = await connected(cluster);
      await eventually(() => followed.rows('pods').length === 300, 'all');
      const before = { ...followed.published('pods') };
      if (how === 'event') cluster.faults.strike('gone_event', 'pods');
      else {
        cluster.faults.answer({ kind: 'gone', resource: 'pods', verb: 'watch' });
        cluster.faults.strike('clean_close', 'pods');
      }
      touch(cluster, 7);
      remove(cluster, 9);
      await live(followed, cluster);
      await eventually(() => followed.kind('pods').relists === 1, () => followed.kind('pods')); // prettier-ignore
      expect(followed.published('pods').upserts - before.upserts).toBeLessThanOrEqual(2);
      expect(followed.published('pods').removes - before.removes).toBe(1);
      expect(followed.records).toContainEqual(expect.objectContaining({ type: 'source.gap', subject: 'pods' }));
    }
  });

  test('with events twice and in the wrong order ends with the newest of each', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster);
    const calm = [cluster.faults.distort('duplicates', 'pods'), cluster.faults.distort('out_of_order', 'pods')];
    for (let round = 0; round < 20; round++) touch(cluster, round % 3);
    remove(cluster, 1);
    touch(cluster, 5);
    for (const end of calm) end();
    touch(cluster, 6);
    await live(followed, cluster);
    expect(followed.kind('pods').state).toBe('live');
  });

  test('that brings nothing but bookmarks is live, and goes on from the last of them', async () => {
    const cluster = await fakeCluster({ pods: 60, bookmarkEveryMs: 20 });
    const names = [...new Set(cluster.objects.list('pods').map(({ metadata }) => metadata.namespace ?? ''))];
    const followed = follow(cluster.kubeconfig());
    followed.watch.connect({ context: 'fake', namespaces: [names[0] ?? ''], agreedDigest: null });
    await eventually(() => followed.kind('pods').state === 'live', () => followed.kind('pods')); // prettier-ignore
    // Elsewhere: the watch is not told of it, and its bookmarks go on all the same.
    touch(cluster, cluster.objects.list('pods').findIndex(({ metadata }) => metadata.namespace === names[1])); // prettier-ignore
    const revision = cluster.objects.revision();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(followed.kind('pods')).toMatchObject({ state: 'live', events: 0 });
    cluster.faults.strike('clean_close', 'pods');
    await eventually(() => asked(cluster, 'watch').length === 2, 'another watch');
    const from = /resourceVersion=(\d+)/.exec(asked(cluster, 'watch')[1]?.query ?? '')?.[1];
    expect(Number(from)).toBeGreaterThanOrEqual(revision);
    expect(asked(cluster, 'list')).toHaveLength(1);
  });

  test('that falls silent is given up after the idle limit, and is as old as its last byte meanwhile', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, { timing: { watchIdleMs: 250, headersMs: 300 } });
    cluster.faults.answer({ kind: 'half_open', resource: 'pods', verb: 'watch' });
    const seenAt = followed.kind('pods').seenAt ?? 0;
    const end = cluster.faults.distort('half_open', 'pods');
    touch(cluster);
    await eventually(() => followed.kind('pods').state === 'stale', () => followed.kind('pods')); // prettier-ignore
    const { since, reason } = followed.kind('pods');
    expect(since).toBeGreaterThanOrEqual(seenAt);
    expect(since).toBeLessThan(Date.now() - 150);
    expect(reason).not.toBe('');
    expect(followed.source()).toMatchObject({ state: 'stale' });
    end();
    await live(followed, cluster);
  });

  test('of a server whose clock is an hour ahead is not thought old', async () => {
    const cluster = await fakeCluster();
    cluster.faults.skewClock(3_600_000);
    const followed = await connected(cluster);
    touch(cluster);
    await live(followed, cluster);
    expect(followed.kind('pods').seenAt).toBeLessThanOrEqual(Date.now());
  });
});

describe('a server that is lost', () => {
  test('makes everything stale with its rows kept, and is found again by itself', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster);
    await cluster.down();
    await eventually(() => followed.connection().state === 'stale' && followed.kind('pods').state === 'stale', () => [followed.connection(), followed.kind('pods')]); // prettier-ignore
    expect(followed.rows('pods')).toHaveLength(20);
    expect(followed.connection().reason).toContain('nothing listens there');
    expect(followed.connection().retryAt).not.toBeNull();
    remove(cluster);
    await cluster.up();
    await live(followed, cluster);
    await eventually(() => followed.connection().state === 'live' && followed.source()?.state === 'live', () => followed.source()); // prettier-ignore
    expect(followed.records.map(({ type }) => type)).toContain('source.covered');
  });

  test('without a word (packets dropped) is noticed by the light look, while watches still hang', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, { timing: hasty });
    const silent = cluster.faults.answer({ kind: 'half_open', times: Infinity });
    const end = cluster.faults.distort('half_open');
    await eventually(() => followed.connection().state === 'stale', () => followed.connection()); // prettier-ignore
    await eventually(() => followed.kind('pods').state === 'stale', () => followed.kind('pods')); // prettier-ignore
    touch(cluster);
    silent();
    end();
    await live(followed, cluster);
    expect(followed.kind('pods').state).toBe('live');
  });

  test('is asked at most ten times a minute for each kind, whatever it answers', async () => {
    for (const kind of ['server_error', 'reset', 'broken_body', 'gone', 'too_many'] as const) {
      const cluster = await fakeCluster();
      cluster.faults.answer({ kind, resource: 'pods', times: Infinity });
      const followed = follow(cluster.kubeconfig(), { timing: { backOffMs: { first: 8, longest: 65 }, relistBackOffMs: { first: 8, longest: 300 }, budget: { requests: 10, withinMs: 600 } } }); // prettier-ignore
      followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
      await eventually(() => asked(cluster, 'list').length > 0, 'the first request');
      const count = asked(cluster, 'list').length;
      await new Promise((resolve) => setTimeout(resolve, 600));
      expect(asked(cluster, 'list').length - count).toBeLessThanOrEqual(11);
      expect(followed.kind('pods').state).toBe('connecting');
      expect(followed.kind('pods').reason).not.toBe('');
      await eventually(
        () => followed.kind('pods').retryAt !== null,
        () => followed.kind('pods'),
      );
      followed.watch.close();
    }
  });

  test('waits as long as Retry-After says', async () => {
    const cluster = await fakeCluster();
    cluster.faults.answer({ kind: 'too_many', resource: 'pods', verb: 'list', retryAfterSeconds: 1 });
    const began = performance.now();
    await connected(cluster);
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000);
  });

  test('is dialled at once when the person says so', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, { timing: { healthEveryMs: 60_000, backOffMs: { first: 60_000, longest: 60_000 } } }); // prettier-ignore
    await cluster.down();
    await eventually(() => followed.connection().state === 'stale', () => followed.connection()); // prettier-ignore
    await cluster.up();
    followed.watch.retry();
    await live(followed, cluster);
    expect(followed.kind('pods').state).toBe('live');
  });
});

describe('what may not be read', () => {
  test('is denied for that kind alone, and not asked again', async () => {
    const cluster = await fakeCluster();
    cluster.faults.forbid('list', '', 'nodes');
    const followed = await connected(cluster);
    await eventually(() => followed.kind('nodes').state === 'denied', () => followed.kind('nodes')); // prettier-ignore
    expect(followed.kind('nodes').reason).toContain('403');
    await eventually(() => followed.source()?.state === 'live', () => followed.source()); // prettier-ignore
    expect(asked(cluster, 'list', 'nodes')).toHaveLength(1);
  });

  test('in the whole cluster is read in the namespace of the context, which is said', async () => {
    const cluster = await fakeCluster({ pods: 60 });
    const namespace = cluster.objects.list('pods')[0]?.metadata.namespace ?? '';
    cluster.faults.forbid('list', '', 'pods');
    cluster.faults.allow('list', '', 'pods', namespace);
    const followed = follow(cluster.kubeconfig({ namespace }));
    followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
    await eventually(() => followed.kind('pods').state === 'live', () => followed.kind('pods')); // prettier-ignore
    expect(followed.kind('pods').namespaces).toEqual([namespace]);
    expect(followed.rows('pods').every((row) => row.namespace === namespace)).toBe(true);
  });

  test('is read as far as it may be once that was granted and the person asks again', async () => {
    const cluster = await fakeCluster({ pods: 60 });
    const namespace = cluster.objects.list('pods')[0]?.metadata.namespace ?? '';
    const grant = cluster.faults.forbid('list', '', 'pods');
    cluster.faults.allow('list', '', 'pods', namespace);
    const followed = follow(cluster.kubeconfig({ namespace }));
    followed.watch.connect({ context: 'fake', namespaces: [], agreedDigest: null });
    await eventually(() => followed.kind('pods').state === 'live', () => followed.kind('pods')); // prettier-ignore
    grant();
    remove(cluster);
    followed.watch.retry();
    await live(followed, cluster);
    await eventually(() => followed.kind('pods').namespaces === null, () => followed.kind('pods')); // prettier-ignore
    expect(new Set(followed.rows('pods').map((row) => row.namespace)).size).toBeGreaterThan(1);
  });

  test('in one of the named namespaces leaves the others live, and names it', async () => {
    const cluster = await fakeCluster({ pods: 60 });
    const names = [...new Set(cluster.objects.list('pods').map(({ metadata }) => metadata.namespace ?? ''))];
    const [open = '', shut = ''] = names;
    cluster.faults.forbid('list', '', 'pods', shut);
    const followed = follow(cluster.kubeconfig());
    followed.watch.connect({ context: 'fake', namespaces: [open, shut], agreedDigest: null });
    await eventually(() => followed.kind('pods').state === 'live', () => followed.kind('pods')); // prettier-ignore
    expect(followed.kind('pods').reason).toContain(shut);
    const there = cluster.objects.list('pods', open).length;
    await eventually(() => followed.rows('pods').length === there, 'the pods of the other');
  });

  test('because the server does not offer it is off with that reason', async () => {
    const cluster = await fakeCluster();
    const followed = await connected(cluster, { kinds: ['pods', 'poddisruptionbudgets'] });
    await eventually(() => followed.kind('poddisruptionbudgets').state !== 'connecting', 'an answer');
    expect(['live', 'off']).toContain(followed.kind('poddisruptionbudgets').state);
  });
});
