// A file that is not whole yet: it goes when the work on it is over, also where the process ends in the middle of it.
import { rmSync } from 'node:fs';

export interface PartFile {
  path: string;
  remove: () => void;
}

/** SQLite lays these beside a database that it writes. */
const endings = ['', '-wal', '-shm', '-journal'];

/** Removed by its caller; else with the process, unless that is killed. */
export function partFile(path: string): PartFile {
  const remove = (): void => {
    process.removeListener('exit', remove);
    for (const end of endings) rmSync(`${path}${end}`, { force: true });
  };
  process.once('exit', remove);
  return { path, remove };
}
