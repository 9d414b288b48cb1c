// Records what watched objects are and become: rows wait in a queue, are compared with what was recorded last, and become
// versions and events in one task of the writer. What is unchanged since the last start costs a look and writes nothing.
import type { Journal, NewEvent } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { highestNumbers, presentObjects, putFrame, putObject, putScope, putSeen, putTurn, putVersion, scopeAt, scopeOf, seenAt, setGone } from '../store/object-rows.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';
import { createObjectBook, type BookOf, type NewVersion, type ObjectBook, type SeenRow } from './object-book.ts';
import type { ObjectSource } from './objects-at.ts';
import { eventOf, listedEvent } from './object-events.ts';

export interface ObjectRecorderOptions {
  read: ReadDb;
  writer: Pick<Writer, 'add' | 'write'>;
  journal: Journal;
  now: () => number;
  onDefect: (error: unknown) => void;
  /** Ends a slice of work; the rest follows when the loop has had its turn. */
  breathe?: (next: () => void) => void;
}

export interface ObjectRecorder {
  /** From now on a source is followed in this scope; null where in none. What is not whole yet is compared when it is. */
  turn: (source: ObjectSource, scope: string | null) => void;
  /** Rows that are another or went. Not to be called for those that are only not followed any more. */
  rows: (source: ObjectSource, kind: string, rows: readonly SeenRow[]) => void;
  /** All that is there has been told: what was recorded and is not among it went. `within`: only of these namespaces. */
  listed: (source: ObjectSource, kind: string, at: number, within: readonly string[] | null) => void;
  /** Everything recorded of the kind was still so at this moment. */
  seen: (source: ObjectSource, kind: string, at: number) => void;
  /** When a kind was last known to be as recorded, before this start or in it; null where it never was. */
  seenAt: (source: ObjectSource, kind: string) => number | null;
  /** Whether everything of the kind has been told since its scope is followed. */
  isListed: (source: ObjectSource, kind: string) => boolean;
  counts: () => { changes: number; waiting: number };
  /** Gives everything that waits to the writer. */
  close: () => void;
}

interface Place {
  book: ObjectBook;
  waiting: Map<string, SeenRow>;
  /** Keys told since the scope is followed; null once everything has been. */
  told: Set<string> | null;
  /** Where everything has been told and is not compared yet. */
  ending: { at: number; within: readonly string[] | null } | null;
  seenAt: number | null;
  /** As written last. */
  savedAt: number;
  tally: Record<NewVersion['change'], number>;
}

/** Rows in one slice and in one task of the writer: a few milliseconds each. */
const slice = 200;
/** Versions that the writer has not written yet: more would make one long task of its next. */
const mostInFlight = 2 * slice;
const seenEveryMs = 15_000;

export function createObjectRecorder(options: ObjectRecorderOptions): ObjectRecorder {
  const { read, writer, journal, now, onDefect, breathe = setImmediate } = options;
  const numbers = highestNumbers(read);
  const places = new Map<string, Place>();
  const scopes = new Map<ObjectSource, string>();
  const active = (source: ObjectSource): Place[] => [...places.values()].filter(({ book }) => book.source === source && book.scope === scopes.get(source)); // prettier-ignore
  let scheduled = false;
  let closed = false;
  let changes = 0;
  let inFlight = 0;
  const lost = createLossGuard(() => places.forEach(({ book }) => book.forget()));

  const placeOf = (source: ObjectSource, kind: string): Place | null => {
    const scope = scopes.get(source);
    if (scope === undefined || closed) return null;
    const key = JSON.stringify([source, scope, kind]);
    const place = places.get(key) ?? newPlace({ source, scope, kind });
    places.set(key, place);
    return place;
  };
  const newPlace = (of: BookOf): Place => {
    const no = scopeOf(read, of.source, of.scope);
    const before = no === null ? null : seenAt(read, no, of.kind);
    return { book: createObjectBook(read, of, numbers), waiting: new Map(), told: new Set(), ending: null, seenAt: before, savedAt: 0, tally: { appeared: 0, changed: 0, gone: 0 } }; // prettier-ignore
  };

  const schedule = (): void => {
    if (scheduled || inFlight >= mostInFlight) return;
    scheduled = true;
    breathe(() => {
      scheduled = false;
      if (closed) return;
      const busy = [...places.values()].find((place) => place.waiting.size > 0 || place.ending !== null);
      if (busy === undefined) return;
      work(busy);
      schedule();
    });
  };
  /** One slice: some rows, or the end of the first list. */
  const work = (place: Place): void => {
    const { waiting, book } = place;
    const versions: NewVersion[] = [];
    let rows = 0;
    for (const [key, seen] of waiting) {
      waiting.delete(key);
      const version = book.take(seen);
      if (version !== null) versions.push(version);
      if (++rows >= slice) break;
    }
    if (versions.length > 0) record(place, versions);
    if (waiting.size === 0 && place.ending !== null) endList(place, place.ending);
  };
  const record = (place: Place, versions: NewVersion[]): void => {
    changes += versions.length;
    // What was there when it was looked at for the first time is no news; one event tells how much it was.
    const quiet = place.told !== null && place.seenAt === null;
    for (const { change } of versions) place.tally[change]++;
    const { book } = place;
    inFlight += versions.length;
    const events = versions.flatMap((version) => (quiet || version.seen.told ? [] : [eventOf(book, version)]));
    const task = lost.guard((db: WriteDb) => write(db, book, versions, journal, events));
    writer.add({
      durability: 'telemetry',
      task,
      records: () => versions.length + events.length,
      onCommitted: () => {
        landed(versions.length);
        book.written(versions);
      },
      onFailed: (error) => {
        landed(versions.length);
        lost.note(task);
        onDefect(error);
      },
    });
  };

  const landed = (versions: number): void => {
    inFlight -= versions;
    schedule();
  };

  /** What was recorded and was not told went meanwhile. */
  const endList = (place: Place, { at, within }: NonNullable<Place['ending']>): void => {
    place.ending = null;
    const { book, told } = place;
    if (told === null) return;
    const scope = scopeOf(read, book.source, book.scope);
    const present = scope === null ? [] : presentObjects(read, scope, book.kind);
    const absent = present.filter(({ key, namespace }) => !told.has(key) && (within === null || within.includes(namespace ?? ''))); // prettier-ignore
    const since = place.seenAt;
    for (let from = 0; from < absent.length; from += slice) {
      const gone = absent.slice(from, from + slice).flatMap(({ key }) => book.take({ key, row: null, at, since, told: false }) ?? []); // prettier-ignore
      if (gone.length > 0) record(place, gone);
    }
    const event = listedEvent(book, { at, since, known: told.size, ...place.tally });
    place.told = null;
    if (event !== null) writer.write('telemetry', (db) => journal.append(db, event)).catch(onDefect);
    saveSeen(place, at);
  };
  const saveSeen = (place: Place, at: number): void => {
    place.seenAt = Math.max(at, place.seenAt ?? 0);
    place.savedAt = place.seenAt;
    const { source, scope, kind } = place.book;
    const seen = place.seenAt;
    writer.write('telemetry', (db) => putSeen(db, putScope(db, source, scope), kind, seen)).catch(onDefect);
  };

  return {
    turn: (source, scope) => {
      if (closed) return;
      const before = scopes.get(source);
      if (scope === null || before === scope) {
        if (scope === null) leave(active(source));
        if (scope === null) scopes.delete(source);
        return;
      }
      leave(active(source));
      scopes.set(source, scope);
      const at = now();
      const known = scopeOf(read, source, scope);
      if (known !== null && scopeAt(read, source, at) === known) return;
      writer.write('telemetry', (db) => putTurn(db, source, putScope(db, source, scope), at)).catch(onDefect);
    },
    rows: (source, kind, rows) => {
      const place = placeOf(source, kind);
      if (place === null || rows.length === 0) return;
      for (const seen of rows) {
        const earlier = place.waiting.get(seen.key);
        // Several changes of one object before the first was compared are one.
        place.waiting.set(seen.key, earlier === undefined ? seen : { ...seen, told: seen.told && earlier.told });
        if (seen.row !== null) place.told?.add(seen.key);
      }
      schedule();
    },
    listed: (source, kind, at, within) => {
      const place = placeOf(source, kind);
      if (place === null || place.told === null || place.ending !== null) return;
      place.ending = { at, within };
      schedule();
    },
    seen: (source, kind, at) => {
      const place = placeOf(source, kind);
      if (place === null || place.told !== null) return;
      if (at - place.savedAt >= seenEveryMs) saveSeen(place, at);
      else place.seenAt = Math.max(at, place.seenAt ?? 0);
    },
    seenAt: (source, kind) => placeOf(source, kind)?.seenAt ?? null,
    isListed: (source, kind) => placeOf(source, kind)?.told === null,
    counts: () => ({ changes, waiting: [...places.values()].reduce((sum, { waiting }) => sum + waiting.size, 0) }),
    close: () => {
      for (const place of places.values()) while (place.waiting.size > 0) work(place);
      for (const source of scopes.keys()) leave(active(source));
      closed = true;
    },
  };

  /** What is followed again later is told anew as a whole. */
  function leave(left: readonly Place[]): void {
    for (const place of left) {
      if (place.told === null && place.seenAt !== null && place.seenAt > place.savedAt) saveSeen(place, place.seenAt);
      place.told = new Set();
      place.ending = null;
      place.tally = { appeared: 0, changed: 0, gone: 0 };
    }
  }
}

function write(
  db: WriteDb,
  { source, scope }: BookOf,
  versions: readonly NewVersion[],
  journal: Journal,
  events: readonly NewEvent[],
): void {
  const no = putScope(db, source, scope);
  for (const { object, gone, frame, version } of versions) {
    if (object !== null) putObject(db, { ...object, scope: no });
    if (gone !== null) setGone(db, version.object, gone);
    if (frame !== null) putFrame(db, frame.no, version.object, frame.row);
    putVersion(db, version);
  }
  if (events.length > 0) journal.appendAll(db, events);
}

/**
 * Versions build on those before them: where the disk lost some, what was made after them in memory and is not written yet must
 * not be. `forget` is told, so that what follows is compared with what really is on the disk.
 */
function createLossGuard(forget: () => void) {
  type Task = (db: WriteDb) => void;
  let made = 0;
  let lostFrom = Infinity;
  let lostTo = -1;
  const numbers = new WeakMap<Task, number>();
  return {
    guard: (write: Task): Task => {
      const number = made++;
      const task: Task = (db) => {
        if (number < lostFrom || number > lostTo) write(db);
      };
      numbers.set(task, number);
      return task;
    },
    note: (task: Task): void => {
      lostFrom = lostFrom === Infinity || lostTo < (numbers.get(task) ?? 0) ? (numbers.get(task) ?? 0) : lostFrom;
      lostTo = made - 1;
      forget();
    },
  };
}
