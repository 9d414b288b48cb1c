// The journal's table: rows in, events out.
import type { JournalEvent } from '#shared/model/system.ts';
import type { Json } from '#shared/model/facts.ts';
import { uuidText } from './uuid-v7.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { chainHead, hashText, moveHead, segmentOf, type ChainedEvent } from './chain.ts';
import { insertRows, prepared } from './statements.ts';
import { intern } from './numbers.ts';

/** An event that is to be appended. */
export type JournalRow = ChainedEvent;

const insert =
  'INSERT INTO journal (sequence, id, type, source, subject, time, recordedtime, boot, correlationid, data, hash)';

/** Appends events in their order, each hashed over the one before; returns the first's sequence number, which the others' follow. */
export function appendRows(db: WriteDb, rows: readonly JournalRow[]): number {
  const head = chainHead(db);
  let { sequence } = head;
  let before = head.hash.toString('latin1');
  let hash = head.hash;
  const first = sequence + 1;
  const values = rows.map((row) => {
    sequence++;
    if (segmentOf(sequence) > segmentOf(sequence - 1)) sealSegment(db, segmentOf(sequence - 1), hash, row.recordedTime); // prettier-ignore
    before = hashText(before, sequence, row);
    hash = Buffer.from(before, 'latin1');
    return valuesOf(db, row, sequence, hash);
  });
  insertRows(db, insert, 11, values);
  moveHead(db, { sequence, hash });
  return first;
}

function valuesOf(db: WriteDb, row: JournalRow, sequence: number, hash: Buffer): unknown[] {
  return [
    sequence,
    row.id,
    intern(db, row.type),
    intern(db, row.source),
    row.subject === null ? null : intern(db, row.subject),
    row.time,
    row.recordedTime,
    intern(db, row.boot),
    row.correlationId,
    row.data,
    hash,
  ];
}

/** A segment that is full keeps the hash it ends with, so that each can be checked by itself. */
function sealSegment(db: WriteDb, number: number, hash: Buffer, sealedAt: number): void {
  prepared(db, 'INSERT INTO journal_segment (number, hash, sealed_at) VALUES (?, ?, ?)').run(number, hash, sealedAt);
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

/** How many events are kept (numbers are given without holes, so what was evicted is all that is missing) and when the oldest was written. */
export function journalStats(db: ReadDb): { events: number; oldestAt: number | null } {
  const row = prepared(
    db,
    `SELECT coalesce(max(sequence), 0) - (SELECT coalesce(sum(last - first + 1), 0) FROM journal_evicted) AS events, (SELECT recordedtime FROM journal ORDER BY sequence LIMIT 1) AS oldestAt FROM journal`,
  ).get() as { events: number; oldestAt: number | null };
  return row;
}
