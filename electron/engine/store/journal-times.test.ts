import { expect, test } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { eventsInSpan, eventsOfCorrelation } from './journal-times.ts';
import { testStore } from './store.fixture.ts';
import type { ReadDb } from './database.ts';

function setup() {
  const { write, read } = testStore();
  let clock = 1_000;
  const journal = createJournal({ read, bootId: 'boot', now: () => clock++ });
  const trace = ['a'.repeat(32), 'b'.repeat(32)];
  for (let at = 0; at < 40; at++)
    journal.append(write, { type: at % 4 ? 'note.saved' : 'plan.loaded', source: 'engine', subject: `s${at % 5}`, correlationId: trace[at % 7], time: 100 + (at % 10), data: { at } }); // prettier-ignore
  return { read, trace };
}
const plan = (db: ReadDb, sql: string): string =>
  (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join('; ');

test('all events of one correlation id are found, in the order of recording', () => {
  const { read, trace } = setup();
  const found = eventsOfCorrelation(read, trace[1] ?? '', 100);
  expect(found.map(({ data }) => (data as { at: number }).at)).toEqual([1, 8, 15, 22, 29, 36]);
  expect(eventsOfCorrelation(read, 'c'.repeat(32), 100)).toEqual([]);
});

test('a look by correlation id reads the index of each segment, never the journal', () => {
  const { read } = setup();
  const words = plan(read, `SELECT * FROM journal WHERE (sequence >> 16) = 0 AND correlationid = 'x'`);
  expect(words).toContain('journal_by_correlation');
});

test('a span is paged by the last one seen, newest first, each event once', () => {
  const { read } = setup();
  const seen: number[] = [];
  let before: { time: number; sequence: number } | undefined;
  for (;;) {
    const page = eventsInSpan(read, { fromMs: 102, toMs: 107, before, limit: 7 });
    if (page.length === 0) break;
    seen.push(...page.map(({ sequence }) => sequence));
    const last = page.at(-1);
    before = last && { time: last.time, sequence: last.sequence };
  }
  expect(seen).toHaveLength(24);
  expect(new Set(seen).size).toBe(24);
});

test('what was known at a moment leaves out what was recorded later, and types narrow it', () => {
  const { read } = setup();
  expect(eventsInSpan(read, { fromMs: 0, toMs: 200, recordedBy: 1_009, limit: 100 })).toHaveLength(10);
  const plans = eventsInSpan(read, { fromMs: 0, toMs: 200, types: ['plan.loaded'], limit: 100 });
  expect(new Set(plans.map(({ type }) => type))).toEqual(new Set(['plan.loaded']));
  const both = eventsInSpan(read, { fromMs: 0, toMs: 200, types: ['plan.loaded', 'note.saved'], limit: 15 });
  expect(both).toEqual(eventsInSpan(read, { fromMs: 0, toMs: 200, limit: 15 }));
});
