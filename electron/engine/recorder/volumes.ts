// How many events each source has in the journal and what they take. Closed segments are counted once.
import type { ReadDb } from '../store/database.ts';
import { countSegment, keptVolumes, segmentRange, type Volume } from '../store/retention-rows.ts';

export type SourceVolume = Omit<Volume, 'segment'>;

/** @param pause between two segments that have to be counted: one takes some ten milliseconds */
export async function volumesBySource(read: ReadDb, pause: () => Promise<void>): Promise<SourceVolume[]> {
  const kept = Map.groupBy(keptVolumes(read), ({ segment }) => segment);
  const range = segmentRange(read);
  const sums = new Map<string, SourceVolume>();
  for (let segment = range?.first ?? 0; range !== null && segment <= range.last; segment++) {
    const known = kept.get(segment);
    if (known === undefined) await pause();
    for (const { source, events, bytes } of known ?? countSegment(read, segment)) {
      const sum = sums.get(source) ?? { source, events: 0, bytes: 0 };
      sums.set(source, { source, events: sum.events + events, bytes: sum.bytes + bytes });
    }
  }
  return [...sums.values()].toSorted((a, b) => b.bytes - a.bytes);
}

/** Closed segments that were not counted since something of them changed. */
export function uncounted(read: ReadDb): number[] {
  const range = segmentRange(read);
  if (range === null) return [];
  const known = new Set(keptVolumes(read).map(({ segment }) => segment));
  const closed = Array.from({ length: range.last - range.first }, (_, at) => range.first + at);
  return closed.filter((segment) => !known.has(segment));
}
