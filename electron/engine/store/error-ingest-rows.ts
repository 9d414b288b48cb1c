// What was sent, and what became of it: tallies by hour, the last that were refused, files that are followed, and when each
// component was heard.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface TallyRow {
  ingest: string;
  outcome: string;
  category: string;
  quantity: number;
}

export function addTally(db: WriteDb, hour: number, { ingest, outcome, category, quantity }: TallyRow): void {
  prepared(
    db,
    `INSERT INTO error_ingest (hour, ingest, outcome, category, quantity) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (hour, ingest, outcome, category) DO UPDATE SET quantity = quantity + excluded.quantity`,
  ).run(hour, ingest, outcome, category, quantity);
}

/** Sums since an hour, up to another. */
export function tallies(db: ReadDb, fromHour: number, toHour = Number.MAX_SAFE_INTEGER): TallyRow[] {
  return prepared(
    db,
    `SELECT ingest, outcome, category, sum(quantity) AS quantity FROM error_ingest WHERE hour BETWEEN ? AND ?
     GROUP BY ingest, outcome, category ORDER BY ingest, outcome, category`,
  ).all(fromHour, toHour) as TallyRow[];
}

export interface RefusalRow {
  at: number;
  ingest: string;
  reason: string;
  detail: string;
  excerpt: string;
}

const keptRefusals = 200;

/** The newest 200 are kept. */
export function addRefusals(db: WriteDb, rows: readonly RefusalRow[]): void {
  for (const { at, ingest, reason, detail, excerpt } of rows.slice(-keptRefusals)) {
    prepared(db, 'INSERT INTO error_refusal (at, ingest, reason, detail, excerpt) VALUES (?, ?, ?, ?, ?)').run(at, ingest, reason, detail, excerpt); // prettier-ignore
  }
  prepared(db, 'DELETE FROM error_refusal WHERE no <= (SELECT max(no) FROM error_refusal) - ?').run(keptRefusals);
}

/** The newest first. */
export function lastRefusals(db: ReadDb, limit: number, until = Number.MAX_SAFE_INTEGER): (RefusalRow & { no: number })[] {
  return prepared(db, 'SELECT no, at, ingest, reason, detail, excerpt FROM error_refusal WHERE at <= ? ORDER BY no DESC LIMIT ?').all(until, limit) as (RefusalRow & { no: number })[];
} // prettier-ignore

/** @param errorAt Of the newest error among what was heard; null where none was. */
export function hearComponent(db: WriteDb, component: string, at: number, errorAt: number | null): void {
  prepared(
    db,
    `INSERT INTO error_component (component, first_heard, last_heard, last_error) VALUES (?, ?, ?, ?) ON CONFLICT (component) DO UPDATE
     SET first_heard = min(first_heard, excluded.first_heard), last_heard = max(last_heard, excluded.last_heard),
       last_error = CASE WHEN excluded.last_error IS NULL THEN last_error ELSE max(coalesce(last_error, 0), excluded.last_error) END`,
  ).run(component, at, at, errorAt);
}

/** How far a file was taken. */
export interface TailPlace {
  /** Which file it is, by device and inode; null before it was first there. */
  file: string | null;
  /** Of its first bytes, which tell a new file of the same number. */
  head: string | null;
  /** Bytes that were taken. */
  offset: number;
}

export interface TailRow extends TailPlace {
  key: string;
  path: string;
  addedAt: number;
  addedBy: string;
  /** The file that was at the path before and may still be written to; null where there is none, or it has been quiet. */
  left: TailPlace | null;
}

const tailColumns =
  'key, path, added_at AS addedAt, added_by AS addedBy, file, head, offset, left_file AS leftFile, left_head AS leftHead, left_offset AS leftOffset';

type TailRead = Omit<TailRow, 'left'> & { leftFile: string | null; leftHead: string | null; leftOffset: number | null };

export function listTails(db: ReadDb): TailRow[] {
  const rows = prepared(db, `SELECT ${tailColumns} FROM error_tail ORDER BY added_at, key`).all() as TailRead[];
  return rows.map(({ leftFile, leftHead, leftOffset, ...row }) => ({
    ...row,
    left: leftFile === null ? null : { file: leftFile, head: leftHead, offset: leftOffset ?? 0 },
  }));
}

export function insertTail(db: WriteDb, row: TailRow): void {
  prepared(db, 'INSERT INTO error_tail (key, path, added_at, added_by, file, head, offset) VALUES (?, ?, ?, ?, ?, ?, ?)').run(row.key, row.path, row.addedAt, row.addedBy, row.file, row.head, row.offset); // prettier-ignore
}

/** Nothing where it was removed meanwhile. */
export function moveTail(db: WriteDb, key: string, to: TailPlace, left: TailPlace | null): void {
  prepared(
    db,
    'UPDATE error_tail SET file = ?, head = ?, offset = ?, left_file = ?, left_head = ?, left_offset = ? WHERE key = ?',
  ).run(to.file, to.head, to.offset, left?.file ?? null, left?.head ?? null, left?.offset ?? null, key);
}

export function deleteTail(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM error_tail WHERE key = ?').run(key);
}
