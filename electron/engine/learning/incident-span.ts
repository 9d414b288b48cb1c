// The time of an incident that controls are tried on.
import { beganAt, type Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';

export interface IncidentSpan {
  fromMs: number;
  toMs: number;
  /** When it was over; null while it is not. */
  overAtMs: number | null;
}

/** From its beginning to when it was over, or to now. Controls of an incident still to be told of end with the clock. */
export function incidentSpan(
  { milestones, declaredAt }: Pick<Incident, 'milestones' | 'declaredAt'>,
  nowMs: number,
): IncidentSpan {
  // prettier-ignore
  const over = milestoneOf(milestones, 'impact_ended') ?? milestoneOf(milestones, 'resolved') ?? milestoneOf(milestones, 'mitigated'); // prettier-ignore
  const fromMs = beganAt({ milestones, declaredAt });
  const overAtMs = over?.occurredAt ?? null;
  return { fromMs, toMs: Math.max(fromMs, overAtMs ?? nowMs), overAtMs };
}
