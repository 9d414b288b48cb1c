import { expect, test } from 'vitest';
import { arcPath } from './arcs.ts';
import { stepColour } from './shown-value.ts';
import { orderedRows, tracksOf, type TableColumn } from './table-shape.ts';
import { fittingPx, tileLayout, type TileRoom } from './tile-layout.ts';

const room = (given: Partial<TileRoom>): TileRoom => ({ count: 1, widthPx: 600, heightPx: 200, direction: 'auto', gapPx: 8, leastWidthPx: 90, leastHeightPx: 44, shape: 2, ...given }); // prettier-ignore

test('one tile has all the room, a few stand as the room is shaped', () => {
  expect(tileLayout(room({}))).toMatchObject({ columns: 1, rows: 1, tileWidthPx: 600, tileHeightPx: 200, scrolls: false }); // prettier-ignore
  expect(tileLayout(room({ count: 3 }))).toMatchObject({ columns: 3, rows: 1 });
  expect(tileLayout(room({ count: 3, widthPx: 150, heightPx: 500 }))).toMatchObject({ columns: 1, rows: 3 });
  expect(tileLayout(room({ count: 12, widthPx: 640, heightPx: 240 })).columns).toBe(4);
});

test('tiles never leave the room at its side, and are scrolled where they are too many', () => {
  for (const count of [1, 2, 7, 50, 500]) {
    const layout = tileLayout(room({ count }));
    expect(layout.columns * layout.tileWidthPx + (layout.columns - 1) * 8).toBeLessThanOrEqual(600);
    expect(layout.columns * layout.rows).toBeGreaterThanOrEqual(count);
  }
  expect(tileLayout(room({ count: 500 }))).toMatchObject({ scrolls: true, tileHeightPx: 44 });
  expect(tileLayout(room({ count: 5, direction: 'across', widthPx: 300 })).columns).toBe(3);
});

test('a longer text is written smaller, within the limits', () => {
  expect(fittingPx('1', 300, 300, 12, 64)).toBe(64);
  expect(fittingPx('1,234,567.89 requests', 120, 100, 12, 64)).toBe(12);
  expect(fittingPx('99.95', 120, 100, 12, 64)).toBeGreaterThan(30);
  // Semi-bold figures of one width are 0.66 of their size wide: cut off they would be another figure.
  for (const [text, widthPx] of [
    ['35', 78],
    ['888', 90],
    ['40414', 150],
  ] as const) {
    expect(fittingPx(text, widthPx, 300, 12, 64) * 0.66 * text.length).toBeLessThan(widthPx);
  }
});

test('a part of a ring ends where it should; a whole turn is two halves', () => {
  expect(arcPath(0, 10, { from: 0, to: 90 })).toBe('M0 -10A10 10 0 0 1 10 0L0 0Z');
  expect(arcPath(5, 10, { from: 0, to: 360 }).match(/M/g)).toHaveLength(2);
});

test('a share lies in the step that begins at or before it; below the first it is in the first', () => {
  const steps = [{ from: 0.2, colour: 'green' }, { from: 0.8, colour: 'red' }]; // prettier-ignore
  expect([0, 0.2, 0.79, 0.8, 1].map((share) => stepColour(steps, share))).toEqual(['green', 'green', 'green', 'red', 'red']); // prettier-ignore
  expect(stepColour([], 1)).toBeNull();
});

const column = (values: (number | string | null)[], patch: Partial<TableColumn> = {}): TableColumn => ({ key: 'a', name: 'a', right: false, widthPx: null, draw: 'text', footer: null, by: (row) => values[row] ?? null, cell: (row) => ({ text: String(values[row]), colour: null, share: null }), ...patch }); // prettier-ignore

test('rows are ordered by number or by name, nothing and NaN last either way', () => {
  const order = (values: (number | string | null)[], down: boolean): string =>
    orderedRows(values.length, [column(values)], { column: 'a', down }).join('');
  const numbers = [10, null, 9, Number.NaN, Infinity, -Infinity];
  expect(order(numbers, false)).toBe('520413');
  expect(order(numbers, true)).toBe('402513');
  expect(order(['web-10', 'web-9', 'Web-1'], false)).toBe('210');
  expect(orderedRows(3, [column(numbers)], { column: 'gone', down: true }).join('')).toBe('012');
});

test('a column is as wide as it was told, otherwise as its longest text asks, within limits', () => {
  const columns = [column([1], { widthPx: 70 }), column(['m'.repeat(200)])];
  expect(tracksOf(columns, 1)).toEqual({ tracks: '70px minmax(340px, 2fr)', leastPx: 410 });
});
