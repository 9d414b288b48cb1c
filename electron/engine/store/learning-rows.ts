// What incidents taught, their post-mortems and playbooks as they stand, and the events they are made of. The rows are a
// projection: all of it can be made anew of the journal.
import type { Learning } from '#shared/model/learning/learning.ts';
import type { Playbook } from '#shared/model/learning/playbook.ts';
import type { PostMortem } from '#shared/model/learning/post-mortem.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { ofItemInRun, resultOfRow, type StoredResult } from './run-rows.ts';
import { prepared } from './statements.ts';

type AnyDb = ReadDb | WriteDb;

const stateOf = <T>(row: unknown): T | null => (row === undefined ? null : (JSON.parse((row as { state: string }).state) as T)); // prettier-ignore

export const readLearning = (db: AnyDb, incident: string): Learning | null =>
  stateOf(prepared(db, 'SELECT state FROM learning WHERE incident = ?').get(incident));

export const listLearnings = (db: AnyDb): Learning[] =>
  prepared(db, 'SELECT state FROM learning').all().flatMap((row) => stateOf<Learning>(row) ?? []); // prettier-ignore

export const readPostMortem = (db: AnyDb, incident: string): PostMortem | null =>
  stateOf(prepared(db, 'SELECT state FROM post_mortem WHERE incident = ?').get(incident));

export const readPlaybook = (db: AnyDb, named: string): Playbook | null =>
  stateOf(prepared(db, 'SELECT state FROM playbook WHERE class = ?').get(named));

export const listPlaybooks = (db: AnyDb): Playbook[] =>
  prepared(db, 'SELECT state FROM playbook ORDER BY class').all().flatMap((row) => stateOf<Playbook>(row) ?? []); // prettier-ignore

export function putLearning(db: WriteDb, learning: Learning): void {
  prepared(db, 'INSERT OR REPLACE INTO learning (incident, state) VALUES (?, ?)').run(learning.incidentId, JSON.stringify(learning)); // prettier-ignore
}

export function putPostMortem(db: WriteDb, postMortem: PostMortem): void {
  prepared(db, 'INSERT OR REPLACE INTO post_mortem (incident, state) VALUES (?, ?)').run(postMortem.incidentId, JSON.stringify(postMortem)); // prettier-ignore
}

export function putPlaybook(db: WriteDb, playbook: Playbook): void {
  prepared(db, 'INSERT OR REPLACE INTO playbook (class, state) VALUES (?, ?)').run(playbook.class, JSON.stringify(playbook)); // prettier-ignore
}

/** Every event of learning in the order of recording, up to a moment; of one subject where it is named. */
export function learningEvents(
  db: AnyDb,
  { recordedBy, subject = null }: { recordedBy: number; subject?: string | null },
): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.type IN (SELECT id FROM term WHERE text LIKE 'learning.%') AND j.recordedtime <= ?
       AND (? IS NULL OR u.text = ?) ORDER BY j.sequence`,
  ).all(recordedBy, subject, subject) as JournalRead[];
  return rows.map(eventOfRow);
}

export interface ResultAt {
  result: StoredResult;
  sequence: number;
  plan: string;
}

/** Looks at items of one kind that began in a span, the oldest first; of whatever plan. */
export function resultsOfKind(
  db: AnyDb,
  { kind, fromMs, toMs, limit }: { kind: string; fromMs: number; toMs: number; limit: number },
): ResultAt[] {
  const rows = prepared(
    db,
    `SELECT j.sequence, j.data, r.id AS runId, p.id AS plan FROM journal j
       JOIN run r ON r.id = j.correlationid JOIN plan p ON p.no = r.plan_no
     WHERE j.type = (SELECT id FROM term WHERE text = 'item.judged') AND j.source = (SELECT id FROM term WHERE text = ?)
       AND j.time BETWEEN ? AND ? ORDER BY j.time, j.sequence LIMIT ?`,
  ).all(`probe:${kind}`, fromMs, toMs, limit) as { sequence: number; plan: string }[];
  return rows.map((row) => ({ result: resultOfRow(row), sequence: row.sequence, plan: row.plan }));
}

/** Looks at one item that began in a span, the oldest first; of more than `limit` the newest. */
export function resultsOfItem(
  db: AnyDb,
  {
    planId,
    itemId,
    fromMs,
    toMs,
    limit,
  }: { planId: string; itemId: string; fromMs: number; toMs: number; limit: number },
): ResultAt[] {
  const rows = prepared(
    db,
    `SELECT j.sequence, j.data, r.id AS runId, l.id AS plan FROM plan l JOIN plan_item p ON p.plan_no = l.no AND p.item_id = ?
       JOIN run r ON r.plan_no = l.no CROSS JOIN item_result i ON ${ofItemInRun} JOIN journal j ON j.sequence = i.event
     WHERE l.id = ? AND j.time BETWEEN ? AND ? ORDER BY j.time DESC, j.sequence DESC LIMIT ?`,
  ).all(itemId, planId, fromMs, toMs, limit) as { sequence: number; plan: string }[];
  return rows.toReversed().map((row) => ({ result: resultOfRow(row), sequence: row.sequence, plan: row.plan }));
}

/** Events of one trigger in a span, the oldest first. */
export function triggerEventsIn(
  db: AnyDb,
  {
    key,
    fromMs,
    toMs,
    recordedBy = Number.MAX_SAFE_INTEGER,
  }: { key: string; fromMs: number; toMs: number; recordedBy?: number },
): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.sequence IN (SELECT event FROM trigger_event WHERE key = ?)
       AND j.time BETWEEN ? AND ? AND j.recordedtime <= ? ORDER BY j.time, j.sequence LIMIT 1000`,
  ).all(key, fromMs, toMs, recordedBy) as JournalRead[];
  return rows.map(eventOfRow);
}

/** Expressions of which a frame was kept. */
export const keptExprs = (db: AnyDb): string[] => prepared(db, 'SELECT DISTINCT expr FROM kept_frame').pluck().all() as string[]; // prettier-ignore

/** To be called before all are made anew. */
export function clearLearnt(db: WriteDb): void {
  for (const sql of ['DELETE FROM learning', 'DELETE FROM post_mortem', 'DELETE FROM playbook'])
    prepared(db, sql).run();
}
