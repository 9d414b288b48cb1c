// From rows to the wall and the journal: told once, and nothing of what was there before.
import { expect, test } from 'vitest';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { deployment, event, pod, rowOf, running, container, ended, type Json } from '../sources/kubernetes/project/objects.fixture.ts'; // prettier-ignore
import { createKubernetesNews, eventIdentity, type KubeRecord } from './kubernetes-news.ts';
import { shown, start } from './wall/wall.fixture.ts';
import { createWall } from './wall/wall.ts';

function setup(recorded: string[] = []) {
  const records: KubeRecord[] = [];
  const wall = createWall({ now: () => start });
  const onRows = createKubernetesNews({ wall, now: () => start, recorded: () => recorded, record: (events) => records.push(...events) }); // prettier-ignore
  return { records, wall, onRows };
}
const came = (after: KubeRow) => [{ before: undefined, after }];
const scaled = (replicas: number, version: string) =>
  rowOf('deployments', deployment({}, { spec: { replicas } }), version);

test('a change is recorded with what it is about, the words that the wall shows and the fields that differ', async () => {
  const { records, wall, onRows } = setup();
  onRows('deployments', came(scaled(3, '1')), true);
  expect(records).toEqual([]);
  onRows('deployments', [{ before: scaled(3, '1'), after: scaled(5, '2') }], false);
  const [line] = await shown(wall.changes);
  expect(line).toMatchObject({ kind: 'scale', words: 'scaled 3 → 5', object: { kind: 'deployments', key: 'uid-web' } });
  expect(records).toEqual([
    {
      type: 'kubernetes.changed',
      subject: 'shop/web',
      time: start,
      data: {
        kind: 'deployments',
        namespace: 'shop',
        name: 'web',
        uid: 'uid-web',
        change: 'scale',
        identity: '2',
        words: 'scaled 3 → 5',
        bad: false,
        from: 3,
        to: 5,
        diff: [
          { path: 'status', from: 'Available', to: 'Progressing' },
          { path: 'health', from: 'ok', to: 'progressing' },
          { path: 'cells.desired', from: 3, to: 5 },
        ],
      },
    },
  ]);
});

test('pods are recorded under the name of their workload, by the clock of the cluster', () => {
  const { records, onRows } = setup();
  const metadata: Json = {
    labels: { 'pod-template-hash': 'abc' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-abc', uid: 'rs', controller: true }],
  };
  const back = container('app', running, { restartCount: 1, lastState: ended(1, 'Error') });
  onRows('pods', [{ before: rowOf('pods', pod({ metadata }), '1'), after: rowOf('pods', pod({ metadata, containers: [back] }), '2') }], false); // prettier-ignore
  expect(records).toMatchObject([{ subject: 'shop/web', time: Date.parse('2026-11-20T10:05:00Z'), data: { change: 'restart' } }]); // prettier-ignore
});

test('an event is recorded once for each count, over lists read anew and starts of the application', () => {
  const first = rowOf('events', event({ count: 4 }), '1');
  const { records, onRows } = setup([eventIdentity('uid-web.1', 4)]);
  onRows('events', came(first), true);
  expect(records).toEqual([]);
  const next = rowOf('events', event({ count: 5 }), '2');
  onRows('events', [{ before: first, after: next }], false);
  onRows('events', [{ before: next, after: undefined }], true);
  onRows('events', came(next), true);
  expect(records.map(({ data }) => data['count'])).toEqual([5]);
  expect(records[0]?.subject).toBe('shop/web-abc-1');
});

test('a single step of a rollout is shown and not recorded', async () => {
  const { records, wall, onRows } = setup();
  const at = (updatedReplicas: number, version: string) =>
    rowOf('deployments', deployment({ updatedReplicas }), version);
  onRows('deployments', came(at(1, '1')), true);
  onRows('deployments', [{ before: at(1, '1'), after: at(2, '2') }], false);
  expect(await shown(wall.changes)).toHaveLength(1);
  expect(records).toEqual([]);
});

test('a list that is empty takes nothing off the wall', async () => {
  const { wall, onRows } = setup();
  onRows('deployments', came(scaled(3, '1')), true);
  onRows('jobs', [], true);
  expect(await shown(wall.workloads)).toHaveLength(1);
});

test('a context that is left is told as such, and nothing of it as having gone', async () => {
  const { records, wall, onRows } = setup();
  onRows('deployments', came(scaled(3, '1')), true);
  onRows('deployments', [{ before: scaled(3, '1'), after: scaled(5, '2') }], false);
  records.length = 0;
  onRows('deployments', [{ before: scaled(5, '2'), after: undefined }], true);
  expect([records, await shown(wall.changes), await shown(wall.workloads)]).toEqual([[], [], []]);
});
