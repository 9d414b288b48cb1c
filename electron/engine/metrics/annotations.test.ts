// Events and coverage of a time, over a real store.
import { expect, test } from 'vitest';
import type { SourceStatus } from '#shared/model/system.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { eventsBetween, eventsSince } from '../store/journal-times.ts';
import { testStore } from '../store/store.fixture.ts';
import { annotatedTypes, createAnnotations } from './annotations.ts';
import { createCoverageLanes } from './coverage-lanes.ts';

function setup() {
  const { read, write } = testStore();
  const journal = createJournal({ read, bootId: 'b', now: () => 50 });
  const add = (...events: Omit<NewEvent, 'source'>[]): unknown =>
    events.map((event) => journal.append(write, { source: 'engine', ...event }));
  const annotations = createAnnotations({ eventsBetween: (query) => eventsBetween(read, query) });
  const lanes = (status: Record<string, Partial<SourceStatus>> = {}) =>
    createCoverageLanes({
      eventsSince: (query) => eventsSince(read, query),
      recordBegan: () => journal.stats().oldestAt,
      status: (source) => (status[source] === undefined ? null : { key: source, name: source, state: 'live', since: 0, reason: '', seenAt: null, ...status[source] }), // prettier-ignore
      keptParts: (_source, span) => [span],
      now: () => 1000,
    });
  return { add, annotations, lanes };
}

const docker = (time: number, action: string, more = {}) =>
  ({ type: 'docker.changed', subject: 'web', time, data: { name: 'web', action, image: 'shop/web:1.4', exitCode: null, ...more } }) as const; // prettier-ignore

test('restarts, deploys and gaps of the span are told in words, in order; what is no news is left out', () => {
  const { add, annotations } = setup();
  add(docker(300, 'start'), docker(200, 'die', { exitCode: 137 }), docker(250, 'destroy'), docker(900, 'start'));
  add({ type: 'kubernetes.changed', subject: 'shop/web', time: 220, data: { kind: 'deployments', words: 'rolled out', bad: false } }); // prettier-ignore
  add({ type: 'kubernetes.changed', subject: 'shop/web', time: 230, data: { kind: 'events', words: 'Scaled up', bad: false } }); // prettier-ignore
  add({ type: 'source.gap', time: 210, data: { source: 'docker', reason: 'events were lost' } });
  add({ type: 'engine.gap', time: 240, data: { from: 100, to: 240, kind: 'not_running' } });
  const { entries, total } = annotations({ fromMs: 0, toMs: 500, limit: 10 });
  expect(entries.map(({ atMs, title, tone }) => [atMs, title, tone])).toEqual([
    [100, 'Nobody was looking: the console was not running', 'gap'],
    [200, 'web ended with exit code 137', 'bad'],
    [210, 'docker: changes may be missing', 'gap'],
    [220, 'shop/web: rolled out', 'plain'],
    [300, 'web started', 'plain'],
  ]);
  expect([total, entries[0]?.toMs]).toEqual([5, 240]);
  expect(annotations({ fromMs: 0, toMs: 500, limit: 2 })).toMatchObject({ total: 5, entries: [{ atMs: 220 }, { atMs: 300 }] }); // prettier-ignore
});

test('every type it speaks of can be read without data that it expects', () => {
  const { add, annotations } = setup();
  for (const type of annotatedTypes) add({ type: type as 'engine.gap', time: 1, data: null });
  expect(annotations({ fromMs: 0, toMs: 10, limit: 50 }).total).toBeGreaterThan(6);
});

test('coverage is what was watched, up to now where a source is live; the rest of the record is not', () => {
  const { add, lanes } = setup();
  expect(lanes()({ fromMs: 0, toMs: 1000 })).toEqual([]);
  const covered = (source: string, from: number, to: number) =>
    ({ type: 'source.covered', time: to, data: { source, from, to, reason: '' } }) as const;
  add(covered('docker', 100, 200), covered('docker', 300, 700), covered('kubernetes', 10, 20));
  const status = { docker: { since: 800 }, prometheus: { state: 'stale' }, kubernetes: { state: 'off' } } as const;
  expect(lanes(status)({ fromMs: 150, toMs: 900 })).toEqual([
    { name: 'docker', knownFromMs: 50, observed: [{ fromMs: 150, toMs: 200 }, { fromMs: 300, toMs: 700 }, { fromMs: 800, toMs: 900 }] },
    { name: 'prometheus', knownFromMs: 50, observed: [] },
  ]);
}); // prettier-ignore

test('criteria that fail or hold again, and what becomes of a soak, are flags; too little evidence is none', () => {
  const { add, annotations } = setup();
  const judged = (time: number, outcome: string) => ({ type: 'criterion.judged', subject: 'api/errors', time, data: { key: 'api', criterion: 'errors', outcome, reason: '2 % of 500' } }) as const; // prettier-ignore
  add({ type: 'soak.started', subject: 'validator', time: 100, data: { durationMs: 259_200_000 } });
  add(judged(200, 'inconclusive'), judged(210, 'fail'), judged(300, 'pass'));
  add({ type: 'soak.judged', subject: 'validator/memory', time: 220, data: { outcome: 'fail', reason: 'it grows' } });
  add({ type: 'soak.judged', subject: 'validator/lag', time: 230, data: { outcome: 'inconclusive', reason: '' } });
  add({ type: 'soak.finished', subject: 'validator', time: 400, data: { outcome: 'fail', words: '1 of 2 failed' } });
  const { entries } = annotations({ fromMs: 0, toMs: 500, limit: 10 });
  expect(entries.map(({ atMs, tone }) => [atMs, tone])).toEqual([[100, 'plain'], [210, 'bad'], [220, 'bad'], [300, 'good'], [400, 'bad']]); // prettier-ignore
  expect(entries[0]).toMatchObject({ title: 'Soak validator began', detail: 'for 72 h' });
});
