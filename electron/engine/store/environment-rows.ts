// Environments as they stand now. Fields are kept as one text: only the screens and the wiring read them.
import { firstEnvironment, type Environment, type EnvironmentFields } from '#shared/model/environment.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

interface Row {
  key: string;
  fields: string;
  savedAt: number;
  active: number;
}

/** In the order in which they were made. */
export function listEnvironments(db: ReadDb): Environment[] {
  const rows = prepared(
    db,
    'SELECT key, fields, saved_at AS savedAt, active FROM environment ORDER BY rowid',
  ).all() as Row[];
  return rows.map(({ key, fields, savedAt, active }) => ({
    // What an earlier version did not have is as it is at first.
    ...firstEnvironment,
    ...(JSON.parse(fields) as Partial<EnvironmentFields>),
    key,
    savedAt,
    active: active === 1,
  }));
}

export function putEnvironment(db: WriteDb, key: string, fields: EnvironmentFields, savedAt: number): void {
  prepared(
    db,
    `INSERT INTO environment (key, fields, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at`,
  ).run(key, JSON.stringify(fields), savedAt);
}

export function deleteEnvironment(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM environment WHERE key = ? AND active = 0').run(key);
}

export function setActiveEnvironment(db: WriteDb, key: string): void {
  prepared(db, 'UPDATE environment SET active = 0 WHERE active = 1').run();
  prepared(db, 'UPDATE environment SET active = 1 WHERE key = ?').run(key);
}
