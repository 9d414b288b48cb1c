// Each event of an incident as one line for people: what was done, in the words of the screen.
import { z } from 'zod';
import type { JournalEvent } from '../system.ts';
import {
  incidentEventOf,
  type IncidentEvent,
  type IncidentEventData,
  type IncidentEventType,
} from './incident-event.ts';
import { roleWords } from './incident.ts';
import { keptDashboardWords } from './kept-dashboard.ts';
import { milestoneWords } from './milestone.ts';

export const incidentChangeSchema = z.object({
  sequence: z.int(),
  type: z.string(),
  /** When it happened, and when it was written down. */
  time: z.number(),
  recordedTime: z.number(),
  by: z.string(),
  words: z.string(),
  /** The number of the incident it was about, where that one was merged into this; null for this one's own. */
  ofNumber: z.int().nullable(),
});
export type IncidentChange = z.infer<typeof incidentChangeSchema>;

/** Null for what is no event of an incident. */
export function incidentWordsOf(event: Pick<JournalEvent, 'type' | 'data'>): string | null {
  const read = incidentEventOf(event);
  return read === null ? null : wordsOf(read);
}

/** @param ofNumber of a merged incident, where it is shown with another. */
export function changeOf(event: JournalEvent, ofNumber: number | null): IncidentChange | null {
  const words = incidentWordsOf(event);
  if (words === null) return null;
  const { sequence, type, time, recordedTime, source } = event;
  return { sequence, type, time, recordedTime, by: source.replace(/^person:/, ''), words, ofNumber };
}

function wordsOf(event: IncidentEvent): string {
  return (words[event.type] as (data: never) => string)(event.data as never);
}

const severityWord = (severity: string): string =>
  severity === 'unknown' ? 'of unknown severity' : severity.toUpperCase();
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

const words: { [T in IncidentEventType]: (data: IncidentEventData<T>) => string } = {
  'incident.declared': ({ number, draft, found }) =>
    `Declared INC-${number} “${draft.title}” as ${severityWord(draft.severity)}${found.length === 0 ? '; the record showed nothing of the time before' : `; the record showed ${found.length} ${found.length === 1 ? 'thing' : 'things'} of the time before`}`, // prettier-ignore
  'incident.moved': ({ from, to, reason }) => `From ${from} to ${to}${because(reason)}`,
  'incident.graded': ({ severity, opsSeverity, reason }) =>
    `Severity ${severity === 'unknown' ? 'not known' : severityWord(severity)}, ${opsSeverity}${because(reason)}`,
  'incident.assigned': ({ role, person, held }) =>
    held ? `${person} is ${roleWords[role].toLowerCase()}` : `${person} is ${roleWords[role].toLowerCase()} no more`,
  'incident.reached': ({ milestone, confidence, note }) => `${milestoneWords[milestone]}${confidence === 'certain' ? '' : ` (${confidence})`}${because(note)}`, // prettier-ignore
  'incident.impact': ({ impact: { impacted, scope } }) =>
    `Impact on customers: ${impacted === null ? 'not known' : impacted ? 'yes' : 'none'}${because(scope)}`,
  'incident.described': ({ title, kind, class: named }) => `Described as “${title}”, ${kind.replace('_', ' ')}${named === '' ? '' : `, class ${named}`}`, // prettier-ignore
  'incident.linked': ({ link }) => `Linked with ${link.kind} ${link.title || link.target}`,
  'incident.unlinked': ({ link }) => `No longer linked with ${link.kind} ${link.title || link.target}`,
  'incident.merged': ({ number, intoNumber, reason }) => `INC-${number} merged into INC-${intoNumber}${because(reason)}`, // prettier-ignore
  'incident.unmerged': ({ number, fromNumber, reason }) => `INC-${number} taken out of INC-${fromNumber}${because(reason)}`, // prettier-ignore
  'incident.said': ({ word }) => `${word.supersedes === null ? 'Said' : 'Corrected'}, ${word.kind}, as ${word.epistemic}: ${word.text}`, // prettier-ignore
  'incident.pinned': ({ word, event, pinned }) => `${pinned ? 'Pinned' : 'Unpinned'} ${word === null ? `event ${event ?? ''}` : 'what was said'}`, // prettier-ignore
  'incident.frozen': ({ queries, refused, dashboards }) =>
    [
      ...(queries.length + refused.length > 0 || dashboards.length === 0 ? [`Kept the samples of ${queries.length} ${queries.length === 1 ? 'query' : 'queries'}${refused.length === 0 ? '' : `; not of ${refused.join(', ')}`}`] : []), // prettier-ignore
      ...dashboards.map(keptDashboardWords),
    ].join('; '),
};
