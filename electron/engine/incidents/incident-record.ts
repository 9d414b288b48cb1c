// The one way an incident changes: an event of the journal, and the incident made of it, in one task of the writer. What is
// refused there leaves no trace.
import type { Json } from '#shared/model/facts.ts';
import { incidentName, type Incident } from '#shared/model/incident/incident.ts';
import type { IncidentEventData, IncidentEventType } from '#shared/model/incident/incident-event.ts';
import { stepIncident } from '#shared/model/incident/step-incident.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { eventOfSequence, indexIncidentEvent, putIncident, readIncident } from '../store/incident-rows.ts';
import type { Writer } from '../store/writer.ts';
import { aboutIncidents } from './incidents-at.ts';

export interface NewChange<T extends IncidentEventType = IncidentEventType> {
  type: T;
  data: IncidentEventData<T>;
  /** When it happened, if not just now. */
  time?: number | undefined;
}

/** An incident is shown whole in one message; what would make it larger is refused. */
const mostTextLength = 700_000;

export interface IncidentRecord {
  /**
   * `make` sees the incident as it is at the moment of writing, and throws what it refuses.
   * @throws OpsError `not_found`, `too_large`, and what `make` throws.
   */
  change: <T extends IncidentEventType>(id: string, make: (incident: Incident, db: WriteDb) => NewChange<T>) => Promise<Incident>; // prettier-ignore
  declare: (id: string, make: (db: WriteDb) => NewChange<'incident.declared'>) => Promise<Incident>;
}

export function createIncidentRecord({ writer, journal }: { writer: Writer; journal: Journal }): IncidentRecord {
  const append = (db: WriteDb, before: Incident | null, id: string, { type, data, time }: NewChange): Incident => {
    const by = 'by' in data && data.by !== undefined ? `person:${data.by}` : 'engine';
    const sequence = journal.append(db, { type, source: by, subject: id, correlationId: id, ...(time === undefined ? {} : { time }), data: data as unknown as Json }); // prettier-ignore
    const event = eventOfSequence(db, sequence);
    const after = event === null ? null : stepIncident(before, event);
    if (event === null || after === null) throw new Error(`the event ${sequence} of the incident ${id} cannot be read back`); // prettier-ignore
    if (JSON.stringify(after).length > mostTextLength) {
      throw new OpsError('too_large', `${incidentName(after)} holds as much as one can; put what follows into a file and link it.`); // prettier-ignore
    }
    putIncident(db, after);
    indexIncidentEvent(db, aboutIncidents(event), sequence);
    return after;
  };
  return {
    change: (id, make) =>
      writer.write('audit', (db) => {
        const before = incidentOf(db, id);
        return append(db, before, id, make(before, db));
      }),
    declare: (id, make) => writer.write('audit', (db) => append(db, null, id, make(db))),
  };
}

/** @throws OpsError `not_found`. */
export function incidentOf(db: ReadDb | WriteDb, id: string): Incident {
  const found = readIncident(db, id);
  if (found === null) throw new OpsError('not_found', `There is no incident ${id}.`);
  return found;
}
