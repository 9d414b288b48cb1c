// The rules on what was learnt: proof, close rule, states of controls and post-mortems, recurrence and alarms.
import { expect, test } from 'vitest';
import type { DeclareDraft } from '../incident/declare.ts';
import { toldIncident } from '../incident/incident.fixture.ts';
import { settleRefusal } from './action.ts';
import { judgeFirings, missedIncidents } from './backtest-result.ts';
import { closeReasons } from './close-rule.ts';
import { controlState, type Control, type PresentControl } from './control.ts';
import { wordsOfEvent } from '../timeline/event-words.ts';
import { learningEventTypes } from './learning-event.ts';
import { learningWordsOf } from './learning-words.ts';
import { emptyLearning } from './learning.ts';
import { postMortemMoveRefusal, postMortemStatuses } from './post-mortem.ts';
import { judgeProof, type Proof, type Sight } from './proof.ts';
import { classCounts, recursOf } from './recurrence.ts';

const sight = (state: Sight['state'], words: string = state): Sight => ({ state, words, atMs: null, seen: [] });
const day = 86_400_000;
const t0 = Date.UTC(2026, 0, 1);

test('of all that can be seen on the incident and now only red and green is a proof; what is sure outweighs what is not known', () => {
  const states = ['red', 'green', 'unknown'] as const;
  const table = states.map((on) => states.map((now) => judgeProof(sight(on), sight(now)).verdict));
  expect(table).toEqual([
    ['not_green', 'proven', 'cannot_tell'],
    ['not_red', 'not_red', 'not_red'],
    ['not_green', 'cannot_tell', 'cannot_tell'],
  ]);
  expect(judgeProof(sight('unknown', '“x” was not recorded'), sight('green')).words).toBe('What was recorded of the incident does not tell: “x” was not recorded.'); // prettier-ignore
});

const proof = (more: Partial<Proof> = {}): Proof => ({ sequence: 1, at: 1, by: 'On-call', definition: 'd', fromMs: 0, toMs: 1, onIncident: sight('red'), now: sight('green'), verdict: 'proven', words: 'it held', ...more }); // prettier-ignore
const control = (more: Partial<Control> = {}): Control => ({ id: 'c', target: { kind: 'trigger', key: 't' }, title: 'T', words: '', by: 'On-call', at: 0, action: null, removed: null, proofs: [proof()], attested: null, ...more }); // prettier-ignore
const present = (more: Partial<PresentControl> = {}): PresentControl => ({ definition: 'd', words: '', provable: true, now: sight('green'), ...more }); // prettier-ignore

test('a control is proven by its last proof alone, while it is what it was and green', () => {
  const state = (is: Partial<Control>, now: Partial<PresentControl> = {}) =>
    controlState(control(is), present(now)).state;
  expect(state({})).toBe('proven');
  expect(state({ proofs: [] })).toBe('untried');
  expect(state({ proofs: [proof(), proof({ verdict: 'not_red' })] })).toBe('not_red');
  expect(state({ proofs: [proof({ verdict: 'not_red' }), proof()] })).toBe('proven');
  expect(state({}, { definition: 'e' })).toBe('stale');
  expect(state({}, { definition: null })).toBe('missing');
  expect(state({}, { now: sight('red') })).toBe('not_green');
  expect(state({}, { now: sight('unknown') })).toBe('cannot_tell');
  expect(state({ removed: { by: 'On-call', at: 1, reason: 'r' } })).toBe('removed');
  const word = { provable: false };
  const attested = { by: 'On-call', at: 1, words: 'I saw it', definition: 'd' };
  expect(state({}, word)).toBe('unattested');
  expect(state({ attested }, word)).toBe('attested');
  expect(state({ attested }, { ...word, definition: 'e' })).toBe('unattested');
});

test('what keeps an incident open is named, and only a proven control lets it close', () => {
  const caused = { ...emptyLearning('i'), causes: [{ text: 'x', by: 'On-call', at: 0, superseded: false }] };
  const action = (status: 'open' | 'done' | 'declined') => ({ id: status, kind: 'prevent' as const, words: `do ${status}`, owner: '', dueMs: null, status, reason: 'r', history: [] }); // prettier-ignore
  const proven = [{ title: 'T', state: 'proven' as const }];
  expect(closeReasons(caused, proven)).toEqual([]);
  expect(closeReasons({ ...caused, actions: [action('done'), action('declined')] }, proven)).toEqual([]);
  expect(closeReasons({ ...caused, actions: [action('open')] }, proven)).toEqual(['the action “do open” is neither done nor declined']); // prettier-ignore
  expect(closeReasons({ ...caused, causes: caused.causes.map((one) => ({ ...one, superseded: true })) }, proven)).toEqual(['nobody has written its root cause']); // prettier-ignore
  for (const state of [
    'not_red',
    'not_green',
    'cannot_tell',
    'stale',
    'untried',
    'attested',
    'unattested',
    'missing',
  ] as const) {
    expect(closeReasons(caused, [{ title: 'T', state }])).toHaveLength(1);
  }
  expect(closeReasons(caused, [{ title: 'T', state: 'removed' }])).toEqual(['it has no control, such as a trigger or an item of a plan']); // prettier-ignore
});

test('an action is declined and taken up again with a reason', () => {
  expect(settleRefusal('open', 'declined', ' ')).toBe('Say why it is declined.');
  expect(settleRefusal('done', 'open', '')).toBe('Say why it is taken up again.');
  expect(settleRefusal('open', 'done', '')).toBeNull();
  expect(settleRefusal('open', 'open', 'x')).toBe('It is open already.');
});

test('a post-mortem goes its way in one vocabulary', () => {
  const possible = postMortemStatuses.flatMap((from) => postMortemStatuses.filter((to) => postMortemMoveRefusal(from, to, 'why') === null).map((to) => `${from} > ${to}`)); // prettier-ignore
  expect(possible).toEqual(['draft > in_review', 'draft > skipped', 'in_review > draft', 'in_review > reviewed', 'in_review > skipped', 'reviewed > in_review', 'reviewed > closed', 'closed > in_review', 'skipped > draft']); // prettier-ignore
  expect(postMortemMoveRefusal('draft', 'closed', 'x')).toBe('It cannot go from draft to closed. From there it can become in review or skipped.'); // prettier-ignore
  expect(postMortemMoveRefusal('draft', 'skipped', '')).toBe('Say why no review is written.');
});

const by = 'On-call';
function incident(number: number, atDay: number, closedDay: number | null, more: Partial<DeclareDraft> = {}) {
  const at = t0 + atDay * day;
  const told = toldIncident(number, at, { class: 'a.b', ...more });
  if (closedDay === null) return told.incident();
  const closed = t0 + closedDay * day;
  const move = (from: 'triage' | 'active' | 'resolved', to: 'active' | 'resolved' | 'closed', time: number) => told.tell('incident.moved', time, { by, from, to, reason: '', occurredAt: time }); // prettier-ignore
  move('triage', 'active', at);
  move('active', 'resolved', at + 3_600_000);
  return move('resolved', 'closed', closed).incident();
}

test('it is a recurrence where one of its class was closed within ninety days before; exercises are none', () => {
  const earlier = incident(1, 0, 10);
  const found = (atDay: number, more: Partial<DeclareDraft> = {}) => recursOf(incident(2, atDay, null, more), [earlier]).length; // prettier-ignore
  expect([found(9.9), found(10), found(100), found(100.1)]).toEqual([0, 1, 1, 0]);
  expect([found(20, { class: 'a.c' }), found(20, { class: '' }), found(20, { kind: 'drill' })]).toEqual([0, 0, 0]);
  expect(recursOf(incident(2, 20, null), [incident(1, 0, 10, { kind: 'test' }), incident(3, 0, null)])).toEqual([]);
  const counts = classCounts([earlier, incident(2, 50, 60), incident(3, 200, null), incident(4, 70, null, { kind: 'drill' })], { replayable: ({ number }) => number === 1, proven: () => false }); // prettier-ignore
  expect(counts).toEqual({ incidents: 3, open: 1, closed: 2, replayable: 1, proven: 0, repeats: 1 });
});

test('a firing is true during a real incident, not judged in an exercise or next to what is not known, else false', () => {
  const real = incident(1, 1, 2);
  const drill = incident(2, 5, null, { kind: 'drill' });
  const incidents = [real, drill, incident(3, 20, 21)];
  const unknown = [{ fromMs: t0 + 3 * day, toMs: t0 + 3.1 * day }];
  const fire = (atDay: number, toDay: number | null) => ({ labels: {}, fromMs: t0 + atDay * day, toMs: toDay === null ? null : t0 + toDay * day, value: '1' }); // prettier-ignore
  const judged = judgeFirings([fire(0.5, 0.6), fire(0.999, 1.001), fire(1.01, 1.02), fire(2.9, 3.05), fire(6, null)], { incidents, unknown, toMs: t0 + 30 * day, marginMs: 600_000 }); // prettier-ignore
  expect(judged.map(({ alarm, incident: of }) => [alarm, of?.number ?? null])).toEqual([['false_alarm', null], ['true_alarm', 1], ['true_alarm', 1], ['unknown', null], ['true_alarm', 3]]); // prettier-ignore
  expect(judgeFirings([fire(6, 7)], { incidents, unknown: [], toMs: t0 + 8 * day, marginMs: 0 })[0]).toMatchObject({ alarm: 'unknown', incident: { number: 2 } }); // prettier-ignore
  const span = { incidents, fromMs: t0, toMs: t0 + 30 * day };
  expect(missedIncidents(judged.slice(0, 1), { ...span, unknown: [{ fromMs: t0 + 20 * day, toMs: t0 + 20.01 * day }] }).map(({ number, known }) => [number, known])).toEqual([[1, true], [3, false]]); // prettier-ignore
});

test('every event of what was learnt has its words, and none that is no event of it', () => {
  const sample: Record<string, unknown> = { by, text: 't', factors: ['f'], lesson: '', entries: [], id: 'i', fields: { kind: 'prevent', words: 'w', owner: '', dueMs: null }, status: 'declined', reason: 'r', target: { kind: 'trigger', key: 'k' }, title: 'T', words: 'w', action: null, proof: proof(), definition: 'd', to: 'skipped', section: 'overview', list: 'check_first', incident: null }; // prettier-ignore
  const told = learningEventTypes.map((type) => learningWordsOf({ type, data: sample as never })); // prettier-ignore
  expect(told.every((line) => line !== null && line !== '')).toBe(true);
  expect(new Set(told).size).toBe(learningEventTypes.length);
  expect(wordsOfEvent({ type: 'learning.control_tried', source: 'person:On-call', subject: 'i', time: 0, data: { ...sample, proof: proof({ words: 'On the incident: red.' }) } as never })).toMatchObject({ title: 'Control tried: On the incident: red.', tone: 'good' }); // prettier-ignore
  expect(learningWordsOf({ type: 'learning.caused', data: {} })).toBeNull();
  expect(learningWordsOf({ type: 'incident.moved', data: {} })).toBeNull();
});
