// Copies what can be read of one table of a damaged database. Rows on pages that cannot be read are stepped over.
import type Database from 'better-sqlite3';
import { isRowidTable, keyOf } from './table-key.ts';

export interface SalvagedTable {
  table: string;
  rows: number;
  /** How often a page in the way could not be read, or a row not be taken; what it held is not known. */
  troubles: number;
}

const rowsAtOnce = 500;
/** The farthest that is stepped over a hole, in row numbers. */
const farthest = 2 ** 40;

export function salvageTable(from: Database.Database, into: Database.Database, table: string): SalvagedTable {
  const result: SalvagedTable = { table, rows: 0, troubles: 0 };
  const columns = into.prepare(`SELECT name FROM pragma_table_info(?)`).pluck().all(table) as string[];
  const list = columns.map((name) => `"${name}"`).join(', ');
  const insert = into.prepare(
    `INSERT OR IGNORE INTO "${table}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const keep = (rows: unknown[][]): void => {
    into.transaction(() => {
      for (const row of rows) {
        try {
          result.rows += insert.run(row).changes;
        } catch {
          // A value that breaks a rule of the table was not written by us.
          result.troubles++;
        }
      }
    })();
  };
  if (isRowidTable(into, table)) byRowid(from, `"${table}"`, list, keep, result);
  else fromBothEnds(from, `"${table}"`, list, keyOf(into, table), keep, result);
  return result;
}

/** In pages; where one cannot be read, row by row, and over a hole in ever larger steps. */
function byRowid(
  from: Database.Database,
  table: string,
  list: string,
  keep: (rows: unknown[][]) => void,
  result: SalvagedTable,
): void {
  const page = tried(() => from.prepare(`SELECT rowid, ${list} FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`).raw()); // prettier-ignore
  if (page === null) return void result.troubles++;
  let after = -1;
  let atOnce = rowsAtOnce;
  let step = 1;
  while (after < Number.MAX_SAFE_INTEGER) {
    const rows = tried(() => page.all(after, atOnce) as [number, ...unknown[]][]);
    if (rows === null) {
      if (atOnce > 1) atOnce = 1;
      else {
        result.troubles++;
        if (step > farthest) return;
        after += step;
        step *= 2;
      }
      continue;
    }
    if (rows.length === 0) return;
    keep(rows.map(([, ...values]) => values));
    after = rows.at(-1)?.[0] ?? after;
    // Behind a hole pages are whole again.
    atOnce = Math.min(rowsAtOnce, atOnce * 2);
    step = 1;
  }
}

/** A table that is ordered by its key is read up to the first hole, and from its end down to the last. */
function fromBothEnds(
  from: Database.Database,
  table: string,
  list: string,
  key: string,
  keep: (rows: unknown[][]) => void,
  result: SalvagedTable,
): void {
  for (const way of ['ASC', 'DESC']) {
    const order = key.split(', ').map((column) => `${column} ${way}`).join(', '); // prettier-ignore
    let rows: unknown[][] = [];
    const whole = tried(() => {
      for (const row of from.prepare(`SELECT ${list} FROM ${table} ORDER BY ${order}`).raw().iterate()) {
        if (rows.push(row as unknown[]) < rowsAtOnce) continue;
        keep(rows);
        rows = [];
      }
      return true;
    });
    keep(rows);
    if (whole === true) return;
    result.troubles++;
  }
}

/** Null where the database could not answer; what that loses is counted by whoever asks. */
function tried<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
