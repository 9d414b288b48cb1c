// The times whose record is evidence of an incident, and is kept when the rest grows old.
import { beganAt } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import type { ReadDb } from '../store/database.ts';
import { listIncidents } from '../store/incident-rows.ts';

export interface EvidenceSpan {
  incidentId: string;
  fromMs: number;
  toMs: number;
}

/** What came right before and right after tells as much as the incident itself. */
const marginMs = 60 * 60_000;

/** Of every incident but cancelled ones; of one that is not over, to the end of time. */
export function evidenceSpans(read: ReadDb): EvidenceSpan[] {
  return listIncidents(read)
    .filter(({ status }) => status !== 'cancelled')
    .map((incident) => {
      const { id, lookedFromMs, milestones, status, statusSince } = incident;
      const over = milestoneOf(milestones, 'resolved')?.occurredAt ?? statusSince;
      const toMs = isOpen(status) ? Number.MAX_SAFE_INTEGER : over + marginMs;
      return { incidentId: id, fromMs: Math.min(lookedFromMs, beganAt(incident) - marginMs), toMs };
    });
}
