// Opens a file for looking at it: a missing one is an answer, one that may not be read is an error. Never writes, never
// waits on pipes or devices.
import { constants, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { codeOf } from './failure.ts';

export interface OpenFile {
  handle: FileHandle;
  stats: Stats;
}

/**
 * The caller closes the handle.
 * @returns null where there is no such file.
 * @throws OpsError `denied`, or `bad_input` for what is not a regular file.
 */
export async function openFile(path: string): Promise<OpenFile | null> {
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK, opening a named pipe waits for a writer.
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (code === 'EACCES' || code === 'EPERM') {
      throw new OpsError('denied', `${path} may not be read by this user (${code})`, { cause: error });
    }
    throw new OpsError('unavailable', `${path} cannot be opened: ${messageOf(error)}`, { cause: error });
  }
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, stats };
  await handle.close();
  throw new OpsError('bad_input', `${path} is not a regular file${stats.isDirectory() ? ' but a folder' : ''}`);
}
