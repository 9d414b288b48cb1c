// Prepared statements are kept per connection: preparing costs more than most of them take to run.
import type Database from 'better-sqlite3';

const kept = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** The prepared statement of `sql` on this connection. `sql` must be a literal: every distinct text is kept. */
export function prepared(db: Database.Database, sql: string): Database.Statement {
  let statements = kept.get(db);
  if (!statements) kept.set(db, (statements = new Map()));
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = db.prepare(sql)));
  return statement;
}
