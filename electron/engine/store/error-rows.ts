// The table of error envelopes: appended to, asked, never changed. What is read here is raw; it is for the engine's errors
// alone, which make of it what operators are told.
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface ErrorRow {
  no: number;
  error_id: string;
  timestamp: number;
  layer: string;
  component: string;
  error_class: string;
  severity: string;
  message: string;
  correlation_id: string | null;
  decision_id: string | null;
  run_id: string | null;
  input_hash: string | null;
  exception_type: string | null;
  /** JSON. */
  exception_chain: string | null;
  /** JSON. */
  context: string | null;
  envelope_version: string;
  created_at: number;
  observed_at: number;
  severity_number: number;
  /** JSON. */
  params: string | null;
  span_id: string | null;
  parent_span_id: string | null;
  causation_id: string | null;
  agent_id: string | null;
  tenant_id: string | null;
  hash_alg: string | null;
  hash_key_id: string | null;
  frame: string | null;
  /** JSON. */
  fingerprint: string | null;
  grouping_version: number;
  /** JSON. */
  group_hashes: string;
  group_no: number;
  release: string | null;
  environment: string | null;
  engine_version: string | null;
  data_classification: string;
  policy_violation: string | null;
  ingest: string;
  content_hash: string;
}

const columns = ['error_id', 'timestamp', 'layer', 'component', 'error_class', 'severity', 'message', 'correlation_id', 'decision_id', 'run_id', 'input_hash', 'exception_type', 'exception_chain', 'context', 'envelope_version', 'created_at', 'observed_at', 'severity_number', 'params', 'span_id', 'parent_span_id', 'causation_id', 'agent_id', 'tenant_id', 'hash_alg', 'hash_key_id', 'frame', 'fingerprint', 'grouping_version', 'group_hashes', 'group_no', 'release', 'environment', 'engine_version', 'data_classification', 'policy_violation', 'ingest', 'content_hash'] as const satisfies (keyof ErrorRow)[]; // prettier-ignore

const insert = `INSERT INTO infra_error_event (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (error_id) DO NOTHING`; // prettier-ignore

/** The first write of an id wins; false where there was one. To be called inside a writer's task. */
export function insertError(db: WriteDb, row: Omit<ErrorRow, 'no'>): boolean {
  return prepared(db, insert).run(columns.map((column) => row[column])).changes === 1;
}

/** What is kept under an id; null where nothing is. */
export function keptContent(db: ReadDb | WriteDb, errorId: string): { contentHash: string; component: string } | null {
  const row = prepared(db, 'SELECT content_hash AS contentHash, component FROM infra_error_event WHERE error_id = ?').get(errorId); // prettier-ignore
  return (row as { contentHash: string; component: string } | undefined) ?? null;
}

export interface ErrorSpan {
  fromMs: number;
  toMs: number;
  /** Only what had been recorded by then; by default all. */
  recordedBy?: number | undefined;
  limit: number;
}

const within = 'timestamp BETWEEN ? AND ? AND created_at <= ? ORDER BY timestamp DESC, no DESC LIMIT ?';
const spanOf = ({ fromMs, toMs, recordedBy = Number.MAX_SAFE_INTEGER, limit }: ErrorSpan): number[] => [fromMs, toMs, recordedBy, limit]; // prettier-ignore

/** The oldest first. */
export function errorsByCorrelation(db: ReadDb, id: string, limit: number, recordedBy = Number.MAX_SAFE_INTEGER): ErrorRow[] {
  return prepared(db, 'SELECT * FROM infra_error_event WHERE correlation_id = ? AND created_at <= ? ORDER BY timestamp, no LIMIT ?').all(id, recordedBy, limit) as ErrorRow[];
} // prettier-ignore

/** The newest first, as all that follow. */
export function errorsByComponent(db: ReadDb, component: string, span: ErrorSpan): ErrorRow[] {
  return prepared(db, `SELECT * FROM infra_error_event WHERE component = ? AND ${within}`).all(component, ...spanOf(span)) as ErrorRow[]; // prettier-ignore
}

export function errorsByClass(db: ReadDb, errorClass: string, span: ErrorSpan): ErrorRow[] {
  return prepared(db, `SELECT * FROM infra_error_event WHERE error_class = ? AND ${within}`).all(errorClass, ...spanOf(span)) as ErrorRow[]; // prettier-ignore
}

/** @param before A row's `no`, those before it by time; null for the newest. */
export function errorsOfGroup(db: ReadDb, groupNo: number, { limit, toMs, recordedBy = Number.MAX_SAFE_INTEGER }: Pick<ErrorSpan, 'limit' | 'toMs' | 'recordedBy'>, before: { at: number; no: number } | null): ErrorRow[] {
  const from = before ?? { at: toMs, no: Number.MAX_SAFE_INTEGER };
  return prepared(
    db,
    `SELECT * FROM infra_error_event WHERE group_no = ? AND (timestamp, no) < (?, ?) AND created_at <= ?
     ORDER BY timestamp DESC, no DESC LIMIT ?`,
  ).all(groupNo, from.at, from.no, recordedBy, limit) as ErrorRow[];
} // prettier-ignore

export interface CountedBy {
  name: string;
  count: number;
}

/** How many of a time, the most first. */
export function errorCountsByClass(db: ReadDb, span: ErrorSpan): CountedBy[] {
  return prepared(db, `SELECT error_class AS name, count(*) AS count FROM infra_error_event WHERE timestamp BETWEEN ? AND ? AND created_at <= ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`).all(spanOf(span)) as CountedBy[]; // prettier-ignore
}

export function errorCountsByComponent(db: ReadDb, span: ErrorSpan): CountedBy[] {
  return prepared(db, `SELECT component AS name, count(*) AS count FROM infra_error_event WHERE timestamp BETWEEN ? AND ? AND created_at <= ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`).all(spanOf(span)) as CountedBy[]; // prettier-ignore
}

/** Counts a bucket, those without an error left out; `at` is where a bucket begins. Of one group or of all. */
export function errorTimeline(db: ReadDb, { fromMs, toMs, bucketMs, groupNo, recordedBy = Number.MAX_SAFE_INTEGER }: { fromMs: number; toMs: number; bucketMs: number; groupNo?: number; recordedBy?: number | undefined }): { at: number; count: number }[] {
  const of = groupNo === undefined ? '' : 'group_no = ? AND';
  return prepared(
    db,
    `SELECT ? + CAST((timestamp - ?) / ? AS INTEGER) * ? AS at, count(*) AS count FROM infra_error_event
     WHERE ${of} timestamp >= ? AND timestamp < ? AND created_at <= ? GROUP BY 1 ORDER BY 1`,
  ).all([fromMs, fromMs, bucketMs, bucketMs, ...(groupNo === undefined ? [] : [groupNo]), fromMs, toMs, recordedBy]) as { at: number; count: number }[];
} // prettier-ignore

export interface ComponentRow {
  component: string;
  lastHeardAt: number;
  lastErrorAt: number | null;
  errors: number;
  gravest: number;
}

/**
 * What was heard of each component, and its errors (WARNING, 13, and above) within a window up to `atMs`. Of the past only what
 * the envelopes say is known: that it was heard since then is no word on that moment.
 */
export function componentsHeard(db: ReadDb, atMs: number, windowMs: number, recordedBy = Number.MAX_SAFE_INTEGER): ComponentRow[] {
  return prepared(
    db,
    `SELECT c.component, max(CASE WHEN c.last_heard <= ? THEN c.last_heard ELSE 0 END, coalesce((SELECT max(timestamp) FROM infra_error_event e WHERE e.component = c.component AND timestamp <= ?), 0)) AS lastHeardAt,
       CASE WHEN c.last_error IS NULL OR c.last_error <= ? THEN c.last_error ELSE (SELECT timestamp FROM infra_error_event e WHERE e.component = c.component
         AND severity_number >= 13 AND timestamp <= ? AND created_at <= ? ORDER BY timestamp DESC LIMIT 1) END AS lastErrorAt,
       (SELECT count(*) FROM infra_error_event e WHERE e.component = c.component AND severity_number >= 13 AND timestamp > ? AND timestamp <= ? AND created_at <= ?) AS errors,
       (SELECT coalesce(max(severity_number), 0) FROM infra_error_event e WHERE e.component = c.component AND timestamp > ? AND timestamp <= ? AND created_at <= ?) AS gravest
     FROM error_component c WHERE c.first_heard <= ? ORDER BY c.component LIMIT 2000`,
  ).all(atMs, atMs, atMs, atMs, recordedBy, atMs - windowMs, atMs, recordedBy, atMs - windowMs, atMs, recordedBy, atMs) as ComponentRow[];
} // prettier-ignore

export interface DecisionRow {
  decisionId: string;
  errors: number;
  gravest: number;
  components: string;
  correlations: string | null;
  firstAt: number;
  lastAt: number;
}

/** Decisions that an error of the time names, the newest first. */
export function decisionsWithErrors(db: ReadDb, span: ErrorSpan): DecisionRow[] {
  return prepared(
    db,
    `SELECT decision_id AS decisionId, count(*) AS errors, max(severity_number) AS gravest, group_concat(DISTINCT component) AS components,
       group_concat(DISTINCT correlation_id) AS correlations, min(timestamp) AS firstAt, max(timestamp) AS lastAt
     FROM infra_error_event WHERE decision_id IS NOT NULL AND timestamp BETWEEN ? AND ? AND created_at <= ?
     GROUP BY decision_id ORDER BY max(timestamp) DESC LIMIT ?`,
  ).all(spanOf(span)) as DecisionRow[];
} // prettier-ignore
