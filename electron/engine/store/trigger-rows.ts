// Triggers, what is remembered of each, people's words on them, and which events of the journal are about them.
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { insertRows, prepared } from './statements.ts';

export interface TriggerRow {
  key: string;
  definition: string;
  origin: string;
  savedAt: number;
  /** null before its first look. */
  memory: string | null;
  watched: string | null;
}

/** In the order in which they were made. */
export function listTriggers(db: ReadDb): TriggerRow[] {
  return prepared(
    db,
    `SELECT d.key, d.definition, d.origin, d.saved_at AS savedAt, m.memory, m.watched
     FROM trigger_def d LEFT JOIN trigger_memory m ON m.key = d.key ORDER BY d.rowid`,
  ).all() as TriggerRow[];
}

export function putTrigger(db: WriteDb, row: Pick<TriggerRow, 'key' | 'definition' | 'origin' | 'savedAt'>): void {
  prepared(
    db,
    `INSERT INTO trigger_def (key, definition, origin, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
     SET definition = excluded.definition, origin = excluded.origin, saved_at = excluded.saved_at`,
  ).run(row.key, row.definition, row.origin, row.savedAt);
}

/** With what was remembered and said of it; its events stay in the journal. */
export function deleteTrigger(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM trigger_def WHERE key = ?').run(key);
}

/** Of a trigger that is gone nothing is remembered. */
export function putMemory(db: WriteDb, key: string, memory: string, watched: string): void {
  prepared(
    db,
    `INSERT INTO trigger_memory (key, memory, watched) SELECT key, ?, ? FROM trigger_def WHERE key = ?
     ON CONFLICT (key) DO UPDATE SET memory = excluded.memory, watched = excluded.watched`,
  ).run(memory, watched, key);
}

export interface TriggerWordRow {
  key: string;
  kind: 'acknowledged' | 'snoozed';
  /** The instance's key; empty for the whole trigger. */
  instance: string;
  word: string;
}

export function listTriggerWords(db: ReadDb): TriggerWordRow[] {
  return prepared(db, 'SELECT key, kind, instance, word FROM trigger_word').all() as TriggerWordRow[];
}

export function putTriggerWord(db: WriteDb, { key, kind, instance, word }: TriggerWordRow): void {
  prepared(
    db,
    `INSERT INTO trigger_word (key, kind, instance, word) SELECT key, ?, ?, ? FROM trigger_def WHERE key = ?
     ON CONFLICT (key, kind, instance) DO UPDATE SET word = excluded.word`,
  ).run(kind, instance, word, key);
}

export function deleteTriggerWord(db: WriteDb, { key, kind, instance }: Omit<TriggerWordRow, 'word'>): void {
  prepared(db, 'DELETE FROM trigger_word WHERE key = ? AND kind = ? AND instance = ?').run(key, kind, instance);
}

/** Events `first` and those that follow it, one for each key. */
export function indexTriggerEvents(db: WriteDb, keys: readonly string[], first: number): void {
  insertRows(db, 'INSERT INTO trigger_event (key, event)', 2, keys.map((key, at) => [key, first + at])); // prettier-ignore
}

/** The newest first. */
export function triggerEvents(db: ReadDb, key: string, limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} JOIN trigger_event e ON e.event = j.sequence WHERE e.key = ? ORDER BY e.event DESC LIMIT ?`,
  ).all(key, limit) as JournalRead[];
  return rows.map(eventOfRow);
}

/** The newest first, of those up to a number and a time; with the definition that they are of, where it is older than all of these. */
/** The last event up to a moment that says what a trigger is, or that it was removed; null where none is recorded. */
export function triggerDefinedUpTo(
  db: ReadDb,
  key: string,
  [sequence, time]: readonly [sequence: number, time: number],
): JournalEvent | null {
  const row = prepared(
    db,
    `${selectEvents} JOIN trigger_event e ON e.event = j.sequence
     WHERE e.key = ? AND e.event <= ? AND j.time <= ?
       AND j.type IN (SELECT id FROM term WHERE text IN ('trigger.edited', 'trigger.imported', 'trigger.removed'))
     ORDER BY e.event DESC LIMIT 1`,
  ).get(key, sequence, time) as JournalRead | undefined;
  return row === undefined ? null : eventOfRow(row);
}

export function triggerEventsUpTo(
  db: ReadDb,
  key: string,
  [sequence, time]: readonly [sequence: number, time: number],
  limit: number,
): JournalEvent[] {
  const ask = (types: string, most: number): JournalEvent[] => {
    const rows = prepared(
      db,
      `${selectEvents} JOIN trigger_event e ON e.event = j.sequence
       WHERE e.key = ? AND e.event <= ? AND j.time <= ? ${types} ORDER BY e.event DESC LIMIT ?`,
    ).all(key, sequence, time, most) as JournalRead[];
    return rows.map(eventOfRow);
  };
  const events = ask('', limit);
  if (events.length < limit) return events;
  const oldest = events.at(-1)?.sequence ?? 0;
  const [definition] = ask("AND j.type IN (SELECT id FROM term WHERE text IN ('trigger.edited', 'trigger.imported'))", 1); // prettier-ignore
  return definition === undefined || definition.sequence >= oldest ? events : [...events, definition];
}

/** Of every trigger that anything is recorded of, also of those that were removed; each key is found by one step of the index. */
export function triggerKeys(db: ReadDb): string[] {
  return prepared(
    db,
    `WITH RECURSIVE known (key) AS (SELECT min(key) FROM trigger_event WHERE key > ''
       UNION ALL SELECT (SELECT min(key) FROM trigger_event WHERE key > known.key) FROM known WHERE known.key IS NOT NULL)
     SELECT key FROM known WHERE key IS NOT NULL`,
  )
    .pluck()
    .all() as string[];
}

const mostChanges = 5000;

/** When each trigger began to fire or ceased to, after a time: the newest 5,000, ascending. */
export function triggerChanges(db: ReadDb, afterMs: number): { key: string; at: number }[] {
  const rows = prepared(
    db,
    `SELECT e.key, j.time AS at FROM journal j JOIN trigger_event e ON e.event = j.sequence
     WHERE j.type IN (SELECT id FROM term WHERE text IN ('trigger.firing', 'trigger.resolved')) AND j.time > ?
     ORDER BY j.sequence DESC LIMIT ?`,
  ).all(afterMs, mostChanges) as { key: string; at: number }[];
  return rows.toReversed();
}

export interface MuteRow {
  muted: boolean;
  by: string;
  at: number;
}

export function readMute(db: ReadDb): MuteRow | null {
  const row = prepared(db, 'SELECT muted, by, at FROM trigger_mute').get() as
    | { muted: number; by: string; at: number }
    | undefined;
  return row === undefined ? null : { ...row, muted: row.muted === 1 };
}

export function putMute(db: WriteDb, { muted, by, at }: MuteRow): void {
  prepared(
    db,
    `INSERT INTO trigger_mute (one, muted, by, at) VALUES (1, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET muted = excluded.muted, by = excluded.by, at = excluded.at`,
  ).run(muted ? 1 : 0, by, at);
}
