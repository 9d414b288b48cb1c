// A run of sequence numbers of the journal as columns: all that counting and finding on the timeline needs to know of each
// event, in thirty bytes. It is a cache: whatever is here can be made anew from the rows.
import { createHash } from 'node:crypto';

export interface Segment {
  /** The lowest sequence number that could be in it. */
  base: number;
  count: number;
  /** By time and then by sequence number; the open end of the journal is in the order of its numbers. */
  sorted: boolean;
  fromMs: number;
  toMs: number;
  times: Float64Array;
  recorded: Float64Array;
  /** Sequence number less `base`. */
  offsets: Uint16Array;
  /** Places in `terms`; place 0 is no term. */
  types: Uint16Array;
  sources: Uint16Array;
  subjects: Uint16Array;
  lanes: Uint8Array;
  severities: Uint8Array;
  /** Numbers of the journal's terms. */
  terms: Uint32Array;
}

/** An empty one with room for so many events. */
export function emptySegment(base: number, room: number): Segment {
  return {
    base,
    count: 0,
    sorted: false,
    fromMs: Infinity,
    toMs: -Infinity,
    times: new Float64Array(room),
    recorded: new Float64Array(room),
    offsets: new Uint16Array(room),
    types: new Uint16Array(room),
    sources: new Uint16Array(room),
    subjects: new Uint16Array(room),
    lanes: new Uint8Array(room),
    severities: new Uint8Array(room),
    terms: new Uint32Array(1),
  };
}

/** The same events in the order of their times, with no room left over. */
export function sortedSegment(open: Segment): Segment {
  const { count, times, offsets } = open;
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const at = (list: ArrayLike<number>, index: number): number => list[index] ?? 0;
  order.sort((a, b) => at(times, a) - at(times, b) || at(offsets, a) - at(offsets, b));
  const turned = <T extends Float64Array | Uint16Array | Uint8Array>(list: T): T => {
    const result = list.slice(0, count) as T;
    for (let index = 0; index < count; index++) result[index] = at(list, at(order, index));
    return result;
  };
  return {
    ...open,
    sorted: true,
    times: turned(times),
    recorded: turned(open.recorded),
    offsets: turned(offsets),
    types: turned(open.types),
    sources: turned(open.sources),
    subjects: turned(open.subjects),
    lanes: turned(open.lanes),
    severities: turned(open.severities),
  };
}

const headBytes = 16;
const eventBytes = 8 + 8 + 4 * 2 + 2;

/** A head of count, terms and base, then the columns, widest first, as they lie in memory (little-endian). */
export function packSegment(segment: Segment): Buffer {
  const { count, terms, base } = segment;
  const buffer = Buffer.alloc(headBytes + count * eventBytes + terms.length * 4 + 4);
  buffer.writeUInt32LE(count, 0);
  buffer.writeUInt32LE(terms.length, 4);
  buffer.writeDoubleLE(base, 8);
  let at = headBytes;
  for (const list of columnsOf(segment)) {
    const bytes = Buffer.from(list.buffer, list.byteOffset, list.byteLength);
    bytes.copy(buffer, at);
    at += bytes.length;
  }
  return buffer.subarray(0, at);
}

const columnsOf = ({ count, times, recorded, terms, offsets, types, sources, subjects, lanes, severities }: Segment) => [
  times.subarray(0, count),
  recorded.subarray(0, count),
  terms,
  offsets.subarray(0, count),
  types.subarray(0, count),
  sources.subarray(0, count),
  subjects.subarray(0, count),
  lanes.subarray(0, count),
  severities.subarray(0, count),
]; // prettier-ignore

/** Null where the bytes are not what packSegment made. */
export function unpackSegment(packed: Buffer): Segment | null {
  if (packed.length < headBytes) return null;
  const [count, terms] = [packed.readUInt32LE(0), packed.readUInt32LE(4)];
  if (packed.length !== headBytes + count * eventBytes + terms * 4) return null;
  // A copy: a column of floats has to begin at a multiple of eight.
  const { buffer } = Uint8Array.from(packed);
  let at = headBytes;
  const next = <T>(make: new (buffer: ArrayBuffer, at: number, length: number) => T, size: number, length = count): T => {
    const list = new make(buffer, at, length);
    at += size * length;
    return list;
  }; // prettier-ignore
  const times = next(Float64Array, 8);
  return {
    base: packed.readDoubleLE(8),
    count,
    sorted: true,
    fromMs: times[0] ?? Infinity,
    toMs: times[count - 1] ?? -Infinity,
    times,
    recorded: next(Float64Array, 8),
    terms: next(Uint32Array, 4, terms),
    offsets: next(Uint16Array, 2),
    types: next(Uint16Array, 2),
    sources: next(Uint16Array, 2),
    subjects: next(Uint16Array, 2),
    lanes: next(Uint8Array, 1),
    severities: next(Uint8Array, 1),
  };
}

export const hashOfSegment = (packed: Buffer): Buffer => createHash('sha256').update(packed).digest();

/** The first place at or after `from` whose time is not before `ms`; of a sorted one. */
export function placeOfTime({ times, count }: Segment, ms: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
