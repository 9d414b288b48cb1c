// Soaks as of a moment, over a real board: what had been judged by then, and what their samples up to it come to.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { requestOf } from '../bundles/bundle.fixture.ts';
import { writeBundle } from '../bundles/write-bundle.ts';
import { testParts } from '../criteria/criteria.fixture.ts';
import { hashBundle } from '../review/hash-bundle.ts';
import { inspectBundle } from '../review/inspect-bundle.ts';
import { createSoakBoard, type SoakBoard } from '../soaks/soak-board.ts';
import { deleteSoak } from '../store/soak-rows.ts';
import { testFolder } from '../store/store.fixture.ts';
import { criteriaPast } from './criteria.ts';
import { heard } from './past.fixture.ts';

const minute = 60_000;
const text = `
apiVersion: readyroom/v1
kind: Soak
name: short
title: A short soak
duration: 1h
interval: 1m
criteria:
  - { id: queue, title: Queue, quantile: { query: queue, q: 0.5, below: 10 } }
  - { id: data, title: Data, originalWords: Data are right, manual: true }
`;

/** Half an hour more, a person's word, and all that is left of the soak. */
async function finish({ options, bench: { clock } }: ReturnType<typeof testParts>, board: SoakBoard, key: string | null): Promise<void> {
  await clock.move(30 * minute);
  await board.tick({ key: String(key), criterion: 'data', outcome: 'pass', by: 'the lead', note: 'compared' });
  await clock.move(20 * minute);
  options.writer.flush();
  expect(board.feed.get(String(key))).toMatchObject({ state: 'finished' });
} // prettier-ignore

test('a soak stands as it stood then: its samples, its judgement, a person’s word, and not what came after', async () => {
  const parts = testParts();
  const { options, bench } = parts;
  const board = createSoakBoard(options);
  onTestFinished(board.close);
  const { clock, reader } = bench;
  let depth = 1;
  reader.queries.set('queue', [{ labels: {}, at: () => depth }]);
  const before = clock.now() - minute;
  const { key, problems } = await board.start({ text, fromMs: null, by: 'on-call' });
  expect(problems).toEqual([]);
  await clock.move(20 * minute);
  await board.look(String(key));
  const early = { shown: board.feed.get(String(key)), at: clock.now() };
  await clock.move(minute);
  depth = 50;
  await finish(parts, board, key);
  const past = criteriaPast(options.read).soaks;
  const at = async (ms: number, known: 'then' | 'now') => await heard<WatchedSoak>(await past?.feed?.(undefined, { at: ms, known }, undefined)); // prettier-ignore
  expect(await at(before, 'then')).toEqual([]);
  for (const known of ['then', 'now'] as const) {
    const [soak] = await at(early.at, known);
    expect(soak).toMatchObject({ key, state: 'running', endedAtMs: null, due: early.shown?.due, coverage: early.shown?.coverage, outcome: early.shown?.outcome }); // prettier-ignore
    expect(soak?.findings.map(({ id, outcome, soFar }) => [id, outcome, soFar])).toEqual(early.shown?.findings.map(({ id, outcome, soFar }) => [id, outcome, soFar])); // prettier-ignore
    // What came to the same again was not written down each time.
    const judged = known === 'then' ? / of 6 samples/ : / of 20 samples/;
    expect(soak?.findings[0]?.reason).toMatch(judged);
    expect((soak?.judgedAtMs ?? 0) < early.at).toBe(known === 'then');
  }
  const [late] = await at(clock.now(), 'now');
  expect(late).toMatchObject({ state: 'finished', outcome: board.feed.get(String(key))?.outcome });
  expect(late?.findings.find(({ id }) => id === 'data')).toMatchObject({ outcome: 'pass', tick: { by: 'the lead', note: 'compared' } }); // prettier-ignore
  const report = await past?.report?.(
    { key: String(key), format: 'markdown' },
    { at: early.at, known: 'now' },
    undefined,
  );
  expect(report?.text).toContain('A short soak');
  await expect(past?.report?.({ key: 'other', format: 'json' }, { at: early.at, known: 'now' }, undefined)).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
});

test('where soaks are told of and their samples did not come along, that is said and no empty list is shown', async () => {
  const { options } = testParts();
  await options.writer.write('audit', (db) => {
    options.journal.append(db, {
      type: 'soak.started',
      source: 'person:on-call',
      subject: 'short',
      data: { key: 's1' },
    });
  });
  const past = criteriaPast(options.read).soaks;
  await expect(past?.feed?.(undefined, { at: options.now() + 1, known: 'now' }, undefined)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('samples are not kept here') as string }); // prettier-ignore
});

/** A soak of an hour, a sample every ten seconds, that fails from 21 minutes on; and before it one that was stopped. */
async function soaked() {
  const parts = testParts();
  const { options, bench } = parts;
  const board = createSoakBoard(options);
  onTestFinished(board.close);
  const { clock, reader } = bench;
  let depth = 1;
  reader.queries.set('queue', [{ labels: { pod: 'a' }, at: () => depth }]);
  const often = text.replace('interval: 1m', 'interval: 10s');
  const stopped = await board.start({ text: often.replace('name: short', 'name: stopped'), fromMs: null, by: 'on-call' }); // prettier-ignore
  await clock.move(5 * minute);
  await board.stop(String(stopped.key), 'on-call');
  await clock.move(10 * minute);
  const { key } = await board.start({ text: often, fromMs: null, by: 'on-call' });
  await clock.move(20 * minute);
  await board.look(String(key));
  await clock.move(minute);
  const early = clock.now();
  depth = 50;
  await finish(parts, board, key);
  const bundled = async (fromMs: number, toMs: number) => {
    const record = new Database(join(bench.dir, 'readyroom.db'), { readonly: true });
    const file = join(testFolder(), 'INC-1.rrb');
    writeBundle(record, file, requestOf({ fromMs, toMs, beforeMs: 0, afterMs: 0 }), () => undefined);
    record.close();
    const { read } = await inspectBundle(file, Promise.resolve(hashBundle(file)));
    onTestFinished(() => void read.close());
    return read;
  };
  return { ...parts, key: String(key), early, bundled };
}

test('a bundle answers for a soak that ran within its time as the record does, down to the report; what came after stays behind', async () => {
  const { options, key, early, bundled } = await soaked();
  const record = criteriaPast(options.read).soaks;
  for (const [minutes, stretches] of [
    [10, 1],
    [45, 2],
  ] as const) {
    const read = await bundled(early - minute / 2, early + minutes * minute);
    const bundle = criteriaPast(read).soaks;
    for (const known of ['then', 'now'] as const)
      for (const at of [early, early + minutes * minute]) {
        const asked = { at, known };
        const all = await heard<WatchedSoak>(await record?.feed?.(undefined, asked, undefined));
        const shown = await heard<WatchedSoak>(await bundle?.feed?.(undefined, asked, undefined));
        expect(shown).toEqual(all.filter((soak) => soak.key === key));
        expect(shown).toHaveLength(1);
        for (const format of ['markdown', 'json'] as const)
          expect(await bundle?.report?.({ key, format }, asked, undefined)).toEqual(await record?.report?.({ key, format }, asked, undefined)); // prettier-ignore
      }
    // One that was over before stays behind, and samples of which the first is of a later time.
    expect(read.prepare('SELECT key FROM soak').pluck().all()).toEqual([key]);
    expect(read.prepare('SELECT count(*) FROM soak_stretch').pluck().get()).toBe(stretches);
  }
});

test('a bundle that tells of a soak and does not have it, as those made earlier, says so, whenever the soak began', async () => {
  const { options, key, early, bundled } = await soaked();
  await options.writer.write('audit', (db) => deleteSoak(db, key));
  for (const fromMs of [early - 25 * minute, early + minute]) {
    const past = criteriaPast(await bundled(fromMs, early + 45 * minute)).soaks;
    await expect(past?.feed?.(undefined, { at: early + 40 * minute, known: 'now' }, undefined)).rejects.toMatchObject({ code: 'unavailable' }); // prettier-ignore
  }
  const past = criteriaPast(await bundled(early - 60 * minute, early - 50 * minute)).soaks;
  expect(await heard<WatchedSoak>(await past?.feed?.(undefined, { at: early - 50 * minute, known: 'now' }, undefined))).toEqual([]); // prettier-ignore
});

test('a soak in a bundle that would take more memory than one of ours, or is none, is refused in words', async () => {
  const { options, key, early, bundled } = await soaked();
  for (const changed of [
    "json_set(definition, '$.durationMs', 1e15)",
    "json_set(definition, '$.name', '[redacted]')",
  ]) {
    await options.writer.write('audit', (db) => void db.prepare(`UPDATE soak SET definition = ${changed} WHERE key = ?`).run(key)); // prettier-ignore
    const past = criteriaPast(await bundled(early, early + 10 * minute)).soaks;
    await expect(past?.feed?.(undefined, { at: early + minute, known: 'now' }, undefined)).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('the definition of a soak cannot be read') as string }); // prettier-ignore
  }
});
