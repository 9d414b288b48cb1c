// People's words: ticks on manual items and revisions of notes.
import type { Note } from '#shared/model/checklist.ts';
import { itemKey } from '#shared/model/checklist.ts';
import type { Tick } from '#shared/model/run.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export function setTick(db: WriteDb, itemNo: number, event: number): void {
  prepared(
    db,
    'INSERT INTO tick (item_no, event) VALUES (?, ?) ON CONFLICT (item_no) DO UPDATE SET event = excluded.event',
  ).run(itemNo, event);
}

export function clearTick(db: WriteDb, itemNo: number): void {
  prepared(db, 'DELETE FROM tick WHERE item_no = ?').run(itemNo);
}

/** The standing ticks of a plan by item key, whatever version of the item they were given to. */
export function ticksOfPlan(db: ReadDb, planNo: number): Map<string, Tick> {
  const rows = prepared(
    db,
    `SELECT p.phase_id AS phaseId, p.item_id AS itemId, j.data FROM plan_item p JOIN tick t ON t.item_no = p.no
     JOIN journal j ON j.sequence = t.event WHERE p.plan_no = ?`,
  ).all(planNo) as { phaseId: string; itemId: string; data: string }[];
  return new Map(rows.map((row) => [itemKey(row.phaseId, row.itemId), (JSON.parse(row.data) as { tick: Tick }).tick]));
}

interface NoteRow {
  phaseId: string;
  itemId: string;
  revision: number;
  markdown: string;
  savedAt: number;
}

export const noteKey = (phaseId: string, itemId: string | null): string =>
  itemId === null ? phaseId : itemKey(phaseId, itemId);

/** The newest revision of each note of a plan. */
export function notesOfPlan(db: ReadDb, planNo: number): Note[] {
  const rows = prepared(
    db,
    `SELECT phase_id AS phaseId, item_id AS itemId, max(revision) AS revision, markdown, saved_at AS savedAt
     FROM note WHERE plan_no = ? GROUP BY phase_id, item_id`,
  ).all(planNo) as NoteRow[];
  return rows.map((row) => {
    const itemId = row.itemId === '' ? null : row.itemId;
    return { ...row, itemId, key: noteKey(row.phaseId, itemId) };
  });
}

/** The number of the newest revision; 0 where there is no note yet. */
export function noteRevision(db: WriteDb, planNo: number, phaseId: string, itemId: string | null): number {
  const row = prepared(
    db,
    'SELECT max(revision) AS revision FROM note WHERE plan_no = ? AND phase_id = ? AND item_id = ?',
  ).get(planNo, phaseId, itemId ?? '') as { revision: number | null };
  return row.revision ?? 0;
}

export function insertNote(db: WriteDb, planNo: number, note: Note): void {
  prepared(
    db,
    'INSERT INTO note (plan_no, phase_id, item_id, revision, markdown, saved_at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(planNo, note.phaseId, note.itemId ?? '', note.revision, note.markdown, note.savedAt);
}
