// Everything that carries one correlation id, out of the record: errors, events, results of probes, decisions.
import { correlationLimit, type ErrorCorrelation } from '#shared/contract/errors.ts';
import { correlationTree } from '#shared/model/errors/correlation-tree.ts';
import type { ReadDb } from '../store/database.ts';
import { groupByNo } from '../store/error-group-rows.ts';
import { errorsByCorrelation } from '../store/error-rows.ts';
import { eventsOfCorrelation } from '../store/journal-times.ts';
import { toldError, toldEvent } from './told-errors.ts';

/** @param recordedBy Only what had been recorded by then, and had happened by `atMs`. */
export function correlated(read: ReadDb, id: string, recordedBy = Number.MAX_SAFE_INTEGER, atMs = Number.MAX_SAFE_INTEGER): ErrorCorrelation {
  const ids = formsOf(id);
  const rows = ids.flatMap((one) => errorsByCorrelation(read, one, correlationLimit + 1, recordedBy)).filter(({ timestamp }) => timestamp <= atMs);
  // That an error was the first of its kind is said beside the error itself.
  const events = ids.flatMap((one) => eventsOfCorrelation(read, one, correlationLimit + 1)).filter(({ type, recordedTime, time }) => type !== 'error.first_seen' && recordedTime <= recordedBy && time <= atMs);
  const told = [
    ...rows.slice(0, correlationLimit).map((row) => toldError(row, groupByNo(read, row.group_no)?.key ?? null)),
    ...events.slice(0, correlationLimit).map((event) => toldEvent(event, id)),
  ];
  const limits = [
    ...(rows.length > correlationLimit ? [`Only the first ${correlationLimit} errors are shown.`] : []),
    ...(events.length > correlationLimit ? [`Only the first ${correlationLimit} events are shown.`] : []),
  ];
  const lines = correlationTree(told);
  const count = (kind: (typeof told)[number]['kind']): number => told.filter((one) => one.kind === kind).length;
  const times = told.map(({ at }) => at);
  return {
    id,
    lines,
    counts: { errors: count('error'), events: count('event'), probes: count('probe'), decisions: count('decision') },
    fromMs: told.length === 0 ? null : Math.min(...times),
    toMs: told.length === 0 ? null : Math.max(...told.map(({ at, endedAt }) => endedAt ?? at)),
    limits,
  };
} // prettier-ignore

/** A run's id is a UUID; as a trace id it is the same digits without dashes, and services name it so. */
function formsOf(id: string): string[] {
  const plain = id.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(plain)) return [id];
  const dashed = plain.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return [...new Set([id, plain, dashed])];
}
