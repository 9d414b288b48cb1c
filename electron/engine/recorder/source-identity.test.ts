import { expect, test } from 'vitest';
import { createWatchWall } from '../compose/wall.ts';
import type { Recording } from '../compose/recording.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { forgetSourceEvents, hasSourceEvent } from '../store/object-rows.ts';
import { testRecord } from './recorder.fixture.ts';
import { appendOnce, identityOf } from './source-identity.ts';

test('an event with an identity is appended once, also in one task; one without an identity always', () => {
  const { write, read, journal, events } = testRecord();
  const event = { event: { type: 'docker.changed', source: 'docker', time: 5, data: {} }, identity: identityOf('docker', 'unix:///a', 'k') } as const; // prettier-ignore
  expect(appendOnce(write, journal, [event, event])).toBe(1);
  expect(appendOnce(write, journal, [event, { ...event, identity: null }])).toBe(1);
  expect(appendOnce(write, journal, [{ ...event, identity: identityOf('docker', 'unix:///b', 'k') }])).toBe(1);
  expect(events('docker.changed')).toHaveLength(3);
  expect(forgetSourceEvents(write, 6, 1)).toBe(1);
  expect([hasSourceEvent(read, identityOf('docker', 'unix:///a', 'k')), hasSourceEvent(read, identityOf('docker', 'unix:///b', 'k'))].filter(Boolean)).toHaveLength(1); // prettier-ignore
});

test('what a cluster tells of its events at every start is recorded once for each time it was counted up', () => {
  const record = testRecord();
  const counted = (count: number): KubeRow => ({
    key: 'e1',
    kind: 'events',
    namespace: 'shop',
    name: 'api.1',
    version: String(count),
    createdAt: 1,
    deletedAt: null,
    labels: {},
    owner: null,
    status: 'BackOff',
    health: 'unknown',
    troubles: [],
    cells: { type: 'Warning', reason: 'BackOff', message: 'restarting', count, object: { kind: 'Pod', namespace: 'shop', name: 'api', uid: 'p' }, firstAt: 1, lastAt: count, from: 'kubelet' }, // prettier-ignore
  });
  const start = (...counts: number[]): void => {
    // As if the journal told nothing of what was recorded before: it reads only the newest of it.
    const journal = { ...record.journal, page: () => [] };
    const wall = createWatchWall({ ...record, journal } as unknown as Recording);
    for (const count of counts) wall.onRows('events', [{ before: undefined, after: counted(count) }], true);
    record.writer.flush();
    wall.close();
  };
  start(1);
  start(1, 3);
  start(3);
  const told = record.events('kubernetes.changed').map(({ subject, data }) => [subject, (data as { count: number }).count]); // prettier-ignore
  expect(told).toEqual([['shop/api', 1], ['shop/api', 3]]); // prettier-ignore
});
