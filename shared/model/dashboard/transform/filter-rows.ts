// Rows kept or left out by what is in them, and their order.
import { patternParts, safePattern } from '../safe-pattern.ts';
import type { RawValue } from '../shown.ts';
import { columnOf, type DataTable } from './data-table.ts';
import { cellAt, compareCells, picked, rowNumbers } from './rows.ts';
import type { Transformation } from './transformation.ts';

type Condition = Extract<Transformation, { kind: 'filter_values' }>['conditions'][number];

export function sortRows(table: DataTable, name: string, down: boolean): DataTable {
  const by = columnOf(table, name);
  if (by === undefined) return table;
  return picked(
    table,
    rowNumbers(table).toSorted((one, other) => compareCells(cellAt(by, one), cellAt(by, other), down)),
  );
}

export function filterValues(
  table: DataTable,
  { match, keep, conditions }: Extract<Transformation, { kind: 'filter_values' }>,
): DataTable {
  // prettier-ignore
  // A condition on a column that is not there says nothing of any row.
  const tests = conditions.flatMap((condition) => {
    const of = columnOf(table, condition.column);
    return of === undefined ? [] : [{ of, holds: testOf(condition) }];
  });
  if (tests.length === 0) return table;
  const fits = (row: number): boolean => {
    const each = ({ of, holds }: (typeof tests)[number]): boolean => holds(cellAt(of, row));
    return match === 'all' ? tests.every(each) : tests.some(each);
  };
  return picked(table, rowNumbers(table).filter((row) => fits(row) === keep)); // prettier-ignore
}

function testOf({ test, value, to }: Condition): (cell: RawValue) => boolean {
  const limit = Number(value);
  const number = (cell: RawValue): number => (cell === null ? Number.NaN : Number(cell));
  switch (test) {
    case 'greater':
      return (cell) => number(cell) > limit;
    case 'greaterOrEqual':
      return (cell) => number(cell) >= limit;
    case 'lower':
      return (cell) => number(cell) < limit;
    case 'lowerOrEqual':
      return (cell) => number(cell) <= limit;
    case 'between':
      return (cell) => number(cell) >= limit && number(cell) <= Number(to);
    case 'equal':
      return (cell) => String(cell) === value || number(cell) === limit;
    case 'notEqual':
      return (cell) => String(cell) !== value && number(cell) !== limit;
    case 'isNull':
      return (cell) => cell === null;
    case 'isNotNull':
      return (cell) => cell !== null;
    case 'substring':
      return (cell) => String(cell ?? '').toLowerCase().includes(value.toLowerCase()); // prettier-ignore
    case 'notSubstring':
      return (cell) => !String(cell ?? '').toLowerCase().includes(value.toLowerCase()); // prettier-ignore
    default: {
      const { pattern, flags } = patternParts(value);
      const ready = safePattern(pattern, flags);
      return (cell) => typeof ready !== 'string' && ready.test(String(cell ?? ''));
    }
  }
}
