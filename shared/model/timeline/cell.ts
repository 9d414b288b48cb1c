// One number for each bucket of the timeline that holds anything: which bucket of which lane and severity, and how many.
// Most buckets are empty, so what is not told of is zero.
import { laneNames, severities } from './lane.ts';

/** Counts beyond it are told as this many: the product stays exact in a float. */
const mostCount = 2 ** 27 - 1;
const base = 2 ** 27;

/** @param counts by lane, then severity, then bucket. */
export function packCells(counts: Uint32Array): Float64Array {
  let used = 0;
  for (const count of counts) if (count > 0) used++;
  const cells = new Float64Array(used);
  let at = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index] ?? 0;
    if (count > 0) cells[at++] = index * base + Math.min(count, mostCount);
  }
  return cells;
}

/** The counts that were packed; cells beyond the buckets are left out, whoever made them. */
export function unpackCells(cells: Float64Array, buckets: number): Uint32Array {
  const counts = new Uint32Array(laneNames.length * severities.length * buckets);
  for (const cell of cells) {
    const index = Math.floor(cell / base);
    if (index >= 0 && index < counts.length) counts[index] = cell - index * base;
  }
  return counts;
}

export const cellIndex = (lane: number, severity: number, bucket: number, buckets: number): number =>
  (lane * severities.length + severity) * buckets + bucket;
