// Events of the journal as of a moment: what had been recorded by it, or what is known today about the time up to it.
import type { Known } from '#shared/model/moment.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { prepared } from './statements.ts';

export interface AtMoment {
  /** Epoch milliseconds. */
  at: number;
  known: Known;
}

/**
 * The number of the last event that had been recorded by a moment, 0 where none had. Found by halving, as events are
 * numbered in the order of recording; where the clock of this machine was set back, those between are left out.
 */
export function lastSequenceAt(db: ReadDb, at: number): number {
  const find = prepared(db, 'SELECT sequence, recordedtime AS time FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT 1'); // prettier-ignore
  let low = 0;
  let high = 1 + (prepared(db, 'SELECT coalesce(max(sequence), 0) FROM journal').pluck().get() as number);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const row = find.get(middle) as { sequence: number; time: number } | undefined;
    if (row === undefined || row.sequence >= high || row.time > at) high = middle;
    else low = row.sequence;
  }
  return low;
}

const within = 'j.sequence <= ? AND j.time <= ?';
/** `then`: events up to a number. `now`: those that happened by a time. To be asked for as both `sequence <=` and `time <=`. */
export const boundsOf = (db: ReadDb, { at, known }: AtMoment): [sequence: number, time: number] =>
  known === 'then' ? [lastSequenceAt(db, at), Number.MAX_SAFE_INTEGER] : [Number.MAX_SAFE_INTEGER, at];

/**
 * Events of one type as of a moment, the newest first: by when they were recorded for `then`, by when they happened for
 * `now`. For types that are few: `now` looks at all of them.
 */
export function eventsOfTypeAt(db: ReadDb, type: string, moment: AtMoment, limit: number): JournalEvent[] {
  // By its type, whatever the planner thinks: of a type that is seldom, the whole time before would be looked through.
  const sql = `${selectEvents.replace('FROM journal j', 'FROM journal j INDEXED BY journal_by_type')}
    WHERE j.type = (SELECT id FROM term WHERE text = ?) AND ${within}
    ORDER BY ${moment.known === 'then' ? 'j.sequence' : 'j.time DESC, j.sequence'} DESC LIMIT ?`;
  return (prepared(db, sql).all(type, ...boundsOf(db, moment), limit) as JournalRead[]).map(eventOfRow);
}

/** The same of several types, in the order in which they are to be replayed: the oldest first. */
export function replayedEvents(
  db: ReadDb,
  types: readonly string[],
  moment: AtMoment,
  limitOfEach: number,
): JournalEvent[] {
  const order = (event: JournalEvent): number => (moment.known === 'then' ? event.sequence : event.time);
  return types
    .flatMap((type) => eventsOfTypeAt(db, type, moment, limitOfEach))
    .toSorted((a, b) => order(a) - order(b) || a.sequence - b.sequence);
}

export interface PageAsked {
  before: number | null;
  limit: number;
  type?: string | undefined;
}

/** More events than these that were recorded after a moment about the time before it are not looked for. */
const mostLate = 5000;

/** A page of the journal as it was, or is known, at a moment; the newest number first. */
export function journalPageAt(db: ReadDb, moment: AtMoment, { before, limit, type }: PageAsked): JournalEvent[] {
  const last = lastSequenceAt(db, moment.at);
  const end = before ?? Number.MAX_SAFE_INTEGER;
  const late = moment.known === 'then' ? [] : lateEvents(db, moment.at, { from: last, end }).filter((event) => type === undefined || event.type === type); // prettier-ignore
  const upTo = Math.min(last, end - 1);
  const time = moment.known === 'then' ? Number.MAX_SAFE_INTEGER : moment.at;
  const sql =
    type === undefined
      ? `${selectEvents} WHERE ${within} ORDER BY j.sequence DESC LIMIT ?`
      : `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND ${within} ORDER BY j.sequence DESC LIMIT ?`;
  const which = type === undefined ? [] : [type];
  const rows = prepared(db, sql).all(...which, upTo, time, Math.max(0, limit - late.length)) as JournalRead[];
  return [...late.slice(0, limit), ...rows.map(eventOfRow)];
}

/** So many rows are looked through sooner than all of the time before. */
const fewRows = 20_000;

/** Recorded after a number, of the time up to a moment; the newest number first. */
function lateEvents(db: ReadDb, at: number, { from, end }: { from: number; end: number }): JournalEvent[] {
  const newest = prepared(db, 'SELECT coalesce(max(sequence), 0) FROM journal').pluck().get() as number;
  const sql =
    newest - from < fewRows
      ? `${selectEvents} WHERE +j.time <= ? AND j.sequence > ? AND j.sequence < ? ORDER BY j.sequence DESC LIMIT ${mostLate}`
      : `${selectEvents} WHERE j.sequence IN (SELECT sequence FROM journal INDEXED BY journal_by_moment
           WHERE time <= ? AND sequence > ? AND sequence < ? ORDER BY sequence DESC LIMIT ${mostLate})
         ORDER BY j.sequence DESC`;
  return (prepared(db, sql).all(at, from, end) as JournalRead[]).map(eventOfRow);
}

/** One event by its number; null where there is none. */
export function eventOfNumber(db: ReadDb, sequence: number): JournalEvent | null {
  const row = prepared(db, `${selectEvents} WHERE j.sequence = ?`).get(sequence) as JournalRead | undefined;
  return row === undefined ? null : eventOfRow(row);
}

/** The first event of a type that was recorded after a number; null where there is none. */
export function nextOfType(db: ReadDb, type: string, after: number): JournalEvent | null {
  const row = prepared(
    db,
    `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = ?) AND j.sequence > ? ORDER BY j.sequence LIMIT 1`,
  ).get(type, after) as JournalRead | undefined;
  return row === undefined ? null : eventOfRow(row);
}

/** The last event that was recorded before a number; null where there is none. */
export function lastBefore(db: ReadDb, sequence: number): JournalEvent | null {
  const row = prepared(db, `${selectEvents} WHERE j.sequence < ? ORDER BY j.sequence DESC LIMIT 1`).get(sequence) as
    | JournalRead
    | undefined;
  return row === undefined ? null : eventOfRow(row);
}
