// What becomes of samples when a stretch of time is one point: least, greatest, sum, count and last. A stretch without samples
// has no rollup; how many of those expected were seen, `count` tells. NaN counts and may be the last, but is nothing else.
import { decodeValues, encodeValues, type SeriesValues } from '../scrapes/chunk-codec.ts';

export interface Rollup {
  /** Begin of the stretch, epoch milliseconds. */
  at: number;
  least: number;
  greatest: number;
  sum: number;
  count: number;
  last: number;
  lastAt: number;
}

export const minuteMs = 60_000;
export const hourMs = 3_600_000;

/** In the order of time; stretches begin at multiples of their width. */
export function rollUp(times: Float64Array, { values, present }: SeriesValues, widthMs: number): Rollup[] {
  const rollups: Rollup[] = [];
  let current: Rollup | null = null;
  for (let index = 0; index < times.length; index++) {
    if (present[index] !== 1) continue;
    const lastAt = times[index] ?? 0;
    const value = values[index] ?? NaN;
    const at = Math.floor(lastAt / widthMs) * widthMs;
    if (current === null || current.at !== at) {
      current = { at, least: NaN, greatest: NaN, sum: 0, count: 0, last: value, lastAt };
      rollups.push(current);
    }
    add(current, { least: value, greatest: value, sum: value, count: 1, last: value, lastAt });
  }
  return rollups;
}

/** Two parts of one stretch as one. */
export function merged(one: Rollup, other: Rollup): Rollup {
  const whole = { ...one };
  add(whole, other);
  return whole;
}

function add(into: Rollup, part: Omit<Rollup, 'at'>): void {
  // NaN is less than nothing: a comparison with it is false.
  if (!(into.least <= part.least) && !Number.isNaN(part.least)) into.least = part.least;
  if (!(into.greatest >= part.greatest) && !Number.isNaN(part.greatest)) into.greatest = part.greatest;
  if (!Number.isNaN(part.sum)) into.sum += part.sum;
  into.count += part.count;
  if (part.lastAt < into.lastAt) return;
  into.last = part.last;
  into.lastAt = part.lastAt;
}

const columns = ['least', 'greatest', 'sum', 'count', 'last', 'lastAt'] as const;

/** As bytes: six columns, each in front of it its length, one place for each begin in `begins`. */
export function encodeRollups(rollups: readonly Rollup[], begins: readonly number[]): Buffer {
  const places = new Map(begins.map((at, index) => [at, index]));
  const present = new Uint8Array(begins.length);
  for (const { at } of rollups) present[places.get(at) ?? 0] = 1;
  const parts = columns.map((column) => {
    const values = new Float64Array(begins.length);
    for (const rollup of rollups) {
      const place = places.get(rollup.at) ?? 0;
      values[place] = column === 'lastAt' ? rollup.lastAt - rollup.at : rollup[column];
    }
    return encodeValues({ values, present });
  });
  const lengths = Buffer.alloc(columns.length * 2);
  for (const [index, part] of parts.entries()) lengths.writeUInt16LE(part.length, index * 2);
  return Buffer.concat([lengths, ...parts]);
}

export function decodeRollups(bytes: Buffer, begins: readonly number[]): Rollup[] {
  let from = columns.length * 2;
  const read = columns.map((_, index) => {
    const length = bytes.readUInt16LE(index * 2);
    const part = decodeValues(bytes.subarray(from, from + length), begins.length);
    from += length;
    return part;
  });
  const valueOf = (column: number, place: number): number => read[column]?.values[place] ?? NaN;
  return begins.flatMap((at, place) => {
    if (read[0]?.present[place] !== 1) return [];
    const [least, greatest, sum, count, last] = [0, 1, 2, 3, 4].map((column) => valueOf(column, place));
    return [{ at, least: least ?? NaN, greatest: greatest ?? NaN, sum: sum ?? NaN, count: count ?? 0, last: last ?? NaN, lastAt: at + valueOf(5, place) }]; // prettier-ignore
  });
}

/** Begins of the stretches that the times lie in. */
export function beginsOf(times: Float64Array, widthMs: number): number[] {
  return [...new Set(Array.from(times, (time) => Math.floor(time / widthMs) * widthMs))];
}
