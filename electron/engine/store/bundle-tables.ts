// Copies chosen rows of the record into the tables of a bundle, every text through the hands of a redactor. It knows tables
// and rows, and not what they mean; the file around them is the business of bundles/.
import { createHash, type Hash } from 'node:crypto';
import Database from 'better-sqlite3';
import { OpsError } from '#shared/model/ops-error.ts';
import { bundleApplicationId, bundleLimits } from '#shared/model/bundle/limits.ts';
import type { BundleTable } from '#shared/model/bundle/manifest.ts';
import { migrate } from './migrate.ts';
import { isRowidTable, keyOf } from './table-key.ts';

/** Of a small bundle, of a large one, and of large ones that were made earlier, in bytes. */
export const pageSizes = [4096, 32_768, 16_384] as const;

export type BundleValue = string | number | Buffer | null;
export type HideText = (place: string, text: string) => string;

/** Beside the tables of the record: events whose text was replaced, each with a hash over what it became. */
const ownTables = `CREATE TABLE bundle_redacted (
  sequence INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;`;

/** An empty bundle's database: the tables of the record at `version`, and what a bundle has beside them. */
export function makeBundleTables(db: Database.Database, version?: number): void {
  migrate(db, version === undefined ? {} : { upTo: version });
  db.exec(ownTables);
}

/** Where there is much to check, fewer and larger pages take less time, up to this size; a small bundle would be mostly empty pages. */
const manyEvents = 50_000;

/** Makes the file and opens it for fast writing: until it is finished nobody reads it, and a torn one is thrown away. */
export function createBundleDatabase(file: string, events: number): Database.Database {
  const db = new Database(file);
  db.pragma(`page_size = ${events > manyEvents ? pageSizes[1] : pageSizes[0]}`);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma(`application_id = ${bundleApplicationId}`);
  makeBundleTables(db);
  // A copy of what has been checked: rows come table by table.
  db.pragma('foreign_keys = 0');
  return db;
}

/** Takes the indexes away while rows are written, and gives back how to make them again, word for word. */
export function withoutIndexes(db: Database.Database): () => void {
  const indexes = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").all() as { name: string; sql: string }[]; // prettier-ignore
  for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
  return () => indexes.forEach(({ sql }) => db.exec(sql));
}

/** The columns of a table that hold a value of their own, in their order. */
export function columnsOf(db: Database.Database, table: string): string[] {
  return (db.pragma(`table_xinfo("${table}")`) as { name: string; hidden: number }[])
    .filter(({ hidden }) => hidden === 0)
    .map(({ name }) => name);
}

/** Every table there is, in the order of names, but SQLite's own. */
export function tablesOf(db: Database.Database): string[] {
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").all() as { name: string }[]; // prettier-ignore
  return rows.map(({ name }) => name);
}

/** What a table came to; its hash is over the rows in the order in which they were added. */
export interface TableTally {
  add: (row: readonly BundleValue[]) => void;
  total: () => BundleTable;
}

/** @throws OpsError `too_large` from `add`, by the limits of bundles. */
export function tallyOf(name: string): TableTally {
  const hash: Hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  let waiting: string[] = [];
  return {
    add: (row) => {
      rows++;
      for (const value of row) {
        const size = sizeOf(value);
        if (size > bundleLimits.valueBytes) throw new OpsError('too_large', `table ${name}: a value of ${size} bytes; at most ${bundleLimits.valueBytes} are taken`); // prettier-ignore
        bytes += size;
      }
      if (bytes > bundleLimits.tableBytes) throw new OpsError('too_large', `table ${name}: more than ${bundleLimits.tableBytes} bytes; take less time around the incident`); // prettier-ignore
      // Gathered: each call of the hash costs more than the bytes.
      waiting.push(wordsOf(row));
      if (waiting.length === 500) {
        hash.update(waiting.join('\n'));
        waiting = [];
      }
    },
    total: () => {
      hash.update(waiting.join('\n'));
      waiting = [];
      return { name, rows, bytes, sha256: hash.copy().digest('hex') };
    },
  };
}

function sizeOf(value: BundleValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  return value === null ? 1 : typeof value === 'number' ? 8 : value.length;
}

/** Values told apart by their kind, so that no two rows have the same words. */
const wordsOf = (row: readonly BundleValue[]): string =>
  JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? { hex: value.toString('hex') } : value)));

export interface CopyOptions {
  read: Database.Database;
  write: Database.Database;
  table: string;
  where: string;
  named: Record<string, unknown>;
  hide: HideText;
  onRow: () => void;
}

/** Copies the rows of one table; those that can no longer be told apart once redacted are left out and counted. */
export function copyTable({ read, write, table, where, named, hide, onRow }: CopyOptions): {
  table: BundleTable;
  collided: number;
} {
  // prettier-ignore
  const columns = columnsOf(read, table);
  const list = listOf(columns);
  const rows = read.prepare(`SELECT ${list} FROM "${table}" WHERE ${where}`).raw();
  const insert = write.prepare(`INSERT OR IGNORE INTO "${table}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`); // prettier-ignore
  const places = columns.map((name) => `${table}.${name}`);
  let collided = 0;
  for (const row of rows.iterate(usedIn(where, named)) as IterableIterator<BundleValue[]>) {
    const out = row.map((value, at) => (typeof value === 'string' ? hide(places[at] ?? table, value) : value));
    if (insert.run(out).changes === 0) collided++;
    onRow();
  }
  return { table: totalOf(write, table), collided };
}

const listOf = (columns: readonly string[]): string => columns.map((name) => `"${name}"`).join(', ');

/** Only what the text names: a name that it does not have is refused. */
const usedIn = (sql: string, named: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(named).filter(([name]) => sql.includes(`@${name}`)));

/** Totals of a table as it stands, its rows in the order of their key. @throws OpsError `too_large` */
export function totalOf(db: Database.Database, table: string): BundleTable {
  const steps = totalSteps(db, table);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

const rowsInStep = 5000;

/** The same in steps; the connection is busy between them. */
export function* totalSteps(db: Database.Database, table: string): Generator<void, BundleTable> {
  const tally = tallyOf(table);
  let rowsDone = 0;
  // An index that has every column would else be read in its place, in another order: NOT INDEXED does not keep SQLite from
  // it where rows have no numbers.
  const order = isRowidTable(db, table) ? 'rowid' : keyOf(db, table);
  const rows = db.prepare(`SELECT ${listOf(columnsOf(db, table))} FROM "${table}" NOT INDEXED ORDER BY ${order}`).raw();
  for (const row of rows.iterate() as IterableIterator<BundleValue[]>) {
    tally.add(row);
    if (++rowsDone % rowsInStep === 0) yield;
  }
  return tally.total();
}
