// What tells the rows of a table apart, and so the order in which they lie.
import type Database from 'better-sqlite3';

/** Whether its rows have numbers; otherwise they lie in the order of its key. */
export function isRowidTable(db: Database.Database, table: string): boolean {
  return db.prepare("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?").pluck().get(table) === 0;
}

/** The columns of its key, for ORDER BY; empty where it has none. */
export function keyOf(db: Database.Database, table: string): string {
  const names = db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(table) as string[]; // prettier-ignore
  return names.map((name) => `"${name}"`).join(', ');
}
