// Incidents as of a moment: the list, one of them whole, and what helps to understand it, out of the record alone.
import { summaryOf } from '#shared/model/incident/incident.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { errorsIn } from '../incidents/errors-in.ts';
import { firedAgain, type Until } from '../incidents/fired-again.ts';
import { incidentAids } from '../incidents/incident-aids.ts';
import { detailOf } from '../incidents/incident-detail.ts';
import { incidentAt, incidentsAt } from '../incidents/incidents-at.ts';
import type { Span } from '../incidents/look-back.ts';
import { learntAt, learntForIncidents } from '../learning/learnt-at.ts';
import type { ReadDb } from '../store/database.ts';
import { heldFeed } from './held-feed.ts';
import type { PastAnswers, PastMoment } from './past.ts';

export function incidentsPast(read: ReadDb) {
  return {
    feed: (_input: unknown, moment: PastMoment, signal: AbortSignal | undefined) => {
      const until = untilOf(moment);
      return heldFeed(
        incidentsAt(read, moment).map((one) => summaryOf(one, firedAgain(read, one, until))),
        signal,
      );
    },
    get: ({ id }: { id: string }, moment: PastMoment) => {
      const { incident, merged } = found(incidentAt(read, id, moment));
      return detailOf(read, incident, { merged, closeReasons: [], until: untilOf(moment) });
    },
    aids: ({ id }: { id: string }, moment: PastMoment) => {
      const incidents = incidentsAt(read, moment);
      const elsewhere = {
        errorsIn: (span: Span) => errorsIn(read, span),
        ...learntForIncidents(learntAt(read, moment)),
      };
      return incidentAids(read, found(incidents.find((one) => one.id === id)), {
        ...elsewhere,
        incidents,
        until: untilOf(moment),
      });
    },
  } satisfies PastAnswers['incidents'];
}

const untilOf = ({ at, known }: PastMoment): Until => ({ toMs: at, recordedBy: known === 'then' ? at : Number.MAX_SAFE_INTEGER }); // prettier-ignore

function found<T>(one: T | null | undefined): T {
  if (one === null || one === undefined) throw new OpsError('not_found', 'There was no such incident at that moment.');
  return one;
}
