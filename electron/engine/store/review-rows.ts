// Bundles that were opened here and comments on them, as rows.
import type { ReviewComment } from '#shared/model/bundle/review.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface ReviewRow {
  hash: string;
  file: string;
  /** What is known of the bundle, as JSON. */
  facts: string;
  openedAt: number;
}

/** The newest first. */
export function listReviews(db: ReadDb, limit: number): ReviewRow[] {
  return prepared(db, 'SELECT hash, file, facts, opened_at AS openedAt FROM review ORDER BY opened_at DESC LIMIT ?').all(limit) as ReviewRow[]; // prettier-ignore
}

export function putReview(db: WriteDb, { hash, file, facts, openedAt }: ReviewRow): void {
  prepared(
    db,
    `INSERT INTO review (hash, file, facts, opened_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (hash) DO UPDATE SET file = excluded.file, facts = excluded.facts, opened_at = excluded.opened_at`,
  ).run(hash, file, facts, openedAt);
}

export function addComment(db: WriteDb, { key, hash, event, at, text, by, saidAt }: ReviewComment): void {
  prepared(db, 'INSERT INTO review_comment (key, hash, event, at, text, by, said_at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    key,
    hash,
    event,
    at,
    text,
    by,
    saidAt,
  );
}

/** In the order in which they were said. */
export function commentsOn(db: ReadDb, hash: string): ReviewComment[] {
  return prepared(db, 'SELECT key, hash, event, at, text, by, said_at AS saidAt FROM review_comment WHERE hash = ? ORDER BY no').all(hash) as ReviewComment[]; // prettier-ignore
}
