// The sentence of the wall never says more than was looked at; its lines are grouped, ordered and of the window.
import { expect, test } from 'vitest';
import type { Freshness } from '../../components/freshness.ts';
import type { Trouble, WatchChange, WorkloadCount } from '#shared/model/watch.ts';
import type { KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import { someConnection, someStatus } from '../workloads/workloads.fixture.ts';
import { changeLines, countedWorkloads, troubleLines } from './wall-lines.ts';
import { dockerSource, kubeSource, wallHeadline } from './wall-sources.ts';

const fresh = (state: Freshness['state'], reason = ''): Freshness => ({ state, since: 1, reason, asOf: 2 });
const judged: KubeKind[] = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'nodes'];
const kinds = (patch: Partial<Record<KubeKind, Partial<KubeKindStatus>>> = {}): Map<string, KubeKindStatus> =>
  new Map([...judged, ...(Object.keys(patch) as KubeKind[])].map((kind) => [kind, someStatus(kind, { count: kind === 'pods' ? 38 : 0, ...patch[kind] })])); // prettier-ignore
const docker = dockerSource(fresh('live'), 12);
const kube = (state: Freshness['state'], reason = '', known = kinds()) =>
  kubeSource(fresh(state, reason), someConnection(), known);

test('no trouble is said of what was looked at, with how many that were', () => {
  expect(wallHeadline([docker, kube('live')], 0)).toEqual({ words: '12 containers, 38 pods: no trouble seen', tone: 'pass' }); // prettier-ignore
});

test.each(['stale', 'denied', 'off', 'waiting'] as const)('a source that is %s is named, and nothing is green', (state) => {
  const { words, tone } = wallHeadline([docker, kube(state, '401 Unauthorized')], 0);
  expect(words).toMatch(/^12 containers without trouble; Kubernetes .*: 401 Unauthorized$/);
  expect(tone).toBe('plain');
}); // prettier-ignore

test('a kind whose troubles cannot be known keeps the whole from being without trouble', () => {
  const partly = kube('live', '', kinds({ nodes: { state: 'denied', reason: 'forbidden' } }));
  expect(wallHeadline([docker, partly], 0)).toEqual({ words: '12 containers, 38 pods without trouble; Nodes of Kubernetes not wholly looked at', tone: 'plain' }); // prettier-ignore
  expect(partly.missing).toEqual([{ what: 'Nodes', why: 'denied: forbidden', judged: true }]);
  const some = kube('live', '', kinds({ pods: { namespaces: ['shop'] } }));
  expect(wallHeadline([some], 0).tone).toBe('plain');
});

test('a kind that has no troubles of its own is named at the source only', () => {
  const secrets = kube('live', '', kinds({ secrets: { state: 'denied', reason: 'forbidden' } }));
  expect(wallHeadline([docker, secrets], 0).tone).toBe('pass');
  expect(secrets.missing[0]?.what).toBe('Secrets');
});

test('of a long reason the sentence takes the first words; the whole stands at the source', () => {
  const off = dockerSource(
    fresh('off', 'no Docker engine is followed. Tried /a: no such socket; /b: no such socket'),
    0,
  );
  expect(wallHeadline([kube('live'), off], 0).words).toBe('38 pods without trouble; Docker not looked at: no Docker engine is followed'); // prettier-ignore
});

test('where nothing is live nothing is said to be so now', () => {
  expect(wallHeadline([dockerSource(fresh('stale', 'connection refused'), 12), kube('off')], 0)).toEqual({ words: 'Docker not live: connection refused; Kubernetes not looked at', tone: 'stale' }); // prettier-ignore
  expect(wallHeadline([dockerSource(fresh('stale', 'x'), 12)], 3).tone).toBe('stale');
  expect(wallHeadline([docker], 1)).toEqual({ words: '1 wants a look, of 12 containers', tone: 'fail' });
});

const object = { source: 'docker' as const, kind: 'container', namespace: null, name: 'x', key: 'x' };
const trouble = (key: string, kind: Trouble['kind'], since: number, count = 1): Trouble => ({ key, kind, object, words: key, since, count }); // prettier-ignore

test('troubles stand under their kinds, worst kind first, what just broke first, gathered ones counted', () => {
  const lines = troubleLines([trouble('a', 'pending', 5), trouble('b', 'crash_loop', 1), trouble('c', 'crash_loop', 9, 4)]); // prettier-ignore
  expect(lines.map(({ key }) => key)).toEqual(['kind:crash_loop', 'c', 'b', 'kind:pending', 'a']);
  expect(lines[0]).toMatchObject({ name: 'Crash loops', troubled: 5 });
});

const change = (key: string, at: number, patch: Partial<WatchChange> = {}): WatchChange => ({ key, kind: 'scale', at, seenAt: at, object, words: '', bad: false, ...patch }); // prettier-ignore

test('changes are those of the window, newest first; a gap that reaches into it is one of them', () => {
  const all = [change('old', 10), change('new', 90), change('mid', 60), change('gap', 20, { kind: 'gap', seenAt: 70 })];
  expect(changeLines(all, 50).map(({ key }) => key)).toEqual(['new', 'mid', 'gap']);
});

test('workloads that are short come first, the shortest ahead; one that wants none is whole', () => {
  const count = (key: string, desired: number, ready: number, troubled = 0): WorkloadCount => ({ key, object: { ...object, name: key }, desired, ready, troubled }); // prettier-ignore
  const { short, whole } = countedWorkloads([count('a', 3, 2), count('b', 5, 1), count('c', 2, 2), count('d', 0, 0), count('e', 1, 1, 1)]); // prettier-ignore
  expect(short.map(({ key }) => key)).toEqual(['b', 'a', 'e']);
  expect(whole.map(({ key }) => key)).toEqual(['c', 'd']);
});
