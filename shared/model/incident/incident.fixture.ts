// For tests and pictures: incidents made the way the engine makes them, out of events, without a record.
import type { IncidentDetail } from './incident-detail.ts';
import type { Json } from '../facts.ts';
import type { JournalEvent } from '../system.ts';
import type { DeclareDraft } from './declare.ts';
import { changeOf } from './history-words.ts';
import type { IncidentEventData, IncidentEventType } from './incident-event.ts';
import type { Incident } from './incident.ts';
import { stepIncident } from './step-incident.ts';

export interface Told {
  events: JournalEvent[];
  incident: () => Incident;
  /** Something that happened at `time` and was recorded then, or later. */
  tell: <T extends IncidentEventType>(type: T, time: number, data: IncidentEventData<T>, recordedTime?: number) => Told;
}

export const plainDraft: DeclareDraft = { title: 'Attestations fail', summary: '', kind: 'real', class: '', severity: 'sev2', opsSeverity: 'urgent', detectedBy: 'alert', impactStart: null, detected: null, commander: '', links: [] }; // prettier-ignore

/** One that was declared at `at`. */
export function toldIncident(
  number: number,
  at: number,
  draft: Partial<DeclareDraft> = {},
  by = 'On-call engineer',
): Told {
  const id = `incident-${number}`;
  const events: JournalEvent[] = [];
  let incident: Incident | null = null;
  const told: Told = {
    events,
    incident: () => {
      if (incident === null) throw new Error('it was not declared');
      return incident;
    },
    tell: (type, time, data, recordedTime = time) => {
      const sequence = number * 1000 + events.length + 1;
      const event: JournalEvent = { sequence, id: `event-${sequence}`, type, source: 'by' in data ? `person:${data.by}` : 'engine', subject: id, time, recordedTime, data: data as unknown as Json }; // prettier-ignore
      events.push(event);
      incident = stepIncident(incident, event);
      return told;
    },
  };
  const from = { kind: 'palette' as const, key: '', title: '', atMs: null };
  return told.tell('incident.declared', at, { by, number, from, draft: { ...plainDraft, ...draft }, lookedFromMs: at - 3_600_000, found: [], counts: {} }); // prettier-ignore
}

export function toldDetail(told: Told, more: Partial<IncidentDetail> = {}): IncidentDetail {
  const history = told.events.flatMap((event) => changeOf(event, null) ?? []);
  return { incident: told.incident(), history, changes: history.length, merged: [], firedAgain: [], closeReasons: [], ...more }; // prettier-ignore
}
