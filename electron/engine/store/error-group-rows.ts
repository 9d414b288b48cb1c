// Groups of errors: a projection that is kept up to date as envelopes come, with counts by hour and people's words on each.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface GroupRow {
  no: number;
  key: string;
  error_class: string;
  component: string;
  layer: string;
  title: string;
  exception_type: string | null;
  frame: string | null;
  /** What its errors have in common. */
  rule: string;
  count: number;
  severity_number: number;
  first_seen: number;
  last_seen: number;
  /** JSON. */
  releases: string;
  state: 'open' | 'resolved' | 'archived';
  state_at: number;
  state_by: string | null;
  state_note: string | null;
  resolved_in: string | null;
  resolved_how: 'in' | 'after' | null;
  archived_until: number | null;
  regressed_at: number | null;
  regressed_in: string | null;
  since_resolved: number;
}

/** The group of the first hash that has one; null where none has. */
export function groupOfHashes(db: ReadDb | WriteDb, hashes: readonly string[]): number | null {
  for (const hash of hashes) {
    const row = prepared(db, 'SELECT group_no AS no FROM error_group_hash WHERE hash = ?').get(hash);
    if (row !== undefined) return (row as { no: number }).no;
  }
  return null;
}

/** Ties hashes to a group, where they are not tied to one. */
export function putGroupHashes(db: WriteDb, no: number, hashes: readonly { version: number; hash: string }[]): void {
  for (const { hash, version } of hashes) {
    prepared(db, 'INSERT INTO error_group_hash (hash, group_no, grouping_version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(hash, no, version); // prettier-ignore
  }
}

export type NewGroup = Pick<GroupRow, 'key' | 'error_class' | 'component' | 'layer' | 'title' | 'exception_type' | 'frame' | 'rule' | 'severity_number' | 'first_seen'>; // prettier-ignore

export function insertGroup(db: WriteDb, group: NewGroup): number {
  const { lastInsertRowid } = prepared(
    db,
    `INSERT INTO error_group (key, error_class, component, layer, title, exception_type, frame, rule, count, severity_number,
       first_seen, last_seen, releases, state, state_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, '[]', 'open', ?)`,
  ).run(group.key, group.error_class, group.component, group.layer, group.title, group.exception_type, group.frame, group.rule, group.severity_number, group.first_seen, group.first_seen, group.first_seen); // prettier-ignore
  return Number(lastInsertRowid);
}

/** None is ever deleted, so the last number counts them. */
export const countGroups = (db: ReadDb | WriteDb): number =>
  (prepared(db, 'SELECT coalesce(max(no), 0) AS count FROM error_group').get() as { count: number }).count;

export function groupByNo(db: ReadDb | WriteDb, no: number): GroupRow | null {
  return (prepared(db, 'SELECT * FROM error_group WHERE no = ?').get(no) as GroupRow | undefined) ?? null;
}

export function groupByKey(db: ReadDb | WriteDb, key: string): GroupRow | null {
  return (prepared(db, 'SELECT * FROM error_group WHERE key = ?').get(key) as GroupRow | undefined) ?? null;
}

export const listGroups = (db: ReadDb): GroupRow[] =>
  prepared(db, 'SELECT * FROM error_group ORDER BY no').all() as GroupRow[];

export type GroupChange = Pick<GroupRow, 'count' | 'severity_number' | 'first_seen' | 'last_seen' | 'releases' | 'since_resolved'>; // prettier-ignore

export function countInGroup(db: WriteDb, no: number, now: GroupChange): void {
  prepared(db, 'UPDATE error_group SET count = ?, severity_number = ?, first_seen = ?, last_seen = ?, releases = ?, since_resolved = ? WHERE no = ?').run(now.count, now.severity_number, now.first_seen, now.last_seen, now.releases, now.since_resolved, no); // prettier-ignore
}

export type GroupWord = Pick<GroupRow, 'state' | 'state_at' | 'state_by' | 'state_note' | 'resolved_in' | 'resolved_how' | 'archived_until' | 'regressed_at' | 'regressed_in'>; // prettier-ignore

export function putGroupState(db: WriteDb, no: number, word: GroupWord): void {
  prepared(
    db,
    `UPDATE error_group SET state = ?, state_at = ?, state_by = ?, state_note = ?, resolved_in = ?, resolved_how = ?, archived_until = ?,
       regressed_at = ?, regressed_in = ?, since_resolved = 0 WHERE no = ?`,
  ).run(word.state, word.state_at, word.state_by, word.state_note, word.resolved_in, word.resolved_how, word.archived_until, word.regressed_at, word.regressed_in, no); // prettier-ignore
}

export function countInHour(db: WriteDb, groupNo: number, hour: number, count: number): void {
  prepared(db, 'INSERT INTO error_hour (group_no, hour, count) VALUES (?, ?, ?) ON CONFLICT (group_no, hour) DO UPDATE SET count = count + excluded.count').run(groupNo, hour, count); // prettier-ignore
}

/** Counts of every group from an hour on (hours since the epoch). */
export function hourCounts(db: ReadDb, fromHour: number): { groupNo: number; hour: number; count: number }[] {
  return prepared(db, 'SELECT group_no AS groupNo, hour, count FROM error_hour WHERE hour >= ?').all(fromHour) as { groupNo: number; hour: number; count: number }[]; // prettier-ignore
}

export function hourCountsOf(db: ReadDb, groupNo: number, fromHour: number): { hour: number; count: number }[] {
  return prepared(db, 'SELECT hour, count FROM error_hour WHERE group_no = ? AND hour >= ?').all(groupNo, fromHour) as { hour: number; count: number }[]; // prettier-ignore
}

export interface GroupThen {
  groupNo: number;
  count: number;
  gravest: number;
  firstAt: number;
  lastAt: number;
  /** With commas between; null where none was named. */
  releases: string | null;
}

/** What the envelopes themselves say of each group up to a moment, as far as it had been recorded by another. */
export function groupsThen(db: ReadDb, atMs: number, recordedBy: number): GroupThen[] {
  return prepared(
    db,
    `SELECT group_no AS groupNo, count(*) AS count, max(severity_number) AS gravest, min(timestamp) AS firstAt, max(timestamp) AS lastAt,
       group_concat(DISTINCT release) AS releases
     FROM infra_error_event WHERE timestamp <= ? AND created_at <= ? GROUP BY group_no`,
  ).all(atMs, recordedBy) as GroupThen[];
}

/** Counts by hour out of the envelopes, for a past moment. */
export function hoursThen(db: ReadDb, fromMs: number, atMs: number, recordedBy: number): { groupNo: number; hour: number; count: number }[] {
  return prepared(
    db,
    `SELECT group_no AS groupNo, timestamp / 3600000 AS hour, count(*) AS count FROM infra_error_event
     WHERE timestamp > ? AND timestamp <= ? AND created_at <= ? GROUP BY 1, 2`,
  ).all(fromMs, atMs, recordedBy) as { groupNo: number; hour: number; count: number }[];
} // prettier-ignore
