// The journal's rows in the order of recording, in the form in which they are hashed.
import type Database from 'better-sqlite3';
import type { ChainedEvent } from './chain.ts';

type Row = [number, Buffer, number, number, number | null, number, number, number, string | null, string, Buffer | null]; // prettier-ignore

/** Terms are kept by number: a join for five texts of each of a million rows costs more than hashing them. */
export function* chainedEvents(
  db: Database.Database,
  { after, limit, upTo = Number.MAX_SAFE_INTEGER }: { after: number; limit: number; upTo?: number },
): Generator<{ sequence: number; event: ChainedEvent; hash: Buffer | null }> {
  const rows = db
    .prepare(
      `SELECT sequence, id, type, source, subject, time, recordedtime, boot, correlationid, data, hash
       FROM journal WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?`,
    )
    .raw();
  const terms = termsOf(db);
  for (const row of rows.iterate(after, upTo, limit) as IterableIterator<Row>) {
    const [sequence, id, type, source, subject, time, recordedTime, boot, correlationId, data, hash] = row;
    const event = { id, type: terms(type), source: terms(source), subject: subject === null ? null : terms(subject), time, recordedTime, boot: terms(boot), correlationId, data }; // prettier-ignore
    yield { sequence, event, hash };
  }
}

function termsOf(db: Database.Database): (id: number) => string {
  const known = new Map<number, string>();
  for (const [id, text] of db.prepare('SELECT id, text FROM term').raw().iterate() as IterableIterator<[number, string]>) known.set(id, text); // prettier-ignore
  // A number that stands for nothing is a change too, and makes another hash.
  return (id) => known.get(id) ?? `(no term ${id})`;
}
