// The groups as operators are told of them: kept in memory with their counts of the last day, told to screens as they change,
// and looked at anew every minute, because a state may follow from time alone.
import type { ErrorLayer } from '#shared/model/errors/error-class.ts';
import { hourMs } from '#shared/model/errors/group-state.ts';
import { incidentOfGroup, type GroupFacts } from '#shared/model/errors/incident-of-group.ts';
import { isAtLeast } from '#shared/model/errors/operator-severity.ts';
import type { OperatorSeverity, OpsIncident } from '#shared/model/errors/ops-models.ts';
import { createBroadcast, type Broadcast } from '../feeds/feed.ts';
import type { ReadDb } from '../store/database.ts';
import { groupByNo, hourCounts, hourCountsOf, listGroups, type GroupRow } from '../store/error-group-rows.ts';

export interface GroupBoard {
  subscribe: Broadcast<OpsIncident>['subscribe'];
  get: (key: string) => OpsIncident | undefined;
  /** Groups with an error in the time, of a component and a severity where named. In no order, whole. */
  activeIncidents: (since: number, until: number, component?: string, minSeverity?: OperatorSeverity) => OpsIncident[];
  /** These changed in the record, by number. */
  changed: (numbers: readonly number[]) => void;
  /** States that follow from time alone. */
  look: () => void;
}

const shownHours = 24;

interface Kept {
  facts: GroupFacts;
  /** By hour since the epoch. */
  hours: Map<number, number>;
  told: OpsIncident;
}

export function createGroupBoard(read: ReadDb, now: () => number): GroupBoard {
  const groups = new Map<string, Kept>();
  const broadcast = createBroadcast<OpsIncident>({
    entryOf: (key) => groups.get(key)?.told,
    entries: () => [...groups.values()].map(({ told }) => told),
  });
  const hourNow = (): number => Math.floor(now() / hourMs);
  const put = (facts: GroupFacts, hours: Map<number, number>): void => {
    groups.set(facts.key, { facts, hours, told: incidentOfGroup(facts, hourlyOf(hours, hourNow()), now()) });
  };
  const byNumber = new Map<number, Map<number, number>>();
  for (const { groupNo, hour, count } of hourCounts(read, hourNow() - shownHours + 1)) {
    const hours = byNumber.get(groupNo) ?? new Map<number, number>();
    byNumber.set(groupNo, hours.set(hour, count));
  }
  for (const row of listGroups(read)) put(factsOf(row), byNumber.get(row.no) ?? new Map());
  byNumber.clear();

  return {
    subscribe: broadcast.subscribe,
    get: (key) => groups.get(key)?.told,
    activeIncidents: (since, until, component, minSeverity = 'info') =>
      [...groups.values()].flatMap(({ told }) => {
        const inTime = told.lastSeenAt >= since && told.firstSeenAt <= until;
        const asked = (component === undefined || told.component === component) && isAtLeast(told.severity, minSeverity); // prettier-ignore
        return inTime && asked ? [told] : [];
      }),
    changed: (numbers) => {
      for (const no of numbers) {
        const row = groupByNo(read, no);
        if (row === null) continue;
        put(factsOf(row), new Map(hourCountsOf(read, no, hourNow() - shownHours + 1).map(({ hour, count }) => [hour, count]))); // prettier-ignore
        broadcast.touch(row.key);
      }
    },
    look: () => {
      for (const [key, { facts, hours, told }] of groups) {
        const next = incidentOfGroup(facts, hourlyOf(hours, hourNow()), now());
        if (sameTold(told, next)) continue;
        put(facts, hours);
        broadcast.touch(key);
      }
    },
  };
}

/** The oldest first; the last is the hour under way. */
export const hourlyOf = (hours: ReadonlyMap<number, number>, hourNow: number): number[] =>
  Array.from({ length: shownHours }, (_, at) => hours.get(hourNow - shownHours + 1 + at) ?? 0);

const sameTold = (a: OpsIncident, b: OpsIncident): boolean =>
  a.state === b.state && a.severity === b.severity && a.stateReason === b.stateReason && a.hourly.every((count, at) => count === b.hourly[at]); // prettier-ignore

export function factsOf(row: GroupRow): GroupFacts {
  return {
    key: row.key,
    errorClass: row.error_class,
    component: row.component,
    layer: row.layer as ErrorLayer,
    title: row.title,
    exceptionType: row.exception_type,
    frame: row.frame,
    severityNumber: row.severity_number,
    count: row.count,
    firstSeenAt: row.first_seen,
    lastSeenAt: row.last_seen,
    releases: JSON.parse(row.releases) as string[],
    state: row.state,
    resolvedIn: row.resolved_in,
    resolvedHow: row.resolved_how,
    archivedUntil: row.archived_until,
    regressedAt: row.regressed_at,
    regressedIn: row.regressed_in,
    sinceResolved: row.since_resolved,
  };
}
