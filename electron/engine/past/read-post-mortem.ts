// A post-mortem out of a record that somebody else may be writing: it is only read. For the command line.
import { OpsError } from '#shared/model/ops-error.ts';
import { openForReading } from '../store/database.ts';
import { incidentOfNumber, readIncident } from '../store/incident-rows.ts';
import { learningPast } from './learning.ts';

/**
 * As it stands at `now`, as a whole file.
 * @param named `INC-3`, `3`, or the id
 * @throws OpsError `not_found`, `conflict`: there is no record, none that can be read, or no such incident
 */
export function readPostMortem(file: string, named: string, format: 'markdown' | 'html', now: number): string {
  const read = openForReading(file);
  try {
    const [, number] = /^(?:inc-)?(\d{1,9})$/i.exec(named) ?? [];
    const incident = number === undefined ? readIncident(read, named) : incidentOfNumber(read, Number(number));
    if (incident === null) throw new OpsError('not_found', `there is no incident ${named} in ${file}`);
    const { export: pieceOf } = learningPast(read);
    const pieces: string[] = [];
    for (let offset: number | null = 0; offset !== null;) {
      const piece = pieceOf({ id: incident.id, format, zone: 'UTC', offset }, { at: now, known: 'now' });
      pieces.push(piece.text);
      offset = piece.next;
    }
    return pieces.join('');
  } finally {
    read.close();
  }
}
