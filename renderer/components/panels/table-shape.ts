// A table as a panel shows it: its columns, how wide each is, and its rows in the order that is asked for. Pure.
import { compared, naturalOrder } from '../natural-order.ts';
import { emsOf } from './tile-layout.ts';

export interface TableCell {
  text: string;
  /** What it is sorted by; null for nothing, which comes last either way. */
  by: number | string | null;
  colour: string | null;
  /** Its place between the column's limits, for a cell that is drawn as a bar. */
  share: number | null;
}

export interface TableColumn {
  key: string;
  name: string;
  /** Numbers stand at the right, so that they can be compared. */
  right: boolean;
  /** Asked for by the dashboard; null for as wide as its content. */
  widthPx: number | null;
  /** How the colour of a cell is shown, or that it is a bar. */
  draw: 'text' | 'ink' | 'fill' | 'bar';
  /** What stands below the column; null for nothing. */
  footer: string | null;
}

export interface TableRow {
  key: string;
  cells: readonly TableCell[];
}

export interface TableSort {
  column: string;
  down: boolean;
}

const sampled = 200;
const emPx = 12;
const padPx = 22;
const leastPx = 56;
const mostPx = 340;
const barPx = 160;

/** Grid tracks: each column as wide as its longest text asks, what is left over goes to the columns without a width. */
export function tracksOf(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): { tracks: string; leastPx: number } {
  let sum = 0;
  const tracks = columns.map((column, index) => {
    if (column.widthPx !== null) {
      sum += column.widthPx;
      return `${column.widthPx}px`;
    }
    let ems = emsOf(column.name) + 1;
    for (const row of rows.slice(0, sampled)) ems = Math.max(ems, emsOf(row.cells[index]?.text ?? ''));
    const wanted = Math.ceil(ems * emPx) + padPx + (column.draw === 'bar' ? barPx : 0);
    const px = Math.min(mostPx, Math.max(leastPx, wanted));
    sum += px;
    return `minmax(${px}px, ${column.right ? 1 : 2}fr)`;
  });
  return { tracks: tracks.join(' '), leastPx: sum };
}

/** In the order of the column; rows that are equal in it, and all rows without an order, stay as they came. */
export function sortedRows(
  rows: readonly TableRow[],
  columns: readonly TableColumn[],
  sort: TableSort | null,
): readonly TableRow[] {
  const at = sort === null ? -1 : columns.findIndex(({ key }) => key === sort.column);
  if (sort === null || at < 0) return rows;
  const way = sort.down ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [a, b] = [one.cells[at]?.by ?? null, other.cells[at]?.by ?? null];
    const none = Number(isNothing(a)) - Number(isNothing(b));
    if (none !== 0 || isNothing(a)) return none;
    if (typeof a === 'number' && typeof b === 'number') return (a - b) * way;
    return compared(naturalOrder(String(a)), naturalOrder(String(b))) * way;
  });
}

const isNothing = (value: number | string | null): boolean => value === null || Number.isNaN(value);
