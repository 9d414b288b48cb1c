import { expect, test } from 'vitest';
import { chooseColumns, type Column } from './grid-column.ts';

const columns: Pick<Column<never>, 'name' | 'leastPx' | 'wishPx' | 'fixed' | 'yields'>[] = [
  { name: 'name', leastPx: 100, fixed: true },
  { name: 'trouble', leastPx: 100, wishPx: 160, fixed: true },
  { name: 'age', leastPx: 60, yields: 1 },
  { name: 'restarts', leastPx: 60, yields: 2 },
];
/** Edges, and the gap after each column. */
const widthOf = (...tracks: number[]): number => tracks.reduce((sum, track) => sum + track + 12, 28);

test('what matters most has the width it wishes for before a column that gives way comes', () => {
  expect(chooseColumns(columns, [], widthOf(100, 160, 60, 60))).toEqual({
    shown: ['name', 'trouble', 'age', 'restarts'],
    crowded: [],
    tight: false,
  });
  expect(chooseColumns(columns, [], widthOf(100, 160, 60, 60) - 1).crowded).toEqual(['restarts']);
  expect(chooseColumns(columns, [], widthOf(100, 160, 60) - 1).crowded).toEqual(['age', 'restarts']);
});

test('a table is not tight for a wish, only where the fixed columns have no room for the least', () => {
  expect(chooseColumns(columns, [], widthOf(100, 100)).tight).toBe(false);
  expect(chooseColumns(columns, [], widthOf(100, 100) - 1).tight).toBe(true);
});

test('columns that were put away leave their room to the others', () => {
  expect(chooseColumns(columns, ['age'], widthOf(100, 160, 60)).shown).toEqual(['name', 'trouble', 'restarts']);
});

test('while the room is not known, all have place', () => {
  expect(chooseColumns(columns, [], 0)).toEqual({ shown: ['name', 'trouble', 'age', 'restarts'], crowded: [], tight: false }); // prettier-ignore
});
