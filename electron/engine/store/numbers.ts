// Numbers that stand for texts and ids: given once, append-only, and remembered per connection so that the hot path of
// recording asks the database for none of them twice.
import type Database from 'better-sqlite3';
import type { WriteDb } from './database.ts';
import { prepared } from './statements.ts';

const known = new WeakMap<Database.Database, Map<string, number>>();
const knownOf = new WeakMap<Database.Database, WeakMap<object, number>>();
// Bounded, since subjects vary without end.
const keptAtMost = 20_000;

/** The number under `key`, found on first use. `find` runs inside a writer's task and may insert. */
export function remembered(db: WriteDb, key: string, find: () => number): number {
  let numbers = known.get(db);
  if (!numbers) known.set(db, (numbers = new Map()));
  let number = numbers.get(key);
  if (number !== undefined) return number;
  number = find();
  if (numbers.size >= keptAtMost) numbers.clear();
  numbers.set(key, number);
  return number;
}

/** The same for what an object stands for, without the making and hashing of a key. It must never stand for anything else. */
export function rememberedOf(db: WriteDb, owner: object, find: () => number): number {
  let numbers = knownOf.get(db);
  if (!numbers) knownOf.set(db, (numbers = new WeakMap()));
  let number = numbers.get(owner);
  if (number === undefined) numbers.set(owner, (number = find()));
  return number;
}

/** To be called after a rollback: numbers given in the lost transaction will be given to others. */
export function forgetNumbers(db: WriteDb): void {
  known.delete(db);
  knownOf.delete(db);
}

/** The number that stands for `text` in the journal, given on first use. To be called inside a writer's task. */
export function intern(db: WriteDb, text: string): number {
  return remembered(db, text, () => {
    const row = prepared(db, 'SELECT id FROM term WHERE text = ?').get(text) as { id: number } | undefined;
    return row?.id ?? Number(prepared(db, 'INSERT INTO term (text) VALUES (?)').run(text).lastInsertRowid);
  });
}
