import { expect, test } from 'vitest';
import type { KubeConnection, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createDockerObjects } from './docker-objects.ts';
import { createKubernetesObjects } from './kubernetes-objects.ts';
import { objectsAt } from './objects-at.ts';
import { containerRow, podRow, testObjects, testRecord } from './recorder.fixture.ts';

const status = (state: SourceStatus['state'], seenAt: number): SourceStatus => ({ key: 'docker', name: 'Docker', state, since: 0, reason: '', seenAt }); // prettier-ignore

function docker() {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  const engine: { at: string | null } = { at: 'unix:///a.sock' };
  const told = createDockerObjects({ recorder, endpoint: () => engine.at, now: record.now });
  const names = (at: number) => objectsAt(record.read, { source: 'docker', kind: 'containers', at, known: 'then' }).map(({ key }) => key); // prettier-ignore
  return { ...record, record, recorder, settled, engine, told, names };
}

test('containers that change or go while the engine is away are marked so; those of an engine that is left did not go', async () => {
  const { told, settled, clock, engine, record, names } = docker();
  told.rows([containerRow('a'), containerRow('b')], []);
  told.status(status('live', 1000));
  await settled();
  clock.at = 5000;
  told.status(status('stale', 3000));
  told.rows([containerRow('a', { state: 'exited', exitCode: 137, finishedAt: 4000, status: 'Exited (137)' })], ['b']);
  told.status(status('live', 5000));
  await settled();
  expect(record.events('object.').slice(1)).toMatchObject([
    { type: 'object.gone', time: 5000, subject: 'shop-b', data: { between: [3000, 5000] } },
    { type: 'object.changed', time: 4000, subject: 'shop-a', data: { between: [3000, 5000], diff: [{ path: 'state', from: 'running', to: 'exited' }, { path: 'exitCode', to: 137 }, { path: 'finishedAt', to: 4000 }] } }, // prettier-ignore
  ]);
  clock.at = 9000;
  told.rows([], ['a']);
  engine.at = 'unix:///other.sock';
  told.rows([containerRow('z')], []);
  told.status(status('live', 9000));
  await settled();
  expect(record.events('object.gone')).toHaveLength(1);
  expect(names(8999)).toEqual(['a']);
  expect(names(9000)).toEqual(['z']);
});

test('words that only grow older make neither version nor event', async () => {
  const { told, settled, record } = docker();
  told.rows([containerRow('a')], []);
  told.status(status('live', 1000));
  await settled();
  told.rows([containerRow('a', { status: 'Up 6 minutes' })], []);
  await settled();
  expect(record.events('object.').map(({ type }) => type)).toEqual(['object.listed']);
});

test('a change of Kubernetes that the watch names by itself is told once, any other by the recorder', async () => {
  const record = testRecord();
  const { recorder, settled } = testObjects(record);
  const told = createKubernetesObjects({ recorder, now: record.now });
  const connection = { context: 'kind', server: 'https://127.0.0.1', namespaces: [], state: 'live' };
  told.connection(connection as unknown as KubeConnection);
  told.rows('pods', [{ before: undefined, after: podRow('a') }], true);
  told.kind({ key: 'pods', state: 'live', seenAt: 1000, namespaces: null } as unknown as KubeKindStatus);
  await settled();
  const next = (more: Parameters<typeof podRow>[1], cells: object = {}) => podRow('a', { ...more, cells: { ...podRow('a').cells, ...cells } }); // prettier-ignore
  const restarted = next({ version: '2' }, { restarts: 1, lastRestartAt: 1500 });
  told.rows('pods', [{ before: podRow('a'), after: restarted }], false);
  const moved = next({ version: '3' }, { restarts: 1, lastRestartAt: 1500, ip: '10.9.9.9' });
  await settled();
  told.rows('pods', [{ before: restarted, after: moved }], false);
  await settled();
  expect(record.events('object.changed')).toMatchObject([{ data: { diff: [{ path: 'cells.ip', from: '10.1.2.3', to: '10.9.9.9' }] } }]); // prettier-ignore
  // The context is left: its pods did not go.
  told.rows('pods', [{ before: moved, after: undefined }], true);
  await settled();
  expect(record.events('object.gone')).toEqual([]);
});
