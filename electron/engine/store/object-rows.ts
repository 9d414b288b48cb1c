// Versions of watched objects: where each was seen, which were there at a moment, and what makes up a version. What a row or
// a difference means is not known here.
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

/** Stands for "not gone": more than any clock says. */
export const notGone = Number.MAX_SAFE_INTEGER;

export function putScope(db: WriteDb, source: string, scope: string): number {
  return scopeOf(db, source, scope) ?? Number(prepared(db, 'INSERT INTO object_scope (source, scope) VALUES (?, ?)').run(source, scope).lastInsertRowid); // prettier-ignore
}

export function scopeOf(db: ReadDb | WriteDb, source: string, scope: string): number | null {
  const row = prepared(db, 'SELECT no FROM object_scope WHERE source = ? AND scope = ?').get(source, scope) as { no: number } | undefined; // prettier-ignore
  return row?.no ?? null;
}

/** From this moment on the source is followed in this scope. */
export function putTurn(db: WriteDb, source: string, scope: number, time: number): void {
  prepared(db, 'INSERT INTO object_turn (source, scope, time) VALUES (?, ?, ?)').run(source, scope, time);
}

/** The scope in which a source was followed at a moment, or last before it. */
export function scopeAt(db: ReadDb, source: string, at: number): number | null {
  const row = prepared(
    db,
    'SELECT scope FROM object_turn WHERE source = ? AND time <= ? ORDER BY time DESC, no DESC LIMIT 1',
  ).get(source, at) as { scope: number } | undefined; // prettier-ignore
  return row?.scope ?? null;
}

export interface SeenKind {
  kind: string;
  /** When its objects were last known to be as recorded. */
  seenAt: number;
}

export function putSeen(db: WriteDb, scope: number, kind: string, seenAt: number): void {
  prepared(
    db,
    `INSERT INTO object_kind (scope, kind, seen_at) VALUES (?, ?, ?)
     ON CONFLICT (scope, kind) DO UPDATE SET seen_at = max(seen_at, excluded.seen_at)`,
  ).run(scope, kind, seenAt);
}

/** Null where it was never seen whole. */
export function seenAt(db: ReadDb, scope: number, kind: string): number | null {
  const row = prepared(db, 'SELECT seen_at AS seenAt FROM object_kind WHERE scope = ? AND kind = ?').get(scope, kind) as SeenKind | undefined; // prettier-ignore
  return row?.seenAt ?? null;
}

export interface ObjectRow {
  no: number;
  scope: number;
  kind: string;
  key: string;
  namespace: string | null;
  name: string;
  /** Recorded times. */
  first: number;
  gone: number;
}

export interface VersionRow {
  object: number;
  recordedTime: number;
  /** Counts the versions of an object from 1. */
  no: number;
  time: number;
  since: number | null;
  /** The whole row that it is, or from which `diff` leads to it; null where the object was gone. */
  frame: number | null;
  diff: string | null;
}

export function highestNumbers(db: ReadDb): { object: number; frame: number } {
  return prepared(
    db,
    'SELECT (SELECT coalesce(max(no), 0) FROM object) AS object, (SELECT coalesce(max(no), 0) FROM object_frame) AS frame',
  ).get() as { object: number; frame: number }; // prettier-ignore
}

export function findObject(db: ReadDb, scope: number, kind: string, key: string): ObjectRow | null {
  return (prepared(db, 'SELECT * FROM object WHERE scope = ? AND kind = ? AND key = ?').get(scope, kind, key) ?? null) as ObjectRow | null; // prettier-ignore
}

/** Objects of a name before the one that was first seen at `first`: it is one generation after them. */
export function earlierGenerations(db: ReadDb, { scope, kind, namespace, name, first }: ObjectRow): number {
  return prepared(
    db,
    'SELECT count(*) FROM object WHERE scope = ? AND kind = ? AND namespace IS ? AND name = ? AND first < ?',
  ).pluck().get(scope, kind, namespace, name, first) as number; // prettier-ignore
}

/** The objects that are there as far as recorded. */
export function presentObjects(db: ReadDb, scope: number, kind: string): Pick<ObjectRow, 'key' | 'namespace'>[] {
  return prepared(db, 'SELECT key, namespace FROM object WHERE scope = ? AND kind = ? AND gone = ?').all(scope, kind, notGone) as Pick<ObjectRow, 'key' | 'namespace'>[]; // prettier-ignore
}

export function putObject(db: WriteDb, { no, scope, kind, key, namespace, name, first, gone }: ObjectRow): void {
  prepared(
    db,
    'INSERT INTO object (no, scope, kind, key, namespace, name, first, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(no, scope, kind, key, namespace, name, first, gone); // prettier-ignore
}

export function setGone(db: WriteDb, object: number, gone: number): void {
  prepared(db, 'UPDATE object SET gone = ? WHERE no = ?').run(gone, object);
}

export function putFrame(db: WriteDb, no: number, object: number, row: string): void {
  prepared(db, 'INSERT INTO object_frame (no, object, row) VALUES (?, ?, ?)').run(no, object, row);
}

export function putVersion(db: WriteDb, { object, recordedTime, no, time, since, frame, diff }: VersionRow): void {
  prepared(
    db,
    'INSERT INTO object_version (object, recordedtime, no, time, since, frame, diff) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(object, recordedTime, no, time, since, frame, diff); // prettier-ignore
}

const versionColumns = 'v.object, v.recordedtime AS recordedTime, v.no, v.time, v.since, v.frame, v.diff';

export function lastVersion(db: ReadDb, object: number): VersionRow | null {
  return (prepared(
    db,
    `SELECT ${versionColumns} FROM object_version v WHERE v.object = ? ORDER BY v.recordedtime DESC, v.no DESC LIMIT 1`,
  ).get(object) ?? null) as VersionRow | null; // prettier-ignore
}

/** Where a page of objects ends and the next begins. */
export interface ObjectPlace {
  no: number;
  gone: number;
}

/** Objects of a kind that were there, or had just gone, at a moment; at most `limit` after a place. */
export function standingObjects(
  db: ReadDb,
  {
    scope,
    kind,
    at,
    after,
    limit,
  }: { scope: number; kind: string; at: number; after: ObjectPlace | null; limit: number },
): (ObjectPlace & { key: string })[] {
  const { gone, no } = after ?? { gone: at, no: Number.MAX_SAFE_INTEGER };
  return prepared(
    db,
    `SELECT no, key, gone FROM object INDEXED BY object_by_gone
     WHERE scope = ? AND kind = ? AND (gone, no) > (?, ?) AND first <= ? ORDER BY gone, no LIMIT ?`,
  ).all(scope, kind, gone, no, at, limit) as (ObjectPlace & { key: string })[];
}

export type StoredVersion = VersionRow & { row: string | null };
const selectVersion = `SELECT ${versionColumns}, f.row FROM object_version v LEFT JOIN object_frame f ON f.no = v.frame`;

/** The newest version of an object that had been recorded by a moment. */
export function versionAt(db: ReadDb, object: number, at: number): StoredVersion | undefined {
  return prepared(
    db,
    `${selectVersion} WHERE v.object = ? AND v.recordedtime <= ? ORDER BY v.recordedtime DESC, v.no DESC LIMIT 1`,
  ).get(object, at) as StoredVersion | undefined;
}

/** Names a version. */
export type VersionPlace = Pick<VersionRow, 'object' | 'recordedTime' | 'no' | 'time'>;

export function versionOf(db: ReadDb, { object, recordedTime, no }: VersionPlace): StoredVersion | undefined {
  return prepared(db, `${selectVersion} WHERE v.object = ? AND v.recordedtime = ? AND v.no = ?`).get(
    object,
    recordedTime,
    no,
  ) as StoredVersion | undefined;
}

/** Versions that were recorded after a moment and tell of it, or of a time before, by when they were; at most `limit` after one. */
export function lateVersions(
  db: ReadDb,
  {
    scope,
    kind,
    at,
    after,
    limit,
  }: { scope: number; kind: string; at: number; after: VersionPlace | null; limit: number },
): (VersionPlace & { key: string })[] {
  const { time, object, recordedTime, no } = after ?? {
    time: Number.MIN_SAFE_INTEGER,
    object: 0,
    recordedTime: 0,
    no: 0,
  };
  return prepared(
    db,
    `SELECT o.key, v.object, v.recordedtime AS recordedTime, v.no, v.time
     FROM object_version v INDEXED BY object_version_late CROSS JOIN object o ON o.no = v.object
     WHERE v.time < v.recordedtime AND v.time <= @at AND (v.time, v.object, v.recordedtime, v.no) > (@time, @object, @recordedTime, @no)
       AND v.recordedtime > @at AND o.scope = @scope AND o.kind = @kind
     ORDER BY v.time, v.object, v.recordedtime, v.no LIMIT @limit`,
  ).all({ scope, kind, at, time, object, recordedTime, no, limit }) as (VersionPlace & { key: string })[];
}

export function frameRow(db: ReadDb, no: number): string | null {
  return (prepared(db, 'SELECT row FROM object_frame WHERE no = ?').pluck().get(no) ?? null) as string | null;
}

export interface VersionsAsked {
  source: string;
  kind?: string | undefined;
  key?: string | undefined;
  fromMs: number;
  toMs: number;
  limit: number;
}

export type ToldVersion = StoredVersion & Pick<ObjectRow, 'kind' | 'key' | 'namespace' | 'name' | 'scope' | 'first'>;

/** Versions recorded in a span, in order; all scopes of the source. */
export function versionsBetween(db: ReadDb, asked: VersionsAsked): ToldVersion[] {
  return prepared(
    db,
    `SELECT o.kind, o.key, o.namespace, o.name, o.scope, o.first, ${versionColumns}, f.row
     FROM object_scope s JOIN object o ON o.scope = s.no JOIN object_version v ON v.object = o.no
     LEFT JOIN object_frame f ON f.no = v.frame
     WHERE s.source = @source AND (@kind IS NULL OR o.kind = @kind) AND (@key IS NULL OR o.key = @key)
     AND o.gone >= @fromMs AND o.first <= @toMs AND v.recordedtime BETWEEN @fromMs AND @toMs
     ORDER BY v.recordedtime, v.object, v.no LIMIT @limit`,
  ).all({ ...asked, kind: asked.kind ?? null, key: asked.key ?? null }) as ToldVersion[];
}

/** How many objects of each kind there are versions of. */
export function countObjects(db: ReadDb): RecordedObjects[] {
  return prepared(
    db,
    `SELECT s.source, o.kind, count(*) AS objects, sum(o.gone = ${notGone}) AS present
     FROM object o JOIN object_scope s ON s.no = o.scope GROUP BY s.source, o.kind ORDER BY s.source, o.kind`,
  ).all() as RecordedObjects[];
}

/** Whether an event of a source is told for the first time; it is remembered. */
export function takeSourceEvent(db: WriteDb, hash: Buffer, time: number): boolean {
  return prepared(db, 'INSERT OR IGNORE INTO source_event (hash, time) VALUES (?, ?)').run(hash, time).changes === 1;
}

export function hasSourceEvent(db: ReadDb, hash: Buffer): boolean {
  return prepared(db, 'SELECT 1 FROM source_event WHERE hash = ?').get(hash) !== undefined;
}

/** Those that no source sends again; at most `limit`. */
export function forgetSourceEvents(db: WriteDb, beforeMs: number, limit: number): number {
  return prepared(
    db,
    'DELETE FROM source_event WHERE hash IN (SELECT hash FROM source_event WHERE time < ? ORDER BY time LIMIT ?)',
  ).run(beforeMs, limit).changes; // prettier-ignore
}
