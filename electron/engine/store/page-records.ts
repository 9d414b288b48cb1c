// Reads rows off the pages of a SQLite file by their form alone, where nothing says any more which table a page is of.
// The form: https://www.sqlite.org/fileformat2.html, 1.6 (b-tree pages) and 2.1 (records).
import { readSync } from 'node:fs';

export interface PageRecord {
  rowid: number;
  values: unknown[];
}

const pageBytes = 4096;
const tableLeaf = 0x0d;
const leafHeaderBytes = 8;
/** What of a row lies on its own page at most, and at least where it goes on elsewhere. */
const mostLocal = pageBytes - 35;
const leastLocal = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
const mostPayload = 64 * 1024 * 1024;
const mostColumns = 64;

/**
 * Every row of every page that looks like the leaf of a table, in the order of the file; pages that are not used any more are
 * among them.
 * @param wanted told the serial type of each column, so that what is not wanted is not read further
 */
export function* pageRecords(
  file: number,
  pages: number,
  wanted: (serials: readonly number[]) => boolean,
): Generator<PageRecord> {
  // prettier-ignore
  const page = Buffer.alloc(pageBytes);
  for (let number = 1; number <= pages; number++) {
    if (readSync(file, page, 0, pageBytes, (number - 1) * pageBytes) < pageBytes) return;
    // The first page begins with the header of the file.
    const start = number === 1 ? 100 : 0;
    if (page[start] !== tableLeaf) continue;
    const cells = page.readUInt16BE(start + 3);
    for (let cell = 0; cell < cells; cell++) {
      const pointer = start + leafHeaderBytes + 2 * cell;
      if (pointer + 2 > pageBytes) break;
      const record = recordAt(file, pages, page, page.readUInt16BE(pointer), wanted);
      if (record !== null) yield record;
    }
  }
}

/** Null for what is no row, is not wanted, or goes on where nothing can be read. */
function recordAt(
  file: number,
  pages: number,
  page: Buffer,
  at: number,
  wanted: (serials: readonly number[]) => boolean,
): PageRecord | null {
  const [size, afterSize] = varint(page, at);
  const [rowid, body] = varint(page, afterSize);
  if (size < 2 || size > mostPayload || body >= pageBytes) return null;
  const local = localBytes(size);
  if (body + local > pageBytes) return null;
  const serials = serialsOf(page.subarray(body, body + local));
  if (serials === null || !wanted(serials)) return null;
  const payload = size === local ? page.subarray(body, body + size) : wholePayload(file, pages, page, { body, local, size }); // prettier-ignore
  return payload === null ? null : { rowid, values: valuesOf(payload, serials) };
}

function localBytes(size: number): number {
  if (size <= mostLocal) return size;
  const local = leastLocal + ((size - leastLocal) % (pageBytes - 4));
  return local <= mostLocal ? local : leastLocal;
}

/** What does not fit goes on in a chain of pages, each with the number of the next before it. */
function wholePayload(
  file: number,
  pages: number,
  page: Buffer,
  { body, local, size }: { body: number; local: number; size: number },
): Buffer | null {
  if (body + local + 4 > pageBytes) return null;
  const whole = Buffer.alloc(size);
  page.copy(whole, 0, body, body + local);
  const more = Buffer.alloc(pageBytes);
  let next = page.readUInt32BE(body + local);
  for (let done = local; done < size;) {
    if (next < 2 || next > pages || readSync(file, more, 0, pageBytes, (next - 1) * pageBytes) < pageBytes) return null;
    done += more.copy(whole, done, 4, Math.min(pageBytes, 4 + size - done));
    next = more.readUInt32BE(0);
  }
  return whole;
}

function serialsOf(payload: Buffer): number[] | null {
  const [headerBytes, first] = varint(payload, 0);
  if (headerBytes > payload.length || headerBytes < 2) return null;
  const serials: number[] = [];
  for (let at = first; at < headerBytes;) {
    const [serial, next] = varint(payload, at);
    if (serials.push(serial) > mostColumns) return null;
    at = next;
  }
  return serials;
}

function valuesOf(payload: Buffer, serials: readonly number[]): unknown[] {
  let [at] = varint(payload, 0);
  return serials.map((serial) => {
    const bytes = bytesOf(serial);
    const value = valueOf(payload.subarray(at, at + bytes), serial);
    at += bytes;
    return value;
  });
}

const wholeNumbers = [0, 1, 2, 3, 4, 6, 8];

function bytesOf(serial: number): number {
  if (serial >= 12) return Math.floor((serial - 12) / 2);
  return serial === 7 ? 8 : (wholeNumbers[serial] ?? 0);
}

function valueOf(bytes: Buffer, serial: number): unknown {
  if (serial === 0) return null;
  if (serial === 8 || serial === 9) return serial - 8;
  if (serial === 7) return bytes.length === 8 ? bytes.readDoubleBE(0) : null;
  if (serial < 7) return signed(bytes);
  return serial % 2 === 1 ? bytes.toString('utf8') : Buffer.from(bytes);
}

/** Exact up to what a number holds, as all of ours are. */
function signed(bytes: Buffer): number | null {
  if (bytes.length === 8) return Number(bytes.readBigInt64BE(0));
  return bytes.length === 0 ? null : bytes.readIntBE(0, bytes.length);
}

/** Seven bits a byte, the greatest first, all eight of a ninth. @returns the number, and where what follows begins */
function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}
