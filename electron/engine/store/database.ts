// Opens the one database file: who may open it, in what state it must be, and the settings every connection gets.
// SQL of the tables lives in the repositories beside this file and in migrations/.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { applicationId, migrate, newestVersion } from './migrate.ts';
import { salvage, type Salvaged } from './salvage.ts';

declare const access: unique symbol;
/** A connection that can only read (`query_only`). */
export type ReadDb = Database.Database & { readonly [access]: 'read' };
/** The one connection that writes; only the writer hands it out, inside a transaction. */
export type WriteDb = Database.Database & { readonly [access]: 'write' };

export interface Store {
  read: ReadDb;
  write: WriteDb;
  file: string;
  /** The last process that had it open did not close it. */
  unclean: boolean;
  /** What was left of a record that was found damaged; null where it was sound. */
  salvaged: Salvaged | null;
  close: () => void;
}

export interface StoreOptions {
  dataDir: string;
  bootId: string;
  now: () => number;
}

/**
 * Opens or creates `dataDir/readyroom.db` for this process alone and brings it to the newest version. A damaged one is
 * moved aside whole, and a new one made of what can be read of it; see `salvaged`.
 * @throws OpsError `conflict` where another process has it open, or a newer Ready Room wrote it (the file stays as it is);
 * `unavailable` where it cannot be opened.
 */
export function openStore({ dataDir, bootId, now }: StoreOptions): Store {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new OpsError('unavailable', `The data folder ${dataDir} cannot be made: ${messageOf(error)}`, {
      cause: error,
    });
  }
  const lock = takeLock(dataDir, bootId, now);
  try {
    const file = join(dataDir, 'readyroom.db');
    let salvaged: Salvaged | null = null;
    let write: WriteDb;
    try {
      write = openWhole(file, lock.unclean);
    } catch (error) {
      if (!isDamage(error)) throw error;
      salvaged = salvage(file, now());
      write = openWhole(file, false);
    }
    const read = new Database(file, { readonly: true }) as ReadDb;
    settle(read);
    read.pragma('query_only = 1');
    const close = (): void => {
      read.close();
      write.close();
      lock.release();
    };
    return { read, write, file, unclean: lock.unclean, salvaged, close };
  } catch (error) {
    lock.abandon();
    if (error instanceof OpsError) throw error;
    throw new OpsError('unavailable', `The record in ${dataDir} cannot be opened: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

const turnedUpToBytes = 1024 ** 3;

/** A file of before could only grow. Rewriting it takes seconds per gigabyte, once; a larger one stays as it is. */
function turnIncremental(db: WriteDb): void {
  if (Number(db.pragma('auto_vacuum', { simple: true })) === 2) return;
  const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  if (bytes <= turnedUpToBytes) db.exec('VACUUM');
}

/**
 * Opens a record to read it beside whoever writes it; nothing of it is changed, and it is not brought to a newer version.
 * @throws OpsError `not_found` where there is none; `conflict` where it is not ours, or of another version.
 */
export function openForReading(file: string): ReadDb {
  if (!existsSync(file)) throw new OpsError('not_found', `There is no record at ${file}.`);
  const read = new Database(file, { readonly: true }) as ReadDb;
  try {
    settle(read);
    read.pragma('query_only = 1');
    const id = read.pragma('application_id', { simple: true });
    if (id !== applicationId) throw new OpsError('conflict', `${file} is not a Ready Room record.`);
    const version = Number(read.pragma('user_version', { simple: true }));
    if (version !== newestVersion)
      throw new OpsError('conflict', `${file} is version ${version} of the record; this Ready Room reads ${newestVersion}. Start the console on it once, or use the one that wrote it.`); // prettier-ignore
    return read;
  } catch (error) {
    read.close();
    if (error instanceof OpsError) throw error;
    throw new OpsError('conflict', `${file} cannot be read as a record: ${messageOf(error)}`, { cause: error });
  }
}

/** Opens the file, brought to the newest version; closed again where that fails. */
function openWhole(file: string, unclean: boolean): WriteDb {
  const write = openForWriting(file, unclean);
  try {
    migrate(write, { backupTo: (version) => `${file}.v${version}.bak` });
    turnIncremental(write);
    write.pragma('synchronous = FULL');
    return write;
  } catch (error) {
    write.close();
    throw error;
  }
}

/** What a check found; whoever opens the record makes a new one of what can be read. */
class DamagedError extends Error {}

function isDamage(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return error instanceof DamagedError || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

function openForWriting(file: string, unclean: boolean): WriteDb {
  if (existsSync(file)) inspect(file, unclean);
  const db = new Database(file) as WriteDb;
  settle(db);
  // Before anything is written: it takes effect in an empty file alone, and an older one is turned afterwards.
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  // Nobody waits for the disk while a new file is made, which holds nothing yet: a power cut leaves the first of its commits,
  // whole, and the next start makes the rest.
  const isNew = db.pragma('user_version', { simple: true }) === 0;
  db.pragma(`synchronous = ${isNew ? 'NORMAL' : 'FULL'}`);
  if (db.pragma('application_id', { simple: true }) !== applicationId) db.pragma(`application_id = ${applicationId}`);
  // Without it REPLACE would delete rows past the triggers that keep them.
  db.pragma('recursive_triggers = 1');
  // Measured: checkpoints of 1,000 pages, the default, cost a third of the append rate.
  db.pragma('wal_autocheckpoint = 8000');
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  return db;
}

/** Looks before anything is written, so that a file that is not ours, or newer, keeps every byte. */
function inspect(file: string, unclean: boolean): void {
  if (!isSqlite(file)) throw new DamagedError('file is not a database');
  const db = new Database(file, { readonly: true });
  try {
    const id = db.pragma('application_id', { simple: true });
    const version = Number(db.pragma('user_version', { simple: true }));
    const isEmpty = version === 0 && id === 0;
    if (!isEmpty && id !== applicationId)
      throw new OpsError('conflict', `${file} is not a Ready Room record; it was left as it is.`);
    if (version > newestVersion) {
      throw new OpsError(
        'conflict',
        `${file} was written by a newer Ready Room (version ${version} of the record; this one knows ${newestVersion}). It was left as it is: start the newer one.`,
      );
    }
    // Costs a second per half gigabyte, so only when the last process did not get to close the file.
    if (unclean) {
      const found = String(db.pragma('quick_check(1)', { simple: true }));
      if (found !== 'ok') throw new DamagedError(found);
    }
  } finally {
    db.close();
  }
}

const magic = 'SQLite format 3\0';

/** Under our name and without SQLite's first words: what was there has been written over. An empty file is a new one. */
function isSqlite(file: string): boolean {
  const head = Buffer.alloc(magic.length);
  const handle = openSync(file, 'r');
  const read = readSync(handle, head);
  closeSync(handle);
  return read === 0 || head.toString('latin1') === magic;
}

/** Settings for every connection: hardened against a hostile schema, patient with a busy file. */
function settle(db: Database.Database): void {
  db.pragma('busy_timeout = 5000');
  db.pragma('foreign_keys = 1');
  db.pragma('trusted_schema = 0');
  db.pragma('cell_size_check = 1');
  db.pragma('temp_store = 2');
}

interface Lock {
  unclean: boolean;
  release: () => void;
  /** Lets others in but keeps the sign that the file was not closed, if it was there. */
  abandon: () => void;
}

/**
 * The kernel's lock on a file of its own decides, since it ends with its process however that dies; the note beside it
 * tells people who holds it, and a note left behind tells the next process that the last one was cut off.
 */
function takeLock(dataDir: string, bootId: string, now: () => number): Lock {
  const noteFile = join(dataDir, 'readyroom.open.json');
  const holder = new Database(join(dataDir, 'readyroom.lock'), { timeout: 0 });
  try {
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (!String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) throw error;
    throw new OpsError('conflict', `The record in ${dataDir} is open in another process${holderInWords(noteFile)}.`, {
      cause: error,
    });
  }
  const unclean = existsSync(noteFile);
  writeFileSync(noteFile, JSON.stringify({ pid: process.pid, bootId, openedAt: new Date(now()).toISOString() }), {
    mode: 0o600,
  });
  return {
    unclean,
    release: () => {
      rmSync(noteFile, { force: true });
      holder.close();
    },
    abandon: () => {
      if (!unclean) rmSync(noteFile, { force: true });
      holder.close();
    },
  };
}

function holderInWords(noteFile: string): string {
  try {
    const note = JSON.parse(readFileSync(noteFile, 'utf8')) as { pid?: unknown; openedAt?: unknown };
    return ` (pid ${String(note.pid)}, since ${String(note.openedAt)})`;
  } catch {
    // The note is for people only and may be half written by the process that is just starting.
    return '';
  }
}
