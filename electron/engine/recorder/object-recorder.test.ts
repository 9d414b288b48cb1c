import { describe, expect, test } from 'vitest';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { objectVersions, objectsAt } from './objects-at.ts';
import { podRow, seen, testObjects, testRecord, went, type TestRecord } from './recorder.fixture.ts';

const pods = { source: 'kubernetes', kind: 'pods' } as const;
const cells = (more: Partial<KubeRow<'pods'>['cells']>): Partial<KubeRow<'pods'>> => ({ cells: { ...podRow('x').cells, ...more } }); // prettier-ignore
const rowsAt = (record: TestRecord, at: number) => objectsAt(record.read, { ...pods, at, known: 'then' }).map(({ row }) => row as unknown as KubeRow<'pods'>); // prettier-ignore

/** A first look at two pods, whole and seen until 2000. */
async function watched(record: TestRecord) {
  const objects = testObjects(record);
  objects.recorder.turn('kubernetes', 'kind');
  objects.recorder.rows('kubernetes', 'pods', [seen(podRow('a'), 1000), seen(podRow('b'), 1000)]);
  objects.recorder.listed('kubernetes', 'pods', 1001, null);
  await objects.settled();
  objects.recorder.seen('kubernetes', 'pods', 2000);
  return objects;
}

describe('the recorder of objects', () => {
  test('keeps what was there at first sight as versions and tells of it in one event', async () => {
    const record = testRecord();
    await watched(record);
    expect(rowsAt(record, 1000)).toEqual([podRow('a'), podRow('b')]);
    expect(record.events('object.')).toMatchObject([{ type: 'object.listed', time: 1001, data: { known: 2, since: null } }]); // prettier-ignore
  });

  test('makes of a change an event with the few fields that differ, and a version that is the whole row', async () => {
    const record = testRecord();
    const { recorder, settled } = await watched(record);
    const crashed = podRow('a', { version: '2', status: 'CrashLoopBackOff', health: 'trouble', ...cells({ restarts: 3, ready: 0, lastRestartAt: 2900 }) }); // prettier-ignore
    recorder.rows('kubernetes', 'pods', [seen(crashed, 3000)]);
    await settled();
    expect(rowsAt(record, 3000).find(({ key }) => key === 'a')).toEqual(crashed);
    expect(rowsAt(record, 2999).find(({ key }) => key === 'a')).toEqual(podRow('a'));
    const [event] = record.events('object.changed');
    expect(event).toMatchObject({ source: 'kubernetes', subject: 'shop/api', time: 3000 });
    expect(event?.data).toEqual({
      kind: 'pods',
      namespace: 'shop',
      name: 'api-a',
      uid: 'a',
      diff: [
        { path: 'status', from: 'Running', to: 'CrashLoopBackOff' },
        { path: 'health', from: 'ok', to: 'trouble' },
        { path: 'cells.ready', from: 1, to: 0 },
        { path: 'cells.restarts', from: 0, to: 3 },
      ],
    });
  });

  test('drops what means nothing, and does not say again what the source has said', async () => {
    const record = testRecord();
    const { recorder, settled } = await watched(record);
    recorder.rows('kubernetes', 'pods', [seen(podRow('a', { version: '99', ...cells({ lastRestartAt: 5 }) }), 3000)]);
    await settled();
    recorder.rows('kubernetes', 'pods', [seen(podRow('b', cells({ restarts: 1 })), 3000, { told: true })]);
    await settled();
    expect(record.events('object.changed')).toEqual([]);
    expect(objectVersions(record.read, { ...pods, fromMs: 2500, toMs: 9000 }).map(({ key }) => key)).toEqual(['b']);
  });

  test('after a restart writes nothing of what is unchanged, and marks the rest as of the time in which nobody looked', async () => {
    const before = testRecord();
    const { recorder: first } = await watched(before);
    first.close();
    before.stop();

    const record = testRecord(before.dataDir);
    const { recorder, settled } = testObjects(record);
    record.clock.at = 9000;
    recorder.turn('kubernetes', 'kind');
    const since = recorder.seenAt('kubernetes', 'pods');
    expect(since).toBe(2000);
    recorder.rows('kubernetes', 'pods', [
      seen(podRow('a', { version: '7' }), 9000, { since }),
      seen(podRow('c', { createdAt: 4000 }), 9000, { since }),
    ]);
    await settled();
    expect(record.events('object.')).toHaveLength(2);
    recorder.listed('kubernetes', 'pods', 9001, null);
    await settled();
    expect(record.events('object.').slice(1)).toMatchObject([
      { type: 'object.appeared', time: 4000, data: { uid: 'c', between: [2000, 9000] } },
      { type: 'object.gone', time: 9001, data: { uid: 'b', between: [2000, 9001], standing: { status: 'Running' } } },
      { type: 'object.listed', data: { known: 2, since: 2000, appeared: 1, changed: 0, gone: 1 } },
    ]);
    const keys = (at: number, known: 'then' | 'now') => objectsAt(record.read, { ...pods, at, known }).map(({ key }) => key).toSorted(); // prettier-ignore
    expect(keys(5000, 'then')).toEqual(['a', 'b']);
    expect(keys(5000, 'now')).toEqual(['a', 'b', 'c']);
    expect(keys(9001, 'now')).toEqual(['a', 'c']);
  });

  test('takes one that left because another cluster is followed for nothing that went', async () => {
    const record = testRecord();
    const { recorder, settled } = await watched(record);
    record.clock.at = 3000;
    recorder.turn('kubernetes', null);
    recorder.rows('kubernetes', 'pods', [went('a', 3000)]);
    recorder.turn('kubernetes', 'prod');
    recorder.rows('kubernetes', 'pods', [seen(podRow('z'), 3000)]);
    recorder.listed('kubernetes', 'pods', 3001, null);
    await settled();
    expect(rowsAt(record, 3500).map(({ key }) => key)).toEqual(['z']);
    expect(record.events('object.gone')).toEqual([]);
    record.clock.at = 4000;
    recorder.turn('kubernetes', 'kind');
    recorder.rows('kubernetes', 'pods', [seen(podRow('a'), 4000, { since: 2000 })]);
    recorder.listed('kubernetes', 'pods', 4001, ['other']);
    await settled();
    // That b went cannot be known: only one other namespace was read.
    expect(rowsAt(record, 4500).map(({ key }) => key).toSorted()).toEqual(['a', 'b']); // prettier-ignore
  });

  test('takes a new uid under the old name for another generation', async () => {
    const record = testRecord();
    const { recorder, settled } = await watched(record);
    recorder.rows('kubernetes', 'pods', [went('a', 3000), seen(podRow('d', { name: 'api-a' }), 3001)]);
    await settled();
    const versions = objectVersions(record.read, { ...pods, fromMs: 2500, toMs: 9000 });
    expect(versions.map(({ key, generation, row }) => [key, generation, row !== null])).toEqual([['a', 1, false], ['d', 2, true]]); // prettier-ignore
    expect(record.events('object.').slice(1).map(({ type }) => type)).toEqual(['object.gone', 'object.appeared']); // prettier-ignore
  });

  test('goes on with whole rows where the disk lost a version', async () => {
    const record = testRecord();
    const { recorder, settled } = await watched(record);
    record.write.exec(
      "CREATE TEMP TRIGGER lose BEFORE INSERT ON object_version BEGIN SELECT RAISE(ABORT, 'lost'); END",
    );
    recorder.rows('kubernetes', 'pods', [seen(podRow('a', cells({ restarts: 1 })), 3000)]);
    await settled();
    record.write.exec('DROP TRIGGER lose');
    expect(record.defects).toHaveLength(1);
    recorder.rows('kubernetes', 'pods', [seen(podRow('a', cells({ restarts: 2 })), 4000)]);
    await settled();
    expect(rowsAt(record, 4000).find(({ key }) => key === 'a')?.cells.restarts).toBe(2);
    expect(record.events('object.changed')).toMatchObject([{ data: { diff: [{ path: 'cells.restarts', from: 0, to: 2 }] } }]); // prettier-ignore
  });
});
