// Which events of the record go into the bundle of an incident: what happened or was recorded around it, what was said of
// it, and what was standing when it began. The choice is a table of the asking connection alone; the record is only read.
import type Database from 'better-sqlite3';
import { incidentsOfBundle, runsOfPeople, soaksOfBundle } from './bundle-parts.ts';

export interface BundleSpan {
  incidentId: string;
  /** With the time around the incident; epoch milliseconds. */
  fromMs: number;
  toMs: number;
  /** Events that somebody pinned, wherever they are. */
  pinned: readonly number[];
}

/** The last of each, for each thing that they are about, before the span says how things stood when it began. */
const standing = [
  'engine.started',
  'engine.stopped',
  'source.state',
  'environment.activated',
  'environment.saved',
  'kubernetes.connected',
  'kubernetes.disconnected',
  'plan.loaded',
  'plan.removed',
  'item.ticked',
  'item.unticked',
  'dashboard.imported',
  'trigger.pending',
  'trigger.firing',
  'trigger.resolved',
  'trigger.cleared',
  'trigger.no_data',
  'trigger.error',
  'trigger.known',
  'trigger.imported',
  'trigger.edited',
  'trigger.removed',
  'trigger.acknowledged',
  'trigger.snoozed',
  'trigger.unsnoozed',
  'trigger.muted',
  'criteria.imported',
  'criteria.removed',
  'criterion.judged',
  'criterion.ticked',
  'criterion.unticked',
  'objective.saved',
  'objective.removed',
  'objective.judged',
  'error.resolved',
  'error.archived',
  'error.reopened',
  'error.regressed',
  'lock.opened',
  'lock.closed',
] as const;
/** What tells such events of one type apart: the subject alone may be a name that several have, or none. */
const thing = "subject, source, data ->> '$.key', data ->> '$.labels', data ->> '$.planId', data ->> '$.group'";
/** Told at the end of an interval, which may lie behind the span. */
const intervals = ['source.covered', 'source.gap', 'engine.gap', 'record.gap'] as const;

/** What people pinned, or named as evidence, of the incident and those merged into it. */
const evidenceOf = `SELECT sequence FROM journal WHERE sequence IN (
  SELECT p.value FROM incident i, json_each(i.state, '$.pins') p WHERE i.id IN ${incidentsOfBundle}
  UNION SELECT e.value ->> '$.sequence' FROM incident i, json_each(i.state, '$.words') w, json_each(w.value, '$.evidence') e
    WHERE i.id IN ${incidentsOfBundle} AND e.value ->> '$.kind' = 'event'
  UNION SELECT e.value ->> '$.sequence' FROM incident i, json_each(i.state, '$.milestones') m, json_each(m.value, '$.evidence') e
    WHERE i.id IN ${incidentsOfBundle} AND e.value ->> '$.kind' = 'event')`;

/** Fills the connection's table `chosen` and returns how many events it has. Reads every event of the span once. */
export function chooseEvents(read: Database.Database, { incidentId, fromMs, toMs, pinned }: BundleSpan): number {
  read.exec('CREATE TEMP TABLE IF NOT EXISTS chosen (sequence INTEGER PRIMARY KEY); DELETE FROM temp.chosen');
  const add = (sql: string, ...values: unknown[]): void =>
    void read.prepare(`INSERT OR IGNORE INTO temp.chosen ${sql}`).run(...values);
  add('SELECT sequence FROM journal WHERE time BETWEEN ? AND ?', fromMs, toMs);
  const first = firstRecorded(read, fromMs);
  const ofIncident = { incident: incidentId };
  const merged = read.prepare(`SELECT id FROM incident WHERE id IN ${incidentsOfBundle}`).pluck().all(ofIncident) as string[]; // prettier-ignore
  const about = [...new Set([incidentId, ...merged])];
  add('SELECT sequence FROM journal WHERE sequence >= ? AND sequence < ?', first, firstRecorded(read, toMs + 1));
  // Of these types alone an incident is the subject; they are few, and there is an index by type.
  add(
    `SELECT j.sequence FROM journal j
     WHERE j.type IN (SELECT id FROM term WHERE text LIKE 'incident.%' OR text LIKE 'learning.%' OR text = 'bundle.exported')
       AND j.subject IN (SELECT id FROM term WHERE text IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(about),
  );
  add('SELECT event FROM incident_event WHERE incident IN (SELECT value FROM json_each(?))', JSON.stringify(about));
  add(evidenceOf, ofIncident);
  add(`SELECT event FROM item_result WHERE run_no IN (SELECT no FROM run WHERE id IN ${runsOfPeople})`, ofIncident);
  // What the playbook of its class knew goes along with what was learnt of it.
  add(
    `SELECT j.sequence FROM journal j WHERE j.type IN (SELECT id FROM term WHERE text LIKE 'learning.playbook_%')
       AND j.subject IN (SELECT t.id FROM term t JOIN incident i ON t.text = i.state ->> '$.class'
         WHERE i.id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(about),
  );
  add('SELECT sequence FROM journal WHERE sequence IN (SELECT value FROM json_each(?))', JSON.stringify(pinned));
  for (const type of standing) {
    add(
      `SELECT max(sequence) FROM journal WHERE type = (SELECT id FROM term WHERE text = ?) AND sequence < ? GROUP BY ${thing}`,
      type,
      first,
    );
  }
  for (const type of intervals) {
    add(
      `SELECT min(sequence) FROM journal WHERE type = (SELECT id FROM term WHERE text = ?) AND time > ? GROUP BY subject, source`,
      type,
      toMs,
    );
  }
  add('SELECT event FROM item_result WHERE run_no IN (SELECT no FROM run WHERE started_at <= ? AND coalesce(finished_at, ?) >= ?)', toMs, toMs, fromMs); // prettier-ignore
  add(
    `SELECT event FROM item_result WHERE run_no IN (SELECT max(no) FROM run WHERE started_at < ? GROUP BY plan_no)`,
    fromMs,
  );
  add(
    `SELECT sequence FROM journal WHERE type IN (SELECT id FROM term WHERE text LIKE 'soak.%' OR text = 'criterion.ticked')
       AND +time <= @toMs AND data ->> '$.key' IN ${soaksOfBundle}`,
    { fromMs, toMs },
  );
  // That events of the span had been evicted: none in a bundle is then not "nothing happened".
  add(
    "SELECT sequence FROM journal WHERE type = (SELECT id FROM term WHERE text = 'retention.evicted') AND data ->> '$.upTo' >= ?",
    fromMs,
  );
  add('SELECT t.event FROM tick t JOIN journal j ON j.sequence = t.event WHERE j.time <= ?', toMs);
  return (read.prepare('SELECT count(*) AS events FROM temp.chosen').get() as { events: number }).events;
}

/** The first event recorded at or after a moment: numbers are given in the order of recording. */
function firstRecorded(read: Database.Database, atMs: number): number {
  const { low, high } = read.prepare('SELECT coalesce(min(sequence), 1) AS low, coalesce(max(sequence), 0) AS high FROM journal').get() as { low: number; high: number }; // prettier-ignore
  const next = read.prepare('SELECT sequence, recordedtime FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT 1');
  let from = low;
  let to = high + 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const found = next.get(middle) as { sequence: number; recordedtime: number } | undefined;
    if (found === undefined || found.recordedtime >= atMs) to = middle;
    else from = found.sequence + 1;
  }
  return from;
}

/** What lies between the chosen events, with the hash that each gap ends with, so that the chain can be followed over it. */
export function* chosenGaps(read: Database.Database): Generator<{ first: number; last: number; hash: Buffer }> {
  const hashAt = read.prepare('SELECT hash FROM journal WHERE sequence = ?');
  const evictedAt = read.prepare('SELECT hash FROM journal_evicted WHERE last = ?');
  let before = 0;
  for (const { sequence } of read
    .prepare('SELECT sequence FROM temp.chosen ORDER BY sequence')
    .iterate() as IterableIterator<{ sequence: number }>) {
    // prettier-ignore
    if (sequence > before + 1) {
      const found = (hashAt.get(sequence - 1) ?? evictedAt.get(sequence - 1)) as { hash: Buffer | null } | undefined;
      // Without it the chain breaks here, as it does in the record.
      if (found?.hash) yield { first: before + 1, last: sequence - 1, hash: found.hash };
    }
    before = sequence;
  }
}
