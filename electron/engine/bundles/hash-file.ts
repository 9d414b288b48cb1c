// The SHA-256 of the first bytes of a file, read in pieces.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/** Blocks; hexadecimal. */
export function hashFileBytes(file: string, bytes: number): string {
  const handle = openSync(file, 'r');
  try {
    return hashOpenBytes(handle, bytes);
  } finally {
    closeSync(handle);
  }
}

/** As `hashFileBytes`, of a file that is open. */
export function hashOpenBytes(handle: number, bytes: number): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1024 * 1024);
  for (let at = 0; at < bytes;) {
    const read = readSync(handle, piece, 0, Math.min(piece.length, bytes - at), at);
    if (read === 0) break;
    hash.update(piece.subarray(0, read));
    at += read;
  }
  return hash.digest('hex');
}
