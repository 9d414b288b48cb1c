// A table as a panel shows it: its columns, how wide each is, and its rows in the order that is asked for. Pure.
import { compared, naturalOrder } from '../natural-order.ts';
import { emsOf } from './tile-layout.ts';

export interface TableCell {
  text: string;
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
  /** What a row is sorted by in it; null for nothing, which comes last either way. */
  by: (row: number) => number | string | null;
  /** Made when the row comes into sight: a table may have thousands. */
  cell: (row: number) => TableCell;
}

export interface TableSort {
  column: string;
  down: boolean;
}

const sampled = 60;
const emPx = 12;
const padPx = 22;
const leastPx = 56;
const mostPx = 340;
const barPx = 160;

/** Grid tracks: each column as wide as its longest text asks, what is left over goes to the columns without a width. */
export function tracksOf(columns: readonly TableColumn[], rowCount: number): { tracks: string; leastPx: number } {
  let sum = 0;
  const tracks = columns.map((column) => {
    if (column.widthPx !== null) {
      sum += column.widthPx;
      return `${column.widthPx}px`;
    }
    let ems = Math.max(emsOf(column.name) + 1, emsOf(column.footer ?? ''));
    for (let row = 0; row < Math.min(sampled, rowCount); row++) ems = Math.max(ems, emsOf(column.cell(row).text));
    const wanted = Math.ceil(ems * emPx) + padPx + (column.draw === 'bar' ? barPx : 0);
    const px = Math.min(mostPx, Math.max(leastPx, wanted));
    sum += px;
    return `minmax(${px}px, ${column.right ? 1 : 2}fr)`;
  });
  return { tracks: tracks.join(' '), leastPx: sum };
}

/** The rows in the order of the column; those that are equal in it stay as they came. */
export function orderedRows(rowCount: number, columns: readonly TableColumn[], sort: TableSort | null): Uint32Array {
  const rows = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const column = sort === null ? undefined : columns.find(({ key }) => key === sort.column);
  if (sort === null || column === undefined) return rows;
  const way = sort.down ? -1 : 1;
  // Asked once for each row, not once for each comparison.
  const keys = Array.from(rows, (row) => {
    const by = column.by(row);
    return typeof by === 'string' ? naturalOrder(by) : by;
  });
  return rows.toSorted((one, other) => {
    const [a, b] = [keys[one] ?? null, keys[other] ?? null];
    const none = Number(isNothing(a)) - Number(isNothing(b));
    if (none !== 0 || a === null || b === null || isNothing(a)) return none;
    if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : (a < b ? -1 : 1) * way;
    return compared(String(a), String(b)) * way;
  });
}

const isNothing = (value: number | string | null): boolean => value === null || Number.isNaN(value);
