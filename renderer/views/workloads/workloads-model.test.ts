// Filter, order, counts, freshness and relations of the objects of Kubernetes.
import { expect, test } from 'vitest';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { testOf } from '../../components/filter-terms.ts';
import { columnsOf, columnsWithUsage } from '../../components/kube-columns.tsx';
import { countOfKind, kindOrder, objectPath, pathParts } from '../../components/kube-kinds.ts';
import { objectWords, rowOfObject } from '../../components/kube-row.ts';
import { orderOf } from '../../components/ordered-rows.ts';
import { kubeKinds, type KubeHealth } from '#shared/model/kubernetes.ts';
import { kindsAt } from '../../state/kube-stores.ts';
import { freshnessOf } from '../../components/freshness.ts';
import { sourceOfKind } from './kube-freshness.ts';
import { countObjects, objectHeadline } from './object-counts.ts';
import { eventsAbout } from './object-events.tsx';
import { membersOf } from './object-relations.tsx';
import { brokenPod, someConnection, somePod, someRow, someStatus } from './workloads.fixture.ts';

const web = somePod({ name: 'web-2', labels: { app: 'web' } });
const web10 = somePod({ name: 'web-10', namespace: 'pay', status: 'Pending', health: 'progressing' }, { node: null });
const lost = somePod({ name: 'lost', status: 'Unknown', health: 'unknown' });
const done = somePod({ name: 'done', status: 'Completed', health: 'ended' });
const broken = brokenPod('broken');
const all = [done, web10, web, lost, broken];

const worst = orderOf(columnsOf('pods').find(({ name }) => name === 'trouble')?.order ?? (() => 0), false);
const namesOf = (find: string): string[] =>
  all.map(rowOfObject).filter(testOf(find, objectWords)).toSorted(worst).map(({ object }) => object.name); // prettier-ignore

test('the worst come first, and what nobody knows comes before what is on its way', () => {
  expect(namesOf('')).toEqual(['broken', 'lost', 'web-10', 'web-2', 'done']);
});

test.each([
  ['ns:pay', ['web-10']],
  ['label:app=web', ['web-2']],
  ['is:trouble', ['broken']],
  ['is:crashloopbackoff', ['broken']],
  ['is:unknown', ['lost']],
  ['node:worker-a web', ['web-2']],
  ['AGAIN and', ['broken']],
  ['registry.local/shop:1.4 web', ['web-10', 'web-2']],
])('the filter %j lets through %j', (find, names) => {
  expect(namesOf(find)).toEqual(names);
});

test('every kind has a place in the list of kinds and columns with the trouble among them', () => {
  expect([...kindOrder].toSorted()).toEqual([...kubeKinds].toSorted());
  for (const kind of kubeKinds) expect(columnsOf(kind).map(({ name }) => name)).toContain('trouble');
});

test('usage stands in its own columns; what is not measured is empty, and sorts last', () => {
  const columns = columnsWithUsage('pods', new Map([['shop/web-2', { key: 'shop/web-2', cpuCores: 0.25, memoryBytes: 2 ** 20, at: 0 }]])); // prettier-ignore
  const cpu = columns.find(({ name }) => name === 'cpu');
  expect([web, broken].map((row) => cpu?.text(rowOfObject(row)))).toEqual(['250 m', '']);
  expect(Number(cpu?.order(rowOfObject(web)))).toBeLessThan(Number(cpu?.order(rowOfObject(broken))));
});

const headline = (live: boolean, ...rows: KubeRow[]) => objectHeadline('pods', countObjects(rows), live); // prettier-ignore

test('no trouble is said only while all are known to be without and live', () => {
  expect(headline(true, web)).toEqual({ words: '1 pod: no trouble seen', tone: 'pass' });
  expect(headline(false, web)).toEqual({ words: '1 pod: 1 without trouble', tone: 'stale' });
  expect(headline(true, web, lost)).toEqual({ words: '2 pods: 1 not known, 1 without trouble', tone: 'plain' });
  expect(headline(true, ...all).words).toBe('5 pods: 1 in trouble, 1 not known, 1 on the way, 1 without trouble, 1 ended'); // prettier-ignore
  expect(headline(true, ...all).tone).toBe('fail');
});

test('what cannot be in trouble is only counted, and warnings are called so', () => {
  const of = (health: KubeHealth) => ({ ...countObjects([]), total: 2, [health]: 2 });
  expect(objectHeadline('secrets', of('ok'), true).words).toBe('2 secrets');
  expect(objectHeadline('events', of('trouble'), true)).toEqual({ words: '2 events, 2 warnings', tone: 'plain' });
});

test('an object that is in trouble without words says that nothing says why', () => {
  expect(rowOfObject(somePod({ name: 'x', health: 'trouble' })).troubles).toEqual(['in trouble; nothing says why']);
});

test('a path names an object and comes apart again', () => {
  expect(pathParts(objectPath({ namespace: 'shop', name: 'web' }))).toEqual({ namespace: 'shop', name: 'web' });
  expect(pathParts(objectPath({ namespace: null, name: 'node-1' }))).toEqual({ namespace: null, name: 'node-1' });
  expect(countOfKind('pods', 1)).toBe('1 pod');
  expect(countOfKind('statefulsets', 1_200)).toBe('1,200 StatefulSets');
});

const fresh = (source: ReturnType<typeof sourceOfKind>) => freshnessOf({ source, lost: null, heardAt: 5 }).state;

test('a kind is only as fresh as its connection', () => {
  expect(fresh(sourceOfKind(someConnection(), someStatus('pods')))).toBe('live');
  expect(fresh(sourceOfKind(someConnection({ state: 'stale' }), someStatus('pods')))).toBe('stale');
  expect(fresh(sourceOfKind(someConnection(), someStatus('pods', { state: 'denied' })))).toBe('denied');
  expect(fresh(undefined)).toBe('waiting');
});

test('a kind that nobody followed, or whose first list is being read, is waited for', () => {
  expect(fresh(sourceOfKind(someConnection(), undefined))).toBe('waiting');
  expect(fresh(sourceOfKind(someConnection(), someStatus('pods', { state: 'off', seenAt: null })))).toBe('waiting');
  expect(fresh(sourceOfKind(someConnection(), someStatus('pods', { state: 'connecting', seenAt: null })))).toBe('waiting'); // prettier-ignore
  expect(fresh(sourceOfKind(someConnection(), someStatus('pods', { state: 'connecting' })))).toBe('stale');
});

test('only the kind that is looked at is followed, and while an object is open those of its details', () => {
  const place = { view: 'workloads' as const, kind: 'deployments' as const, object: null, opened: false };
  expect(kindsAt(place)).toEqual(['deployments']);
  expect(kindsAt({ ...place, object: 'shop/web', opened: true })).toEqual(['deployments', 'events', 'replicasets', 'pods']); // prettier-ignore
  expect(kindsAt({ ...place, view: 'watch' })).toEqual([]);
});

const mapOf = (...rows: KubeRow[]): Map<string, KubeRow> => new Map(rows.map((row) => [row.key, row]));
const workload = { desired: 1, current: 1, ready: 1, updated: 1, available: 1, images: [], revision: null, paused: false }; // prettier-ignore
const ownedBy = (row: KubeRow) => ({ kind: 'X', namespace: row.namespace, name: row.name, uid: row.key });

test('the pods of a deployment are those of its replica sets, those of a node stand on it', () => {
  const deployment = someRow('deployments', workload, { name: 'web' });
  const set = someRow('replicasets', workload, { name: 'web-1', owner: ownedBy(deployment) });
  const pod = somePod({ name: 'web-1-a', owner: ownedBy(set) });
  expect(membersOf(deployment, mapOf(pod, web), mapOf(set))).toEqual([pod]);
  expect(membersOf(set, mapOf(pod, web), null)).toEqual([pod]);
  const node = someRow('nodes', { ready: 'True', roles: [], version: '', cordoned: false, taints: 0, pressures: [], cpuCores: 1, memoryBytes: 1, podCapacity: 1 }, { name: 'worker-a', namespace: null }); // prettier-ignore
  expect(membersOf(node, mapOf(pod, web10), null)).toEqual([pod]);
});

test('a service takes the pods of its selector in its namespace, and none without a selector', () => {
  const cells = { type: 'ClusterIP', clusterIp: null, addresses: [], ports: [], selector: { app: 'web' } };
  const other = somePod({ name: 'o', namespace: 'pay', labels: { app: 'web' } });
  expect(membersOf(someRow('services', cells, { name: 's' }), mapOf(web, other), null)).toEqual([web]);
  expect(membersOf(someRow('services', { ...cells, selector: {} }, { name: 's' }), mapOf(web), null)).toEqual([]);
});

test('the events of an object are those of its uid, newest first', () => {
  const event = (name: string, uid: string, lastAt: number) =>
    someRow('events', { type: 'Normal', reason: name, message: '', count: 1, object: { kind: 'Pod', namespace: 'shop', name: 'web-2', uid }, firstAt: 0, lastAt, from: '' }, { name }); // prettier-ignore
  const rows = mapOf(event('old', web.key, 1), event('earlier-life', 'uid-of-before', 3), event('new', web.key, 2));
  expect(eventsAbout(web, rows).map(({ event: { reason } }) => reason)).toEqual(['new', 'old']);
});
