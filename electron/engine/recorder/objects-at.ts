// Which objects were there at a moment, and what each was: as it was known then, or as it is known now.
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Json } from '#shared/model/facts.ts';
import type { Known } from '#shared/model/moment.ts';
import { applyDiff, type FieldChange } from '#shared/model/recorder/field-diff.ts';
import type { ReadDb } from '../store/database.ts';
import {
  earlierGenerations,
  lateVersions,
  scopeAt,
  standingObjects,
  versionAt,
  versionOf,
  versionsBetween,
  type StoredVersion,
  type VersionPlace,
} from '../store/object-rows.ts';

export type ObjectSource = 'docker' | 'kubernetes';
/** Docker has one kind; those of Kubernetes are named as its rows are. */
export const containerKind = 'containers';

export interface ObjectAt {
  key: string;
  row: Json;
  /** Since when it was so, as well as it is known, epoch milliseconds; and when that was recorded. */
  time: number;
  recordedTime: number;
}

export interface ObjectsAsked {
  source: ObjectSource;
  kind: string;
  at: number;
  known: Known;
}

/** Of these only where they are is read at once: less than a millisecond. */
const pageRows = 250;
/** Between so many objects there may be a pause: each is read and put together in some microseconds. */
const sliceRows = 25;

/**
 * The rows as screens got them, of the engine or context that was followed at that moment. `then`: only what had been recorded
 * by it. `now`: also what was found out later about the time before it, e.g. that a container had ended while nobody looked.
 */
export function objectsAt(read: ReadDb, asked: ObjectsAsked): ObjectAt[] {
  const steps = objectsInSlices(read, asked);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same with the loop free in between. What retention takes away meanwhile may be missing. */
export async function objectsAtInTurns(
  read: ReadDb,
  asked: ObjectsAsked,
  {
    elapsedMs = () => performance.now(),
    free = nextTurn,
  }: { elapsedMs?: () => number; free?: () => Promise<unknown> } = {},
): Promise<ObjectAt[]> {
  const steps = objectsInSlices(read, asked);
  let since = elapsedMs();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (elapsedMs() - since < turnMs) continue;
    await free();
    since = elapsedMs();
  }
}

/** The loop is left free after so long. */
const turnMs = 5;

function* objectsInSlices(read: ReadDb, { source, kind, at, known }: ObjectsAsked): Generator<undefined, ObjectAt[]> {
  const scope = scopeAt(read, source, at);
  if (scope === null) return [];
  const asked = { scope, kind, at, limit: pageRows };
  const found = new Map<string, ObjectAt>();
  let worked = 0;
  const isPause = (): boolean => ++worked % sliceRows === 0;
  for (let page = standingObjects(read, { ...asked, after: null }); ;) {
    for (const { no, key } of page) {
      const version = versionAt(read, no, at);
      if (version !== undefined && isThere(version)) found.set(key, objectOf(key, version));
      if (isPause()) yield;
    }
    const after = page.at(-1);
    if (after === undefined || page.length < pageRows) break;
    page = standingObjects(read, { ...asked, after });
  }
  if (known === 'now') yield* foundOutLater(read, asked, found, isPause);
  return [...found.values()];
}

/** Of each object the version that was recorded last stands in the place of what was known then. */
function* foundOutLater(
  read: ReadDb,
  asked: { scope: number; kind: string; at: number; limit: number },
  found: Map<string, ObjectAt>,
  isPause: () => boolean,
): Generator<undefined, void> {
  const last = new Map<string, VersionPlace>();
  for (let page = lateVersions(read, { ...asked, after: null }); ;) {
    for (const { key, ...place } of page) {
      const before = last.get(key);
      if (before === undefined || isLater(place, before)) last.set(key, place);
    }
    yield;
    const after = page.at(-1);
    if (after === undefined || page.length < asked.limit) break;
    page = lateVersions(read, { ...asked, after });
  }
  for (const [key, place] of last) {
    const version = versionOf(read, place);
    if (version !== undefined && isThere(version)) found.set(key, objectOf(key, version));
    else found.delete(key);
    if (isPause()) yield;
  }
}

const isLater = (one: VersionPlace, other: VersionPlace): boolean =>
  one.recordedTime === other.recordedTime ? one.no > other.no : one.recordedTime > other.recordedTime;

export interface ObjectVersion {
  kind: string;
  key: string;
  namespace: string | null;
  name: string;
  /** 1 for the first object of this name in its engine or context, 2 for the one that took its place, … */
  generation: number;
  time: number;
  /** The earliest moment at which it may have happened; null where it was seen when it did. */
  since: number | null;
  recordedTime: number;
  /** Null where it was gone. */
  row: Json | null;
}

export interface VersionsAsked {
  source: ObjectSource;
  kind?: string;
  key?: string;
  fromMs: number;
  toMs: number;
  /** 1000 where not told. */
  limit?: number;
}

/** What was recorded of objects in a span, in order; at most `limit`, so that whoever wants more asks on from the last. */
export function objectVersions(read: ReadDb, asked: VersionsAsked): ObjectVersion[] {
  return versionsBetween(read, { limit: 1000, ...asked }).map((version) => {
    const { kind, key, namespace, name, time, since, recordedTime, object: no } = version;
    const generation = 1 + earlierGenerations(read, { ...version, no, gone: 0 });
    const row = isThere(version) ? rowOf(version) : null;
    return { kind, key, namespace, name, generation, time, since, recordedTime, row };
  });
}

/** The whole row of a version. */
export function rowOf({ row, diff }: Pick<StoredVersion, 'row' | 'diff'>): Record<string, Json> {
  const frame = JSON.parse(row ?? '{}') as Record<string, Json>;
  return diff === null ? frame : applyDiff(frame, readDiff(diff));
}

/** Of a version only what it became is kept: `[path, to]`, or `[path]` where it went. */
export function writeDiff(changes: readonly FieldChange[]): string {
  return JSON.stringify(changes.map(({ path, to }) => (to === undefined ? [path] : [path, to])));
}

function readDiff(text: string): FieldChange[] {
  const pairs = JSON.parse(text) as [string, Json?][];
  return pairs.map(([path, to]) => (to === undefined ? { path } : { path, to }));
}

/** A frame that could not be written takes with it what builds on it. */
const isThere = ({ row }: StoredVersion): boolean => row !== null;

function objectOf(key: string, version: StoredVersion): ObjectAt {
  const { time, recordedTime } = version;
  return { key, row: rowOf(version), time, recordedTime };
}
