// Incidents as they stand and the events they are made of. The rows are a projection: all of it can be made anew of the
// journal's events.
import type { Incident } from '#shared/model/incident/incident.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { eventOfRow, selectEvents, type JournalRead } from './journal-rows.ts';
import { insertRows, prepared } from './statements.ts';

type AnyDb = ReadDb | WriteDb;
const stateOf = (row: unknown): Incident => JSON.parse((row as { state: string }).state) as Incident;

/** All of them, the oldest first. */
export function listIncidents(db: AnyDb): Incident[] {
  return prepared(db, 'SELECT state FROM incident ORDER BY number').all().map(stateOf);
}

export function readIncident(db: AnyDb, id: string): Incident | null {
  const row = prepared(db, 'SELECT state FROM incident WHERE id = ?').get(id);
  return row === undefined ? null : stateOf(row);
}

/** By the number that people use. */
export function incidentOfNumber(db: AnyDb, number: number): Incident | null {
  const row = prepared(db, 'SELECT state FROM incident WHERE number = ?').get(number);
  return row === undefined ? null : stateOf(row);
}

/** Numbers are never given twice. */
export function nextIncidentNumber(db: AnyDb): number {
  const { newest } = prepared(db, 'SELECT coalesce(max(number), 0) AS newest FROM incident').get() as { newest: number }; // prettier-ignore
  return newest + 1;
}

/** Those merged into one, and those merged into them before. */
export function mergedInto(db: AnyDb, id: string): Incident[] {
  return prepared(
    db,
    `WITH RECURSIVE part (id) AS (SELECT id FROM incident WHERE merged_into = @id
       UNION SELECT i.id FROM incident i JOIN part ON i.merged_into = part.id)
     SELECT state FROM incident WHERE id IN part AND id <> @id ORDER BY number`,
  )
    .all({ id })
    .map(stateOf);
}

export function putIncident(db: WriteDb, incident: Incident): void {
  prepared(
    db,
    `INSERT INTO incident (id, number, merged_into, state) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
     SET merged_into = excluded.merged_into, state = excluded.state`,
  ).run(incident.id, incident.number, incident.mergedInto, JSON.stringify(incident));
}

/** To be called before all are made anew. */
export function clearIncidents(db: WriteDb): void {
  prepared(db, 'DELETE FROM incident').run();
  prepared(db, 'DELETE FROM incident_event').run();
}

export function indexIncidentEvent(db: WriteDb, incidents: readonly string[], event: number): void {
  insertRows(
    db,
    'INSERT OR IGNORE INTO incident_event (incident, event)',
    2,
    incidents.map((id) => [id, event]),
  );
}

/** The newest events about any of these, in the order in which they were recorded; each once. */
export function incidentEvents(db: AnyDb, ids: readonly string[], limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.sequence IN
       (SELECT DISTINCT event FROM incident_event WHERE incident IN (SELECT value FROM json_each(?)) ORDER BY event DESC LIMIT ?)
     ORDER BY j.sequence`,
  ).all(JSON.stringify(ids), limit) as JournalRead[];
  return rows.map(eventOfRow);
}

export function eventOfSequence(db: AnyDb, sequence: number): JournalEvent | null {
  const row = prepared(db, `${selectEvents} WHERE j.sequence = ?`).get(sequence) as JournalRead | undefined;
  return row === undefined ? null : eventOfRow(row);
}

const heldBy = `WITH evidence (kind, sequence, run) AS (
    SELECT e.value ->> '$.kind', e.value ->> '$.sequence', e.value ->> '$.runId'
      FROM incident i, json_each(i.state, '$.words') w, json_each(w.value, '$.evidence') e
    UNION ALL SELECT e.value ->> '$.kind', e.value ->> '$.sequence', e.value ->> '$.runId'
      FROM incident i, json_each(i.state, '$.milestones') m, json_each(m.value, '$.evidence') e
    UNION ALL SELECT l.value ->> '$.kind', NULL, l.value ->> '$.target' FROM incident i, json_each(i.state, '$.links') l
  )
  SELECT p.value FROM incident i, json_each(i.state, '$.pins') p
  UNION SELECT sequence FROM evidence WHERE kind = 'event'
  UNION SELECT r.event FROM item_result r WHERE r.run_no IN (SELECT no FROM run WHERE id IN (SELECT run FROM evidence WHERE kind = 'run'))`;

/** Numbers of events that people hold on to for incidents, whenever they happened: pinned, named as evidence, of a run that is either. */
export function eventsHeldByIncidents(db: AnyDb): ReadonlySet<number> {
  return new Set(prepared(db, heldBy).pluck().all() as number[]);
}

/** Every event of incidents after a sequence number, in the order in which they were recorded. */
export function incidentEventsAfter(db: AnyDb, after: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents} WHERE j.type IN (SELECT id FROM term WHERE text LIKE 'incident.%') AND j.sequence > ?
     ORDER BY j.sequence`,
  ).all(after) as JournalRead[];
  return rows.map(eventOfRow);
}

/** The last time a trigger began to fire, as of a moment; null where it never did. */
export function lastFired(
  db: AnyDb,
  { trigger, toMs, recordedBy }: { trigger: string; toMs: number; recordedBy: number },
): { sequence: number; atMs: number; name: string } | null {
  const row = prepared(
    db,
    `SELECT j.sequence, j.time AS atMs, u.text AS name FROM trigger_event e JOIN journal j ON j.sequence = e.event
     LEFT JOIN term u ON u.id = j.subject
     WHERE e.key = ? AND j.type = (SELECT id FROM term WHERE text = 'trigger.firing')
       AND j.time <= ? AND j.recordedtime <= ? ORDER BY e.event DESC LIMIT 1`,
  ).get(trigger, toMs, recordedBy) as { sequence: number; atMs: number; name: string | null } | undefined;
  return row === undefined ? null : { ...row, name: row.name ?? trigger };
}

/** The first time its condition began to hold before it fired, after it last ceased to; null where it never waited. */
export function pendingBefore(db: AnyDb, trigger: string, firedMs: number): { sequence: number; atMs: number } | null {
  const row = prepared(
    db,
    `WITH told AS (
       SELECT j.sequence, j.time, t.text AS type FROM trigger_event e JOIN journal j ON j.sequence = e.event
       JOIN term t ON t.id = j.type WHERE e.key = ? AND j.time <= ?
     )
     SELECT sequence, time AS atMs FROM told WHERE type = 'trigger.pending' AND time > coalesce(
       (SELECT max(time) FROM told WHERE type IN ('trigger.resolved', 'trigger.cleared') AND time < ?), 0)
     ORDER BY time, sequence LIMIT 1`,
  ).get(trigger, firedMs, firedMs) as { sequence: number; atMs: number } | undefined;
  return row ?? null;
}

export interface ErrorGroupSeen {
  key: string;
  title: string;
  component: string;
  /** Ever, and in the time that was asked. */
  firstSeen: number;
  atMs: number;
  recordedMs: number;
  count: number;
}

/** Groups of errors met in a time, those that are new first. */
export function errorGroupsInSpan(
  db: AnyDb,
  { fromMs, toMs, recordedBy, limit }: { fromMs: number; toMs: number; recordedBy: number; limit: number },
): ErrorGroupSeen[] {
  return prepared(
    db,
    `SELECT g.key, g.title, g.component, g.first_seen AS firstSeen, min(e.timestamp) AS atMs,
       min(e.created_at) AS recordedMs, count(*) AS count
     FROM infra_error_event e JOIN error_group g ON g.no = e.group_no
     WHERE e.timestamp BETWEEN ? AND ? AND e.created_at <= ? GROUP BY g.no ORDER BY g.first_seen DESC LIMIT ?`,
  ).all(fromMs, toMs, recordedBy, limit) as ErrorGroupSeen[];
}

/** Looks of plans with what each came to and why, and nothing else of them; the newest before a sequence number. */
export function looksBefore(db: AnyDb, before: number | null, limit: number): JournalEvent[] {
  const rows = prepared(
    db,
    `${selectEvents.replace('j.data', "json_object('outcome', j.data ->> '$.outcome', 'reason', j.data ->> '$.reason', 'title', j.data ->> '$.title') AS data")}
     WHERE j.type = (SELECT id FROM term WHERE text = 'item.judged') AND j.sequence < ? ORDER BY j.sequence DESC LIMIT ?`,
  ).all(before ?? Number.MAX_SAFE_INTEGER, limit) as JournalRead[];
  return rows.map(eventOfRow);
}
