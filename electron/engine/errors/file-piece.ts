// Reads the next piece of a file of lines: whole lines from an offset on, and where the next piece begins.
import type { FileHandle } from 'node:fs/promises';

export interface FilePiece {
  /** Whole lines, with the offset of each. A line that is too long has no text. */
  lines: { at: number; text: string | null }[];
  /** Where the next piece begins: after the last whole line. */
  next: number;
  /** There is more to read now. */
  more: boolean;
}

const newline = 10;

/**
 * @param limitBytes The longest line; a longer one is passed over as soon as its end is seen.
 * @param isLine Whether what follows the last newline, at the end of the file, is a line too.
 */
export async function readPiece(handle: FileHandle, from: number, limitBytes: number, isLine: (text: string) => boolean): Promise<FilePiece> {
  const buffer = Buffer.allocUnsafe(limitBytes * 4);
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
  const bytes = buffer.subarray(0, bytesRead);
  const atEnd = bytesRead < buffer.length;
  const lines: FilePiece['lines'] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push(lineOf(bytes.subarray(start, end), from + start, limitBytes));
    start = end + 1;
  }
  const rest = lineOf(bytes.subarray(start), from + start, limitBytes);
  if (atEnd && start < bytesRead && isLine(rest.text ?? '')) {
    lines.push(rest);
    start = bytesRead;
  }
  if (start > 0 || bytesRead <= limitBytes) return { lines: lines.filter(({ text }) => text !== ''), next: from + start, more: !atEnd };
  const end = await endOfLine(handle, from + bytesRead, buffer);
  // Its end is still to come; nothing is said of it before.
  if (end === null && !isLine('')) return { lines: [], next: from, more: false };
  return { lines: [{ at: from, text: null }], next: end ?? from + bytesRead, more: end !== null };
} // prettier-ignore

function lineOf(bytes: Buffer, at: number, limitBytes: number): { at: number; text: string | null } {
  return { at, text: bytes.length > limitBytes ? null : bytes.toString('utf8').trim() };
}

/** Where the line after the next newline begins; null where there is none yet. */
async function endOfLine(handle: FileHandle, from: number, buffer: Buffer): Promise<number | null> {
  for (let at = from; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return null;
    const end = buffer.subarray(0, bytesRead).indexOf(newline);
    if (end >= 0) return at + end + 1;
    at += bytesRead;
  }
}
