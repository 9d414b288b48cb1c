// The rows of one log in bounded memory, outside the JavaScript heap: text as bytes in chunks, the rest in typed arrays.
// The oldest chunk goes when there is no more room; rows keep their number for ever.
import { logLevels, type LogLevel } from '#shared/model/log-level.ts';
import { logRowKinds, type LogRowKind } from '#shared/model/log-lines.ts';

export interface HeldRow {
  kind: LogRowKind;
  stream: number;
  at: number;
  nanos: number;
  err: boolean;
  level: LogLevel;
  text: string;
  cut: boolean;
  late: boolean;
  count: number;
}

export interface LineRing {
  append: (row: HeldRow) => void;
  /** undefined where it is not held any more, or not yet. */
  row: (index: number) => HeldRow | undefined;
  /** What filters look at, without the text. */
  head: (index: number) => { kind: LogRowKind; stream: number; err: boolean; level: LogLevel } | undefined;
  text: (index: number) => string;
  /** The first row still held, and the one after the last. */
  first: () => number;
  end: () => number;
  bytes: () => number;
}

export interface RingLimits {
  bytes: number;
  rows: number;
}
export const usualRingLimits: RingLimits = { bytes: 64 * 1024 * 1024, rows: 500_000 };

const chunkRows = 2048;
const chunkBytes = 256 * 1024;
const bytesPerRow = 20;
const cutFlag = 16;
const lateFlag = 32;
const errFlag = 8;
const kindBits = 7;

interface Chunk {
  first: number;
  rows: number;
  text: Buffer;
  used: number;
  ends: Uint32Array;
  at: Float64Array;
  nanos: Uint32Array;
  streams: Uint16Array;
  flags: Uint8Array;
  levels: Uint8Array;
  counts: Map<number, number>;
}

export function createLineRing(limits: RingLimits = usualRingLimits): LineRing {
  const chunks: Chunk[] = [];
  let open = newChunk(0);
  let sealedBytes = 0;
  const first = (): number => chunks[0]?.first ?? open.first;
  const end = (): number => open.first + open.rows;

  const seal = (): void => {
    const sealed = shrink(open);
    chunks.push(sealed);
    sealedBytes += sizeOf(sealed);
    open = newChunk(end());
    // The open chunk is counted with what it may grow to, so that the limit is one.
    while (
      chunks.length > 0 &&
      (sealedBytes + chunkBytes > limits.bytes || end() - first() + chunkRows > limits.rows)
    ) {
      sealedBytes -= sizeOf(chunks.shift() as Chunk);
    }
  };
  const find = (index: number): Chunk | undefined => {
    if (index >= open.first) return index < end() ? open : undefined;
    if (index < first()) return undefined;
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((chunks[middle] as Chunk).first <= index) low = middle;
      else high = middle - 1;
    }
    return chunks[low];
  };

  return {
    append: (row) => {
      const length = Buffer.byteLength(row.text);
      if (open.rows === chunkRows || (open.rows > 0 && open.used + length > open.text.length)) seal();
      if (length > open.text.length) open.text = Buffer.allocUnsafeSlow(length);
      const at = open.rows++;
      open.used += open.text.write(row.text, open.used);
      open.ends[at] = open.used;
      open.at[at] = row.at;
      open.nanos[at] = row.nanos;
      open.streams[at] = row.stream;
      const flags = (row.err ? errFlag : 0) | (row.cut ? cutFlag : 0) | (row.late ? lateFlag : 0);
      open.flags[at] = logRowKinds.indexOf(row.kind) | flags;
      open.levels[at] = logLevels.indexOf(row.level);
      if (row.count > 0) open.counts.set(at, row.count);
    },
    row: (index) => {
      const chunk = find(index);
      if (chunk === undefined) return undefined;
      const at = index - chunk.first;
      const flags = chunk.flags[at] ?? 0;
      return {
        ...headOf(chunk, at),
        at: chunk.at[at] ?? 0,
        nanos: chunk.nanos[at] ?? 0,
        text: textOf(chunk, at),
        cut: (flags & cutFlag) !== 0,
        late: (flags & lateFlag) !== 0,
        count: chunk.counts.get(at) ?? 0,
      };
    },
    head: (index) => {
      const chunk = find(index);
      return chunk === undefined ? undefined : headOf(chunk, index - chunk.first);
    },
    text: (index) => {
      const chunk = find(index);
      return chunk === undefined ? '' : textOf(chunk, index - chunk.first);
    },
    first,
    end,
    bytes: () => sealedBytes + open.used + open.rows * bytesPerRow,
  };
}

const sizeOf = (chunk: Chunk): number => chunk.used + chunk.rows * bytesPerRow;

function headOf(chunk: Chunk, at: number): Pick<HeldRow, 'kind' | 'stream' | 'err' | 'level'> {
  const flags = chunk.flags[at] ?? 0;
  return {
    kind: logRowKinds[flags & kindBits] ?? 'line',
    stream: chunk.streams[at] ?? 0,
    err: (flags & errFlag) !== 0,
    level: logLevels[chunk.levels[at] ?? 0] ?? 'unknown',
  };
}

function textOf(chunk: Chunk, at: number): string {
  return chunk.text.toString('utf8', at === 0 ? 0 : chunk.ends[at - 1], chunk.ends[at]);
}

function newChunk(first: number): Chunk {
  return {
    first,
    rows: 0,
    text: Buffer.allocUnsafeSlow(chunkBytes),
    used: 0,
    ends: new Uint32Array(chunkRows),
    at: new Float64Array(chunkRows),
    nanos: new Uint32Array(chunkRows),
    streams: new Uint16Array(chunkRows),
    flags: new Uint8Array(chunkRows),
    levels: new Uint8Array(chunkRows),
    counts: new Map(),
  };
}

/** A copy that takes no more room than it needs. */
function shrink(chunk: Chunk): Chunk {
  const { rows, used } = chunk;
  const text = Buffer.allocUnsafeSlow(used);
  chunk.text.copy(text, 0, 0, used);
  return {
    ...chunk,
    text,
    ends: chunk.ends.slice(0, rows),
    at: chunk.at.slice(0, rows),
    nanos: chunk.nanos.slice(0, rows),
    streams: chunk.streams.slice(0, rows),
    flags: chunk.flags.slice(0, rows),
    levels: chunk.levels.slice(0, rows),
  };
}
