// Incidents out of the journal alone: as they stood at a moment, and all of them made anew.
import type { Incident } from '#shared/model/incident/incident.ts';
import { beganAt } from '#shared/model/incident/incident.ts';
import { mergedOf } from '#shared/model/incident/merged-of.ts';
import { incidentEventOf } from '#shared/model/incident/incident-event.ts';
import { stepIncident } from '#shared/model/incident/step-incident.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import type { PastMoment } from '../past/past.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { clearIncidents, incidentEventsAfter, indexIncidentEvent, putIncident } from '../store/incident-rows.ts';

/** All incidents after these events, which are in the order in which they were recorded. */
function fold(events: Iterable<JournalEvent>): Map<string, Incident> {
  const all = new Map<string, Incident>();
  for (const event of events) {
    const before = all.get(event.subject ?? '') ?? null;
    const after = stepIncident(before, event);
    if (after !== null && after !== before) all.set(after.id, after);
  }
  return all;
}

/** What was read of each record stays, as a moment that is dragged asks for all of it again and again. */
const kept = new WeakMap<ReadDb, JournalEvent[]>();
function allEvents(read: ReadDb): readonly JournalEvent[] {
  const known = kept.get(read) ?? [];
  known.push(...incidentEventsAfter(read, known.at(-1)?.sequence ?? 0));
  kept.set(read, known);
  return known;
}

/**
 * Incidents as of a moment, the oldest first. `then`: as they were known. `now`: as today's knowledge has them at that time,
 * so that one declared later is there from its beginning on.
 */
export const incidentsAt = (read: ReadDb, moment: PastMoment): Incident[] => asOf(allEvents(read), moment);

/** One of them, with those that were part of it; nothing else is looked at. Null where there was none. */
export function incidentAt(
  read: ReadDb,
  id: string,
  moment: PastMoment,
): { incident: Incident; merged: Incident[] } | null {
  const all = allEvents(read);
  const about = new Set<string | null>([id]);
  // What was merged into one of them is part of it too.
  for (let before = 0; before < about.size;) {
    before = about.size;
    for (const event of all) if (aboutIncidents(event).some((one) => about.has(one))) about.add(event.subject);
  }
  const found = asOf(all.filter(({ subject }) => about.has(subject)), moment); // prettier-ignore
  const incident = found.find((one) => one.id === id);
  return incident === undefined ? null : { incident, merged: mergedOf(found, id, (one) => one.id) };
}

function asOf(events: readonly JournalEvent[], { at, known }: PastMoment): Incident[] {
  if (known === 'then') return [...fold(events.filter(({ recordedTime }) => recordedTime <= at)).values()];
  const began = new Set([...fold(events).values()].filter((one) => Math.min(beganAt(one), one.declaredAt) <= at).map(({ id }) => id)); // prettier-ignore
  return [...fold(events.filter((event) => began.has(event.subject ?? '') && isSo(event, at))).values()];
}

/** Whether what the event says was so by then: most are so when they are said, some long before. */
function isSo(event: JournalEvent, at: number): boolean {
  if (event.type === 'incident.declared') return true;
  const read = incidentEventOf(event);
  return (read?.type === 'incident.reached' ? read.data.occurredAt : event.time) <= at;
}

/** Ids of all that an event is about: merging is about two. */
export function aboutIncidents(event: Pick<JournalEvent, 'type' | 'data' | 'subject'>): string[] {
  const read = incidentEventOf(event);
  const own = event.subject === null ? [] : [event.subject];
  if (read?.type === 'incident.merged') return [...own, read.data.into];
  if (read?.type === 'incident.unmerged') return [...own, read.data.from];
  return own;
}

/** Throws the projection away and makes it anew of the journal. To be called inside a writer's task. */
export function rebuildIncidents(db: WriteDb): void {
  clearIncidents(db);
  const events = incidentEventsAfter(db, 0);
  for (const event of events) indexIncidentEvent(db, aboutIncidents(event), event.sequence);
  for (const incident of fold(events).values()) putIncident(db, incident);
}
