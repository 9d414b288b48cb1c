// Versions of objects as events of the journal: what came, what went, and of a change the few fields that differ.
import type { Json } from '#shared/model/facts.ts';
import type { NewEvent } from '../journal/journal.ts';
import type { BookOf, NewVersion } from './object-book.ts';
import { namespaceOf, standingOf, subjectOf } from './watched-row.ts';

export function eventOf({ source, kind }: BookOf, { change, version, row, diff, seen }: NewVersion): NewEvent {
  const data: Record<string, Json> = { kind, namespace: namespaceOf(row), name: row.name, uid: seen.key };
  if (change === 'changed') data['diff'] = diff as unknown as Json;
  else data['standing'] = standingOf(row);
  // Nobody looked: it happened between the two, and `time` is what is known of when.
  if (version.since !== null) data['between'] = [version.since, version.recordedTime];
  return { type: `object.${change}`, source, subject: subjectOf(row), time: version.time, data };
}

export interface ListTally {
  at: number;
  /** When it was last seen before; null where it never was. */
  since: number | null;
  known: number;
  appeared: number;
  changed: number;
  gone: number;
}

/** What a first look at a kind found, as one event; null where it was never seen before and nothing of it is there. */
export function listedEvent({ source, kind, scope }: BookOf, tally: ListTally): NewEvent | null {
  const { at, since, known, appeared, changed, gone } = tally;
  if (known === 0 && gone === 0 && since === null) return null;
  const data = { kind, scope, known, since, ...(since === null ? {} : { appeared, changed, gone }) };
  return { type: 'object.listed', source, subject: kind, time: at, data };
}
