// Where events stand, what they say, what lasted, what a filter means: the pure parts of the timeline.
import { describe, expect, test } from 'vitest';
import { cellIndex, packCells, unpackCells } from './cell.ts';
import { wordsOfEvent } from './event-words.ts';
import { filterOf } from './filter.ts';
import { pairIntervals, type IntervalEvent } from './intervals.ts';
import { happenedAt, laneNames, placeOfEvent, severities, statementOf } from './lane.ts';

describe('places', () => {
  const lane = (type: string, source = 'engine', hints = {}): string => placeOfEvent(type, source, hints).lane;

  test('follow the type, for changes of objects what was done, for sources which one, and for what nobody knows its source', () => {
    expect(lane('trigger.firing')).toBe('triggers');
    expect(lane('trigger.edited', 'person:On-call')).toBe('changes');
    expect(lane('trigger.snoozed', 'person:On-call')).toBe('actions');
    expect(lane('kubernetes.changed', 'engine', { change: 'image' })).toBe('changes');
    expect(lane('kubernetes.changed', 'engine', { change: 'health' })).toBe('kubernetes');
    expect(lane('docker.changed', 'engine', { action: 'create' })).toBe('changes');
    expect(lane('source.gap', 'engine', { source: 'docker' })).toBe('docker');
    expect(lane('incident.said', 'person:On-call')).toBe('notes');
    expect(lane('incident.moved', 'person:On-call')).toBe('incident');
    expect([lane('new.thing', 'docker'), lane('new.thing', 'person:On-call'), lane('new.thing', 'probe:http'), lane('new.thing', 'satellite')]).toEqual(['docker', 'actions', 'probes', 'engine']); // prettier-ignore
  });

  test('severity is that of the outcome, and what cannot be known calls for attention, not for calm', () => {
    const of = (type: string, hints = {}): string => placeOfEvent(type, 'engine', hints).severity;
    expect([of('item.judged', { outcome: 'fail' }), of('item.judged', { outcome: 'error' }), of('item.judged', { outcome: 'pass' })]).toEqual(['action', 'attention', 'info']); // prettier-ignore
    expect([of('trigger.firing', { severity: 'critical' }), of('trigger.firing', { severity: 'warning' }), of('trigger.no_data')]).toEqual(['urgent', 'action', 'attention']); // prettier-ignore
    expect([of('docker.changed', { action: 'die', exitCode: 137 }), of('docker.changed', { action: 'die', exitCode: 0 })]).toEqual(['action', 'info']); // prettier-ignore
    expect([of('source.state', { to: 'stale' }), of('source.state', { to: 'live' }), of('action.done', { ok: false })]).toEqual(['attention', 'info', 'action']); // prettier-ignore
  });

  test('a rule concludes, an instrument sees, a person says; who says how sure it is is believed', () => {
    expect([statementOf('trigger.firing', 'engine', undefined), statementOf('docker.changed', 'engine', undefined), statementOf('incident.said', 'person:On-call', undefined), statementOf('incident.said', 'person:On-call', 'hearsay'), statementOf('action.done', 'person:On-call', undefined)]).toEqual(['inference', 'fact', 'word', 'hearsay', 'fact']); // prettier-ignore
  });

  test('only words of people are put at the time they speak of', () => {
    const data = { occurredAt: 5 };
    expect([happenedAt({ type: 'incident.reached', time: 9, data }), happenedAt({ type: 'run.started', time: 9, data }), happenedAt({ type: 'incident.said', time: 9, data: { word: { occurredAt: 4 } } }), happenedAt({ type: 'incident.said', time: 9, data: null })]).toEqual([5, 9, 4, 9]); // prettier-ignore
  });
});

test('a type without words of its own reads out its name, what it is about and what its data say', () => {
  const told = {
    type: 'retention.odd_thing',
    source: 'engine',
    subject: 'docker',
    time: 0,
    data: { reason: 'too old' },
  };
  expect(wordsOfEvent(told)).toEqual({ title: 'Retention odd thing: docker', detail: 'too old', tone: 'plain' });
});

test('a filter reads kinds, quotes and minus, and looks for what it does not know as it stands', () => {
  expect(filterOf('type:trigger -source:docker object:"web 1" is:action "two words" image:1.5 type:')).toEqual({
    least: 'action',
    terms: [
      { kind: 'type', text: 'trigger', not: false },
      { kind: 'source', text: 'docker', not: true },
      { kind: 'object', text: 'web 1', not: false },
      { kind: 'any', text: 'two words', not: false },
      { kind: 'any', text: 'image:1.5', not: false },
    ],
  });
});

test('cells come back as they were counted, and what does not belong is left out', () => {
  const counts = new Uint32Array(laneNames.length * severities.length * 7);
  counts[cellIndex(3, 2, 6, 7)] = 1_000_000;
  counts[cellIndex(0, 0, 0, 7)] = 1;
  const packed = packCells(counts);
  expect(packed.length).toBe(2);
  expect(unpackCells(packed, 7)).toEqual(counts);
  expect(unpackCells(Float64Array.of(-1, 1e18), 7).some((count) => count > 0)).toBe(false);
});

describe('intervals', () => {
  let sequence = 0;
  const event = (type: string, time: number, data: IntervalEvent['data'] = {}, subject = 'x'): IntervalEvent => ({ type, source: 'engine', subject, time, data, sequence: ++sequence }); // prettier-ignore
  const spans = (...events: IntervalEvent[]) => pairIntervals(events).map(({ fromMs, toMs, turnedMs }) => [fromMs, toMs, turnedMs]); // prettier-ignore

  test('belong to one label set, and turn where pending becomes firing', () => {
    const [a, b] = [
      { key: 't', labels: { pod: 'a', job: 'j' } },
      { key: 't', labels: { pod: 'b' } },
    ];
    const sameAsA = { key: 't', labels: { job: 'j', pod: 'a' } };
    expect(spans(event('trigger.pending', 1, a), event('trigger.firing', 2, b), event('trigger.firing', 3, sameAsA), event('trigger.resolved', 5, a))).toEqual([[1, 5, 3], [2, null, 2]]); // prettier-ignore
  });

  test('end where they are told to, where they begin anew, or not at all; an end without a beginning is none', () => {
    expect(spans(event('run.finished', 1, { runId: 'r' }), event('run.started', 2, { runId: 's' }), event('run.interrupted', 4, { runId: 's' }))).toEqual([[2, 4, null]]); // prettier-ignore
    expect(spans(event('lock.opened', 1, { lock: 'docker' }), event('lock.opened', 5, { lock: 'docker' }))).toEqual([[1, 5, null], [5, null, null]]); // prettier-ignore
    expect(spans(event('engine.gap', 9, { from: 2, to: 9 }), event('source.gap', 10, { source: 'docker' }))).toEqual([[2, 9, null]]); // prettier-ignore
  });
});
