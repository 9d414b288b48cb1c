// The wall and the tables as of a moment, over rows as the record has them: since when it is so, and what is not known.
import { expect, test } from 'vitest';
import type { KubeConnection, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { Trouble, WorkloadCount } from '#shared/model/watch.ts';
import type { NewEvent } from '../journal/journal.ts';
import { rowOf } from '../sources/kubernetes/project/objects.fixture.ts';
import { shopContainer } from '../watch/wall/wall.fixture.ts';
import { dockerPast } from './docker.ts';
import { kubernetesPast } from './kubernetes.ts';
import { at, heard, minute, start, testRecord } from './past.fixture.ts';
import type { RowsAt } from './rows-at.ts';
import { watchPast } from './watch.ts';

const sourceState = (source: string, to: string): NewEvent => ({ type: 'source.state', source, data: { source, from: 'off', to, reason: '' } }); // prettier-ignore

function setup() {
  const record = testRecord();
  record.add(0, { type: 'engine.started', source: 'engine', data: {} });
  record.add(1, sourceState('docker', 'live'));
  record.add(1, sourceState('kubernetes', 'live'));
  record.add(1, { type: 'kubernetes.connected', source: 'kubernetes', subject: 'prod', data: { context: 'prod', server: 'https://k8s', version: '1.36', user: 'oncall', caDigest: null, unverified: false, namespaces: [] } }); // prettier-ignore
  const sick = shopContainer('c1', { state: 'restarting', restartCount: 4 });
  const pod = rowOf('pods', { metadata: { name: 'api-1', namespace: 'shop', uid: 'u1', resourceVersion: '7', creationTimestamp: '2026-11-20T13:00:00Z' }, spec: { containers: [{ name: 'api', image: 'api:1' }] }, status: { phase: 'Running' } }, '7'); // prettier-ignore
  const rows: RowsAt = {
    containers: async () => [{ row: sick, time: start + 3 * minute }, { row: shopContainer('c2'), time: start + minute }], // prettier-ignore
    kube: async (kind) => (kind === 'pods' ? [{ row: pod, time: start + 2 * minute }] : []),
  };
  return { ...record, rows };
}

test('a trouble lasts since it was recorded, not since somebody looks back at it', async () => {
  const { read, rows } = setup();
  const { troubles, workloads } = watchPast(read, rows);
  const found = await heard<Trouble>(troubles?.(undefined, at(10), undefined));
  expect(found.map(({ object, kind, since }) => [object.name, kind, (since - start) / minute])).toEqual([['shop-web-c1', 'crash_loop', 3], ['api-1', 'unhealthy', 2]]); // prettier-ignore
  const counts = await heard<WorkloadCount>(workloads?.(undefined, at(10), undefined));
  expect(counts.map(({ desired, troubled }) => [desired, troubled])).toContainEqual([2, 1]);
});

test('which context was connected is known; a kind of which nothing was recorded is not called empty', async () => {
  const { read, rows } = setup();
  const { connection, kinds } = kubernetesPast(read, rows);
  expect(await heard<KubeConnection>(connection?.(undefined, at(10), undefined))).toMatchObject([{ state: 'live', context: 'prod', version: '1.36', user: 'oncall' }]); // prettier-ignore
  expect(await heard<KubeConnection>(connection?.(undefined, at(0.5), undefined))).toMatchObject([{ state: 'off', context: null }]); // prettier-ignore
  const all = new Map((await heard<KubeKindStatus>(kinds?.(undefined, at(10), undefined))).map((one) => [one.key, one])); // prettier-ignore
  expect(all.get('pods')).toMatchObject({ state: 'live', count: 1 });
  expect(all.get('jobs')).toMatchObject({ state: 'off', reason: 'nothing of this kind was recorded at this moment' });
});

test('of one container and one object that is told which was recorded, and that the rest was not', async () => {
  const { read, rows } = setup();
  const container = await dockerPast(rows).container?.({ id: 'c1' }, at(10), undefined);
  expect(container).toMatchObject({
    notRecorded: true,
    container: { name: 'shop-web-c1' },
    readAt: start + 3 * minute,
  });
  await expect(dockerPast(rows).container?.({ id: 'gone' }, at(10), undefined)).rejects.toThrow(
    'was seen at this moment',
  );
  const object = await kubernetesPast(read, rows).object?.({ kind: 'pods', namespace: 'shop', name: 'api-1' }, at(10), undefined); // prettier-ignore
  expect(object?.yaml).toMatch(/^# The YAML of this object was not recorded\./);
  expect(object?.yaml).toContain('name: api-1');
  expect(object?.notRecorded).toBe(true);
});
