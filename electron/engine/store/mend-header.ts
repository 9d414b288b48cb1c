// Makes the first hundred bytes of a damaged database say again what SQLite needs to read the rest: what it is, and how many
// pages there really are. For a copy of which the original is kept. Offsets: https://www.sqlite.org/fileformat.html, 1.3.
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

const headerBytes = 100;
const pageBytes = 4096;
const magic = 'SQLite format 3\0';

/** A header that was written over is made anew, as every record has it; one that promises more pages than there are is put right. */
export function mendHeader(file: string, version: number): void {
  const handle = openSync(file, 'r+');
  try {
    const { size } = fstatSync(handle);
    if (size < pageBytes) return;
    const header = Buffer.alloc(headerBytes);
    readSync(handle, header, 0, headerBytes, 0);
    const pages = Math.floor(size / pageBytes);
    const isOurs = header.toString('latin1', 0, magic.length) === magic;
    if (isOurs && header.readUInt32BE(28) <= pages) return;
    const mended = isOurs ? header : newHeader(version);
    mended.writeUInt32BE(pages, 28);
    // The number of pages counts only where this is the number of the last change.
    mended.writeUInt32BE(mended.readUInt32BE(24), 92);
    // Free pages may lie behind the end; to read none is needed.
    mended.writeUInt32BE(0, 32);
    mended.writeUInt32BE(0, 36);
    writeSync(handle, mended, 0, headerBytes, 0);
  } finally {
    closeSync(handle);
  }
}

function newHeader(version: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write(magic, 'latin1');
  header.writeUInt16BE(pageBytes, 16);
  // Write-ahead log; the fractions of a page's payload that the format fixes.
  header.set([2, 2, 0, 64, 32, 32], 18);
  header.writeUInt32BE(1, 24);
  header.writeUInt32BE(1, 40);
  header.writeUInt32BE(4, 44);
  // UTF-8.
  header.writeUInt32BE(1, 56);
  header.writeUInt32BE(version, 60);
  return header;
}
