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

/** Those that happened in a span, the newest first; pages by key, never by offset. */
export function eventsInSpan(db: ReadDb, { types, ...span }: SpanQuery): JournalEvent[] {
  if (types === undefined) return inSpan(db, anyType, [], span);
  // Each type by its own index: to go through all events for a few rare types would read the whole journal.
  const found = types.flatMap((type) => inSpan(db, ofType, [type], span));
  return found.toSorted((a, b) => b.time - a.time || b.sequence - a.sequence).slice(0, span.limit);
}

const narrowed = `j.time BETWEEN ? AND ? AND (j.time, j.sequence) < (?, ?) AND j.recordedtime <= ?
  ORDER BY j.time DESC, j.sequence DESC LIMIT ?`;
const anyType = `${selectEvents} WHERE ${narrowed}`;
const ofType = `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND ${narrowed}`;

function inSpan(
  db: ReadDb,
  sql: typeof anyType | typeof ofType,
  first: string[],
  { fromMs, toMs, recordedBy, before, limit }: Omit<SpanQuery, 'types'>,
): JournalEvent[] {
  const rows = prepared(db, sql).all(
    ...first,
    fromMs,
    Math.min(toMs, before?.time ?? toMs),
    before?.time ?? Number.MAX_SAFE_INTEGER,
    before?.sequence ?? Number.MAX_SAFE_INTEGER,
    recordedBy ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  return (rows as JournalRead[]).map(eventOfRow);
}

/** The segments that there are, newest first; an index that begins with the segment is asked once for each. */
const segments = `WITH RECURSIVE segment (number) AS (
    SELECT (SELECT max(sequence) FROM journal) >> ${segmentBits}
    UNION ALL SELECT number - 1 FROM segment WHERE number > (SELECT min(sequence) FROM journal) >> ${segmentBits}
  )`;

/** All with one correlation id, in the order of recording; beyond `limit` those of the newest segments. */
export function eventsOfCorrelation(db: ReadDb, id: string, limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${segments} ${selectEvents.replace('FROM journal j', 'FROM segment CROSS JOIN journal j')}
     WHERE (j.sequence >> ${segmentBits}) = segment.number AND j.correlationid = ?
     LIMIT ?`,
  ).all(id, limit);
  return (rows as JournalRead[]).map(eventOfRow).toSorted((a, b) => a.sequence - b.sequence);
}
