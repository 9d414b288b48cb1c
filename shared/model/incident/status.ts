// The states of an incident and what may follow each: pure, with refusals in words. Nothing is overwritten: opening one
// again is a transition like any other.
import { z } from 'zod';

export const incidentStatuses = ['triage', 'active', 'mitigated', 'resolved', 'closed', 'cancelled', 'merged'] as const;
export const incidentStatusSchema = z.enum(incidentStatuses);
export type IncidentStatus = z.infer<typeof incidentStatusSchema>;

/** Merging and un-merging name another incident, and are acts of their own. */
const next: Record<IncidentStatus, readonly IncidentStatus[]> = {
  triage: ['active', 'cancelled'],
  active: ['mitigated', 'resolved', 'cancelled'],
  mitigated: ['resolved', 'active', 'cancelled'],
  resolved: ['closed', 'active'],
  closed: ['active'],
  cancelled: ['triage'],
  merged: [],
};

/** The states a person can move one to by name. */
export const nextStatuses = (status: IncidentStatus): readonly IncidentStatus[] => next[status];

/** Somebody has still to do something about it. */
export const isOpen = (status: IncidentStatus): boolean =>
  status === 'triage' || status === 'active' || status === 'mitigated';

/** It was over, or at least better, and is taken up again. */
export const isReopening = (from: IncidentStatus, to: IncidentStatus): boolean =>
  (to === 'active' && from !== 'triage') || (from === 'cancelled' && to === 'triage');

/** A person has to say why. */
export const needsReason = (from: IncidentStatus, to: IncidentStatus): boolean =>
  to === 'cancelled' || isReopening(from, to);

export interface Move {
  to: IncidentStatus;
  reason: string;
}

/**
 * Why the move is not possible, in words that name what is; null where it is.
 * @param reasons what keeps it from being closed, of the rule on learning.
 */
export function moveRefusal(
  from: IncidentStatus,
  { to, reason }: Move,
  reasons: readonly string[] = [],
): string | null {
  if (from === to) return `It is ${from} already.`;
  if (!next[from].includes(to)) return `It cannot go from ${from} to ${to}. ${allowedInWords(from)}`;
  if (needsReason(from, to) && reason.trim() === '') {
    return to === 'cancelled' ? 'Say why it is cancelled.' : 'Say why it is opened again.';
  }
  if (to === 'closed' && reasons.length > 0) return `It cannot be closed yet: ${reasons.join('; ')}.`;
  return null;
}

function allowedInWords(from: IncidentStatus): string {
  const allowed = next[from];
  if (from === 'merged') return 'It is part of another incident; take it apart first.';
  return `From ${from} it can become ${allowed.join(' or ')}.`;
}

/** Why it cannot be merged into another; null where it can. */
export function mergeRefusal(from: IncidentStatus, into: IncidentStatus): string | null {
  if (from === 'merged') return 'It is part of another incident already; take it apart first.';
  if (from === 'closed') return 'It is closed; open it again first.';
  if (into === 'merged') return 'The other one is itself part of an incident; merge into that one.';
  if (into === 'closed' && from !== 'resolved' && from !== 'cancelled')
    return 'The other one is closed, and this one is not over; resolve it first, or open the other one again.';
  if (into === 'cancelled') return 'The other one is cancelled; merge it the other way round, or open it again.';
  return null;
}
