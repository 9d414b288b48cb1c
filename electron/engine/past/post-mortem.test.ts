// A post-mortem as of a moment: what is known now about that time is in it and marked where it was learnt later; as known
// then, nothing of it is.
import { expect, test } from 'vitest';
import { wordDraftSchema } from '#shared/model/incident/incident-word.ts';
import { by, minute, two } from '../incidents/incidents.fixture.ts';
import { testLearning } from '../learning/learning.fixture.ts';
import { readTimelineJson } from '../postmortem/incident-timeline.ts';
import { learningPast } from './learning.ts';
import type { PastMoment } from './past.ts';

/** An incident at 14:00; at 15:00 it is told what was seen at 14:05, why it was, and that somebody acted. */
async function toldLater() {
  const bench = testLearning();
  const { acts, at, declare, incidentBoard } = bench;
  const id = await declare();
  await acts.describe({ id, by, factors: ['no probe looked at the key'], lesson: '', entries: [] });
  at(60);
  const word = (text: string, minutes: number) => incidentBoard.acts.say({ id, by, word: wordDraftSchema.parse({ kind: 'observation', text, occurredAt: two + minutes * minute, epistemic: 'fact' }) }); // prettier-ignore
  await word('the queue stood still', 5);
  await word('the queue moved again', 50);
  await acts.cause({ id, by, text: 'the key had run out' });
  await acts.describe({ id, by, factors: ['no probe looked at the key', 'the key had no owner'], lesson: '', entries: [] }); // prettier-ignore
  await acts.saveAction({ id, by, action: null, fields: { kind: 'detect', words: 'watch the key', owner: '', dueMs: null } }); // prettier-ignore
  await bench.record.review(id, () => ({ type: 'learning.section_written', data: { by, section: 'went_well', text: 'it was seen at once' } })); // prettier-ignore
  const past = learningPast(bench.read);
  const moment = (known: PastMoment['known']): PastMoment => ({ at: two + 10 * minute, known });
  const exported = (format: 'markdown' | 'html' | 'csv' | 'json', known: PastMoment['known']) => past.export({ id, format, zone: 'UTC', offset: 0 }, moment(known)).text; // prettier-ignore
  return { id, past, moment, exported };
}
const later = 'learnt later: 2026-11-03T15:00:00Z';

test('known now it says what is known now of that time, each thing that was learnt later marked; what happened later is not in it', async () => {
  const { exported, id, past, moment } = await toldLater();
  const text = exported('markdown', 'now');
  expect(text).toContain('As of 2026-11-03T14:10:00Z, as known now: what happened later is not in it; what was learnt later about that time is, and is marked.'); // prettier-ignore
  expect(text).toContain(`- 2026-11-03T14:05:00Z the queue stood still (On-call, fact) (${later})`);
  expect(text).toContain(`| 2026-11-03T14:05:00Z | the queue stood still (On-call) (${later}) |`);
  expect(text).toContain(`Root cause: the key had run out (On-call, 2026-11-03T15:00:00Z) (${later})`);
  expect(text).toContain('- no probe looked at the key\n- the key had no owner (learnt later)');
  expect(text).toContain(`## What went well\n\n*Written later: 2026-11-03T15:00:00Z*\n\nit was seen at once`);
  expect(text).not.toContain('moved again');
  expect(text).not.toContain('watch the key');
  expect(exported('html', 'now')).toContain('as known now');
  expect(exported('html', 'now')).toContain('<p class="made">Written later: 2026-11-03T15:00:00Z</p>');
  expect(past.sectionRevisions({ id, section: 'went_well' }, moment('now'))).toHaveLength(1);
  // The screen says the same as the file.
  expect(past.get({ id }, moment('now')).learning).toMatchObject({ causes: [{ text: 'the key had run out' }], actions: [] }); // prettier-ignore
});

test('the timeline of that moment names it, and has a mark of its own for what was learnt later', async () => {
  const { exported } = await toldLater();
  const { asOf, entries } = readTimelineJson(exported('json', 'now'));
  expect(asOf).toEqual({ at: '2026-11-03T14:10:00.000Z', atMs: two + 10 * minute, known: 'now' });
  expect(entries.map(({ text, learntLater }) => [text, learntLater])).toEqual([[expect.stringContaining('Declared'), false], ['the queue stood still', true]]); // prettier-ignore
  const [header, ...rows] = exported('csv', 'now').split('\r\n');
  expect(header).toMatch(/,learnt_later$/);
  expect(rows.filter((row) => row.endsWith(',learnt later'))).toEqual([expect.stringContaining('the queue stood still')]); // prettier-ignore
});

test('known then nothing is in it that was recorded later', async () => {
  const { exported, id, past, moment } = await toldLater();
  const text = exported('markdown', 'then');
  expect(text).toContain('As of 2026-11-03T14:10:00Z, as known then: what was recorded later is not in it.');
  expect(text).toContain('- no probe looked at the key');
  for (const unknown of ['stood still', 'run out', 'no owner', 'seen at once', 'learnt later']) expect(text).not.toContain(unknown); // prettier-ignore
  expect(readTimelineJson(exported('json', 'then')).entries).toHaveLength(1);
  expect(past.sectionRevisions({ id, section: 'went_well' }, moment('then'))).toEqual([]);
});
