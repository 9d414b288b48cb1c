// A file that is not whole yet, beside the one it is to become: it goes when the work on it is over, also where the process ends
// in the middle of it. What a killed process left is known by its name and removed at the next occasion.
import { hash, randomBytes } from 'node:crypto';
import { linkSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

export interface PartFile {
  path: string;
  remove: () => void;
}

/** Told in words what was removed, or could not be. */
export type TellLeftover = (words: string) => void;

/** SQLite lays these beside a database that it writes. */
const endings = ['', '-wal', '-shm', '-journal'];
/** Numbers of processes are of one machine. */
const machine = hash('sha256', hostname(), 'hex').slice(0, 6);
/** Behind the name of the target: machine, process, and what no two have alike. */
const ours = /\.readyroom-([0-9a-f]{6})-(\d+)-[0-9a-f]{8}\.part(?:-wal|-shm|-journal)?$/;
/** Of this process. */
const underWay = new Set<string>();
/** Names of files may have 255 bytes; ours is put behind them. */
const mostBytes = 200;
const nameOf = (target: string): string => {
  const name = basename(target);
  return Buffer.byteLength(name) <= mostBytes ? name : hash('sha256', name, 'hex');
};

/**
 * A name beside `target`, under which nothing is yet. Removed by its caller; else with the process; where that is killed, when the
 * same target is written again, here or as `removeLeftovers` finds it.
 */
export function partFile(target: string, tell: TellLeftover): PartFile {
  removeLeftovers(dirname(target), tell, target);
  const path = `${join(dirname(target), nameOf(target))}.readyroom-${machine}-${process.pid}-${randomBytes(4).toString('hex')}.part`;
  const remove = (): void => {
    process.removeListener('exit', remove);
    for (const end of endings) rmSync(`${path}${end}`, { force: true });
    underWay.delete(basename(path));
  };
  underWay.add(basename(path));
  process.once('exit', remove);
  return { path, remove };
}

/**
 * Removes from a folder what processes of this machine that are gone were in the middle of writing: all of it, or towards one
 * target. Never fails: what cannot be removed is told.
 */
export function removeLeftovers(folder: string, tell: TellLeftover, target?: string): void {
  for (const name of namesIn(folder)) {
    if (!isLeftover(name) || (target !== undefined && name.replace(ours, '') !== nameOf(target))) continue;
    const file = join(folder, name);
    try {
      if (!lstatSync(file).isFile()) continue;
      rmSync(file, { force: true });
      if (name.endsWith('.part')) tell(`${file} was left half written by a process that was killed; it was removed.`);
    } catch (error) {
      tell(`${file} was left half written by a process that was killed, and cannot be removed: ${messageOf(error)}`);
    }
  }
}

/** A folder that cannot be read has nothing that could be removed; whoever writes into it says what is wrong with it. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isLeftover(name: string): boolean {
  const [, on, pid] = ours.exec(name) ?? [];
  if (on !== machine) return false;
  // In a container each start has the number of the one before.
  if (Number(pid) === process.pid) return !underWay.has(name.replace(/-[a-z]+$/, ''));
  return !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // One of somebody else's is running.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Gives what is whole its name; never that of a file that came meanwhile, where the disk can say so. @throws OpsError `conflict`, `unavailable` */
export function nameWhole(part: string, target: string): void {
  try {
    linkSync(part, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new OpsError('conflict', `${target} is there already and was left as it is; choose another name`); // prettier-ignore
    nameByMoving(part, target);
  }
}

/** For a disk without hard links. */
function nameByMoving(part: string, target: string): void {
  try {
    renameSync(part, target);
  } catch (error) {
    throw new OpsError('unavailable', `${target} cannot be written: ${messageOf(error)}`, { cause: error });
  }
}
