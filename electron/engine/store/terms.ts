// Repeated text of the journal, stored once and referred to by number.
import type Database from 'better-sqlite3';
import type { WriteDb } from './database.ts';
import { prepared } from './statements.ts';

// Terms are append-only, so a number stays right once committed. Bounded, since subjects vary without end.
const numbers = new WeakMap<Database.Database, Map<string, number>>();
const keptAtMost = 5000;

/** The number that stands for `text`, given on first use. To be called inside a writer's task. */
export function intern(db: WriteDb, text: string): number {
  let known = numbers.get(db);
  if (!known) numbers.set(db, (known = new Map()));
  let number = known.get(text);
  if (number !== undefined) return number;
  const row = prepared(db, 'SELECT id FROM term WHERE text = ?').get(text) as { id: number } | undefined;
  number = row?.id ?? Number(prepared(db, 'INSERT INTO term (text) VALUES (?)').run(text).lastInsertRowid);
  if (known.size >= keptAtMost) known.clear();
  known.set(text, number);
  return number;
}

/** To be called after a rollback: numbers given in the lost transaction will be given to other texts. */
export function forgetTerms(db: WriteDb): void {
  numbers.delete(db);
}
