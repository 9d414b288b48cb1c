// One incident whole, with its history and that of those merged into it.
import { changesShown, type IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { changeOf } from '#shared/model/incident/history-words.ts';
import { summaryOf, type Incident } from '#shared/model/incident/incident.ts';
import type { ReadDb } from '../store/database.ts';
import { incidentEvents } from '../store/incident-rows.ts';
import { firedAgain, type Until } from './fired-again.ts';

interface Beside {
  /** Those merged into it. */
  merged: readonly Incident[];
  closeReasons: string[];
  until: Until;
}

/** Texts are in the words themselves; a line of the history shows how each begins. */
const longestLine = 400;

export function detailOf(read: ReadDb, incident: Incident, { merged, closeReasons, until }: Beside): IncidentDetail {
  const numbers = new Map(merged.map(({ id, number }) => [id, number]));
  const events = incidentEvents(read, [incident.id, ...numbers.keys()], mostEvents).filter(
    ({ time, recordedTime }) => time <= until.toMs && recordedTime <= until.recordedBy,
  );
  const history = events.flatMap((event) => {
    const change = changeOf(event, numbers.get(event.subject ?? '') ?? null);
    return change === null ? [] : [{ ...change, words: shortened(change.words) }];
  });
  return {
    incident,
    history: history.slice(-changesShown),
    changes: history.length,
    merged: merged.map((one) => summaryOf(one, [])),
    firedAgain: firedAgain(read, incident, until),
    closeReasons,
  };
}

const mostEvents = 10_000;
const shortened = (words: string): string => (words.length > longestLine ? `${words.slice(0, longestLine - 1)}…` : words); // prettier-ignore
