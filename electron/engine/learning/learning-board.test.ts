// From an incident to a control that is proven, over a real record: what is refused and in which words, what a proof rests
// on, and what grows out of it.
import { expect, test } from 'vitest';
import { by, minute, two } from '../incidents/incidents.fixture.ts';
import type { Json } from '#shared/model/facts.ts';
import type { LearningLine } from '#shared/model/learning/learning.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { learningPast } from '../past/learning.ts';
import { heard } from '../past/past.fixture.ts';
import type { PastMoment } from '../past/past.ts';
import { indexTriggerEvents } from '../store/trigger-rows.ts';
import { downTrigger, testLearning } from './learning.fixture.ts';
import { learntAt, rebuildLearnt } from './learnt-at.ts';
import { listLearnings, listPlaybooks } from '../store/learning-rows.ts';

const up = (value: number): [Record<string, string>, number][] => [[{ __name__: 'up', job: 'attestor' }, value]];
const everyHalfMinute = (from: number, to: number): number[] => Array.from({ length: (to - from) * 2 + 1 }, (_, at) => from + at / 2); // prettier-ignore

/** An incident from 14:00 to 14:10 in which the target was down from 14:01 to 14:08; every half minute was recorded. */
async function downForAWhile() {
  const bench = testLearning();
  const { acts, declare, at, recordLooks } = bench;
  await recordLooks('up{job="attestor"}', everyHalfMinute(-20, 20).map((minutes) => [minutes, up(minutes >= 1 && minutes <= 8 ? 0 : 1)])); // prettier-ignore
  const id = await declare({ impactStart: { atMs: two, confidence: 'likely', evidence: [] } });
  at(10);
  const move = (to: 'active' | 'resolved' | 'closed') => bench.incidentBoard.acts.move({ id, by, to, reason: '', occurredAt: null }); // prettier-ignore
  await move('active');
  await move('resolved');
  const trigger = (key: string, expr: string, more = {}) => {
    bench.triggers.set(key, { trigger: downTrigger(expr, more), savedAtMs: bench.clock.now, is: 'quiet' });
    return acts.addControl({ id, by, target: { kind: 'trigger', key }, action: null });
  };
  const prove = (control: string) => acts.prove({ id, by, control, signal: new AbortController().signal });
  return { ...bench, id, move, trigger, prove };
}

test('an incident closes when it is understood, its actions are settled and one control is proven, and not before', async () => {
  const { id, acts, move, trigger, prove, board, at, triggers } = await downForAWhile();
  at(20);
  await expect(move('closed')).rejects.toThrow('It cannot be closed yet: nobody has written its root cause; it has no control, such as a trigger or an item of a plan.'); // prettier-ignore
  await acts.cause({ id, by, text: 'The key hunter2 had run out' });
  await acts.cause({ id, by: 'Bea', text: 'The key had run out, and nobody watched it' });
  const { action } = await acts.saveAction({ id, by, action: null, fields: { kind: 'detect', words: 'Watch the target', owner: 'Bea', dueMs: null } }); // prettier-ignore
  // It asks for longer than the outage lasted.
  const quiet = await trigger('t-quiet', 'up{job="attestor"} == 0', { forMs: 20 * minute });
  expect(await prove(quiet.control)).toMatchObject({ verdict: 'not_red', onIncident: { state: 'green' }, now: { state: 'green' } }); // prettier-ignore
  await expect(move('closed')).rejects.toThrow('It cannot be closed yet: the action “Watch the target” is neither done nor declined; no control is proven (“Down”: not red on the incident).'); // prettier-ignore
  await acts.settleAction({ id, by, action, status: 'done', reason: '' });
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  const proof = await prove(control);
  expect(proof.verdict).toBe('proven');
  // True from 14:01 on, and for two minutes.
  expect(proof.onIncident).toMatchObject({ state: 'red', atMs: two + 3 * minute, seen: [{ atMs: two + minute, words: 'true for {job="attestor"}, value 0' }, { atMs: two + 3 * minute }, { atMs: two + 8 * minute }] }); // prettier-ignore
  expect(board.detail(id)).toMatchObject({ closeReasons: [], controls: [{ state: 'not_red' }, { state: 'proven' }] });
  expect(board.detail(id).learning.causes).toMatchObject([{ text: 'The key *** had run out', superseded: true }, { by: 'Bea', superseded: false }]); // prettier-ignore
  // What fires now is not green, whatever was proven.
  const known = triggers.get('t');
  if (known !== undefined) known.is = 'firing';
  await expect(move('closed')).rejects.toThrow('not green now');
  if (known !== undefined) known.is = 'unknown';
  await expect(move('closed')).rejects.toThrow('cannot be told');
  if (known !== undefined) known.is = 'quiet';
  await move('closed');
});

test('a proof does not outlive the time that it was made on, and open actions of a part keep the whole from closing', async () => {
  const { id, acts, trigger, prove, board, at, declare, incidentBoard } = await downForAWhile();
  at(20);
  await acts.cause({ id, by, text: 'The key had run out' });
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  expect((await prove(control)).verdict).toBe('proven');
  const reach = (milestone: 'impact_started' | 'impact_ended', minutes: number) => incidentBoard.acts.reach({ id, by, milestone, occurredAt: two + minutes * minute, confidence: 'likely', evidence: [], note: '' }); // prettier-ignore
  await reach('impact_started', 5);
  expect(board.detail(id).controls).toMatchObject([{ state: 'stale', words: expect.stringContaining('not of the incident any more') }]); // prettier-ignore
  await reach('impact_started', 0);
  await reach('impact_ended', 2);
  expect(board.detail(id).controls).toMatchObject([{ state: 'stale' }]);
  await reach('impact_ended', 9);
  expect(board.detail(id)).toMatchObject({ controls: [{ state: 'proven' }], closeReasons: [] });
  const part = await declare();
  const { action } = await acts.saveAction({ id: part, by, action: null, fields: { kind: 'detect', words: 'Watch the queue', owner: '', dueMs: null } }); // prettier-ignore
  await incidentBoard.acts.merge({ id: part, by, into: id, reason: '' });
  expect(board.detail(id).closeReasons).toEqual(['the action “Watch the queue” is neither done nor declined']);
  await acts.settleAction({ id: part, by, action, status: 'done', reason: '' });
  expect(board.detail(id).closeReasons).toEqual([]);
});

test('of two screens, one that takes the proven control back and one that closes, the second is refused', async () => {
  const { id, acts, move, trigger, prove, at } = await downForAWhile();
  at(20);
  await acts.cause({ id, by, text: 'The key had run out' });
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(control);
  const [removed, closed] = await Promise.allSettled([acts.removeControl({ id, by, control, reason: 'too noisy' }), move('closed')]); // prettier-ignore
  expect(removed.status).toBe('fulfilled');
  expect(closed).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('it has no control') as string } }); // prettier-ignore
});

test('a proof is of one definition, and of what was recorded', async () => {
  const { id, trigger, prove, board, triggers, acts } = await downForAWhile();
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(control);
  const state = (): string | undefined => board.detail(id).controls.find((one) => one.control.id === control)?.state;
  expect(state()).toBe('proven');
  triggers.set('t', { trigger: downTrigger('up{job="attestor"} < 1'), savedAtMs: 0, is: 'quiet' });
  expect(state()).toBe('stale');
  expect((await prove(control)).verdict).toBe('proven');
  expect(state()).toBe('proven');
  triggers.delete('t');
  expect(state()).toBe('missing');
  const { control: never } = await trigger('other', 'sum(rate(errors_total[5m])) > 1');
  expect(await prove(never)).toMatchObject({ verdict: 'cannot_tell', onIncident: { state: 'unknown', words: '“sum(rate(errors_total[5m]))” was not recorded' } }); // prettier-ignore
  await acts.removeControl({ id, by, control: never, reason: 'not measured' });
  await expect(prove(never)).rejects.toThrow('That control was taken back: not measured');
});

test('an entry of a playbook is a word: it is attested, closes nothing, and grows out of what was closed', async () => {
  const { id, acts, board, move, trigger, prove, declare, clock, at } = await downForAWhile();
  const { entry } = await acts.writeEntry({ class: 'attestor.health', entry: null, list: 'check_first', text: 'Whether the key is valid', incident: id, by }); // prettier-ignore
  const target = { kind: 'playbook_entry' as const, class: 'attestor.health', entry };
  const { control } = await acts.addControl({ id, by, target, action: null });
  await expect(prove(control)).rejects.toThrow('No record can prove this one');
  expect(board.detail(id).controls).toMatchObject([{ state: 'unattested' }]);
  await acts.attest({ id, by, control, words: 'I looked it up twice' });
  expect(board.detail(id).controls).toMatchObject([{ state: 'attested', words: 'On-call: I looked it up twice' }]);
  await acts.cause({ id, by, text: 'The key had run out' });
  await expect(move('closed')).rejects.toThrow(
    'no control is proven (“Whether the key is valid”: attested, not proven)',
  );
  await expect(acts.writeEntry({ class: 'attestor.health', entry: null, list: 'check_first', text: 'whether the key  is valid.', incident: null, by })).rejects.toThrow('says that already'); // prettier-ignore

  await acts.describe({ id, by, factors: [], lesson: '', entries: [{ list: 'never_again', text: 'Rotate without a probe' }] }); // prettier-ignore
  const { control: proven } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(proven);
  await move('closed');
  await acts.grow(id);
  await acts.grow(id);
  const playbook = () => board.playbooks.get('attestor.health');
  expect(playbook()?.entries.map(({ text, incident }) => [text, incident?.number])).toEqual([['Whether the key is valid', 1], ['Rotate without a probe', 1]]); // prettier-ignore
  await acts.removeEntry({ class: 'attestor.health', entry: playbook()?.entries[1]?.id ?? '', reason: 'too wide', by });
  await acts.grow(id);
  expect(playbook()?.entries).toHaveLength(1);
  expect(board.learnt.playbookOf('attestor.health')).toEqual({ checkFirst: ['Whether the key is valid'], neverAgain: [] }); // prettier-ignore

  // It happens again within ninety days: the same class, and the trigger that should have told was silent.
  at(10 * 24 * 60);
  const again = await declare();
  board.changed(again);
  expect(board.detail(again).recurrences).toMatchObject([{ incident: { number: 1 }, daysBetween: 9, controls: [{ title: 'Whether the key is valid', told: 'unknown' }, { title: 'Down', told: 'silent' }] }]); // prettier-ignore
  expect(board.lines.get(again)?.recurs).toBe(true);
  expect(playbook()?.counts).toEqual({ incidents: 2, open: 1, closed: 1, replayable: 0, proven: 1, repeats: 1 });
  expect(clock.now).toBeGreaterThan(two);
});

test('a proof that does not hold any more is counted nowhere: neither in the line of its incident nor in the playbook', async () => {
  const { id, trigger, prove, board, triggers, incidentBoard, acts, at } = await downForAWhile();
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(control);
  const counted = () => [board.lines.get(id)?.proven, board.playbooks.get('attestor.health')?.counts.proven];
  expect(counted()).toEqual([1, 1]);
  // Whether it is green at this moment is not part of the proof.
  triggers.set('t', { trigger: downTrigger('up{job="attestor"} == 0'), savedAtMs: 0, is: 'firing' });
  board.definitionsChanged();
  expect(counted()).toEqual([1, 1]);
  triggers.set('t', { trigger: downTrigger('up{job="attestor"} < 1'), savedAtMs: 0, is: 'quiet' });
  board.definitionsChanged();
  expect(counted()).toEqual([0, 0]);
  await prove(control);
  expect(counted()).toEqual([1, 1]);
  triggers.delete('t');
  board.definitionsChanged();
  expect(counted()).toEqual([0, 0]);
  triggers.set('t', { trigger: downTrigger('up{job="attestor"} < 1'), savedAtMs: 0, is: 'quiet' });
  // The incident is told to have been over before it went red.
  await incidentBoard.acts.reach({ id, by, milestone: 'impact_ended', occurredAt: two + 2 * minute, confidence: 'likely', evidence: [], note: '' }); // prettier-ignore
  board.changed(id);
  expect(counted()).toEqual([0, 0]);
  at(30);
  await acts.removeControl({ id, by, control, reason: 'too noisy' });
  expect(counted()).toEqual([0, 0]);
});

test('of the past a proof is counted as long as nothing that was recorded by then undoes it', async () => {
  const { id, trigger, prove, read, writer, journal, clock, at } = await downForAWhile();
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(control);
  const proven = async () => {
    const moment: PastMoment = { at: clock.now, known: 'then' };
    const past = learningPast(read);
    const [line] = await heard<LearningLine>(past.lines(null, moment, undefined));
    const [playbook] = await heard<PlaybookRow>(past.playbooks(null, moment, undefined));
    return [line?.proven, playbook?.counts.proven, past.get({ id }, moment).controls[0]?.state];
  };
  const edited = async (expr: string, minutes: number) => {
    at(minutes);
    await writer.write('audit', (db) => {
      const data = { key: 't', trigger: downTrigger(expr) as unknown as Json };
      indexTriggerEvents(db, ['t'], journal.append(db, { type: 'trigger.edited', source: 'person:Bea', subject: 'Down', data })); // prettier-ignore
    });
  };
  expect(await proven()).toEqual([1, 1, 'proven']);
  await edited('up{job="attestor"} == 0', 21);
  expect(await proven()).toEqual([1, 1, 'proven']);
  await edited('up{job="attestor"} < 1', 22);
  expect(await proven()).toEqual([0, 0, 'stale']);
});

test('all of it is made of events: anew it comes to the same, and the past is what was said by then', async () => {
  const { id, acts, read, writer, prove, trigger, at, clock } = await downForAWhile();
  await acts.cause({ id, by, text: 'First thought' });
  const before = clock.now;
  at(15);
  await acts.cause({ id, by, text: 'Second thought' });
  const { control } = await trigger('t', 'up{job="attestor"} == 0');
  await prove(control);
  await acts.writeEntry({
    class: 'attestor.health',
    entry: null,
    list: 'check_first',
    text: 'The key',
    incident: id,
    by,
  });
  const kept = [listLearnings(read), listPlaybooks(read)];
  await writer.write('audit', rebuildLearnt);
  expect([listLearnings(read), listPlaybooks(read)]).toEqual(kept);
  const then = learningPast(read).get({ id }, { at: before, known: 'then' });
  expect(then).toMatchObject({ learning: { causes: [{ text: 'First thought', superseded: false }], controls: [] } });
  const later = learningPast(read).get({ id }, { at: clock.now, known: 'then' });
  expect(later.controls).toMatchObject([{ state: 'proven' }]);
  expect(learntAt(read, { at: before, known: 'then' }).playbooks.size).toBe(0);
});
