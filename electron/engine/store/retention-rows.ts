// What retention asks of the journal, and how it takes events away: always a named span, whose last hash stays.
import type { ReadDb, WriteDb } from './database.ts';
import { segmentBits } from './chain.ts';
import { newestResult } from './run-rows.ts';
import { prepared } from './statements.ts';

export interface Candidate {
  sequence: number;
  type: string;
  source: string;
  time: number;
  recordedTime: number;
  bytes: number;
  /** A tick, the newest result of an item, or how something stands today rests on it. */
  held: boolean;
  /** The time that it tells of: of what stands or lasts from its beginning, of others when it happened or was recorded. */
  tellsFrom: number;
  /** When it was recorded that it stands otherwise than this says; of other events when they were recorded themselves. */
  validUntil: number;
}

/** Each says how something stands until the next of its type, source and subject. */
const standing = "'engine.started', 'source.state', 'kubernetes.connected', 'criterion.judged', 'objective.judged'";
/** Told at the end of the time that they are about. */
const intervals = "'source.covered', 'source.gap', 'engine.gap', 'record.gap', 'samples.gap'";

/** What a row takes beside its data: the other columns and its places in the indexes. */
const aroundBytes = 180;

/** The next events after a number, in order, with what decides whether each may go. */
export function evictionCandidates(db: ReadDb, after: number, limit: number): Candidate[] {
  const rows = prepared(
    db,
    `SELECT j.sequence, t.text AS type, s.text AS source, j.time, j.recordedtime AS recordedTime,
       octet_length(j.data) + ${aroundBytes} AS bytes,
       EXISTS (SELECT 1 FROM tick k WHERE k.event = j.sequence)
         OR (t.text = 'item.judged' AND EXISTS (SELECT 1 FROM item_result n WHERE n.event = j.sequence AND n.event = newest_of_its_item)) AS held,
       CASE WHEN t.text IN (${intervals}) THEN min(j.time, j.recordedtime, coalesce(j.data ->> '$.from', j.data ->> '$.since', j.time))
         ELSE min(j.time, j.recordedtime) END AS tellsFrom,
       CASE WHEN t.text IN (${standing}) THEN (SELECT n.recordedtime FROM journal n WHERE n.type = j.type AND n.sequence > j.sequence
           AND n.source = j.source AND n.subject IS j.subject ORDER BY n.sequence LIMIT 1)
         WHEN t.text IN ('trigger.pending', 'trigger.firing', 'trigger.error', 'trigger.no_data')
         AND EXISTS (SELECT 1 FROM trigger_event o WHERE o.event = j.sequence) THEN settled ELSE j.recordedtime END AS validUntil
     FROM journal j JOIN term t ON t.id = j.type JOIN term s ON s.id = j.source
     WHERE j.sequence > ? AND j.sequence < (SELECT max(sequence) FROM journal)
     ORDER BY j.sequence LIMIT ?`
      .replace('newest_of_its_item', newestResult('n.item_no'))
      .replace('settled', settledBy),
  ).all(after, limit) as (Omit<Candidate, 'held' | 'validUntil'> & { held: number; validUntil: number | null })[];
  return rows.map((row) => ({ ...row, held: row.held === 1 || row.validUntil === null, validUntil: row.validUntil ?? Infinity })); // prettier-ignore
}

/** The next that is said of the same instance of the trigger, or of all of it; null while it still stands. */
const settledBy = `(SELECT m.recordedtime FROM trigger_event e JOIN trigger_event n ON n.key = e.key AND n.event > e.event
  JOIN journal m ON m.sequence = n.event JOIN term k ON k.id = m.type
  WHERE e.event = j.sequence AND (k.text = 'trigger.removed'
    OR (k.text IN ('trigger.pending', 'trigger.firing', 'trigger.resolved', 'trigger.cleared', 'trigger.error', 'trigger.no_data', 'trigger.known')
      AND (m.data ->> '$.labels' IS j.data ->> '$.labels' OR (m.data ->> '$.labels' IS NULL AND k.text IN ('trigger.resolved', 'trigger.cleared')))))
  ORDER BY n.event LIMIT 1)`;

/** Takes events away, with what only points to them. To be called inside a writer's task. @throws where a table holds one still */
export function evictEvents(db: WriteDb, sequences: readonly number[]): void {
  for (const [first, last] of runsOf(sequences)) {
    const hash = prepared(db, 'SELECT hash FROM journal WHERE sequence = ?').pluck().get(last) as Buffer;
    prepared(db, 'INSERT INTO journal_eviction (first, last) VALUES (?, ?)').run(first, last);
    for (const table of ['item_result', 'trigger_event', 'criterion_event'] as const)
      prepared(db, `DELETE FROM ${table} WHERE event BETWEEN ? AND ?`).run(first, last);
    prepared(db, 'DELETE FROM journal WHERE sequence BETWEEN ? AND ?').run(first, last);
    prepared(db, 'DELETE FROM journal_eviction').run();
    keepSpan(db, first, last, hash);
  }
}

/** Neighbouring spans become one, so that there are as many as there are islands of what is kept. */
function keepSpan(db: WriteDb, first: number, last: number, hash: Buffer): void {
  // By its beginning, of which there is an index: spans do not overlap, so that only the nearest can end here.
  const before = prepared(
    db,
    'SELECT first FROM (SELECT first, last FROM journal_evicted WHERE first < @first ORDER BY first DESC LIMIT 1) WHERE last = @first - 1',
  ).get({ first }) as { first: number } | undefined;
  const after = prepared(db, 'SELECT first, last, hash FROM journal_evicted WHERE first = ?').get(last + 1) as { first: number; last: number; hash: Buffer } | undefined; // prettier-ignore
  if (after !== undefined) prepared(db, 'DELETE FROM journal_evicted WHERE first = ?').run(after.first);
  prepared(
    db,
    `INSERT INTO journal_evicted (first, last, hash) VALUES (?, ?, ?)
     ON CONFLICT (first) DO UPDATE SET last = excluded.last, hash = excluded.hash`,
  ).run(before?.first ?? first, after?.last ?? last, after?.hash ?? hash);
}

function runsOf(sequences: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const sequence of sequences) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === sequence - 1) run[1] = sequence;
    else runs.push([sequence, sequence]);
  }
  return runs;
}

export interface Volume {
  segment: number;
  source: string;
  events: number;
  bytes: number;
}

/** Into how many parts a segment is counted: one takes a few milliseconds. */
export const partsOfSegment = 32;

/** Counts one part of a segment by source. */
export function countPart(db: ReadDb, segment: number, part: number): Omit<Volume, 'segment'>[] {
  const length = 2 ** segmentBits / partsOfSegment;
  const first = segment * 2 ** segmentBits + part * length;
  return prepared(
    db,
    `SELECT s.text AS source, count(*) AS events, sum(octet_length(j.data) + ${aroundBytes}) AS bytes
     FROM journal j JOIN term s ON s.id = j.source WHERE j.sequence BETWEEN ? AND ? GROUP BY j.source`,
  ).all(first, first + length - 1) as Omit<Volume, 'segment'>[];
}

export function keepVolume(db: WriteDb, segment: number, volumes: readonly Omit<Volume, 'segment'>[]): void {
  prepared(db, 'DELETE FROM journal_volume WHERE segment = ?').run(segment);
  const insert = prepared(db, 'INSERT INTO journal_volume (segment, source, events, bytes) SELECT ?, id, ?, ? FROM term WHERE text = ?'); // prettier-ignore
  for (const { source, events, bytes } of volumes) insert.run(segment, events, bytes, source);
}

export function forgetVolume(db: WriteDb, segment: number): void {
  prepared(db, 'DELETE FROM journal_volume WHERE segment = ?').run(segment);
}

export function keptVolumes(db: ReadDb): Volume[] {
  return prepared(
    db,
    'SELECT v.segment, s.text AS source, v.events, v.bytes FROM journal_volume v JOIN term s ON s.id = v.source',
  ).all() as Volume[];
}

/** The first and last segment that hold events; null where there are none. */
export function segmentRange(db: ReadDb): { first: number; last: number } | null {
  const row = prepared(db, `SELECT min(sequence) >> ${segmentBits} AS first, max(sequence) >> ${segmentBits} AS last FROM journal`).get() as { first: number | null; last: number | null }; // prettier-ignore
  return row.first === null || row.last === null ? null : { first: row.first, last: row.last };
}

export function readBudget(db: ReadDb): string | null {
  const row = prepared(db, 'SELECT budget FROM retention').get() as { budget: string } | undefined;
  return row?.budget ?? null;
}

export function putBudget(db: WriteDb, budget: string, savedAt: number): void {
  prepared(
    db,
    `INSERT INTO retention (one, budget, saved_at) VALUES (1, ?, ?)
     ON CONFLICT (one) DO UPDATE SET budget = excluded.budget, saved_at = excluded.saved_at`,
  ).run(budget, savedAt);
}

/** Bytes in use: of the file, without pages that are free. */
export function usedBytes(db: ReadDb): number {
  const number = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  return (number('page_count') - number('freelist_count')) * number('page_size');
}

/** Gives up to `pages` free pages back to the disk; false where none is left. To be called inside a writer's task. */
export function giveBack(db: WriteDb, pages: number): boolean {
  db.pragma(`incremental_vacuum(${pages})`);
  return Number(db.pragma('freelist_count', { simple: true })) > 0;
}
