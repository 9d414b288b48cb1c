// The same event of a source, seen twice, is one: also across starts, and where a connection goes on by time and what lies at
// its begin is sent again.
import { createHash } from 'node:crypto';
import type { Journal, NewEvent } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import { takeSourceEvent } from '../store/object-rows.ts';

/** Twelve bytes that stand for an event: of its source, where that is, and what tells it from every other there. */
export function identityOf(source: string, place: string, key: string): Buffer {
  return createHash('sha256').update(`${source}\0${place}\0${key}`).digest().subarray(0, 12);
}

/** Appends those that are new; one without an identity is. To be called inside a writer's task; returns how many were. */
export function appendOnce(
  db: WriteDb,
  journal: Journal,
  events: readonly { event: NewEvent; identity: Buffer | null }[],
): number {
  const fresh = events.filter(({ event, identity }) => identity === null || takeSourceEvent(db, identity, Math.round(event.time ?? 0))); // prettier-ignore
  if (fresh.length > 0) journal.appendAll(db, fresh.map(({ event }) => event)); // prettier-ignore
  return fresh.length;
}
