// Writes envelopes that were read: the rows, their groups and counts, and the events that follow from them. Runs inside a
// writer's task; all of it is committed or none.
import { severityNumbers } from '#shared/model/errors/error-class.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import { addRefusals, addTally, hearComponent, type RefusalRow } from '../store/error-ingest-rows.ts';
import { insertError, keptContent, type ErrorRow } from '../store/error-rows.ts';
import type { ErrorEnvelope } from './envelope.ts';
import { groupFor, tallyGroups, type Counted } from './group-tally.ts';
import { groupingOf, groupingRules, type Grouping, type GroupingRules } from './grouping.ts';
import type { IngestOutcome } from './refusal.ts';

export interface PreparedError {
  envelope: ErrorEnvelope;
  contentHash: string;
  grouping: Grouping;
}

export interface Recorded {
  accepted: number;
  duplicate: number;
  /** Ids under which something else is kept; each is an alarm. */
  conflicts: { errorId: string; component: string }[];
  /** Groups that changed, by number. */
  groups: number[];
}

export interface RecordOptions {
  journal: Pick<Journal, 'append'>;
  ingest: string;
  nowMs: number;
}

export const prepareError = (read: { envelope: ErrorEnvelope; contentHash: string }, rules: GroupingRules = groupingRules): PreparedError => ({
  envelope: read.envelope,
  contentHash: read.contentHash,
  grouping: groupingOf(read.envelope, rules),
}); // prettier-ignore

export function recordErrors(db: WriteDb, errors: readonly PreparedError[], options: RecordOptions): Recorded {
  const { ingest, nowMs, journal } = options;
  const counted = new Map<number, Counted>();
  const heard = new Map<string, Heard>();
  const recorded: Recorded = { accepted: 0, duplicate: 0, conflicts: [], groups: [] };
  for (const error of errors) {
    const { envelope, contentHash } = error;
    const kept = keptContent(db, envelope.errorId);
    if (kept === null) {
      const { no, isNew } = groupFor(db, error);
      insertError(db, rowOf(error, no, options));
      recorded.accepted++;
      count(counted, no, envelope, isNew);
      hear(heard, envelope);
    } else if (kept.contentHash === contentHash) recorded.duplicate++;
    else recorded.conflicts.push({ errorId: envelope.errorId, component: envelope.component });
  }
  for (const [component, { at, errorAt }] of heard) hearComponent(db, component, at, errorAt);
  tallyGroups(db, counted, options);
  recorded.groups = [...counted.keys()];
  for (const { errorId, component } of recorded.conflicts) {
    const data = { errorId, component, ingest, why: 'the same id came with different content; the first is kept' };
    journal.append(db, { type: 'error.conflict', source: 'errors', subject: component, time: nowMs, data });
  }
  return recorded;
}

interface Heard {
  at: number;
  errorAt: number | null;
}

function hear(heard: Map<string, Heard>, { component, occurredAt, severityNumber }: ErrorEnvelope): void {
  const before = heard.get(component);
  const errorAt = severityNumber >= severityNumbers.WARNING ? Math.max(before?.errorAt ?? 0, occurredAt) : (before?.errorAt ?? null); // prettier-ignore
  heard.set(component, { at: Math.max(before?.at ?? 0, occurredAt), errorAt });
}

interface Tallied {
  outcomes: Partial<Record<IngestOutcome, number>>;
  flags: Record<string, number>;
}

/** Adds to the tallies, and keeps the last that were refused. */
export function recordTally(db: WriteDb, ingest: string, { outcomes, flags }: Tallied, refusals: readonly RefusalRow[], nowMs: number): void {
  const hour = Math.floor(nowMs / 3_600_000);
  const add = (category: string, counts: Record<string, number>): void => {
    for (const [outcome, quantity] of Object.entries(counts)) if (quantity > 0) addTally(db, hour, { ingest, outcome, category, quantity });
  };
  add('error', outcomes);
  // Beside the outcomes, not among them: together those are all that was sent.
  add('flag', flags);
  if (refusals.length > 0) addRefusals(db, refusals);
} // prettier-ignore

function count(counted: Map<number, Counted>, no: number, envelope: ErrorEnvelope, isNew: boolean): void {
  const known = counted.get(no);
  if (known === undefined) counted.set(no, { envelopes: [envelope], isNew });
  else known.envelopes.push(envelope);
}

function rowOf({ envelope, contentHash, grouping }: PreparedError, groupNo: number, { ingest, nowMs }: RecordOptions): Omit<ErrorRow, 'no'> {
  return {
    error_id: envelope.errorId,
    timestamp: envelope.occurredAt,
    layer: envelope.layer,
    component: envelope.component,
    error_class: envelope.errorClass,
    severity: envelope.severity,
    message: envelope.message,
    correlation_id: envelope.correlationId,
    decision_id: envelope.decisionId,
    run_id: envelope.runId,
    input_hash: envelope.inputHash,
    exception_type: envelope.exceptionChain[0]?.type ?? null,
    exception_chain: envelope.exceptionChain.length === 0 ? null : JSON.stringify(envelope.exceptionChain),
    context: jsonOrNull(envelope.context),
    envelope_version: envelope.envelopeVersion,
    created_at: nowMs,
    observed_at: envelope.observedAt,
    severity_number: envelope.severityNumber,
    params: jsonOrNull(envelope.params),
    span_id: envelope.spanId,
    parent_span_id: envelope.parentSpanId,
    causation_id: envelope.causationId,
    agent_id: envelope.agentId,
    tenant_id: envelope.tenantId,
    hash_alg: envelope.hashAlg,
    hash_key_id: envelope.hashKeyId,
    frame: envelope.frame,
    fingerprint: envelope.fingerprint.length === 0 ? null : JSON.stringify(envelope.fingerprint),
    grouping_version: grouping.hashes[0]?.version ?? 0,
    group_hashes: JSON.stringify(grouping.hashes),
    group_no: groupNo,
    release: envelope.release,
    environment: envelope.environment,
    engine_version: envelope.engineVersion,
    data_classification: envelope.dataClassification,
    policy_violation: envelope.policyViolation,
    ingest,
    content_hash: contentHash,
  };
} // prettier-ignore

function jsonOrNull(value: ErrorEnvelope['context']): string | null {
  if (value === null || (typeof value === 'object' && Object.keys(value).length === 0)) return null;
  return JSON.stringify(value);
}
