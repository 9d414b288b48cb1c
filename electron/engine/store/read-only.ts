// Where a record lies that cannot be written, a copy of it is opened elsewhere: what was recorded stays readable, and nothing
// new is recorded.
import { closeSync, copyFileSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RecordPlace {
  /** Where this process may write: the folder itself, or one that goes with the process. */
  dataDir: string;
  isCopy: boolean;
  /** Removes the copy; nothing where there is none. */
  leave: () => void;
}

const readOnlyCodes = new Set(['EROFS', 'EACCES', 'EPERM']);

/** A folder that is not there yet, or holds no record, is returned as it is: opening it tells what is wrong. */
export function recordPlace(dataDir: string): RecordPlace {
  const file = join(dataDir, 'readyroom.db');
  if (!existsSync(file) || (isWritable(file, 'r+') && isWritable(join(dataDir, 'readyroom.lock'), 'a')))
    return { dataDir, isCopy: false, leave: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'readyroom-read-only-'));
  // SQLite needs a file beside a write-ahead log even to read it.
  for (const part of ['', '-wal']) if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, join(folder, `readyroom.db${part}`)); // prettier-ignore
  return { dataDir: folder, isCopy: true, leave: () => rmSync(folder, { recursive: true, force: true }) };
}

/** By trying: rights as they are written down say nothing of a disk that is mounted read-only. */
function isWritable(file: string, flags: 'r+' | 'a'): boolean {
  try {
    closeSync(openSync(file, flags));
    return true;
  } catch (error) {
    return !readOnlyCodes.has(String((error as { code?: unknown }).code));
  }
}
