// A line of a live table: a group with its counts, or a row in it.
import type { GridRow } from './grid-column.ts';

export interface GroupLine {
  kind: 'group';
  key: string;
  name: string;
  /** What it is, for the hover. */
  title: string;
  /** Counts in words, and how many of its rows are in trouble. */
  words: string;
  troubled: number;
  folded: boolean;
}
export interface RowLine<R> {
  kind: 'row';
  key: string;
  row: R;
  /** It is there no more; its line stays until the table is let go, so that no other line moves. */
  gone: boolean;
}
export type GridLine<R> = GroupLine | RowLine<R>;

const lines = new WeakMap<GridRow, RowLine<GridRow>>();

/** The same line for the same row, so that only changed ones are drawn anew. */
export function lineOf<R extends GridRow>(row: R): RowLine<R> {
  const known = lines.get(row);
  if (known !== undefined) return known as RowLine<R>;
  const line: RowLine<R> = { kind: 'row', key: row.key, row, gone: false };
  lines.set(row, line);
  return line;
}

export const lineId = (key: string): string => `line-${key.replace(/[^\w-]/g, '_')}`;

/** The line after (or before) the selected one; the first where none is selected. */
export function neighbour(lines: readonly { key: string }[], selected: string | null, by: 1 | -1): string | null {
  const at = lines.findIndex((line) => line.key === selected);
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by));
  return lines[to]?.key ?? null;
}
