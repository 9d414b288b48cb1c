// Whether an incident is one that was closed before: of the same class, and not long after.
import type { Incident } from '../incident/incident.ts';
import { beganAt } from '../incident/incident.ts';
import { milestoneOf } from '../incident/milestone.ts';
import type { ClassCounts } from './playbook.ts';

export const recursWithinMs = 90 * 86_400_000;

type Told = Pick<Incident, 'id' | 'number' | 'title' | 'class' | 'status' | 'kind' | 'declaredAt' | 'milestones'>;

/** Exercises, tests, and what was taken back or merged are none that came again. */
const counts = ({ status, kind }: Told): boolean =>
  status !== 'cancelled' && status !== 'merged' && kind !== 'drill' && kind !== 'test';

export interface Earlier<T> {
  incident: T;
  closedAt: number;
}

/** Incidents of its class that were closed within 90 days before it began, the last one closed first. */
export function recursOf<T extends Told>(incident: Told, others: Iterable<T>): Earlier<T>[] {
  if (incident.class === '' || !counts(incident)) return [];
  const began = beganAt(incident);
  const found: Earlier<T>[] = [];
  for (const other of others) {
    if (other.id === incident.id || other.class !== incident.class || !counts(other)) continue;
    // What was closed and opened again since was closed all the same when this one began.
    const closed = other.milestones.findLast(({ type, occurredAt }) => type === 'closed' && occurredAt <= began);
    if (closed !== undefined && began - closed.occurredAt <= recursWithinMs) found.push({ incident: other, closedAt: closed.occurredAt }); // prettier-ignore
  }
  return found.toSorted((a, b) => b.closedAt - a.closedAt);
}

/** @param incidents of one class. */
export function classCounts<T extends Told>(
  incidents: readonly T[],
  { replayable, proven }: { replayable: (incident: T) => boolean; proven: (incident: T) => boolean },
): ClassCounts {
  const real = incidents.filter(counts);
  const closed = real.filter(
    ({ status, milestones }) => status === 'closed' && milestoneOf(milestones, 'closed') !== null,
  );
  return {
    incidents: real.length,
    open: real.filter(({ status }) => status !== 'closed').length,
    closed: closed.length,
    replayable: real.filter(replayable).length,
    proven: real.filter(proven).length,
    repeats: real.filter((one) => recursOf(one, real).length > 0).length,
  };
}
