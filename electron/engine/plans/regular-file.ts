// Reads a file that must be a regular one of bounded size. Asked of the open file, so that what is put in its place
// between a look and the reading cannot have us wait for ever.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export type RegularFile =
  | { kind: 'read'; bytes: Buffer }
  | { kind: 'folder' }
  | { kind: 'irregular' }
  | { kind: 'too_large'; sizeBytes: number };

/** @throws the errors of the file system, e.g. ENOENT and EACCES. */
export async function readRegularFile(path: string, limitBytes: number): Promise<RegularFile> {
  // Without O_NONBLOCK the opening of a pipe waits until somebody writes to it. Windows has neither.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await file.stat();
    if (stats.isDirectory()) return { kind: 'folder' };
    if (!stats.isFile()) return { kind: 'irregular' };
    if (stats.size > limitBytes) return { kind: 'too_large', sizeBytes: stats.size };
    return { kind: 'read', bytes: await file.readFile() };
  } finally {
    await file.close();
  }
}
