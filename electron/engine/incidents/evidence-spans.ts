// The times whose record is evidence of an incident, and is kept when the rest grows old.
import { beganAt, type Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import type { SpanMs } from '#shared/model/span.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { listIncidents } from '../store/incident-rows.ts';

export interface EvidenceSpan extends SpanMs {
  incidentId: string;
}

/** What came right before and right after tells as much as the incident itself. */
const marginMs = 60 * 60_000;

/** Of every incident but cancelled ones. */
export function evidenceSpans(read: ReadDb | WriteDb): EvidenceSpan[] {
  return listIncidents(read).flatMap((incident) => {
    const span = evidenceSpan(incident);
    return span === null ? [] : [{ incidentId: incident.id, ...span }];
  });
}

/** Of one that is not over, to the end of time; null of one that was cancelled. */
export function evidenceSpan(incident: Incident): SpanMs | null {
  const { lookedFromMs, milestones, status, statusSince } = incident;
  if (status === 'cancelled') return null;
  const fromMs = Math.min(lookedFromMs, beganAt(incident) - marginMs);
  if (isOpen(status)) return { fromMs, toMs: Number.MAX_SAFE_INTEGER };
  const over = milestoneOf(milestones, 'resolved')?.occurredAt ?? statusSince;
  // One that is told to have been over before it was noticed ends when it was.
  return { fromMs, toMs: Math.max(over, beganAt(incident)) + marginMs };
}
