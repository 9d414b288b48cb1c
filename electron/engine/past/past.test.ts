// Sources, the journal and the wall as of a moment: known then, and known now about then.
import { expect, test } from 'vitest';
import type { SourceStatus } from '#shared/model/system.ts';
import type { WatchChange } from '#shared/model/watch.ts';
import { lastSequenceAt } from '../store/moment-rows.ts';
import type { NewEvent } from '../journal/journal.ts';
import { createPast } from './index.ts';
import type { PastMoment } from './past.ts';
import { at, heard, minute, start, testRecord } from './past.fixture.ts';

const started: NewEvent = { type: 'engine.started', source: 'engine', data: {} };
const stopped: NewEvent = { type: 'engine.stopped', source: 'engine', data: {} };
const state = (to: string, reason = ''): NewEvent => ({ type: 'source.state', source: 'docker', data: { source: 'docker', from: to === 'live' ? 'off' : 'live', to, reason } }); // prettier-ignore

async function sourceAt(record: ReturnType<typeof testRecord>, moment: PastMoment, key = 'docker') {
  const { system } = createPast({ read: record.read });
  const all = await heard<SourceStatus>(system?.sources?.(undefined, moment, undefined));
  const found = all.find((one) => one.key === key);
  if (!found) throw new Error(`no source ${key}`);
  const { state: is, reason, seenAt } = found;
  return { state: is, reason, seenAt: seenAt === null ? null : (seenAt - start) / minute };
}

test('a source is live only where this console ran, followed it, and knows no better', async () => {
  const record = testRecord();
  record.add(0, started);
  record.add(2, state('live'));
  record.add(20, stopped);
  record.add(30, started);
  record.add(32, state('live'));
  record.add(50, { type: 'engine.gap', source: 'engine', data: { from: start + 40 * minute, to: start + 50 * minute, kind: 'not_running' } }); // prettier-ignore
  expect(await sourceAt(record, at(-5))).toMatchObject({ state: 'off' });
  expect(await sourceAt(record, at(1))).toEqual({ state: 'off', reason: 'it was not followed then', seenAt: null });
  expect(await sourceAt(record, at(5))).toEqual({ state: 'live', reason: '', seenAt: 5 });
  expect(await sourceAt(record, at(25))).toEqual({ state: 'stale', reason: 'Ready Room was not running', seenAt: 20 });
  expect(await sourceAt(record, at(31))).toMatchObject({ state: 'off', reason: expect.stringContaining('not followed yet') }); // prettier-ignore
  expect(await sourceAt(record, at(45))).toMatchObject({ state: 'stale', reason: expect.stringContaining('slept'), seenAt: 40 }); // prettier-ignore
  expect(await sourceAt(record, at(55))).toMatchObject({ state: 'live' });
  expect(await sourceAt(record, at(5), 'kubernetes')).toMatchObject({ state: 'off' });
});

test('a console that ended without a word is not taken for one that went on watching', async () => {
  const record = testRecord();
  record.add(0, started);
  record.add(2, state('live'));
  record.add(60, started);
  expect(await sourceAt(record, at(1.5))).toMatchObject({ state: 'off' });
  expect(await sourceAt(record, at(30))).toEqual({ state: 'stale', reason: 'Ready Room had ended without closing its record', seenAt: 2 }); // prettier-ignore
});

test('what was only found out later is known now, and was not known then', async () => {
  const record = testRecord();
  record.add(0, started);
  record.add(2, state('live'));
  record.add(12, { ...state('stale', 'connection refused') });
  record.add(12, { type: 'source.covered', source: 'docker', time: start + 8 * minute, data: { source: 'docker', from: start + 2 * minute, to: start + 8 * minute, reason: 'connection refused' } }); // prettier-ignore
  expect(await sourceAt(record, at(10, 'then'))).toMatchObject({ state: 'live' });
  expect(await sourceAt(record, at(10, 'now'))).toEqual({ state: 'stale', reason: 'connection refused', seenAt: 8 });
  expect(await sourceAt(record, at(5, 'now'))).toMatchObject({ state: 'live' });
});

test('an event that was written down late is in the journal of the moment only as known now', async () => {
  const record = testRecord();
  const first = record.add(0, started);
  record.add(1, { type: 'note.saved', source: 'person', subject: 'p/a', data: {} });
  record.add(30, { type: 'note.saved', source: 'person', subject: 'p/late', time: start + 2 * minute, data: {} });
  record.add(31, { type: 'note.saved', source: 'person', subject: 'p/after', data: {} });
  const { system } = createPast({ read: record.read });
  const page = async (moment: PastMoment, more = {}) =>
    ((await system?.journal?.({ before: null, limit: 100, ...more }, moment, undefined)) ?? []).map(({ subject, type }) => subject ?? type); // prettier-ignore
  expect(await page(at(5, 'then'))).toEqual(['p/a', 'engine.started']);
  expect(await page(at(5, 'now'))).toEqual(['p/late', 'p/a', 'engine.started']);
  expect(await page(at(5, 'now'), { type: 'note.saved', limit: 1 })).toEqual(['p/late']);
  expect(await page(at(5, 'now'), { before: 3 })).toEqual(['p/a', 'engine.started']);
  expect(lastSequenceAt(record.read, start - 1)).toBe(first - 1);
  expect([0, 1, 29, 30, 31, 99].map((minutes) => lastSequenceAt(record.read, start + minutes * minute))).toEqual([1, 2, 2, 3, 4, 4]); // prettier-ignore
});

test('the changes of the hour before a moment are those that the wall showed, and none that came later', async () => {
  const record = testRecord();
  const die = (exitCode: number): NewEvent => ({ type: 'docker.changed', source: 'docker', subject: 'web', data: { id: 'c1', name: 'web', action: 'die', image: 'web:1', exitCode } }); // prettier-ignore
  const pod = (words: string): NewEvent => ({ type: 'kubernetes.changed', source: 'kubernetes', subject: 'shop/api', data: { kind: 'deployments', namespace: 'shop', name: 'api', uid: 'u1', change: 'image', identity: words, words, bad: false } }); // prettier-ignore
  record.add(-120, die(9));
  record.add(0, started);
  record.add(0.5, state('live'));
  record.add(1, die(1));
  record.add(1.2, { type: 'docker.changed', source: 'docker', subject: 'web', data: { id: 'c1', name: 'web', action: 'start', image: 'web:1', exitCode: null } }); // prettier-ignore
  record.add(3, pod('image api:1 → api:2'));
  record.add(20, state('stale', 'connection refused'));
  record.add(21, die(137));
  const { watch } = createPast({ read: record.read });
  const changes = async (moment: PastMoment) => {
    const lines = await heard<WatchChange>(watch?.changes?.(undefined, moment, undefined));
    return lines.map(({ object, words }) => `${object?.name ?? '-'} ${words}`).toSorted();
  };
  expect(await changes(at(2))).toEqual(['web restarted: it had ended with exit code 1']);
  expect(await changes(at(5))).toEqual(['api image api:1 → api:2', 'web restarted: it had ended with exit code 1']);
  expect(await changes(at(22))).toHaveLength(4);
  expect(await changes(at(75))).toEqual(['- Docker is not watched any more: connection refused', 'web ended with exit code 137']); // prettier-ignore
});
