// How many events each source has in the journal and what they take. Closed segments are counted once.
import type { ReadDb } from '../store/database.ts';
import { countPart, keptVolumes, partsOfSegment, segmentRange, type Volume } from '../store/retention-rows.ts';

export type SourceVolume = Omit<Volume, 'segment'>;

/** @param pause between two parts of a segment that have to be counted: one takes a few milliseconds */
export async function volumesBySource(read: ReadDb, pause: () => Promise<void>): Promise<SourceVolume[]> {
  const kept = Map.groupBy(keptVolumes(read), ({ segment }) => segment);
  const range = segmentRange(read);
  const sums = new Map<string, SourceVolume>();
  for (let segment = range?.first ?? 0; range !== null && segment <= range.last; segment++) {
    const known = kept.get(segment);
    add(sums, known ?? (await countSegment(read, segment, pause)));
  }
  return [...sums.values()].toSorted((a, b) => b.bytes - a.bytes);
}

/** A closed one is counted once and kept until something of it is evicted. */
export async function countSegment(read: ReadDb, segment: number, pause: () => Promise<void>): Promise<SourceVolume[]> {
  const sums = new Map<string, SourceVolume>();
  for (let part = 0; part < partsOfSegment; part++) {
    await pause();
    add(sums, countPart(read, segment, part));
  }
  return [...sums.values()];
}

function add(sums: Map<string, SourceVolume>, volumes: readonly SourceVolume[]): void {
  for (const { source, events, bytes } of volumes) {
    const sum = sums.get(source) ?? { source, events: 0, bytes: 0 };
    sums.set(source, { source, events: sum.events + events, bytes: sum.bytes + bytes });
  }
}

/** Closed segments that were not counted since something of them changed. */
export function uncounted(read: ReadDb): number[] {
  const range = segmentRange(read);
  if (range === null) return [];
  const known = new Set(keptVolumes(read).map(({ segment }) => segment));
  const closed = Array.from({ length: range.last - range.first }, (_, at) => range.first + at);
  return closed.filter((segment) => !known.has(segment));
}
