// Columns of a live table: their words, widths, order and cells, and which of them a room has place for. Pure.
import type { ReactNode } from 'react';

/** What every row of a live table has, whatever it is about. */
export interface GridRow {
  key: string;
  /** Worst first; empty where nothing is seen to be wrong. */
  troubles: string[];
  /** How urgently it wants a look: 0 the most. */
  rank: number;
  /** The name as it is sorted by. */
  nameOrder: string;
}

export interface Column<R> {
  name: string;
  word: string;
  /** Width of a grid track: at least, and the share of what is left over; a share of 0 keeps it as it is. */
  leastPx: number;
  share: number;
  /** Where there is no room even for the fixed ones, it is no wider than this. */
  tightPx?: number;
  /** What it should have before others that give way are shown. */
  wishPx?: number;
  /** What a change of is worth a flash, and what the hover says. */
  text: (row: R) => string;
  cell: (row: R) => ReactNode;
  order: (row: R) => string | number;
  /** Always shown; without them a row says nothing. */
  fixed?: boolean;
  /** Figures stand at the right. */
  right?: boolean;
  /** How its text stands out from the others. */
  tone?: 'plain' | 'soft' | 'strong' | 'bad';
  /** Why there is no order by it; left out where there is. */
  unsorted?: string;
  /** Its cell says more on hover than its text would. */
  untitled?: boolean;
  /** It changes all the time, which is not worth a flash. */
  still?: boolean;
  /** Who gives way first where there is not room for all: the highest. */
  yields?: number;
}

export interface ColumnChoice {
  shown: string[];
  /** Wanted, but there is no room. */
  crowded: string[];
  /** There is no room even for those that are always shown. */
  tight: boolean;
}
export const noChoice: ColumnChoice = { shown: [], crowded: [], tight: false };

type Measured = Pick<Column<never>, 'name' | 'leastPx' | 'wishPx' | 'fixed' | 'yields'>;

/** @param roomPx 0 while it is not known, which means enough. */
export function chooseColumns(columns: readonly Measured[], hidden: readonly string[], roomPx: number): ColumnChoice {
  const wanted = columns.filter(({ name, fixed }) => fixed === true || !hidden.includes(name));
  const givesWay = wanted.filter(({ fixed }) => fixed !== true).toSorted((a, b) => (b.yields ?? 0) - (a.yields ?? 0));
  let widthPx = wanted.reduce((sum, { leastPx, wishPx = leastPx }) => sum + wishPx + gapPx, edgePx);
  const crowded = new Set<string>();
  for (const { name, leastPx, wishPx = leastPx } of givesWay) {
    if (roomPx === 0 || widthPx <= roomPx) break;
    crowded.add(name);
    widthPx -= wishPx + gapPx;
  }
  const names = wanted.map(({ name }) => name);
  const shown = wanted.filter(({ name }) => !crowded.has(name));
  return {
    shown: shown.map(({ name }) => name),
    crowded: names.filter((name) => crowded.has(name)),
    tight: roomPx > 0 && shown.reduce((sum, { leastPx }) => sum + leastPx + gapPx, edgePx) > roomPx,
  };
}

const gapPx = 12;
const edgePx = 28;

type Track = Pick<Column<never>, 'leastPx' | 'tightPx' | 'share'>;

export const tracksOf = (shown: readonly Track[], tight = false): string =>
  shown
    .map(({ leastPx, tightPx = leastPx, share }) => ({ leastPx: tight ? tightPx : leastPx, share }))
    .map(({ leastPx, share }) => (share === 0 ? `${leastPx}px` : `minmax(${leastPx}px, ${share}fr)`))
    .join(' ');

export interface Sort {
  column: string;
  down: boolean;
}

/** The column whose order is the worst first; every live table has it. */
export const worstFirst = 'trouble';

/** What the address says, with `-` for the other way round; a column that does not exist means the worst first. */
export function sortOf(sort: string, columns: readonly Pick<Column<never>, 'name'>[]): Sort {
  const column = columns.find(({ name }) => name === sort.replace(/^-/, ''))?.name ?? worstFirst;
  return { column, down: sort === `-${column}` };
}

/** The address after a press on the head of a column: up, then down, then back to the worst first. */
export function nextSort(sort: string, column: string): string {
  if (sort === `-${column}`) return '';
  if (sort === column || (sort === '' && column === worstFirst)) return `-${column}`;
  return column === worstFirst ? '' : column;
}
