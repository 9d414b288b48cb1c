// Triggers of an incident that began to fire after it was resolved. They are shown beside it, never taken into it: whether
// it is the same thing again is for a person to say.
import type { FiredAgain, Incident } from '#shared/model/incident/incident.ts';
import { linked } from '#shared/model/incident/incident-link.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import type { ReadDb } from '../store/database.ts';
import { lastFired } from '../store/incident-rows.ts';

/** As of a moment: what happened up to `toMs` and had been recorded by `recordedBy`. */
export interface Until {
  toMs: number;
  recordedBy: number;
}
export const untilNow: Until = { toMs: Number.MAX_SAFE_INTEGER, recordedBy: Number.MAX_SAFE_INTEGER };

export function firedAgain(read: ReadDb, incident: Incident, until: Until = untilNow): FiredAgain[] {
  const { status, links, milestones } = incident;
  if (status !== 'resolved' && status !== 'closed') return [];
  const resolved = milestoneOf(milestones, 'resolved');
  if (resolved === null) return [];
  return linked(links, 'trigger').flatMap((trigger) => {
    const fired = lastFired(read, { trigger, ...until });
    return fired === null || fired.atMs <= resolved.occurredAt ? [] : [{ trigger, ...fired }];
  });
}
