import { describe, expect, test, vi } from 'vitest';
import type { WriteDb } from '../store/database.ts';
import { notGone, putFrame, putObject, putScope, putTurn, putVersion, setGone } from '../store/object-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { objectVersions, objectsAt, objectsAtInTurns, writeDiff } from './objects-at.ts';

function pods(db: WriteDb): number {
  const scope = putScope(db, 'kubernetes', 'kind https://127.0.0.1');
  putTurn(db, 'kubernetes', scope, 50);
  return scope;
}
const asked = { source: 'kubernetes', kind: 'pods' } as const;

function onePod(db: WriteDb, scope: number): void {
  putObject(db, { no: 1, scope, kind: 'pods', key: 'u1', namespace: 'shop', name: 'api', first: 100, gone: notGone });
  putFrame(db, 1, 1, JSON.stringify({ key: 'u1', status: 'Running', cells: { restarts: 0 } }));
  putVersion(db, { object: 1, recordedTime: 100, no: 1, time: 100, since: null, frame: 1, diff: null });
  const more = writeDiff([{ path: 'cells.restarts', to: 1 }]);
  putVersion(db, { object: 1, recordedTime: 200, no: 2, time: 200, since: null, frame: 1, diff: more });
  // The app was closed from 210 to 900; what it found then had happened at 400.
  const late = writeDiff([
    { path: 'cells.restarts', to: 1 },
    { path: 'status', to: 'Failed' },
  ]);
  putVersion(db, { object: 1, recordedTime: 900, no: 3, time: 400, since: 210, frame: 1, diff: late });
}

describe('the objects of a moment', () => {
  test('are what had been recorded by then, or what is known today of then', () => {
    const { read, write } = testStore();
    onePod(write, pods(write));
    const status = (at: number, known: 'then' | 'now') =>
      objectsAt(read, { ...asked, at, known }).map(({ row }) => row);
    expect(status(99, 'now')).toEqual([]);
    expect(status(150, 'then')).toEqual([{ key: 'u1', status: 'Running', cells: { restarts: 0 } }]);
    expect(status(500, 'then')).toEqual([{ key: 'u1', status: 'Running', cells: { restarts: 1 } }]);
    expect(status(500, 'now')).toEqual([{ key: 'u1', status: 'Failed', cells: { restarts: 1 } }]);
    expect(status(399, 'now')).toEqual(status(399, 'then'));
    expect(status(950, 'then')).toEqual(status(950, 'now'));
  });

  test('are those of the cluster that was followed at that moment, and none before one was', () => {
    const { read, write } = testStore();
    onePod(write, pods(write));
    const other = putScope(write, 'kubernetes', 'prod https://10.0.0.1');
    putTurn(write, 'kubernetes', other, 300);
    const keys = (at: number) => objectsAt(read, { ...asked, at, known: 'then' }).map(({ key }) => key);
    expect(keys(250)).toEqual(['u1']);
    expect(keys(350)).toEqual([]);
    expect(keys(10)).toEqual([]);
  });

  test('hold nothing that was gone, also where that was found out later', () => {
    const { read, write } = testStore();
    const scope = pods(write);
    onePod(write, scope);
    putVersion(write, { object: 1, recordedTime: 1000, no: 4, time: 950, since: 900, frame: null, diff: null });
    setGone(write, 1, 1000);
    putObject(write, { no: 2, scope, kind: 'pods', key: 'u2', namespace: 'shop', name: 'api', first: 1100, gone: notGone }); // prettier-ignore
    putFrame(write, 2, 2, '{"key":"u2"}');
    putVersion(write, { object: 2, recordedTime: 1100, no: 1, time: 1100, since: null, frame: 2, diff: null });
    const keys = (at: number, known: 'then' | 'now') => objectsAt(read, { ...asked, at, known }).map(({ key }) => key);
    expect(keys(960, 'then')).toEqual(['u1']);
    expect(keys(960, 'now')).toEqual([]);
    expect(keys(1050, 'then')).toEqual([]);
    expect(keys(1200, 'then')).toEqual(['u2']);
    const told = objectVersions(read, { ...asked, fromMs: 0, toMs: 2000 });
    expect(told.map(({ key, generation, since, row }) => [key, generation, since, row])).toEqual([
      ['u1', 1, null, { key: 'u1', status: 'Running', cells: { restarts: 0 } }],
      ['u1', 1, null, { key: 'u1', status: 'Running', cells: { restarts: 1 } }],
      ['u1', 1, 210, { key: 'u1', status: 'Failed', cells: { restarts: 1 } }],
      ['u1', 1, 900, null],
      ['u2', 2, null, { key: 'u2' }],
    ]);
    expect(objectVersions(read, { ...asked, key: 'u2', fromMs: 0, toMs: 2000 })).toHaveLength(1);
  });

  test('of a large cluster are put together in turns of some milliseconds, and are the same', async () => {
    const { read, write } = testStore();
    const scope = pods(write);
    const count = 1_000;
    write.transaction(() => {
      for (let no = 1; no <= count; no++) {
        putObject(write, { no, scope, kind: 'pods', key: `u${no}`, namespace: 'shop', name: `api-${no}`, first: 100, gone: no % 2 === 0 ? 5_000 : notGone }); // prettier-ignore
        putFrame(write, no, no, JSON.stringify({ key: `u${no}`, status: 'Running' }));
        putVersion(write, { object: no, recordedTime: 100, no: 1, time: 100, since: null, frame: no, diff: null });
        // Found out later; of every tenth that it had gone.
        const frame = no % 10 === 0 ? null : no;
        putVersion(write, { object: no, recordedTime: 900, no: 2, time: 300, since: 200, frame, diff: frame === null ? null : writeDiff([{ path: 'status', to: 'Failed' }]) }); // prettier-ignore
      }
    })();
    for (const [known, there] of [
      ['then', count],
      ['now', 900],
    ] as const) {
      // Each time it is looked at, a millisecond has gone.
      let elapsed = 0;
      const free = vi.fn(async () => undefined);
      const found = await objectsAtInTurns(read, { ...asked, at: 500, known }, { elapsedMs: () => elapsed++, free });
      expect(found).toHaveLength(there);
      expect(found).toEqual(objectsAt(read, { ...asked, at: 500, known }));
      expect(new Set(found.map(({ row }) => (row as { status: string }).status))).toEqual(new Set([known === 'then' ? 'Running' : 'Failed'])); // prettier-ignore
      expect(free.mock.calls.length).toBeGreaterThanOrEqual(there / 25 / 6);
    }
  });
});
