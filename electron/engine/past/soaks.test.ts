// Soaks as of a moment, over a real board: what had been judged by then, and what their samples up to it come to.
import { expect, onTestFinished, test } from 'vitest';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { testParts } from '../criteria/criteria.fixture.ts';
import { createSoakBoard } from '../soaks/soak-board.ts';
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

test('a soak stands as it stood then: its samples, its judgement, a person’s word, and not what came after', async () => {
  const { options, bench } = testParts();
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
  await clock.move(30 * minute);
  await board.tick({ key: String(key), criterion: 'data', outcome: 'pass', by: 'the lead', note: 'compared' });
  await clock.move(20 * minute);
  options.writer.flush();
  expect(board.feed.get(String(key))).toMatchObject({ state: 'finished' });
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
