// Makes a new record of what can still be read of a damaged one. The damaged file is moved aside whole and never changed.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { messageOf } from '#shared/model/ops-error.ts';
import { mendHeader } from './mend-header.ts';
import { applicationId, migrate, newestVersion } from './migrate.ts';
import { salvagePages } from './salvage-pages.ts';
import { salvageTable, type SalvagedTable } from './salvage-table.ts';
import { verifyChain } from './verify-chain.ts';

export interface Salvaged {
  /** Where the damaged file is now. */
  damagedFile: string;
  tables: SalvagedTable[];
  /** Events that were read, and those of them that are not what was recorded, which are kept too, as evidence of damage. */
  events: number;
  altered: number;
  /** What stopped it, where nothing could be read at all; empty otherwise. */
  reason: string;
}

/**
 * Replaces `file` by a new record of all rows that can be read of it. To be called by whoever holds the record's lock.
 * @param moment epoch milliseconds, for the name under which the damaged file is kept
 */
export function salvage(file: string, moment: number): Salvaged {
  const damagedFile = `${file}.damaged-${new Date(moment).toISOString().replaceAll(':', '')}`;
  const fresh = `${file}.salvaging`;
  rmSync(fresh, { force: true });
  for (const part of ['', '-wal'])
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${damagedFile}${part}`);
  const result: Salvaged = { damagedFile, tables: [], events: 0, altered: 0, reason: '' };
  const into = new Database(fresh);
  into.pragma(`application_id = ${applicationId}`);
  into.pragma('auto_vacuum = INCREMENTAL');
  try {
    readInto(into, file, result);
  } catch (error) {
    result.reason = messageOf(error);
  }
  migrate(into);
  if (result.events === 0) readPages(into, file, result);
  result.altered = verifyChain(into).faults.filter(({ kind }) => kind === 'altered').length;
  into.close();
  for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
  // Only now is the old name given away: a crash before this leaves the damaged file to be salvaged again.
  renameSync(fresh, file);
  return result;
}

/** The old file is opened for writing, as a log that was not brought in is part of it; it was copied before. */
function readInto(into: Database.Database, file: string, result: Salvaged): void {
  mendHeader(file, newestVersion);
  const from = new Database(file);
  try {
    // A definition that cannot be read then costs its table alone; nothing is written to this file.
    from.unsafeMode(true);
    from.pragma('writable_schema = 1');
    from.pragma('query_only = 1');
    from.pragma('trusted_schema = 0');
    const version = versionOf(from);
    migrate(into, { upTo: version });
    into.pragma('foreign_keys = 0');
    const tables = into
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all() as string[];
    // A step of the schema may have put rows of its own into a new table.
    for (const table of tables) into.exec(`DELETE FROM "${table}"`);
    for (const table of tables) result.tables.push(salvageTable(from, into, table));
    result.events = result.tables.find(({ table }) => table === 'journal')?.rows ?? 0;
    if (result.events === 0) result.reason = 'no event could be read';
    numberOn(into);
  } finally {
    from.close();
  }
}

/** Where the list of tables is lost nothing is read through it; events are then looked for on the pages themselves. */
function readPages(into: Database.Database, file: string, result: Salvaged): void {
  try {
    into.pragma('foreign_keys = 0');
    const events = salvagePages(file, into);
    if (events === 0) return;
    result.events = events;
    result.reason = `the list of its tables is lost: ${events} events were found page by page, and nothing of what lay beside them`;
    numberOn(into);
  } catch (error) {
    result.reason = `${result.reason}; page by page: ${messageOf(error)}`;
  }
}

/** The next event gets the number after the last. */
function numberOn(into: Database.Database): void {
  into.exec("INSERT OR REPLACE INTO sqlite_sequence (name, seq) SELECT 'journal', max(sequence) FROM journal HAVING max(sequence) IS NOT NULL"); // prettier-ignore
}

/** A version that cannot be read, or is none of ours, is taken for the newest: tables that are not there yield nothing. */
function versionOf(db: Database.Database): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  return version >= 1 && version <= newestVersion ? version : newestVersion;
}
