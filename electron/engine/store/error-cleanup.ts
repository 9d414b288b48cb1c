// The one place where error envelopes are deleted: old ones, but none that an open incident may need.
import type { WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface CleanupOptions {
  nowMs: number;
  /** Times whose errors are kept, however old, by when they happened or came: the evidence of incidents. */
  keep: readonly { fromMs: number; toMs: number }[];
  /** Of one step, so that the writer is not held up. */
  limit?: number;
}

const dayMs = 86_400_000;

/**
 * Deletes what was recorded longer ago than `retentionDays`, at most `limit`; returns how many. To be called inside a writer's
 * task, anew as long as it returns `limit`.
 */
export function cleanupOldErrors(db: WriteDb, { nowMs, keep, limit = 500 }: CleanupOptions, retentionDays = 90): number {
  const before = nowMs - retentionDays * dayMs;
  prepared(db, 'INSERT INTO error_cleanup (one, created_before) VALUES (1, ?)').run(before);
  try {
    return prepared(
      db,
      `DELETE FROM infra_error_event WHERE no IN (
         SELECT no FROM infra_error_event e WHERE created_at < ? AND NOT EXISTS (
           SELECT 1 FROM json_each(?) s WHERE e.timestamp BETWEEN s.value ->> 'fromMs' AND s.value ->> 'toMs'
             OR e.created_at BETWEEN s.value ->> 'fromMs' AND s.value ->> 'toMs')
         ORDER BY created_at LIMIT ?)`,
    ).run(before, JSON.stringify(keep), limit).changes;
  } finally {
    prepared(db, 'DELETE FROM error_cleanup').run();
  }
} // prettier-ignore

/** Counts by hour of before a moment, and tallies of what was refused; groups stay, with when they were seen. */
export function cleanupErrorCounts(db: WriteDb, beforeMs: number): void {
  const hour = Math.floor(beforeMs / 3_600_000);
  prepared(db, 'DELETE FROM error_hour WHERE hour < ?').run(hour);
  prepared(db, 'DELETE FROM error_ingest WHERE hour < ?').run(hour);
}
