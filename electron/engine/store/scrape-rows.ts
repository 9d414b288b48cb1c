// What the console scraped itself: endpoints, their series, the newest scrapes row by row, and blocks of older ones. What
// the bytes of samples mean is not known here. Everything large is written and removed some rows at a time.
import type { ReadDb, WriteDb } from './database.ts';
import { insertRows, prepared } from './statements.ts';

export interface ScrapeTargetRow {
  no: number;
  key: string;
  fields: string;
  paused: boolean;
  savedAt: number;
}

/** In the order in which they were made. */
export function listScrapeTargets(db: ReadDb): ScrapeTargetRow[] {
  const rows = prepared(
    db,
    'SELECT no, key, fields, paused, saved_at AS savedAt FROM scrape_target ORDER BY no',
  ).all() as (Omit<ScrapeTargetRow, 'paused'> & { paused: number })[];
  return rows.map((row) => ({ ...row, paused: row.paused === 1 }));
}

/** Returns its number, under which its samples are kept. */
export function putScrapeTarget(db: WriteDb, { key, fields, paused, savedAt }: Omit<ScrapeTargetRow, 'no'>): number {
  const row = prepared(
    db,
    `INSERT INTO scrape_target (key, fields, paused, saved_at) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
     SET fields = excluded.fields, paused = excluded.paused, saved_at = excluded.saved_at RETURNING no`,
  ).get(key, fields, paused ? 1 : 0, savedAt) as { no: number };
  return row.no;
}

/** Its samples are without an owner from now on; see findOrphan. */
export function deleteScrapeTarget(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM scrape_target WHERE key = ?').run(key);
}

export interface ScrapeFamilyRow {
  name: string;
  type: string;
  help: string;
  unit: string;
}

export function listScrapeFamilies(db: ReadDb, target: number): ScrapeFamilyRow[] {
  return prepared(
    db,
    'SELECT name, type, help, unit FROM scrape_family WHERE target = ?',
  ).all(target) as ScrapeFamilyRow[]; // prettier-ignore
}

export function putScrapeFamilies(db: WriteDb, target: number, rows: readonly ScrapeFamilyRow[]): void {
  const put = prepared(
    db,
    `INSERT INTO scrape_family (target, name, type, help, unit) VALUES (?, ?, ?, ?, ?) ON CONFLICT (target, name) DO UPDATE
     SET type = excluded.type, help = excluded.help, unit = excluded.unit`,
  );
  for (const { name, type, help, unit } of rows) put.run(target, name, type, help, unit);
}

export interface ScrapeSeriesRow {
  no: number;
  name: string;
  /** JSON of the label pairs in the order of their names. */
  labels: string;
}

/** Their numbers, in the order given; those that are there already keep theirs. */
export function putScrapeSeries(
  db: WriteDb,
  target: number,
  series: readonly Omit<ScrapeSeriesRow, 'no'>[],
  atMs: number,
): number[] {
  const put = prepared(
    db,
    `INSERT INTO scrape_series (target, name, labels, last) VALUES (?, ?, ?, ?) ON CONFLICT (target, name, labels)
     DO UPDATE SET last = max(last, excluded.last) RETURNING no`,
  );
  return series.map(({ name, labels }) => (put.get(target, name, labels, atMs) as { no: number }).no);
}

export function seriesOfName(db: ReadDb, target: number, name: string): ScrapeSeriesRow[] {
  return prepared(
    db,
    'SELECT no, name, labels FROM scrape_series WHERE target = ? AND name = ? ORDER BY labels',
  ).all(target, name) as ScrapeSeriesRow[]; // prettier-ignore
}

/** How many label sets each name has, by name. */
export function scrapedNames(db: ReadDb, target: number): { name: string; series: number }[] {
  return prepared(
    db,
    'SELECT name, count(*) AS series FROM scrape_series WHERE target = ? GROUP BY name ORDER BY name',
  ).all(target) as { name: string; series: number }[]; // prettier-ignore
}

export interface HeadRow {
  at: number;
  samples: Buffer;
}

export function listHeadRows(db: ReadDb, target: number): HeadRow[] {
  return prepared(db, 'SELECT at, samples FROM scrape_head WHERE target = ? ORDER BY at').all(target) as HeadRow[];
}

export function putHeadRow(db: WriteDb, target: number, { at, samples }: HeadRow): void {
  prepared(db, 'INSERT INTO scrape_head (target, at, samples) VALUES (?, ?, ?)').run(target, at, samples);
}

export function deleteHeadRows(db: WriteDb, target: number, toMs: number): void {
  prepared(db, 'DELETE FROM scrape_head WHERE target = ? AND at <= ?').run(target, toMs);
}

export interface BlockRow {
  no: number;
  target: number;
  fromMs: number;
  toMs: number;
  bytes: number;
}

/** A block that is not whole yet: nobody reads it, and what is left of one after a crash is removed. */
export function beginBlock(db: WriteDb, row: Omit<BlockRow, 'no' | 'bytes'>, times: Buffer): number {
  const { target, fromMs, toMs } = row;
  return Number(
    prepared(
      db,
      'INSERT INTO scrape_block (target, from_ms, to_ms, times, bytes, whole) VALUES (?, ?, ?, ?, 0, 0)',
    ).run(target, fromMs, toMs, times).lastInsertRowid,
  ); // prettier-ignore
}

export function putChunks(
  db: WriteDb,
  block: number,
  toMs: number,
  chunks: readonly { series: number; samples: Buffer }[],
): void {
  insertRows(db, 'INSERT INTO scrape_chunk (block, series, samples)', 3, chunks.map(({ series, samples }) => [block, series, samples])); // prettier-ignore
  const seen = prepared(db, 'UPDATE scrape_series SET last = ? WHERE no = ?');
  for (const { series } of chunks) seen.run(toMs, series);
}

/** From now on it is read in place of the head's rows that it was made of. */
export function finishBlock(db: WriteDb, { no, target, toMs, bytes }: Omit<BlockRow, 'fromMs'>): void {
  prepared(db, 'UPDATE scrape_block SET whole = 1, bytes = ? WHERE no = ?').run(bytes, no);
  deleteHeadRows(db, target, toMs);
}

/** Whole blocks of all endpoints, the oldest first. */
export function listBlocks(db: ReadDb): BlockRow[] {
  return prepared(
    db,
    'SELECT no, target, from_ms AS fromMs, to_ms AS toMs, bytes FROM scrape_block WHERE whole = 1 ORDER BY to_ms, no',
  ).all() as BlockRow[]; // prettier-ignore
}

/** Null where it has been removed meanwhile. */
export function blockTimes(db: ReadDb, block: number): Buffer | null {
  const row = prepared(db, 'SELECT times FROM scrape_block WHERE no = ? AND whole = 1').get(block) as { times: Buffer } | undefined; // prettier-ignore
  return row?.times ?? null;
}

export function chunkOf(db: ReadDb, block: number, series: number): Buffer | null {
  const row = prepared(db, 'SELECT samples FROM scrape_chunk WHERE block = ? AND series = ?').get(block, series) as { samples: Buffer } | undefined; // prettier-ignore
  return row?.samples ?? null;
}

/** At most `limit` chunks of it; whether it is gone with that. */
export function shrinkBlock(db: WriteDb, block: number, limit: number): boolean {
  prepared(db, 'UPDATE scrape_block SET whole = 0 WHERE no = ? AND whole = 1').run(block);
  const { changes } = prepared(
    db,
    `DELETE FROM scrape_chunk WHERE block = ? AND series IN
     (SELECT series FROM scrape_chunk WHERE block = ? ORDER BY series LIMIT ?)`,
  ).run(block, block, limit);
  if (changes === limit) return false;
  prepared(db, 'DELETE FROM scrape_block WHERE no = ?').run(block);
  return true;
}

/** Numbers after `afterNo` of series that are in no block since then, in their order; a newer scrape may have them. */
export function seriesNotSince(db: ReadDb, target: number, beforeMs: number, afterNo: number, limit: number): number[] {
  const rows = prepared(
    db,
    'SELECT no FROM scrape_series WHERE target = ? AND last < ? AND no > ? ORDER BY no LIMIT ?',
  ).all(target, beforeMs, afterNo, limit) as { no: number }[]; // prettier-ignore
  return rows.map(({ no }) => no);
}

export function deleteSeries(db: WriteDb, series: readonly number[]): void {
  const remove = prepared(db, 'DELETE FROM scrape_series WHERE no = ?');
  for (const no of series) remove.run(no);
}

/** A block nobody reads: cut off while it was made or removed, or of an endpoint that is gone. Null where there is none. */
export function findOrphan(db: ReadDb, except: readonly number[]): number | null {
  const rows = prepared(
    db,
    'SELECT no FROM scrape_block WHERE whole = 0 OR target NOT IN (SELECT no FROM scrape_target)',
  ).all() as { no: number }[]; // prettier-ignore
  return rows.find(({ no }) => !except.includes(no))?.no ?? null;
}

/** Of endpoints that are gone: at most `limit` rows of each kind; whether anything was left to remove. */
export function forgetGone(db: WriteDb, limit: number): boolean {
  const gone = 'target NOT IN (SELECT no FROM scrape_target)';
  const removed = [
    prepared(db, `DELETE FROM scrape_head WHERE rowid IN (SELECT rowid FROM scrape_head WHERE ${gone} LIMIT ?)`).run(Math.min(limit, 20)), // prettier-ignore
    prepared(db, `DELETE FROM scrape_series WHERE no IN (SELECT no FROM scrape_series WHERE ${gone} LIMIT ?)`).run(limit), // prettier-ignore
  ];
  const families = prepared(db, `DELETE FROM scrape_family WHERE ${gone}`).run();
  return [...removed, families].some(({ changes }) => changes > 0);
}
