// Incidents out of a record that somebody else may be writing: it is only read. For the command line.
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { summaryOf, type IncidentSummary } from '#shared/model/incident/incident.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { openForReading, type ReadDb } from '../store/database.ts';
import { incidentOfNumber, listIncidents, mergedInto, readIncident } from '../store/incident-rows.ts';
import { firedAgain, untilNow } from './fired-again.ts';
import { detailOf } from './incident-detail.ts';

/** @throws OpsError `not_found`, `conflict`: there is no record, or none that can be read. */
export function readIncidents(file: string): IncidentSummary[] {
  return reading(file, (read) => listIncidents(read).map((one) => summaryOf(one, firedAgain(read, one))));
}

/** @param named `INC-3`, `3`, or the id. @throws OpsError as above, and `not_found` for no such incident. */
export function readIncidentNamed(file: string, named: string): IncidentDetail {
  return reading(file, (read) => {
    const [, number] = /^(?:inc-)?(\d{1,9})$/i.exec(named) ?? [];
    const incident = number === undefined ? readIncident(read, named) : incidentOfNumber(read, Number(number));
    if (incident === null) throw new OpsError('not_found', `there is no incident ${named} in ${file}`);
    return detailOf(read, incident, { merged: mergedInto(read, incident.id), closeReasons: [], until: untilNow });
  });
}

function reading<T>(file: string, ask: (read: ReadDb) => T): T {
  const read = openForReading(file);
  try {
    return ask(read);
  } finally {
    read.close();
  }
}
