// Envelopes and events of the journal as one kind of thing that operators are told: what happened, when, in which span. No
// message of an exception, input, context or hash goes along.
import type { OpsCorrelatedEvent } from '#shared/model/errors/ops-models.ts';
import type { OperatorSeverity } from '#shared/model/errors/ops-models.ts';
import { severityNumbers } from '#shared/model/errors/error-class.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { wordsOfEvent } from '#shared/model/timeline/event-words.ts';
import type { ErrorRow } from '../store/error-rows.ts';

/** Of one error alone, without a count. */
function severityOfOne(severityNumber: number): OperatorSeverity {
  if (severityNumber >= severityNumbers.CRITICAL) return 'urgent';
  return severityNumber >= severityNumbers.WARNING ? 'attention' : 'info';
}

export function toldError(row: ErrorRow, groupKey: string | null): OpsCorrelatedEvent {
  const exception = row.exception_type === null ? '' : ` (${row.exception_type})`;
  return {
    key: row.error_id,
    kind: 'error',
    at: row.timestamp,
    endedAt: null,
    component: row.component,
    title: `${row.error_class}: ${row.message.slice(0, 300)}${exception}`,
    severity: severityOfOne(row.severity_number),
    correlationId: row.correlation_id ?? '',
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    decisionId: row.decision_id,
    runId: row.run_id,
    flag: row.policy_violation,
    groupKey,
    sequence: row.no,
  };
}

const decisions =
  /^(action\.confirmed|incident\.decision|decision\.|error\.(resolved|archived|reopened)|item\.ticked|lock\.)/;

/** @param correlationId The id under which it was found. */
export function toldEvent(event: JournalEvent, correlationId: string): OpsCorrelatedEvent {
  const data = typeof event.data === 'object' && event.data !== null && !Array.isArray(event.data) ? event.data : {};
  const text = (name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);
  const number = (name: string): number | null => (typeof data[name] === 'number' ? data[name] : null);
  const kind = event.type === 'item.judged' || event.type.startsWith('probe.') ? 'probe' : decisions.test(event.type) ? 'decision' : 'event'; // prettier-ignore
  const startedAt = number('startedAt');
  const { title, detail } = wordsOfEvent(event);
  return {
    key: event.id,
    kind,
    at: startedAt !== null && startedAt <= event.time ? startedAt : event.time,
    endedAt: startedAt === null ? null : event.time,
    component: event.subject ?? event.source,
    title: (detail === '' ? title : `${title}: ${detail}`).slice(0, 400),
    severity: null,
    correlationId,
    spanId: text('spanId'),
    parentSpanId: text('parentSpanId'),
    decisionId: text('decisionId'),
    runId: text('runId'),
    flag: null,
    groupKey: text('group'),
    sequence: event.sequence,
  };
} // prettier-ignore
