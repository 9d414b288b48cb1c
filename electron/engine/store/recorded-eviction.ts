// Takes away versions of objects and samples, some rows at a time. What is to be kept, the caller decides.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface ObjectSpan {
  no: number;
  source: string;
  first: number;
  gone: number;
}

/** In the order of their numbers, after `after`. */
export function objectsAfter(db: ReadDb, after: number, limit: number): ObjectSpan[] {
  return prepared(
    db,
    `SELECT o.no, s.source, o.first, o.gone FROM object o JOIN object_scope s ON s.no = o.scope
     WHERE o.no > ? ORDER BY o.no LIMIT ?`,
  ).all(after, limit) as ObjectSpan[]; // prettier-ignore
}

/** What went of an object, and the last moment at which it can not be told any more what it was. */
export interface EvictedVersions {
  versions: number;
  upTo: number;
}

/** Versions older than the one that was valid at `beforeMs`, with the whole rows that only they need; null where there are none. */
export function evictVersions(db: WriteDb, object: number, beforeMs: number): EvictedVersions | null {
  const kept = prepared(
    db,
    `SELECT recordedtime, no, frame FROM object_version WHERE object = ? AND recordedtime <= ?
     ORDER BY recordedtime DESC, no DESC LIMIT 1`,
  ).get(object, beforeMs) as { recordedtime: number; no: number; frame: number | null } | undefined;
  if (kept === undefined) return null;
  const versions = evictBefore(db, object, kept, kept.frame);
  return versions === 0 ? null : { versions, upTo: kept.recordedtime - 1 };
}

/** With all its versions. */
export function evictObject(db: WriteDb, { no, gone }: Pick<ObjectSpan, 'no' | 'gone'>): EvictedVersions {
  const versions = evictBefore(db, no, { recordedtime: Number.MAX_SAFE_INTEGER, no: 0 }, null);
  prepared(db, 'DELETE FROM object WHERE no = ?').run(no);
  return { versions, upTo: gone - 1 };
}

function evictBefore(
  db: WriteDb,
  object: number,
  { recordedtime, no }: { recordedtime: number; no: number },
  keptFrame: number | null,
): number {
  const frames = prepared(
    db,
    'SELECT DISTINCT frame FROM object_version WHERE object = ? AND (recordedtime, no) < (?, ?) AND frame IS NOT NULL',
  )
    .pluck()
    .all(object, recordedtime, no) as number[];
  for (const frame of frames) {
    if (frame !== keptFrame) prepared(db, 'DELETE FROM object_frame WHERE no = ?').run(frame);
  }
  return prepared(
    db,
    'DELETE FROM object_version WHERE object = ? AND (recordedtime, no) < (?, ?)',
  ).run(object, recordedtime, no).changes; // prettier-ignore
}

export interface BlockSpan {
  no: number;
  fromMs: number;
  toMs: number;
  /** Whether its samples are still there; its rollups are kept longer. */
  raw: boolean;
}

/** Blocks that end before a moment, in the order of their numbers. */
export function blocksBefore(db: ReadDb, beforeMs: number, after: number, limit: number): BlockSpan[] {
  const rows = prepared(
    db,
    `SELECT no, from_ms AS fromMs, to_ms AS toMs,
       EXISTS (SELECT 1 FROM sample_chunk c WHERE c.block = b.no) AS raw
     FROM sample_block b WHERE b.no > ? AND b.to_ms < ? ORDER BY b.no LIMIT ?`,
  ).all(after, beforeMs, limit) as (Omit<BlockSpan, 'raw'> & { raw: number })[];
  return rows.map((row) => ({ ...row, raw: row.raw === 1 }));
}

/** Its samples; its rollups stay. */
export function evictRaw(db: WriteDb, block: number): void {
  prepared(db, 'DELETE FROM sample_chunk WHERE block = ?').run(block);
  prepared(
    db,
    `UPDATE sample_block SET bytes = length(times) +
     (SELECT coalesce(sum(length(rollup)), 0) FROM sample_minutes WHERE block = @block) WHERE no = @block`,
  ).run({ block }); // prettier-ignore
}

/** With its rollups by minute; those by hour stay. */
export function evictBlock(db: WriteDb, block: number): void {
  prepared(db, 'DELETE FROM sample_chunk WHERE block = ?').run(block);
  prepared(db, 'DELETE FROM sample_minutes WHERE block = ?').run(block);
  prepared(db, 'DELETE FROM sample_block WHERE no = ?').run(block);
}

/** Rollups by hour, and holes, that end before a moment: at most `limit` of each; whether any was left to remove. */
export function evictHours(db: WriteDb, beforeMs: number, limit: number): boolean {
  const hours = prepared(
    db,
    `DELETE FROM sample_hour WHERE (series, at, recordedtime) IN
     (SELECT series, at, recordedtime FROM sample_hour WHERE at < ? LIMIT ?)`,
  ).run(beforeMs, limit).changes; // prettier-ignore
  const holes = prepared(
    db,
    'DELETE FROM sample_hole WHERE no IN (SELECT no FROM sample_hole WHERE to_ms < ? ORDER BY no LIMIT ?)',
  ).run(beforeMs, limit).changes; // prettier-ignore
  return hours + holes > 0;
}
