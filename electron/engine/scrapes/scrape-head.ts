// The newest scrapes of one endpoint in memory, a column for each series, until there are enough of them for a block.
import type { SeriesValues } from './chunk-codec.ts';

export interface ScrapeHead {
  times: () => readonly number[];
  lastMs: () => number | null;
  add: (atMs: number, series: readonly number[], values: Float64Array | readonly number[]) => void;
  /** Null for a series that none of them has. */
  column: (series: number) => SeriesValues | null;
  series: () => IterableIterator<number>;
  has: (series: number) => boolean;
  size: () => number;
}

/** @param capacity how many scrapes it is meant to hold */
export function createScrapeHead(capacity: number): ScrapeHead {
  const times: number[] = [];
  const columns = new Map<number, SeriesValues>();
  return {
    times: () => times,
    lastMs: () => times.at(-1) ?? null,
    add: (atMs, series, values) => {
      const at = times.length;
      times.push(atMs);
      for (const [place, no] of series.entries()) {
        let column = columns.get(no);
        if (column === undefined) {
          column = { values: new Float64Array(capacity), present: new Uint8Array(capacity) };
          columns.set(no, column);
        }
        // Where no block could be made for a while there are more of them than were meant.
        if (at >= column.values.length) columns.set(no, (column = grown(column, at + 1)));
        column.values[at] = values[place] ?? NaN;
        column.present[at] = 1;
      }
    },
    column: (no) => {
      const column = columns.get(no);
      if (column === undefined) return null;
      const whole = column.values.length < times.length ? grown(column, times.length) : column;
      return { values: whole.values.subarray(0, times.length), present: whole.present.subarray(0, times.length) };
    },
    series: () => columns.keys(),
    has: (no) => columns.has(no),
    size: () => columns.size,
  };
}

function grown(column: SeriesValues, least: number): SeriesValues {
  const { values, present } = column;
  const count = Math.max(least, values.length * 2);
  const more = { values: new Float64Array(count), present: new Uint8Array(count) };
  more.values.set(values);
  more.present.set(present);
  return more;
}
