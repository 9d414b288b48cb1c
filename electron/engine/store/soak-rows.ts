// Soak tests: what they are, how far they have come, and their samples in stretches of packed numbers.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface SoakRow {
  key: string;
  definition: string;
  progress: string;
  startedAt: number;
}

/** In the order in which they were started. */
export function listSoaks(db: ReadDb): SoakRow[] {
  return prepared(db, 'SELECT key, definition, progress, started_at AS startedAt FROM soak ORDER BY rowid').all() as SoakRow[]; // prettier-ignore
}

export function addSoak(db: WriteDb, { key, definition, progress, startedAt }: SoakRow): void {
  prepared(db, 'INSERT INTO soak (key, definition, progress, started_at) VALUES (?, ?, ?, ?)').run(key, definition, progress, Math.round(startedAt)); // prettier-ignore
}

/** Of a soak that is gone nothing is kept. */
export function putSoakProgress(db: WriteDb, key: string, progress: string): void {
  prepared(db, 'UPDATE soak SET progress = ? WHERE key = ?').run(progress, key);
}

/** With its samples. */
export function deleteSoak(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM soak WHERE key = ?').run(key);
}

/** Intervals in one row of samples: a row is written anew with each of them. */
export const stretchSlots = 256;

export interface SoakStretchRow {
  source: string;
  labels: string;
  stretch: number;
  numbers: Buffer;
}

export function soakStretches(db: ReadDb, key: string): SoakStretchRow[] {
  return prepared(
    db,
    `SELECT s.source, s.labels, t.stretch, t.numbers FROM soak_series s JOIN soak_stretch t ON t.series = s.no
     WHERE s.soak = ? ORDER BY s.no, t.stretch`,
  ).all(key) as SoakStretchRow[];
}

export function putSoakStretches(db: WriteDb, key: string, rows: readonly SoakStretchRow[]): void {
  for (const { source, labels, stretch, numbers } of rows) {
    prepared(db, 'INSERT INTO soak_series (soak, source, labels) SELECT key, ?, ? FROM soak WHERE key = ? ON CONFLICT DO NOTHING').run(source, labels, key); // prettier-ignore
    prepared(
      db,
      `INSERT INTO soak_stretch (series, stretch, numbers) SELECT no, ?, ? FROM soak_series
       WHERE soak = ? AND source = ? AND labels = ?
       ON CONFLICT (series, stretch) DO UPDATE SET numbers = excluded.numbers`,
    ).run(stretch, numbers, key, source, labels);
  }
}
