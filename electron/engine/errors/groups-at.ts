// Failures as of a past moment: counted anew out of the envelopes that there were, with what people had said of each by then.
import { hourMs } from '#shared/model/errors/group-state.ts';
import { incidentOfGroup, type GroupFacts } from '#shared/model/errors/incident-of-group.ts';
import type { OpsIncident } from '#shared/model/errors/ops-models.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { ReadDb } from '../store/database.ts';
import { groupsThen, hoursThen, listGroups } from '../store/error-group-rows.ts';
import { errorTimeline } from '../store/error-rows.ts';
import { eventsInSpan } from '../store/journal-times.ts';
import { factsOf, hourlyOf } from './group-board.ts';
import type { AsOf } from './ops-service.ts';

const words = ['error.resolved', 'error.archived', 'error.reopened', 'error.regressed'] as const;
const mostWords = 10_000;
const dayMs = 24 * hourMs;

/** Those of which an error had happened by then. Counts are of what is still kept: envelopes are cleaned up after 90 days. */
export function groupsAt(read: ReadDb, { atMs, recordedBy = Number.MAX_SAFE_INTEGER }: AsOf): OpsIncident[] {
  const standings = standingsAt(read, atMs, recordedBy);
  const hourNow = Math.floor(atMs / hourMs);
  const hours = Map.groupBy(hoursThen(read, atMs - dayMs, atMs, recordedBy), ({ groupNo }) => groupNo);
  const rows = new Map(listGroups(read).map((row) => [row.no, row]));
  return groupsThen(read, atMs, recordedBy).flatMap((then): OpsIncident[] => {
    const row = rows.get(then.groupNo);
    if (row === undefined) return [];
    const standing = standings.get(row.key) ?? openStanding;
    const facts: GroupFacts = {
      ...factsOf(row),
      ...standing,
      severityNumber: then.gravest,
      count: then.count,
      firstSeenAt: then.firstAt,
      lastSeenAt: then.lastAt,
      releases: then.releases === null ? [] : then.releases.split(',').slice(-20),
      sinceResolved: standing.state === 'resolved' ? countSince(read, row.no, standing.at, atMs, recordedBy) : 0,
    };
    const counts = new Map((hours.get(row.no) ?? []).map(({ hour, count }) => [hour, count]));
    return [incidentOfGroup(facts, hourlyOf(counts, hourNow), atMs)];
  });
}

type Standing = Pick<GroupFacts, 'state' | 'resolvedIn' | 'resolvedHow' | 'archivedUntil' | 'regressedAt' | 'regressedIn'> & { at: number }; // prettier-ignore

const openStanding: Standing = { at: 0, state: 'open', resolvedIn: null, resolvedHow: null, archivedUntil: null, regressedAt: null, regressedIn: null }; // prettier-ignore

/** The last word on each, by key. */
function standingsAt(read: ReadDb, atMs: number, recordedBy: number): Map<string, Standing> {
  const events = eventsInSpan(read, { fromMs: 0, toMs: atMs, recordedBy, types: words, limit: mostWords });
  const standings = new Map<string, Standing>();
  for (const event of events.toReversed()) {
    const data = event.data as Record<string, unknown>;
    if (typeof data['group'] === 'string') standings.set(data['group'], standingOf(event, data));
  }
  return standings;
}

function standingOf({ type, time }: JournalEvent, data: Record<string, unknown>): Standing {
  const text = (name: string): string | null => (typeof data[name] === 'string' ? data[name] : null);
  const plain = { ...openStanding, at: time };
  if (type === 'error.regressed') return { ...plain, resolvedIn: text('fixedIn'), regressedAt: time, regressedIn: text('release') }; // prettier-ignore
  if (type === 'error.archived') return { ...plain, state: 'archived', archivedUntil: typeof data['archivedUntil'] === 'number' ? data['archivedUntil'] : null }; // prettier-ignore
  if (type !== 'error.resolved') return plain;
  return { ...plain, state: 'resolved', resolvedIn: text('resolvedIn'), resolvedHow: text('how') === 'after' ? 'after' : 'in' }; // prettier-ignore
}

function countSince(read: ReadDb, groupNo: number, fromMs: number, atMs: number, recordedBy: number): number {
  const found = errorTimeline(read, { fromMs, toMs: atMs + 1, bucketMs: atMs + 1, groupNo, recordedBy });
  return found.reduce((sum, { count }) => sum + count, 0);
}
