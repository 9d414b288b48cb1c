// The journal's rows in the order of recording, in the form in which they are hashed.
import type Database from 'better-sqlite3';
import type { ChainedEvent } from './chain.ts';
import { prepared } from './statements.ts';

type Row = [number, Buffer, number, number, number | null, number, number, number, string | null, string, Buffer | null]; // prettier-ignore

export interface ChainedRow {
  sequence: number;
  event: ChainedEvent;
  hash: Buffer | null;
}

export interface ChainedQuery {
  after: number;
  limit: number;
  upTo?: number;
  /** To be given by whoever asks more than once. */
  terms?: (id: number) => string;
}

/**
 * At most `limit` after a number; none where there are no more. Terms are looked up by number: a join for five texts of
 * each of a million rows costs more than hashing them. An array, as a generator takes a tenth of the time of a check.
 */
export function chainedEvents(
  db: Database.Database,
  { after, limit, upTo = Number.MAX_SAFE_INTEGER, terms = termTexts(db) }: ChainedQuery,
): ChainedRow[] {
  const rows = prepared(
    db,
    `SELECT sequence, id, type, source, subject, time, recordedtime, boot, correlationid, data, hash
     FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`,
  ).raw();
  return (rows.all(after, upTo, limit) as Row[]).map(
    ([sequence, id, type, source, subject, time, recordedTime, boot, correlationId, data, hash]) => ({
      sequence,
      event: { id, type: terms(type), source: terms(source), subject: subject === null ? null : terms(subject), time, recordedTime, boot: terms(boot), correlationId, data }, // prettier-ignore
      hash,
    }),
  );
}

/** What the numbers of terms stand for, each read once. */
export function termTexts(db: Database.Database): (id: number) => string {
  const known = new Map<number, string>();
  const find = prepared(db, 'SELECT text FROM term WHERE id = ?').pluck();
  return (id) => {
    let text = known.get(id);
    // A number that stands for nothing is a change too, and makes another hash.
    if (text === undefined) known.set(id, (text = (find.get(id) as string | undefined) ?? `(no term ${id})`));
    return text;
  };
}
