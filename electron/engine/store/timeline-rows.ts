// The journal as the timeline reads it, and the packed columns that are kept of it. What they mean is the timeline's.
import type { JournalEvent } from '#shared/model/system.ts';
import { backdatedTypes, hintFields } from '#shared/model/timeline/lane.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { prepared } from './statements.ts';

/** How many sequence numbers a segment spans; the migration's trigger counts in the same. */
export const segmentLength = 16_384;

/** sequence, when it happened, recorded time, type, source, subject (numbers of terms), and the hints as a JSON list. */
export type BareRow = [number, number, number, number, number, number | null, string];

const hintPaths = hintFields.map((field) => `'$.${field}'`).join(', ');
const backdated = backdatedTypes.map((type) => `'${type}'`).join(', ');
const happened = `CASE WHEN type IN (SELECT id FROM term WHERE text IN (${backdated}))
  THEN CAST(round(coalesce(data ->> '$.word.occurredAt', data ->> '$.occurredAt', time)) AS INTEGER) ELSE time END`;
const selectBare = `SELECT sequence, ${happened}, recordedtime, type, source, subject, json_extract(data, ${hintPaths}) FROM journal
  WHERE sequence BETWEEN ? AND ? ORDER BY sequence`;

/** Rows from one sequence number to another, both included. */
export function bareRows(read: ReadDb, from: number, to: number): BareRow[] {
  return prepared(read, selectBare).raw().all(from, to) as BareRow[];
}

export function newestSequence(read: ReadDb): number {
  const row = prepared(read, 'SELECT max(sequence) AS newest FROM journal').get() as { newest: number | null };
  return row.newest ?? 0;
}

export interface KeptSegment {
  segment: number;
  rules: number;
  round: number;
  fromMs: number;
  toMs: number;
}

export function keptSegments(read: ReadDb): KeptSegment[] {
  const sql = 'SELECT segment, rules, round, from_ms AS fromMs, to_ms AS toMs FROM timeline_segment ORDER BY segment';
  return prepared(read, sql).all() as KeptSegment[];
}

/** How often rows of a segment were removed since it exists; those that are not here lost none. */
export function segmentRounds(read: ReadDb): Map<number, number> {
  const rows = prepared(read, 'SELECT segment, round FROM timeline_round').raw().all() as [number, number][];
  return new Map(rows);
}

export function packedSegment(read: ReadDb, segment: number): { hash: Buffer; packed: Buffer } | null {
  const row = prepared(read, 'SELECT hash, packed FROM timeline_segment WHERE segment = ?').get(segment);
  return (row as { hash: Buffer; packed: Buffer } | undefined) ?? null;
}

export function putSegment(db: WriteDb, kept: KeptSegment, hash: Buffer, packed: Buffer): void {
  prepared(
    db,
    'INSERT OR REPLACE INTO timeline_segment (segment, rules, round, from_ms, to_ms, hash, packed) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(kept.segment, kept.rules, kept.round, kept.fromMs, kept.toMs, hash, packed);
}

export function termText(read: ReadDb, id: number): string {
  const row = prepared(read, 'SELECT text FROM term WHERE id = ?').get(id) as { text: string } | undefined;
  return row?.text ?? '';
}

/** Moves on with every new text in the journal. */
export function newestTerm(read: ReadDb): number {
  return (prepared(read, 'SELECT max(id) FROM term').pluck().get() as number | null) ?? 0;
}

const pattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Numbers of the terms that hold the text, whatever its case. */
export function termsHolding(read: ReadDb, text: string): number[] {
  return prepared(read, "SELECT id FROM term WHERE text LIKE ? ESCAPE '\\'").pluck().all(pattern(text)) as number[];
}

/** Of some sequence numbers, both ends included: those whose data hold the text. */
export function sequencesHolding(read: ReadDb, text: string, from: number, to: number): number[] {
  const sql = "SELECT sequence FROM journal WHERE sequence BETWEEN ? AND ? AND data LIKE ? ESCAPE '\\'";
  return prepared(read, sql).pluck().all(from, to, pattern(text)) as number[];
}

/** Numbers of the terms with these texts, as far as they are in use. */
export function termsNamed(read: ReadDb, texts: readonly string[]): number[] {
  const sql = 'SELECT id FROM term WHERE text IN (SELECT value FROM json_each(?))';
  return prepared(read, sql).pluck().all(JSON.stringify(texts)) as number[];
}

const mostCorrections = 2_000;

/** Words that stand in the place of others: which word by its id, and the number of the event that holds the new one. */
export function corrections(read: ReadDb, recordedBy: number): { word: string; sequence: number }[] {
  const sql = `SELECT data ->> '$.word.supersedes' AS word, sequence FROM journal
    WHERE type = (SELECT id FROM term WHERE text = 'incident.said') AND data ->> '$.word.supersedes' IS NOT NULL
      AND recordedtime <= ? ORDER BY sequence DESC LIMIT ${mostCorrections}`;
  return prepared(read, sql).all(recordedBy) as { word: string; sequence: number }[];
}

/** The number of the event that holds a word; null where it is not kept any more. */
export function sequenceOfWord(read: ReadDb, word: string): number | null {
  const sql = `SELECT sequence FROM journal WHERE type = (SELECT id FROM term WHERE text = 'incident.said') AND data ->> '$.id' = ? LIMIT 1`;
  return (prepared(read, sql).pluck().get(word) as number | undefined) ?? null;
}

export interface NumberedEvent extends JournalEvent {
  correlationId: string | null;
}

const selectNumbered = selectEvents
  .replace('SELECT ', 'SELECT j.correlationid, ')
  .replace('FROM journal j', 'FROM json_each(?) e JOIN journal j ON j.sequence = e.value');

/** The events of sequence numbers, in the order in which they are asked for; those that are not kept any more are left out. */
export function eventsOfSequences(read: ReadDb, sequences: readonly number[]): NumberedEvent[] {
  const rows = prepared(read, `${selectNumbered} ORDER BY e.key`).all(JSON.stringify(sequences));
  return (rows as (JournalRead & { correlationid: string | null })[]).map((row) => ({
    ...eventOfRow(row),
    correlationId: row.correlationid,
  }));
}

/** When each run of the engine began and when it was last heard of, the oldest first; the last one may still run. */
export function engineRuns(read: ReadDb): { fromMs: number; toMs: number }[] {
  const starts = prepared(
    read,
    "SELECT sequence, recordedtime FROM journal WHERE type = (SELECT id FROM term WHERE text = 'engine.started') ORDER BY sequence DESC LIMIT 2000",
  )
    .raw()
    .all() as [number, number][];
  const last = prepared(read, 'SELECT recordedtime FROM journal WHERE sequence < ? ORDER BY sequence DESC LIMIT 1');
  let before = Number.MAX_SAFE_INTEGER;
  const runs = starts.map(([sequence, fromMs]) => {
    const heard = last.pluck().get(before) as number | undefined;
    before = sequence;
    return { fromMs, toMs: Math.max(fromMs, heard ?? fromMs) };
  });
  return runs.toReversed();
}

export interface ChangeTally {
  type: string;
  change: string | null;
  action: string | null;
  diff: string | null;
  count: number;
}

/** How many changes of each form happened in a span, among the events after a number up to another: as many as are looked at in one go. */
export function changeTallies(
  read: ReadDb,
  { types, fromMs, toMs }: { types: readonly string[]; fromMs: number; toMs: number },
  after: number,
  upTo: number,
): ChangeTally[] {
  const sql = `SELECT t.text AS type, j.data ->> '$.change' AS change, j.data ->> '$.action' AS action,
      CASE WHEN t.text <> 'object.changed' THEN NULL WHEN instr(j.data, 'image') THEN 'image'
        WHEN instr(j.data, 'replicas') THEN 'replicas' ELSE 'spec' END AS diff, count(*) AS count
    FROM journal j JOIN term t ON t.id = j.type
    WHERE j.sequence > ? AND j.sequence <= ? AND j.time >= ? AND j.time < ?
      AND +j.type IN (SELECT id FROM term WHERE text IN (SELECT value FROM json_each(?)))
    GROUP BY 1, 2, 3, 4`;
  return prepared(read, sql).all(after, upTo, fromMs, toMs, JSON.stringify(types)) as ChangeTally[];
} // prettier-ignore

/** What people said of changes as the cause of an incident, the oldest first. */
export function suspectWords(read: ReadDb, incidentId: string, recordedBy: number): JournalEvent[] {
  const sql = `${selectEvents} WHERE j.type = (SELECT id FROM term WHERE text = 'incident.suspect')
    AND j.subject = (SELECT id FROM term WHERE text = ?) AND j.recordedtime <= ? ORDER BY j.sequence LIMIT 1000`;
  return (prepared(read, sql).all(incidentId, recordedBy) as JournalRead[]).map(eventOfRow);
}
