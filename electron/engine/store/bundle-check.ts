// What is asked of a bundle's database before it is believed: that it has exactly the tables of a known version, that its
// pages are sound, and that it has as many rows as it says. Opened for reading alone; nothing of its schema is run.
import Database from 'better-sqlite3';
import { OpsError } from '#shared/model/ops-error.ts';
import { bundleLimits } from '#shared/model/bundle/limits.ts';
import type { BundleTable } from '#shared/model/bundle/manifest.ts';
import { leftBehind } from './bundle-parts.ts';
import { makeBundleTables, tablesOf } from './bundle-tables.ts';
import type { ReadDb } from './database.ts';
import { newestVersion } from './migrate.ts';

/** The first version of the record of which there are bundles. */
export const oldestBundled = 16;
const heapBytes = 256 * 1024 * 1024;

/** @throws what SQLite says of a file that is none. */
export function openForReview(file: string): ReadDb {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 0 }) as ReadDb;
  // DEFENSIVE is set by the library for every connection. Nothing here reads the schema yet.
  db.pragma(`hard_heap_limit = ${heapBytes}`);
  db.pragma('trusted_schema = 0');
  db.pragma('cell_size_check = 1');
  db.pragma('mmap_size = 0');
  db.pragma('query_only = 1');
  db.pragma('temp_store = 2');
  return db;
}

/** @throws OpsError `conflict` for a version that this Ready Room does not know. */
export function refuseUnknownVersion(version: number): void {
  if (version > newestVersion) throw new OpsError('conflict', `The bundle was made by a newer Ready Room (version ${version} of the record; this one knows ${newestVersion}): open it with that one.`); // prettier-ignore
  if (version < oldestBundled) throw new OpsError('conflict', `The bundle says that its tables are of version ${version} of the record; there are bundles from version ${oldestBundled} on.`); // prettier-ignore
}

interface SchemaEntry {
  type: string;
  name: string;
  tbl_name: string;
  sql: string | null;
}

const known = new Map<number, string[]>();

/** @throws OpsError `bad_input` that names the first entry that is not, or is missing, or is other than it has to be. */
export function compareSchema(db: ReadDb, version: number): void {
  const found = new Map(entriesOf(db).map((entry) => [`${entry.type} ${entry.name}`, JSON.stringify(entry)]));
  for (const words of knownSchema(version)) {
    const { type, name } = JSON.parse(words) as SchemaEntry;
    const key = `${type} ${name}`;
    if (!found.has(key)) throw new OpsError('bad_input', `database: there is no ${key}`);
    if (found.get(key) !== words) throw new OpsError('bad_input', `database: ${key} is not as it has to be`);
    found.delete(key);
  }
  const [extra] = found.keys();
  if (extra !== undefined) throw new OpsError('bad_input', `database: there may be no ${extra.slice(0, 100)}`);
}

function entriesOf(db: Database.Database): SchemaEntry[] {
  return db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema').all() as SchemaEntry[];
}

function knownSchema(version: number): string[] {
  let words = known.get(version);
  if (words === undefined) {
    const db = new Database(':memory:');
    makeBundleTables(db, version);
    known.set(version, (words = entriesOf(db).map((entry) => JSON.stringify(entry))));
    db.close();
  }
  return words;
}

/** So many pages stay near the processor: one that goes over all of them once comes back to none, and more only cost. */
const pagesNear = 50;

/**
 * For what goes over the whole database, as the checks below: few pages in memory, and cells are not looked at again each time
 * their page is read. The check of pages looks at every one of them before anything else.
 */
export function goOver(db: ReadDb, work: () => void): void {
  const usual = Number(db.pragma('cache_size', { simple: true }));
  db.pragma(`cache_size = ${pagesNear}`);
  db.pragma('cell_size_check = 0');
  work();
  db.pragma('cell_size_check = 1');
  db.pragma(`cache_size = ${usual}`);
}

/** Pages, cells and order of every tree; takes half a second for half a gigabyte. @throws OpsError `bad_input` */
export function checkPages(db: ReadDb): void {
  const found = String(db.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw new OpsError('bad_input', `database: ${found.slice(0, 200)}`);
}

/**
 * As many rows as `tables` says, and none where none may be. How large they are, and what is in them, is for the proof, which
 * reads them all. @throws OpsError `bad_input`, `too_large`
 */
export function checkRows(db: ReadDb, tables: readonly BundleTable[]): void {
  const said = new Map(tables.map((table) => [table.name, table]));
  for (const table of tablesOf(db)) {
    const rows = said.get(table)?.rows ?? 0;
    const found = Number(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get());
    if (found !== rows) throw new OpsError('bad_input', `table ${table}: the manifest says ${rows} rows, there are ${found}`); // prettier-ignore
    if (rows > 0 && table in leftBehind) throw new OpsError('bad_input', `table ${table}: it has to be empty in a bundle`); // prettier-ignore
    if (table === 'term' && rows > bundleLimits.terms) throw new OpsError('too_large', `table term: ${rows} rows; at most ${bundleLimits.terms} are taken`); // prettier-ignore
    said.delete(table);
  }
  const [missing] = said.keys();
  if (missing !== undefined) throw new OpsError('bad_input', `table ${missing.slice(0, 100)}: there is none`);
}
