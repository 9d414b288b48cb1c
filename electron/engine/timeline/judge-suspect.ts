// A person's word on a change: that it is the cause, that it may be, or that it is cleared. Recorded by name, never undone:
// the last word counts.
import { OpsError } from '#shared/model/ops-error.ts';
import { changeOfEvent } from '#shared/model/suspects/change-of-event.ts';
import type { SuspectStatus } from '#shared/model/suspects/suspect.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsOfSequences } from '../store/timeline-rows.ts';
import type { Writer } from '../store/writer.ts';

export interface SuspectWord {
  incidentId: string;
  /** The number of the event that tells of the change. */
  change: number;
  status: SuspectStatus;
  reason: string;
  by: string;
}

export interface JudgeSuspectOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  journal: Pick<Journal, 'append'>;
  isIncident: (id: string) => boolean;
  safeText: (text: string) => string;
}

/** @throws OpsError `not_found`, `bad_input`. */
export function createJudgeSuspect({ read, writer, journal, isIncident, safeText }: JudgeSuspectOptions) {
  return async ({ incidentId, change, status, reason, by }: SuspectWord): Promise<void> => {
    if (!isIncident(incidentId)) throw new OpsError('not_found', 'There is no such incident.');
    const [event] = eventsOfSequences(read, [change]);
    if (event === undefined) throw new OpsError('not_found', `There is no event ${change} in the record.`);
    if (changeOfEvent(event) === null) throw new OpsError('bad_input', `Event ${change} (${event.type}) tells of no change.`); // prettier-ignore
    const data = { by, change, status, reason: safeText(reason) };
    await writer.write('audit', (db) => {
      journal.append(db, { type: 'incident.suspect', source: `person:${by}`, subject: incidentId, correlationId: incidentId, data }); // prettier-ignore
    });
  };
}
