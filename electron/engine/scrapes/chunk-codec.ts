// The values of one series over one block of scrapes as bytes, and back. Most series hardly change: what differs from the
// value before is all that is kept, byte by byte of the same place, compressed.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

export interface SeriesValues {
  /** One for each scrape of the block; what is not present has no meaning. */
  values: Float64Array;
  /** 1 where the scrape had the series. */
  present: Uint8Array;
}

/** The first byte says how the rest is to be read. */
const constant = 0;
const packed = 1;

/**
 * A series that was there in every scrape with the same bits takes nine bytes. Otherwise: one bit for each scrape, then the
 * present values, each XORed with the one before, the eight bytes of all of them side by side, deflated.
 */
export function encodeValues({ values, present }: SeriesValues): Buffer {
  const count = values.length;
  const own = new Float64Array(count);
  let kept = 0;
  for (let at = 0; at < count; at++) if (present[at] === 1) own[kept++] = values[at] ?? NaN;
  const words = new Uint32Array(own.buffer, 0, kept * 2);
  if (kept === count && isConstant(words)) {
    const one = Buffer.alloc(9);
    one[0] = constant;
    one.set(new Uint8Array(own.buffer, 0, 8), 1);
    return one;
  }
  for (let at = words.length - 1; at >= 2; at--) words[at] = (words[at] ?? 0) ^ (words[at - 2] ?? 0);
  const bytes = new Uint8Array(own.buffer, 0, kept * 8);
  const planes = Buffer.alloc(Math.ceil(count / 8) + kept * 8);
  for (let at = 0; at < count; at++) {
    if (present[at] === 1) planes[at >> 3] = (planes[at >> 3] ?? 0) | (1 << (at & 7));
  }
  const start = Math.ceil(count / 8);
  for (let place = 0; place < 8; place++) {
    for (let at = 0; at < kept; at++) planes[start + place * kept + at] = bytes[at * 8 + place] ?? 0;
  }
  return Buffer.concat([Buffer.of(packed), deflateRawSync(planes, { level: 1 })]);
}

/** @param count how many scrapes the block has */
export function decodeValues(samples: Buffer, count: number): SeriesValues {
  const values = new Float64Array(count);
  const present = new Uint8Array(count);
  if (samples[0] === constant) return { values: values.fill(samples.readDoubleLE(1)), present: present.fill(1) };
  const start = Math.ceil(count / 8);
  const planes = inflateRawSync(samples.subarray(1), { maxOutputLength: start + count * 8 + 64 });
  const kept = (planes.length - start) / 8;
  const own = new Float64Array(kept);
  const bytes = new Uint8Array(own.buffer);
  for (let place = 0; place < 8; place++) {
    for (let at = 0; at < kept; at++) bytes[at * 8 + place] = planes[start + place * kept + at] ?? 0;
  }
  const words = new Uint32Array(own.buffer);
  for (let at = 2; at < words.length; at++) words[at] = (words[at] ?? 0) ^ (words[at - 2] ?? 0);
  let from = 0;
  for (let at = 0; at < count; at++) {
    if (((planes[at >> 3] ?? 0) & (1 << (at & 7))) === 0) continue;
    present[at] = 1;
    values[at] = own[from++] ?? NaN;
  }
  return { values, present };
}

function isConstant(words: Uint32Array): boolean {
  for (let at = 2; at < words.length; at++) if (words[at] !== words[at - 2]) return false;
  return words.length > 0;
}

/** One scrape as it is kept until it becomes part of a block. */
export function encodeScrape(series: readonly number[], values: Float64Array): Buffer {
  const bytes = Buffer.alloc(series.length * 12);
  for (const [at, no] of series.entries()) bytes.writeUInt32LE(no, at * 4);
  for (let at = 0; at < series.length; at++) bytes.writeDoubleLE(values[at] ?? NaN, series.length * 4 + at * 8);
  return bytes;
}

export function decodeScrape(samples: Buffer): { series: number[]; values: Float64Array } {
  const count = Math.floor(samples.length / 12);
  const series = Array.from({ length: count }, (_, at) => samples.readUInt32LE(at * 4));
  return { series, values: Float64Array.from(series, (_, at) => samples.readDoubleLE(count * 4 + at * 8)) };
}

export const encodeTimes = (times: readonly number[]): Buffer => Buffer.from(Float64Array.from(times).buffer);

export function decodeTimes(bytes: Buffer): Float64Array {
  return Float64Array.from({ length: bytes.length / 8 }, (_, at) => bytes.readDoubleLE(at * 8));
}
