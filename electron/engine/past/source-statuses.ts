// How fresh each source was at a moment, out of what was recorded of it.
import type { Freshness, SourceStatus } from '#shared/model/system.ts';
import { freshnessSchema, type JournalEvent } from '#shared/model/system.ts';
import { keptParts } from '../incidents/kept-parts.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsOfTypeAt } from '../store/moment-rows.ts';
import type { PastMoment } from './past.ts';
import { watchedThen, type WatchedThen } from './watched-then.ts';

const names: Record<string, string> = {
  docker: 'Docker',
  kubernetes: 'Kubernetes',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
};
/** These are always shown, so that a screen without data says why. */
const always = ['docker', 'kubernetes'];
/** The newest states that are looked at; a source that was not among the last of them is as good as unknown. */
const mostStates = 2000;

type Told = { source: string; state: Freshness; reason: string; warning?: string | undefined; event: JournalEvent };

/**
 * Every source that was ever followed up to the moment. Live is said only of what was live and of which the record knows no
 * better; where this console did not run, or its machine slept, it is stale with that reason.
 */
export function sourceStatusesAt(read: ReadDb, moment: PastMoment): SourceStatus[] {
  const all = toldStatusesAt(read, moment);
  return all.map((one) => (isEvicted(read, one.key, moment.at) ? { ...one, ...evictedStatus(moment.at) } : one));
}

/** What is left of such a time tells neither that it was followed nor that it was not. */
function isEvicted(read: ReadDb, source: string, at: number): boolean {
  return keptParts(read, source, { fromMs: at, toMs: at }).length === 0;
}

const evictedStatus = (at: number): Pick<SourceStatus, 'state' | 'since' | 'reason' | 'seenAt'> => ({ state: 'off', since: at, reason: 'what was recorded of it at this time was evicted', seenAt: null }); // prettier-ignore

function toldStatusesAt(read: ReadDb, moment: PastMoment): SourceStatus[] {
  const watched = watchedThen(read, moment.at);
  const told = new Map<string, Told>();
  for (const event of eventsOfTypeAt(read, 'source.state', moment, mostStates)) {
    const one = toldOf(event);
    if (one && !told.has(one.source)) told.set(one.source, one);
  }
  const covered = moment.known === 'then' ? [] : eventsOfTypeAt(read, 'source.covered', { at: Number.MAX_SAFE_INTEGER, known: 'now' }, mostStates); // prettier-ignore
  const statuses = [...told.values()].map((one) => statusOf(one, watched, moment.at, covered));
  for (const key of always.filter((name) => !told.has(name)))
    statuses.push({ key, name: names[key] ?? key, state: 'off', since: moment.at, reason: 'it was not followed then', seenAt: null }); // prettier-ignore
  return statuses;
}

/** @returns how fresh one source was; `off` where it was never followed. */
export function sourceStatusAt(read: ReadDb, key: string, moment: PastMoment): SourceStatus {
  const found = sourceStatusesAt(read, moment).find((one) => one.key === key);
  if (found !== undefined) return found;
  const none = { key, name: names[key] ?? key, state: 'off' as const, since: moment.at, reason: 'it was not followed then', seenAt: null }; // prettier-ignore
  return isEvicted(read, key, moment.at) ? { ...none, ...evictedStatus(moment.at) } : none;
}

function toldOf(event: JournalEvent): Told | null {
  const { source, to, reason, warning } = Object(event.data) as Record<string, unknown>;
  const state = freshnessSchema.safeParse(to);
  if (typeof source !== 'string' || !state.success) return null;
  return {
    source,
    state: state.data,
    reason: typeof reason === 'string' ? reason : '',
    warning: typeof warning === 'string' ? warning : undefined,
    event,
  };
}

function statusOf(told: Told, watched: WatchedThen, at: number, covered: readonly JournalEvent[]): SourceStatus {
  const { source: key, state, reason, warning, event } = told;
  const base = { key, name: names[key] ?? key, ...(warning !== undefined && { warning }) };
  const lasted = { ...base, state, since: event.time, reason, seenAt: state === 'live' ? at : null };
  if (state === 'off') return lasted;
  if (!watched.watched) return { ...base, state: 'stale', since: watched.since ?? at, reason: watched.reason, seenAt: watched.since }; // prettier-ignore
  if (event.sequence < watched.sequence)
    return { ...base, state: 'off', since: watched.since, reason: 'it was not followed yet since Ready Room was started', seenAt: null }; // prettier-ignore
  return state === 'live' ? (unheard(base, told, at, covered) ?? lasted) : lasted;
}

/** It seemed live, and only later it was clear that nothing had been heard of it any more. */
function unheard(
  base: Pick<SourceStatus, 'key' | 'name'>,
  { source, event }: Told,
  at: number,
  covered: readonly JournalEvent[],
): SourceStatus | null {
  for (const { data } of covered) {
    const { source: of, from, to, reason } = Object(data) as Record<string, unknown>;
    if (of !== source || typeof from !== 'number' || typeof to !== 'number') continue;
    if (from < event.time || from > at || to >= at) continue;
    const why = typeof reason === 'string' && reason !== '' ? reason : 'it was no longer followed';
    return { ...base, state: 'stale', since: to, reason: why, seenAt: to };
  }
  return null;
}
