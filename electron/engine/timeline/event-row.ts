// An event of the journal as a row of the timeline: its place, its words, what kind of statement it is, what corrected it.
import { wordsOfEvent } from '#shared/model/timeline/event-words.ts';
import { happenedAt, placeOfEvent, statementOf } from '#shared/model/timeline/lane.ts';
import type { TimelineEvent } from '#shared/model/timeline/timeline.ts';
import type { JournalEvent } from '#shared/model/system.ts';

const mostWords = 400;

/** What stands in the place of what: by the id of a word, the number of the event that says it otherwise. */
export interface Corrected {
  by: ReadonlyMap<string, number>;
  sequenceOf: (word: string) => number | null;
}

export function timelineEventOf(event: JournalEvent, corrected: Corrected): TimelineEvent {
  const { sequence, id, type, source, subject, recordedTime } = event;
  const data = Object(event.data) as Record<string, unknown>;
  const said = Object(data['word']) as Record<string, unknown>;
  const { lane, severity } = placeOfEvent(type, source, data);
  const { title, detail, tone } = wordsOfEvent(event);
  const word = wordOf(event);
  const replaced = typeof said['supersedes'] === 'string' ? said['supersedes'] : null;
  return {
    sequence,
    id,
    type,
    source,
    subject,
    recordedTime,
    lane,
    severity,
    tone,
    time: happenedAt(event),
    title: cut(title),
    detail: cut(detail),
    statement: statementOf(type, source, said['epistemic'] ?? data['epistemic']),
    corrects: replaced === null ? null : corrected.sequenceOf(replaced),
    correctedBy: word === null ? null : (corrected.by.get(word) ?? null),
  };
}

/** The id of what a person said, by which it is corrected; null for events that are no words. */
export function wordOf({ type, data }: JournalEvent): string | null {
  const { id } = Object(data) as Record<string, unknown>;
  return type === 'incident.said' && typeof id === 'string' ? id : null;
}

const cut = (text: string): string => (text.length > mostWords ? `${text.slice(0, mostWords - 1)}…` : text);
