// Sets of criteria and objectives, how each criterion of them stands, and which events of the journal are about it.
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { insertRows, prepared } from './statements.ts';

export type DefinitionKind = 'criteria' | 'objective';

export interface DefinitionRow {
  key: string;
  definition: string;
  file: string;
  watched: boolean;
  savedAt: number;
}

/** In the order in which they were made. */
export function listDefinitions(db: ReadDb, kind: DefinitionKind): DefinitionRow[] {
  const rows = prepared(
    db,
    'SELECT key, definition, file, watched, saved_at AS savedAt FROM criteria_set WHERE kind = ? ORDER BY rowid',
  ).all(kind) as (Omit<DefinitionRow, 'watched'> & { watched: number })[];
  return rows.map((row) => ({ ...row, watched: row.watched === 1 }));
}

export function putDefinition(db: WriteDb, kind: DefinitionKind, row: DefinitionRow): void {
  prepared(
    db,
    `INSERT INTO criteria_set (key, kind, definition, file, watched, saved_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET definition = excluded.definition, file = excluded.file, watched = excluded.watched,
     saved_at = excluded.saved_at`,
  ).run(row.key, kind, row.definition, row.file, row.watched ? 1 : 0, row.savedAt);
}

/** With how it stood; its events stay in the journal. */
export function deleteDefinition(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM criteria_set WHERE key = ?').run(key);
}

export interface StandingRow {
  key: string;
  criterion: string;
  standing: string;
}

export function listStandings(db: ReadDb, kind: DefinitionKind): StandingRow[] {
  return prepared(
    db,
    `SELECT s.key, s.criterion, s.standing FROM criterion_standing s JOIN criteria_set c ON c.key = s.key WHERE c.kind = ?`,
  ).all(kind) as StandingRow[];
}

/** Of a set that is gone nothing is kept. */
export function putStanding(db: WriteDb, { key, criterion, standing }: StandingRow): void {
  prepared(
    db,
    `INSERT INTO criterion_standing (key, criterion, standing) SELECT key, ?, ? FROM criteria_set WHERE key = ?
     ON CONFLICT (key, criterion) DO UPDATE SET standing = excluded.standing`,
  ).run(criterion, standing, key);
}

export function deleteStanding(db: WriteDb, key: string, criterion: string): void {
  prepared(db, 'DELETE FROM criterion_standing WHERE key = ? AND criterion = ?').run(key, criterion);
}

/** Events `first` and those that follow it, one for each criterion. */
export function indexCriterionEvents(db: WriteDb, key: string, criteria: readonly string[], first: number): void {
  insertRows(db, 'INSERT INTO criterion_event (key, criterion, event)', 3, criteria.map((id, at) => [key, id, first + at])); // prettier-ignore
}

/** The newest first. */
export function criterionEvents(db: ReadDb, key: string, criterion: string, limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} JOIN criterion_event e ON e.event = j.sequence WHERE e.key = ? AND e.criterion = ?
     ORDER BY e.event DESC LIMIT ?`,
  ).all(key, criterion, limit) as JournalRead[];
  return rows.map(eventOfRow);
}
