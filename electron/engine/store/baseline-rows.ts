// Baselines as they were captured or imported. What a list shows of one is kept beside its text.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

/** Summaries in JSON, the oldest first. */
export function listBaselines(db: ReadDb): { key: string; summary: string }[] {
  return prepared(db, 'SELECT key, summary FROM baseline ORDER BY rowid').all() as { key: string; summary: string }[];
}

export function baselineBody(db: ReadDb, key: string): string | null {
  const row = prepared(db, 'SELECT body FROM baseline WHERE key = ?').get(key) as { body: string } | undefined;
  return row?.body ?? null;
}

export function addBaseline(
  db: WriteDb,
  row: { key: string; summary: string; body: string; capturedAt: number },
): void {
  prepared(db, 'INSERT INTO baseline (key, summary, body, captured_at) VALUES (?, ?, ?, ?)').run(row.key, row.summary, row.body, Math.round(row.capturedAt)); // prettier-ignore
}

export function deleteBaseline(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM baseline WHERE key = ?').run(key);
}
