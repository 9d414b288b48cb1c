// Walks a file line by line in constant memory, giving way to the event loop after every 64 KiB.
import type { FileHandle } from 'node:fs/promises';

export const longestLineBytes = 1_048_576;
const chunkBytes = 65_536;

export interface Line {
  /** Empty for an overlong line, which is not kept. */
  text: string;
  /** Ended by a newline; false only for the last one. */
  complete: boolean;
  overlong: boolean;
}

export interface Range {
  start: number;
  end: number;
}

/** Calls `onLine` for each line in the byte range, the rest behind the last newline included. Throws the signal's reason. */
export async function readLines(
  handle: FileHandle,
  range: Range,
  signal: AbortSignal,
  onLine: (line: Line) => void,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const hold = (part: Buffer): void => {
    pendingBytes += part.length;
    // An overlong line is counted, not kept.
    if (pendingBytes > longestLineBytes) pending = [];
    else pending.push(Buffer.from(part));
  };
  const emit = (part: Buffer, complete: boolean): void => {
    const overlong = pendingBytes + part.length > longestLineBytes;
    const bytes = pending.length === 0 ? part : Buffer.concat([...pending, part]);
    onLine({ text: overlong ? '' : bytes.toString('utf8'), complete, overlong });
    pending = [];
    pendingBytes = 0;
  };
  for (let position = range.start; position < range.end;) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(buffer, 0, Math.min(chunkBytes, range.end - position), position);
    if (bytesRead === 0) break; // It was cut short while it was read.
    position += bytesRead;
    let from = 0;
    for (let at = buffer.indexOf(10); at !== -1 && at < bytesRead; at = buffer.indexOf(10, from)) {
      emit(buffer.subarray(from, at), true);
      from = at + 1;
    }
    if (from < bytesRead) hold(buffer.subarray(from, bytesRead));
  }
  if (pendingBytes > 0) emit(Buffer.alloc(0), false);
}
