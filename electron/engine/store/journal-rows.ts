// The journal's table: rows in, events out.
import type { JournalEvent } from '#shared/model/system.ts';
import type { Json } from '#shared/model/facts.ts';
import { uuidText } from './uuid-v7.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { insertRows, prepared } from './statements.ts';
import { intern } from './numbers.ts';

export interface JournalRow {
  id: Buffer;
  type: string;
  source: string;
  subject: string | null;
  time: number;
  recordedTime: number;
  boot: string;
  correlationId: string | null;
  data: string;
}

const insert = 'INSERT INTO journal (id, type, source, subject, time, recordedtime, boot, correlationid, data)';

/** Appends events in their order; returns the sequence number of the first, which the others' follow. */
export function appendRows(db: WriteDb, rows: readonly JournalRow[]): number {
  const values = rows.map((row) => [
    row.id,
    intern(db, row.type),
    intern(db, row.source),
    row.subject === null ? null : intern(db, row.subject),
    row.time,
    row.recordedTime,
    intern(db, row.boot),
    row.correlationId,
    row.data,
  ]);
  return insertRows(db, insert, 9, values) - rows.length + 1;
}

export interface JournalRead {
  sequence: number;
  id: Buffer;
  type: string;
  source: string;
  subject: string | null;
  time: number;
  recordedtime: number;
  data: string;
}

/** Events in full; to be followed by what narrows them. */
export const selectEvents = `SELECT j.sequence, j.id, t.text AS type, s.text AS source, u.text AS subject, j.time, j.recordedtime, j.data
  FROM journal j JOIN term t ON t.id = j.type JOIN term s ON s.id = j.source LEFT JOIN term u ON u.id = j.subject`;

/** The newest first, before a sequence number where one is given. */
export function journalPage(
  db: ReadDb,
  query: { before: number | null; limit: number; type?: string | undefined },
): JournalEvent[] {
  const before = query.before ?? Number.MAX_SAFE_INTEGER;
  const rows =
    query.type === undefined
      ? prepared(db, `${selectEvents} WHERE j.sequence < ? ORDER BY j.sequence DESC LIMIT ?`).all(before, query.limit)
      : prepared(
          db,
          `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND j.sequence < ? ORDER BY j.sequence DESC LIMIT ?`,
        ).all(query.type, before, query.limit);
  return (rows as JournalRead[]).map(eventOfRow);
}

export function eventOfRow(row: JournalRead): JournalEvent {
  return {
    sequence: row.sequence,
    id: uuidText(row.id),
    type: row.type,
    source: row.source,
    subject: row.subject,
    time: row.time,
    recordedTime: row.recordedtime,
    data: JSON.parse(row.data) as Json,
  };
}

/** How many events are kept (the journal is append-only, so the last number counts them) and when the oldest was written. */
export function journalStats(db: ReadDb): { events: number; oldestAt: number | null } {
  const row = prepared(
    db,
    `SELECT coalesce(max(sequence), 0) AS events, (SELECT recordedtime FROM journal ORDER BY sequence LIMIT 1) AS oldestAt FROM journal`,
  ).get() as { events: number; oldestAt: number | null };
  return row;
}
