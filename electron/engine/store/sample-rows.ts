// Named queries and their samples: the newest looks row by row, older ones in blocks, their rollups by minute and hour, the
// times without samples, and frames that were kept. What the bytes mean is not known here.
import type { ReadDb, WriteDb } from './database.ts';
import { insertRows, prepared } from './statements.ts';

export interface NamedQueryRow {
  no: number;
  key: string;
  expr: string;
  fields: string;
  savedAt: number;
  /** Since when it is not asked any more; its samples are kept. */
  endedAt: number | null;
}

const queryColumns = 'no, key, expr, fields, saved_at AS savedAt, ended_at AS endedAt';

/** In the order in which they were made; those that ended too. */
export function listNamedQueries(db: ReadDb): NamedQueryRow[] {
  return prepared(db, `SELECT ${queryColumns} FROM named_query ORDER BY no`).all() as NamedQueryRow[];
}

export function queriesOfExpr(db: ReadDb, expr: string): NamedQueryRow[] {
  return prepared(db, `SELECT ${queryColumns} FROM named_query WHERE expr = ? ORDER BY no`).all(expr) as NamedQueryRow[]; // prettier-ignore
}

/** Returns its number, under which its samples are kept. */
export function putNamedQuery(db: WriteDb, { key, expr, fields, savedAt, endedAt }: Omit<NamedQueryRow, 'no'>): number {
  const row = prepared(
    db,
    `INSERT INTO named_query (key, expr, fields, saved_at, ended_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
     SET expr = excluded.expr, fields = excluded.fields, saved_at = excluded.saved_at, ended_at = excluded.ended_at
     RETURNING no`,
  ).get(key, expr, fields, savedAt, endedAt) as { no: number };
  return row.no;
}

export interface SampleSeriesRow {
  no: number;
  /** JSON of its labels. */
  labels: string;
}

export function seriesOfQuery(db: ReadDb, query: number): SampleSeriesRow[] {
  return prepared(db, 'SELECT no, labels FROM sample_series WHERE query = ? ORDER BY no').all(query) as SampleSeriesRow[]; // prettier-ignore
}

/** The number of a series, given on first use. */
export function putSampleSeries(db: WriteDb, query: number, labels: string): number {
  const row = prepared(db, 'SELECT no FROM sample_series WHERE query = ? AND labels = ?').get(query, labels) as { no: number } | undefined; // prettier-ignore
  return row?.no ?? Number(prepared(db, 'INSERT INTO sample_series (query, labels) VALUES (?, ?)').run(query, labels).lastInsertRowid); // prettier-ignore
}

export interface LookRow {
  at: number;
  samples: Buffer;
}

export function putLook(db: WriteDb, query: number, { at, samples }: LookRow): void {
  prepared(db, 'INSERT OR REPLACE INTO sample_head (query, at, samples) VALUES (?, ?, ?)').run(query, at, samples);
}

export function listLooks(db: ReadDb, query: number, fromMs: number, toMs: number): LookRow[] {
  return prepared(
    db,
    'SELECT at, samples FROM sample_head WHERE query = ? AND at BETWEEN ? AND ? ORDER BY at',
  ).all(query, fromMs, toMs) as LookRow[]; // prettier-ignore
}

export function deleteLooks(db: WriteDb, query: number, toMs: number): void {
  prepared(db, 'DELETE FROM sample_head WHERE query = ? AND at <= ?').run(query, toMs);
}

export interface SampleBlockRow {
  no: number;
  query: number;
  fromMs: number;
  toMs: number;
  stepMs: number;
  /** When its samples were fetched, long after their time; null for what was looked at as it was. */
  filledAt: number | null;
  times: Buffer;
}

export interface BlockParts {
  series: number;
  samples: Buffer;
  /** By minute. */
  rollup: Buffer;
}

/** Whole blocks: to be called with all their parts in one task. Returns the block's number. */
export function putSampleBlock(
  db: WriteDb,
  { query, fromMs, toMs, stepMs, filledAt, times }: Omit<SampleBlockRow, 'no'>,
  parts: readonly BlockParts[],
): number {
  const bytes = parts.reduce((sum, { samples, rollup }) => sum + samples.length + rollup.length, times.length);
  const { lastInsertRowid } = prepared(
    db,
    'INSERT INTO sample_block (query, from_ms, to_ms, step_ms, filled_at, times, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(query, fromMs, toMs, stepMs, filledAt, times, bytes);
  const no = Number(lastInsertRowid);
  insertRows(db, 'INSERT INTO sample_chunk (block, series, samples)', 3, parts.map(({ series, samples }) => [no, series, samples])); // prettier-ignore
  insertRows(db, 'INSERT INTO sample_minutes (block, series, rollup)', 3, parts.map(({ series, rollup }) => [no, series, rollup])); // prettier-ignore
  return no;
}

/** Blocks that reach into a span, in the order of their time. */
export function blocksBetween(db: ReadDb, query: number, fromMs: number, toMs: number): SampleBlockRow[] {
  return prepared(
    db,
    `SELECT no, query, from_ms AS fromMs, to_ms AS toMs, step_ms AS stepMs, filled_at AS filledAt, times
     FROM sample_block WHERE query = ? AND to_ms >= ? AND from_ms <= ? ORDER BY to_ms`,
  ).all(query, fromMs, toMs) as SampleBlockRow[];
}

/** Without those that retention took. */
export function chunksOfBlock(db: ReadDb, block: number): { series: number; samples: Buffer }[] {
  return prepared(db, 'SELECT series, samples FROM sample_chunk WHERE block = ?').all(block) as { series: number; samples: Buffer }[]; // prettier-ignore
}

export function minutesOfBlock(db: ReadDb, block: number): { series: number; rollup: Buffer }[] {
  return prepared(db, 'SELECT series, rollup FROM sample_minutes WHERE block = ?').all(block) as { series: number; rollup: Buffer }[]; // prettier-ignore
}

export interface HourRow {
  series: number;
  /** Its begin. */
  at: number;
  recordedTime: number;
  least: number | null;
  greatest: number | null;
  sum: number | null;
  count: number;
  last: number | null;
  lastAt: number;
}

/** What one block has of an hour; those of one hour are added up by whoever reads them. */
export function putHours(db: WriteDb, rows: readonly HourRow[]): void {
  insertRows(
    db,
    'INSERT OR REPLACE INTO sample_hour (series, at, recordedtime, least, greatest, sum, count, last, last_at)',
    9,
    rows.map((row) => [row.series, row.at, row.recordedTime, row.least, row.greatest, row.sum, row.count, row.last, row.lastAt]), // prettier-ignore
  );
}

export function hoursBetween(db: ReadDb, series: number, fromMs: number, toMs: number, recordedBy: number): HourRow[] {
  return prepared(
    db,
    `SELECT series, at, recordedtime AS recordedTime, least, greatest, sum, count, last, last_at AS lastAt
     FROM sample_hour WHERE series = ? AND at BETWEEN ? AND ? AND recordedtime <= ? ORDER BY at, recordedtime`,
  ).all(series, fromMs, toMs, recordedBy) as HourRow[];
}

export interface HoleRow {
  fromMs: number;
  toMs: number;
  reason: string;
  /** When samples of that time were fetched after all; null where they were not. */
  filledAt: number | null;
}

/** Returns its number, by which it may be made longer. */
export function putHole(
  db: WriteDb,
  query: number,
  { fromMs, toMs, reason }: Omit<HoleRow, 'filledAt'>,
  recordedTime: number,
): number {
  // prettier-ignore
  return Number(
    prepared(
      db,
      'INSERT INTO sample_hole (query, from_ms, to_ms, reason, recordedtime) VALUES (?, ?, ?, ?, ?)',
    ).run(query, fromMs, toMs, reason, recordedTime).lastInsertRowid,
  ); // prettier-ignore
}

export function stretchHole(db: WriteDb, no: number, toMs: number): void {
  prepared(db, 'UPDATE sample_hole SET to_ms = ? WHERE no = ?').run(toMs, no);
}

export function fillHole(db: WriteDb, no: number, filledAt: number): void {
  prepared(db, 'UPDATE sample_hole SET filled_at = ? WHERE no = ?').run(filledAt, no);
}

export function holesBetween(db: ReadDb, query: number, fromMs: number, toMs: number): HoleRow[] {
  return prepared(
    db,
    `SELECT from_ms AS fromMs, to_ms AS toMs, reason, filled_at AS filledAt FROM sample_hole
     WHERE query = ? AND to_ms >= ? AND from_ms <= ? ORDER BY from_ms`,
  ).all(query, fromMs, toMs) as HoleRow[];
}

/** When a query was looked at last, with samples or without; null where it never was. */
export function lastLookAt(db: ReadDb, query: number): number | null {
  return prepared(
    db,
    `SELECT max(at) FROM (SELECT max(at) AS at FROM sample_head WHERE query = @query
     UNION ALL SELECT max(to_ms) FROM sample_block WHERE query = @query
     UNION ALL SELECT max(to_ms) FROM sample_hole WHERE query = @query)`,
  ).pluck().get({ query }) as number | null; // prettier-ignore
}

/** What the samples of a query take, and since when there are some. */
export function sizeOfQuery(db: ReadDb, query: number): { bytes: number; series: number; oldestAt: number | null } {
  return prepared(
    db,
    `SELECT (SELECT coalesce(sum(bytes), 0) FROM sample_block WHERE query = @query)
       + (SELECT coalesce(sum(length(samples)), 0) FROM sample_head WHERE query = @query) AS bytes,
     (SELECT count(*) FROM sample_series WHERE query = @query) AS series,
     (SELECT min(at) FROM (SELECT min(from_ms) AS at FROM sample_block WHERE query = @query
       UNION ALL SELECT min(at) FROM sample_head WHERE query = @query)) AS oldestAt`,
  ).get({ query }) as { bytes: number; series: number; oldestAt: number | null }; // prettier-ignore
}

export interface KeptFrameRow {
  incidentId: string | null;
  expr: string;
  fromMs: number;
  toMs: number;
  recordedTime: number;
  frame: string;
}

export function putKeptFrame(db: WriteDb, row: KeptFrameRow): void {
  prepared(
    db,
    'INSERT INTO kept_frame (incident, expr, from_ms, to_ms, recordedtime, frame) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(row.incidentId, row.expr, row.fromMs, row.toMs, row.recordedTime, row.frame); // prettier-ignore
}

const keptColumns =
  'incident AS incidentId, expr, from_ms AS fromMs, to_ms AS toMs, recordedtime AS recordedTime, frame';

/** Frames of an expression that reach into a span and were kept by a moment; the newest first, at most ten. */
export function keptFrames(
  db: ReadDb,
  { expr, fromMs, toMs, recordedBy }: { expr: string; fromMs: number; toMs: number; recordedBy: number },
): KeptFrameRow[] {
  return prepared(
    db,
    `SELECT ${keptColumns} FROM kept_frame WHERE expr = ? AND recordedtime <= ? AND to_ms >= ? AND from_ms <= ?
     ORDER BY recordedtime DESC LIMIT 10`,
  ).all(expr, recordedBy, fromMs, toMs) as KeptFrameRow[];
}

export function framesOfIncident(db: ReadDb, incidentId: string): KeptFrameRow[] {
  return prepared(db, `SELECT ${keptColumns} FROM kept_frame WHERE incident = ? ORDER BY no`).all(incidentId) as KeptFrameRow[]; // prettier-ignore
}
