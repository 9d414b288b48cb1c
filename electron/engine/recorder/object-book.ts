// What was recorded last of each object of one kind in one engine or context, in memory: so that a row is compared with it and
// becomes a version, or nothing. It reads the record where it does not remember; it writes nothing itself.
import { fieldDiff, type FieldChange } from '#shared/model/recorder/field-diff.ts';
import type { ReadDb } from '../store/database.ts';
import { findObject, frameRow, lastVersion, notGone, scopeOf, type ObjectRow, type VersionRow } from '../store/object-rows.ts'; // prettier-ignore
import { rowOf, writeDiff, type ObjectSource } from './objects-at.ts';
import { foundTime, meaningfulDiff, namespaceOf, type WatchedRow } from './watched-row.ts';

export interface BookOf {
  source: ObjectSource;
  scope: string;
  kind: string;
}

/** One row as it was given to be recorded; without `row` it went. */
export interface SeenRow {
  key: string;
  row: WatchedRow | null;
  /** When it was seen, and the moment after which it may have become so; null where it was seen when it did. */
  at: number;
  since: number | null;
  /** The source's own event tells of it already. */
  told: boolean;
}

export interface NewVersion {
  /** Where the object itself is new. */
  object: Omit<ObjectRow, 'scope'> | null;
  /** Where it is gone, or has come back. */
  gone: number | null;
  frame: { no: number; row: string } | null;
  version: VersionRow;
  change: 'appeared' | 'changed' | 'gone';
  /** As it is, or was last. */
  row: WatchedRow;
  diff: FieldChange[];
  seen: SeenRow;
}

interface Known {
  no: number;
  last: Pick<VersionRow, 'recordedTime' | 'no' | 'time'>;
  gone: boolean;
  row: WatchedRow;
  frame: number;
  frameBytes: number;
  /** Until it is on the disk, from where it is read when it is needed. */
  frameRow: object | null;
}

/** Numbers of new objects and whole rows; there is one process that gives them. */
export interface ObjectNumbers {
  object: number;
  frame: number;
}

export interface ObjectBook extends BookOf {
  /** The version that a row makes, or null where nothing that means something is another. */
  take: (seen: SeenRow) => NewVersion | null;
  /** What was taken is on the disk. */
  written: (versions: readonly NewVersion[]) => void;
  /** The disk did not take it, or nobody looks any more: what is known is read anew. */
  forget: () => void;
}

/** A difference longer than this part of a whole row makes a new whole row. */
const diffShare = 0.4;

export function createObjectBook(read: ReadDb, of: BookOf, numbers: ObjectNumbers): ObjectBook {
  const known = new Map<string, Known>();
  const { source, kind } = of;

  const recall = (key: string): Known | null => {
    const scope = scopeOf(read, source, of.scope);
    const object = scope === null ? null : findObject(read, scope, kind, key);
    const last = object === null ? null : lastVersion(read, object.no);
    if (object === null || last === null) return null;
    const text = last.frame === null ? null : frameRow(read, last.frame);
    const row = (text === null ? { key, name: object.name } : rowOf({ row: text, diff: last.diff })) as unknown as WatchedRow; // prettier-ignore
    return { no: object.no, last, gone: text === null, row, frame: last.frame ?? 0, frameBytes: text?.length ?? 0, frameRow: null }; // prettier-ignore
  };
  const knownOf = (key: string): Known | null => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const recalled = recall(key);
    if (recalled !== null) known.set(key, recalled);
    return recalled;
  };

  const timesOf = (
    before: Known | null,
    { row, at, since }: SeenRow,
  ): Pick<VersionRow, 'time' | 'since' | 'recordedTime'> => {
    const recordedTime = Math.max(at, before?.last.recordedTime ?? 0);
    const earliest = Math.max(since ?? at, before?.last.time ?? 0);
    const found = row === null ? at : foundTime(row, before === null || before.gone ? null : before.row, earliest, at);
    const time = since === null || since >= at ? recordedTime : found;
    return { recordedTime, time: Math.min(recordedTime, Math.max(time, before?.last.time ?? 0)), since: since !== null && since < at ? since : null }; // prettier-ignore
  };

  /** A whole row for one that came, or that has become quite another; else what differs from the last whole row. */
  const bodyOf = (before: Known | null, row: WatchedRow): { frame: NewVersion['frame']; diff: string | null } => {
    if (before !== null && !before.gone) {
      const base = before.frameRow ?? (JSON.parse(frameRow(read, before.frame) ?? '{}') as object);
      const diff = writeDiff(fieldDiff(base, row));
      if (diff.length <= before.frameBytes * diffShare) return { frame: null, diff };
    }
    return { frame: { no: ++numbers.frame, row: JSON.stringify(row) }, diff: null };
  };

  const come = (seen: SeenRow, row: WatchedRow, before: Known | null): NewVersion | null => {
    const isBack = before !== null && before.gone;
    const diff = before === null || isBack ? [] : meaningfulDiff(source, before.row, row);
    if (before !== null && !isBack && diff.length === 0) {
      before.row = row;
      return null;
    }
    const { frame, diff: text } = bodyOf(before, row);
    const times = timesOf(before, seen);
    const no = before?.no ?? ++numbers.object;
    const version: VersionRow = { object: no, no: (before?.last.no ?? 0) + 1, ...times, frame: frame?.no ?? before?.frame ?? 0, diff: text }; // prettier-ignore
    known.set(seen.key, {
      no,
      last: version,
      gone: false,
      row,
      frame: version.frame ?? 0,
      frameBytes: frame?.row.length ?? before?.frameBytes ?? 0,
      frameRow: frame === null ? (before?.frameRow ?? null) : row,
    });
    const first = version.recordedTime;
    const object = before === null ? { no, kind, key: seen.key, namespace: namespaceOf(row), name: row.name, first, gone: notGone } : null; // prettier-ignore
    const change = before === null || isBack ? 'appeared' : 'changed';
    return { object, gone: isBack ? notGone : null, frame, version, change, row, diff, seen };
  };

  return {
    ...of,
    take: (seen) => {
      const before = knownOf(seen.key);
      if (seen.row !== null) return come(seen, seen.row, before);
      if (before === null || before.gone) return null;
      const version: VersionRow = { object: before.no, no: before.last.no + 1, ...timesOf(before, seen), frame: null, diff: null }; // prettier-ignore
      known.set(seen.key, { ...before, last: version, gone: true, frameRow: null });
      return { object: null, gone: version.recordedTime, frame: null, version, change: 'gone', row: before.row, diff: [], seen }; // prettier-ignore
    },
    written: (versions) => {
      for (const { seen, frame } of versions) {
        const now = known.get(seen.key);
        if (now?.gone === true) known.delete(seen.key);
        else if (now && frame !== null && now.frame === frame.no) now.frameRow = null;
      }
    },
    forget: () => known.clear(),
  };
}
