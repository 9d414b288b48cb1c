// Whether the record can live where it is: is the folder ours to write, is there room, is it on this machine's own disk.
import { access, constants, stat, statfs as statFileSystem } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnosis } from '#shared/model/system.ts';
import { networkFileSystem, type StatFs } from './network-file-system.ts';

const mebibyte = 1024 * 1024;
/** Below this a day of watching may not fit. */
const littleRoomBytes = 200 * mebibyte;
/** The writer holds itself back at 48 MiB until the log is cut; above this somebody else keeps it from being cut. */
const longLogMiB = 64;

/** Where the folder does not exist yet, the nearest one above it that does is looked at. */
export async function diagnoseDataDir(options: { dataDir: string; statfs?: StatFs }): Promise<Diagnosis> {
  const { statfs = statFileSystem } = options;
  const dataDir = resolve(options.dataDir);
  const existing = await nearestExisting(dataDir);
  const writable = await canWrite(existing);
  const { type, bsize, bavail } = await statfs(existing);
  const freeBytes = bsize * bavail;
  const network = process.platform === 'linux' ? networkFileSystem(type) : null;
  const answer = existing === dataDir ? 'exists' : `will be made; ${existing} exists`;
  const freeMiB = Math.round(freeBytes / mebibyte);
  const log = await stat(join(dataDir, 'readyroom.db-wal')).catch(() => null);
  const logMiB = Math.round((log?.size ?? 0) / mebibyte);
  const found = (state: Diagnosis['state'], reason: string): Diagnosis => ({
    name: 'Data folder',
    state,
    reason,
    candidates: [
      { place: dataDir, answer: writable ? `${answer}, writable` : `${answer}, not writable`, chosen: true },
    ],
    facts: { path: dataDir, freeMiB: String(freeMiB), logMiB: String(logMiB), fileSystem: network ?? 'local' },
  });
  if (!writable) return found('denied', `no permission to write in ${existing}; choose another with READYROOM_DATA`);
  if (network !== null) {
    return found('error', `on a network file system (${network}), whose locks a database cannot rely on; choose a local folder with READYROOM_DATA`); // prettier-ignore
  }
  if (freeBytes < littleRoomBytes) return found('error', `only ${freeMiB} MiB free; the record may stop`);
  if (logMiB > longLogMiB) {
    return found('error', `the log of the record, readyroom.db-wal, has ${logMiB} MiB: something has been reading the record for long, an export or another program, and it is cut when that ends; ${freeMiB} MiB free`); // prettier-ignore
  }
  return found('ok', `${freeMiB} MiB free`);
}

async function nearestExisting(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (dirname(path) === path) throw error;
    return nearestExisting(dirname(path));
  }
}

async function canWrite(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    // The answer is the reason; which of the permissions is missing is for `ls -ld` to say.
    return false;
  }
}
