// Lines, counts and neighbours of the checklist.
import { expect, test } from 'vitest';
import { rowOfItem } from '../../components/checklist-row.ts';
import { checklistModel, neighbour } from './checklist-model.ts';
import { manualItem, someItem } from './readiness.fixture.ts';

const phases = [
  { id: 'smoke', title: 'Smoke', description: null, needs: [] },
  { id: 'later', title: 'Later', description: null, needs: ['smoke'] },
];
const items = [someItem(), manualItem];
const model = (text = '', show: string[] = []) => checklistModel({ phases, items, report: null, text, show });

test('every phase has its line even when it is empty, each item follows its phase', () => {
  expect(model().lines.map((line) => line.key)).toEqual(['smoke/', 'smoke/health', 'smoke/pipeline', 'later/']);
});

test('a filter hides rows and phases without rows, never the counts', () => {
  const filtered = model('pipeline');
  expect(filtered.lines.map((line) => line.key)).toEqual(['smoke/', 'smoke/pipeline']);
  expect(filtered.phaseCounts.get('smoke')).toMatchObject({ fail: 1, open: 1 });
});

test('walking stops at the ends and starts at the first line', () => {
  const { lines } = model();
  expect(neighbour(lines, null, 1)).toBe('smoke/');
  expect(neighbour(lines, 'later/', 1)).toBe('later/');
  expect(neighbour(lines, 'smoke/health', -1)).toBe('smoke/');
  expect(neighbour([], null, 1)).toBeNull();
});

test('an item under way shows the attempt, not its earlier outcome', () => {
  const row = rowOfItem(someItem({ running: { state: 'looking', attempt: 2, attempts: 3 } }));
  expect(row).toMatchObject({ glyph: 'running', reason: 'attempt 2 of 3' });
});

test('an item that was never looked at is not shown as anything else', () => {
  expect(rowOfItem(someItem({ last: null }))).toMatchObject({ glyph: 'never', at: null });
});

test('a tick outranks what the run said of the manual item', () => {
  const tick = { outcome: 'fail' as const, by: 'Lead', at: 5, note: 'red since noon', evidence: '', itemDigest: 'd' };
  const row = rowOfItem({ ...manualItem, open: false, tick });
  expect(row).toMatchObject({ glyph: 'fail', reason: 'failed, says Lead: red since noon', at: 5 });
});
