import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../facts.ts';
import { applyDiff, fieldDiff } from './field-diff.ts';

const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.string(), { maxLength: 2 }));
const inner = fc.dictionary(fc.string(), fc.oneof(value, fc.dictionary(fc.string(), value, { maxKeys: 2 })), { maxKeys: 3 }); // prettier-ignore
const row = fc.dictionary(fc.constantFrom('state', 'labels', 'cells', 'image'), fc.oneof(value, inner));

test('a row and its difference to another make that other, whatever the names and values', () => {
  fc.assert(
    fc.property(row, row, (before, after) => {
      const changes = JSON.parse(JSON.stringify(fieldDiff(before, after)));
      const made = applyDiff(before as Record<string, Json>, changes);
      expect(made).toEqual(after);
      expect(fieldDiff(made, after)).toEqual([]);
    }),
    { numRuns: 300, seed: 11 },
  );
});

test('names the fields that differ one level down, with what they were and became', () => {
  const before = {
    status: 'Running',
    cells: { restarts: 1, images: ['a:1'] },
    labels: { 'app.io/name': 'x', old: 'y' },
  };
  const after = { status: 'Running', cells: { restarts: 2, images: ['a:2'] }, labels: { 'app.io/name': 'z' } };
  expect(fieldDiff(before, after)).toEqual([
    { path: 'cells.restarts', from: 1, to: 2 },
    { path: 'cells.images', from: ['a:1'], to: ['a:2'] },
    { path: 'labels.app.io/name', from: 'x', to: 'z' },
    { path: 'labels.old', from: 'y' },
  ]);
});
