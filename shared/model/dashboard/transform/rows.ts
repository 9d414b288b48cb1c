// Tables row by row, for transformations that think in rows. Rows beyond the limit are left out and counted by nobody: no
// screen shows as many.
import type { RawValue } from '../shown.ts';
import type { Column, DataTable } from './data-table.ts';
import { rowCount } from './data-table.ts';

export const rowLimit = 100_000;

/** Two values that are equal have one key; a number and its text do not. */
export const keyOf = (value: RawValue): string => `${typeof value} ${String(value)}`;

export const cellAt = (column: Column | undefined, row: number): RawValue => column?.values[row] ?? null;

/** The same columns with the rows in this order, or fewer of them. */
export function picked(table: DataTable, rows: readonly number[]): DataTable {
  return { ...table, columns: table.columns.map((one) => ({ ...one, values: rows.map((row) => cellAt(one, row)) })) };
}

export const rowNumbers = (table: DataTable): number[] => Array.from({ length: Math.min(rowCount(table), rowLimit) }, (_, row) => row); // prettier-ignore

/** Columns that would be called alike are numbered: `Time 1`, `Time 2`. */
export function toldApart(columns: readonly Column[]): Column[] {
  const count = new Map<string, number>();
  for (const { shownName } of columns) count.set(shownName, (count.get(shownName) ?? 0) + 1);
  const seen = new Map<string, number>();
  return columns.map((one) => {
    if ((count.get(one.shownName) ?? 0) < 2) return one;
    const place = (seen.get(one.shownName) ?? 0) + 1;
    seen.set(one.shownName, place);
    return { ...one, shownName: `${one.shownName} ${place}` };
  });
}

/** Nothing comes last, whichever way. */
export function compareCells(one: RawValue, other: RawValue, down: boolean): number {
  const nothing = (value: RawValue): boolean => value === null || (typeof value === 'number' && Number.isNaN(value));
  if (nothing(one) || nothing(other)) return Number(nothing(one)) - Number(nothing(other));
  const way = down ? -1 : 1;
  if (typeof one === 'number' && typeof other === 'number') return (one < other ? -1 : Number(one > other)) * way;
  const [a, b] = [String(one), String(other)];
  return (a < b ? -1 : Number(a > b)) * way;
}
