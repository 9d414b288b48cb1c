// An incident as its bundle is asked for: by id or by the name that people use, and with its time.
import { beganAt, incidentName, type Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import type { BundledIncident } from '#shared/model/bundle/manifest.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { ReadDb } from '../store/database.ts';
import { incidentOfNumber, listIncidents, mergedInto, readIncident } from '../store/incident-rows.ts';

export interface BundledSpan {
  incident: BundledIncident;
  fromMs: number;
  toMs: number;
  pinned: readonly number[];
}

/** @param asked an id, or INC-3, or 3. @throws OpsError `not_found` that says which incidents there are. */
export function bundledIncident(read: ReadDb, asked: string, now: number): BundledSpan {
  const number = /^(?:INC-)?(\d{1,9})$/i.exec(asked)?.[1];
  const found = readIncident(read, asked) ?? (number === undefined ? null : incidentOfNumber(read, Number(number)));
  if (found === null)
    throw new OpsError('not_found', `There is no incident ${asked}; ${thereAre(listIncidents(read))}`);
  const { id, title, pins } = found;
  // What was merged into it is part of it, and may have begun before it or lasted longer.
  const all = [found, ...mergedInto(read, id)];
  const fromMs = Math.min(...all.map(beganAt));
  return {
    incident: { id, label: incidentName(found), title },
    fromMs,
    toMs: Math.max(fromMs, ...all.map((one) => overAt(one, now))),
    pinned: pins,
  };
}

/** One that was merged while it was open was over, as far as anybody said, when it became part of another. */
function overAt({ status, statusSince, milestones }: Incident, now: number): number {
  return isOpen(status) ? now : (milestoneOf(milestones, 'resolved')?.occurredAt ?? statusSince);
}

function thereAre(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return 'none was declared in this record.';
  const newest = incidents.slice(-5).map((one) => `${incidentName(one)} (${one.title.slice(0, 60)})`);
  return `there ${incidents.length === 1 ? 'is' : 'are'} ${newest.join(', ')}${incidents.length > 5 ? ' and older ones' : ''}.`;
}
