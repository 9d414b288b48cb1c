// Which objects were there at a moment, and what each was: as it was known then, or as it is known now.
import type { Json } from '#shared/model/facts.ts';
import type { Known } from '#shared/model/moment.ts';
import { applyDiff, type FieldChange } from '#shared/model/recorder/field-diff.ts';
import type { ReadDb } from '../store/database.ts';
import {
  diffsTo,
  earlierGenerations,
  frameRow,
  lateVersions,
  scopeAt,
  standingVersions,
  versionsBetween,
  type StandingRow,
  type VersionRow,
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

/**
 * The rows as screens got them, of the engine or context that was followed at that moment. `then`: only what had been recorded
 * by it. `now`: also what was found out later about the time before it, e.g. that a container had ended while nobody looked.
 */
export function objectsAt(read: ReadDb, { source, kind, at, known }: ObjectsAsked): ObjectAt[] {
  const scope = scopeAt(read, source, at);
  if (scope === null) return [];
  const standing = standingVersions(read, scope, kind, at);
  if (known === 'then') return standing.filter(isThere).map((row) => objectOf(read, row));
  const byKey = new Map(standing.map((row) => [row.key, row]));
  for (const row of lateVersions(read, scope, kind, at)) byKey.set(row.key, row);
  return [...byKey.values()].filter(isThere).map((row) => objectOf(read, row));
}

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
    const row = version.frame === null ? null : rowOf(read, version, frameRow(read, version.frame));
    return { kind, key, namespace, name, generation, time, since, recordedTime, row };
  });
}

/** The row of a version; `frame` is the text of the whole row that it builds on. */
export function rowOf(read: ReadDb, version: VersionRow, frame: string | null): Record<string, Json> {
  let row = JSON.parse(frame ?? '{}') as Record<string, Json>;
  if (version.diff === null) return row;
  for (const diff of diffsTo(read, version)) row = applyDiff(row, readDiff(diff));
  return row;
}

/** Of a version only what it became is kept: `[path, to]`, or `[path]` where it went. */
export function writeDiff(changes: readonly FieldChange[]): string {
  return JSON.stringify(changes.map(({ path, to }) => (to === undefined ? [path] : [path, to])));
}

function readDiff(text: string): FieldChange[] {
  const pairs = JSON.parse(text) as [string, Json?][];
  return pairs.map(([path, to]) => (to === undefined ? { path } : { path, to }));
}

const isThere = ({ frame }: VersionRow): boolean => frame !== null;

function objectOf(read: ReadDb, version: StandingRow): ObjectAt {
  const { key, time, recordedTime } = version;
  return { key, row: rowOf(read, version, version.row), time, recordedTime };
}
