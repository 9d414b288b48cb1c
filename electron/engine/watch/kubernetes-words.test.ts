import { expect, test } from 'vitest';
import type { KubeConnection, KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { Freshness, SourceStatus } from '#shared/model/system.ts';
import { gapOf, sourceStatusOf } from './kubernetes-words.ts';

const connection = (state: Freshness, reason = ''): KubeConnection => ({ key: 'kubernetes', state, reason, since: 0, seenAt: 900, retryAt: null, context: 'c', server: 's', namespaces: [], version: null, user: null, proxy: null, caDigest: null, unverified: false, usage: false }); // prettier-ignore
const kind = (key: KubeKind, state: Freshness, more: Partial<KubeKindStatus> = {}): KubeKindStatus => ({ key, state, since: 500, reason: '', seenAt: 400, retryAt: null, count: 1, expected: null, namespaces: null, events: 0, relists: 0, reconnects: 0, ...more }); // prettier-ignore
const before = (state: Freshness): SourceStatus => ({ key: 'kubernetes', name: 'Kubernetes', state, since: 1, reason: '', seenAt: null }); // prettier-ignore
const status = (was: Freshness, now: Freshness, ...kinds: KubeKindStatus[]) =>
  sourceStatusOf(before(was), connection(now, now === 'live' ? '' : 'why'), kinds, 1000);

test('the source is live only when the connection is and no kind that is followed lags', () => {
  expect(status('connecting', 'live', kind('pods', 'live'), kind('secrets', 'off'))).toMatchObject({ state: 'live', reason: '', since: 1000 }); // prettier-ignore
  expect(status('connecting', 'live', kind('pods', 'live'), kind('nodes', 'connecting'))).toMatchObject({ state: 'connecting', reason: 'reading nodes' }); // prettier-ignore
  expect(status('live', 'live', kind('pods', 'stale', { reason: 'cut' }), kind('nodes', 'live'))).toMatchObject({ state: 'stale', reason: 'pods: cut' }); // prettier-ignore
  expect(status('live', 'stale', kind('pods', 'live'))).toMatchObject({ state: 'stale', reason: 'why' });
});

test('it is as old as the last that was heard of what lags', () => {
  expect(status('live', 'live', kind('pods', 'stale'), kind('nodes', 'live'))).toMatchObject({
    since: 400,
    seenAt: 400,
  });
});

test('a kind that is looked at for the first time, or denied, leaves the others live', () => {
  expect(status('live', 'live', kind('pods', 'live'), kind('secrets', 'connecting'))).toMatchObject({ state: 'live', since: 1 }); // prettier-ignore
  expect(status('connecting', 'live', kind('pods', 'live'), kind('nodes', 'denied'))).toMatchObject({ state: 'live' });
});

test('where nothing may be read it is denied, and never live', () => {
  expect(status('connecting', 'live', kind('pods', 'denied', { reason: 'HTTP 403' }))).toMatchObject({ state: 'denied', reason: 'pods: HTTP 403' }); // prettier-ignore
});

test('reading a kind anew is a gap from when it was last fresh', () => {
  const stale = kind('pods', 'stale', { reason: '410' });
  expect(gapOf(stale, kind('pods', 'stale', { relists: 1 }), 2000)).toEqual({ type: 'source.gap', subject: 'pods', time: 2000, data: { source: 'kubernetes', kind: 'pods', from: 500, to: 2000, reason: '410' } }); // prettier-ignore
  expect(gapOf(stale, kind('pods', 'live', { reconnects: 5 }), 2000)).toBeNull();
});
