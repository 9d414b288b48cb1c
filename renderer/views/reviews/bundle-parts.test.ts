import { expect, test } from 'vitest';
import { leftOutInWords, partsOfBundle, placeInWords } from './bundle-parts.ts';

const table = (name: string, rows: number, bytes: number) => ({ name, rows, bytes, sha256: '' });

test('tables of a bundle are summed up as people call them, the largest first; empty ones are left out', () => {
  const parts = partsOfBundle([table('run', 2, 10), table('journal', 5, 90), table('term', 1, 5), table('note', 0, 0)]);
  expect(parts).toEqual([
    { words: 'Events', tables: ['journal', 'term'], rows: 6, bytes: 95 },
    { words: 'Plans, runs and ticks', tables: ['run'], rows: 2, bytes: 10 },
  ]);
});

test('a table of a newer console keeps its name, and a place names its column', () => {
  expect(partsOfBundle([table('weather', 1, 1)])[0]?.words).toBe('weather');
  expect(placeInWords('infra_error_event.trace_state')).toBe('Errors of services: trace state');
});

test('what stays behind for the same reason is one line, with what is known of its count', () => {
  const why = 'it is of the present';
  expect(leftOutInWords([{ what: 'trigger_memory', why, count: null }, { what: 'trigger_word', why, count: 3 }, { what: 'consent', why: 'it is of that machine', count: null }])).toEqual([
    { words: 'Triggers', why, count: 3 },
    { words: 'What was trusted', why: 'it is of that machine', count: null },
  ]);
}); // prettier-ignore
