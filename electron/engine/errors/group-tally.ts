// Finds or makes the group of an envelope, and counts envelopes into it; says so in the journal when a failure is seen for the
// first time, or again after its fix. Runs inside a writer's task.
import { isRegression } from '#shared/model/errors/group-state.ts';
import type { Journal } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import { countGroups, countInGroup, countInHour, groupByNo, groupOfHashes, insertGroup, putGroupHashes, putGroupState, type GroupRow } from '../store/error-group-rows.ts'; // prettier-ignore
import type { ErrorEnvelope } from './envelope.ts';
import type { PreparedError } from './record-errors.ts';

export interface Counted {
  /** In the order in which they came. */
  envelopes: ErrorEnvelope[];
  isNew: boolean;
}

/** Beyond so many groups a new failure is counted with its class: else a fingerprint per error would fill the list. */
export const mostGroups = 20_000;
const keptReleases = 20;
const titleChars = 300;

export function groupFor(db: WriteDb, { envelope, grouping }: PreparedError): { no: number; isNew: boolean } {
  const found = groupOfHashes(db, grouping.hashes.map(({ hash }) => hash)); // prettier-ignore
  if (found !== null) {
    // One that was found by an older rule's hash is known by the newer one's from now on.
    if (grouping.hashes.length > 1) putGroupHashes(db, found, grouping.hashes);
    return { no: found, isNew: false };
  }
  const full = countGroups(db) >= mostGroups;
  const overflow = { version: 0, hash: `overflow ${envelope.errorClass}` };
  if (full) {
    const known = groupOfHashes(db, [overflow.hash]);
    if (known !== null) return { no: known, isNew: false };
  }
  const hashes = full ? [overflow] : grouping.hashes;
  const key = full ? `grp_${Buffer.from(envelope.errorClass).toString('hex').slice(0, 24)}` : `grp_${grouping.hashes[0]?.hash.slice(0, 16) ?? ''}`; // prettier-ignore
  const no = insertGroup(db, {
    key,
    error_class: envelope.errorClass,
    component: full ? 'many' : envelope.component,
    layer: envelope.layer,
    title: full ? `Errors of this class beyond ${mostGroups} groups` : envelope.message.slice(0, titleChars),
    exception_type: full ? null : (envelope.exceptionChain[0]?.type ?? null),
    frame: full ? null : envelope.frame,
    rule: full ? 'the class alone: there are too many groups' : grouping.rule,
    severity_number: envelope.severityNumber,
    first_seen: envelope.occurredAt,
  });
  putGroupHashes(db, no, hashes);
  return { no, isNew: true };
}

export function tallyGroups(db: WriteDb, counted: ReadonlyMap<number, Counted>, { journal, nowMs }: { journal: Pick<Journal, 'append'>; nowMs: number }): void {
  for (const [no, { envelopes, isNew }] of counted) {
    const group = groupByNo(db, no);
    const first = envelopes[0];
    if (group === null || first === undefined) continue;
    const data = { group: group.key, title: group.title, errorClass: group.error_class, component: group.component };
    const tell = (type: 'error.first_seen' | 'error.regressed', { errorId, release, correlationId, occurredAt }: ErrorEnvelope, more: Record<string, string | null> = {}): void => {
      const told = { ...data, errorId, release, severity: first.severity, ...more };
      journal.append(db, { type, source: 'errors', subject: group.component, time: occurredAt, data: told, ...(correlationId !== null && { correlationId }) });
    };
    const again = envelopes.find((one) => isRegression(standingOf(group), one.release));
    countInGroup(db, no, changed(group, envelopes));
    for (const [hour, count] of hoursOf(envelopes)) countInHour(db, no, hour, count);
    if (isNew) tell('error.first_seen', first);
    if (again === undefined) continue;
    putGroupState(db, no, { state: 'open', state_at: nowMs, state_by: null, state_note: null, resolved_in: group.resolved_in, resolved_how: group.resolved_how, archived_until: null, regressed_at: again.occurredAt, regressed_in: again.release });
    tell('error.regressed', again, { fixedIn: group.resolved_in });
  }
} // prettier-ignore

const standingOf = (group: GroupRow) => ({ state: group.state, resolvedIn: group.resolved_in, resolvedHow: group.resolved_how }); // prettier-ignore

function changed(group: GroupRow, envelopes: readonly ErrorEnvelope[]) {
  let { severity_number, first_seen, last_seen } = group;
  const releases = JSON.parse(group.releases) as string[];
  for (const { severityNumber, occurredAt, release } of envelopes) {
    severity_number = Math.max(severity_number, severityNumber);
    first_seen = Math.min(first_seen, occurredAt);
    last_seen = Math.max(last_seen, occurredAt);
    if (release !== null && !releases.includes(release)) releases.push(release);
  }
  return {
    count: group.count + envelopes.length,
    severity_number,
    first_seen,
    last_seen,
    releases: JSON.stringify(releases.slice(-keptReleases)),
    since_resolved: group.state === 'resolved' ? group.since_resolved + envelopes.length : 0,
  };
}

function hoursOf(envelopes: readonly ErrorEnvelope[]): Map<number, number> {
  const hours = new Map<number, number>();
  for (const { occurredAt } of envelopes) {
    const hour = Math.floor(occurredAt / 3_600_000);
    hours.set(hour, (hours.get(hour) ?? 0) + 1);
  }
  return hours;
}
