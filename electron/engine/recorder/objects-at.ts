// Which objects were there at a moment, and what each was: as it was known then, or as it is known now.
import type { Json } from '#shared/model/facts.ts';
import type { Known } from '#shared/model/moment.ts';
import { applyDiff, type FieldChange } from '#shared/model/recorder/field-diff.ts';
import type { ReadDb } from '../store/database.ts';
import {
  earlierGenerations,
  lateVersions,
  scopeAt,
  standingVersions,
  versionsBetween,
  type StandingRow,
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
  if (known === 'then') return standing.filter(isThere).map(objectOf);
  const byKey = new Map(standing.map((row) => [row.key, row]));
  for (const row of lateVersions(read, scope, kind, at)) byKey.set(row.key, row);
  return [...byKey.values()].filter(isThere).map(objectOf);
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
    const row = isThere(version) ? rowOf(version) : null;
    return { kind, key, namespace, name, generation, time, since, recordedTime, row };
  });
}

/** The whole row of a version. */
export function rowOf({ row, diff }: Pick<StandingRow, 'row' | 'diff'>): Record<string, Json> {
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
const isThere = ({ row }: StandingRow): boolean => row !== null;

function objectOf(version: StandingRow): ObjectAt {
  const { key, time, recordedTime } = version;
  return { key, row: rowOf(version), time, recordedTime };
}
