// Events of the journal by when they happened, as charts ask for them.
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { segmentBits } from './chain.ts';
import { prepared } from './statements.ts';

export interface TimesQuery {
  type: string;
  fromMs: number;
  toMs: number;
  limit: number;
}

/** Those of one type that happened in a span, the newest first. */
export function eventsBetween(db: ReadDb, { type, fromMs, toMs, limit }: TimesQuery): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND j.time BETWEEN ? AND ?
     ORDER BY j.time DESC, j.sequence DESC LIMIT ?`,
  ).all(type, fromMs, toMs, limit);
  return (rows as JournalRead[]).map(eventOfRow);
}

/** The first of one type that happened at or after a moment, the oldest first: intervals are told of at their end. */
export function eventsSince(db: ReadDb, { type, fromMs, limit }: Omit<TimesQuery, 'toMs'>): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND j.time >= ?
     ORDER BY j.time, j.sequence LIMIT ?`,
  ).all(type, fromMs, limit);
  return (rows as JournalRead[]).map(eventOfRow);
}

export interface SpanQuery {
  fromMs: number;
  toMs: number;
  /** Only those recorded by then: what was known at that moment. */
  recordedBy?: number | undefined;
  types?: readonly string[] | undefined;
  /** The last one of the page before, by its time and number. */
  before?: { time: number; sequence: number } | undefined;
  limit: number;
}

/** Those that happened in a span, of any type, the newest first; pages by key, never by offset. */
export function eventsInSpan(
  db: ReadDb,
  { fromMs, toMs, recordedBy, types, before, limit }: SpanQuery,
): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.time BETWEEN ? AND ? AND (j.time, j.sequence) < (?, ?) AND j.recordedtime <= ?
       AND (? IS NULL OR t.text IN (SELECT value FROM json_each(?)))
     ORDER BY j.time DESC, j.sequence DESC LIMIT ?`,
  ).all(
    fromMs,
    Math.min(toMs, before?.time ?? toMs),
    before?.time ?? Number.MAX_SAFE_INTEGER,
    before?.sequence ?? Number.MAX_SAFE_INTEGER,
    recordedBy ?? Number.MAX_SAFE_INTEGER,
    types === undefined ? null : 1,
    JSON.stringify(types ?? []),
    limit,
  );
  return (rows as JournalRead[]).map(eventOfRow);
}

/** The segments that there are, newest first; an index that begins with the segment is asked once for each. */
const segments = `WITH RECURSIVE segment (number) AS (
    SELECT (SELECT max(sequence) FROM journal) >> ${segmentBits}
    UNION ALL SELECT number - 1 FROM segment WHERE number > (SELECT min(sequence) FROM journal) >> ${segmentBits}
  )`;

/** All with one correlation id, in the order of recording, at most `limit` of the newest. */
export function eventsOfCorrelation(db: ReadDb, id: string, limit: number): JournalEvent[] {
  return eventsBySegment(db, 'j.correlationid = ?', id, limit);
}

/** All about one subject, as `eventsOfCorrelation`. */
export function eventsOfSubject(db: ReadDb, subject: string, limit: number): JournalEvent[] {
  return eventsBySegment(db, 'j.subject = (SELECT id FROM term WHERE text = ?)', subject, limit);
}

function eventsBySegment(db: ReadDb, which: string, value: string, limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${segments} ${selectEvents.replace('FROM journal j', 'FROM segment CROSS JOIN journal j')}
     WHERE (j.sequence >> ${segmentBits}) = segment.number AND ${which}
     LIMIT ?`,
  ).all(value, limit);
  return (rows as JournalRead[]).map(eventOfRow).toSorted((a, b) => a.sequence - b.sequence);
}
