// Events of the journal by when they happened, as charts ask for them.
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
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
