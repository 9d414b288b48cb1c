// The timeline of an incident as it leaves the console: everything that was said and done, and what was pinned, by when it
// happened; what was replaced is among it, and marked.
import { z } from 'zod';
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { incidentWordsOf } from '#shared/model/incident/history-words.ts';
import { incidentEventOf } from '#shared/model/incident/incident-event.ts';
import { incidentName, type Incident } from '#shared/model/incident/incident.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { knownSchema } from '#shared/model/moment.ts';
import { wordsOfEvent } from '#shared/model/timeline/event-words.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { isLater, type AsOf } from './as-of.ts';
import { zonedTime } from './zoned-time.ts';

export const exportedEntrySchema = z.strictObject({
  sequence: z.int(),
  occurredAt: z.string(),
  occurredAtMs: z.number(),
  recordedAt: z.string(),
  recordedAtMs: z.number(),
  incident: z.string(),
  type: z.string(),
  source: z.string(),
  author: z.string(),
  text: z.string(),
  /** How it is known, of what a person said; empty for what the console recorded itself. */
  epistemic: z.string(),
  precision: z.string(),
  addedDuring: z.string(),
  /** Recorded after the moment that the timeline is as of. */
  learntLater: z.boolean(),
  pinned: z.boolean(),
  /** The number of the event that took its place; null where it stands. */
  supersededBy: z.int().nullable(),
  evidence: z.array(z.string()),
});
export type ExportedEntry = z.infer<typeof exportedEntrySchema>;

export const exportedTimelineSchema = z.strictObject({
  format: z.literal('readyroom-timeline/1'),
  incident: z.strictObject({ name: z.string(), title: z.string(), id: z.string() }),
  timeZone: z.string(),
  /** The past moment that was asked; null for the present. */
  asOf: z.strictObject({ at: z.string(), atMs: z.number(), known: knownSchema }).nullable(),
  entries: z.array(exportedEntrySchema),
});
export type ExportedTimeline = z.infer<typeof exportedTimelineSchema>;

export interface TimelineOf {
  incident: Incident;
  /** Those merged into it. */
  merged: readonly Pick<IncidentDetail['merged'][number], 'key' | 'number'>[];
  /** Of it and of those merged into it, complete, and those that were pinned. */
  events: readonly JournalEvent[];
  zone: string;
  asOf: AsOf | null;
}

export function incidentTimeline({ incident, merged, events, zone, asOf }: TimelineOf): ExportedTimeline {
  const time = zonedTime(zone);
  const names = new Map([[incident.id, incidentName(incident)], ...merged.map(({ key, number }) => [key, incidentName({ number })] as const)]); // prettier-ignore
  const replacedBy = replacements(events);
  const pins = new Set(incident.pins);
  const entries = events.map((event): ExportedEntry => {
    const read = incidentEventOf(event);
    const said = read?.type === 'incident.said' ? read.data.word : null;
    const word = read?.type === 'incident.said' ? incident.words.find(({ id }) => id === read.data.id) : undefined;
    return {
      sequence: event.sequence,
      occurredAt: time(event.time),
      occurredAtMs: event.time,
      recordedAt: time(event.recordedTime),
      recordedAtMs: event.recordedTime,
      incident: read === null ? '' : (names.get(event.subject ?? '') ?? ''),
      type: said === null ? event.type : `incident.said ${said.kind}`,
      source: event.source,
      author: event.source.startsWith('person:') ? event.source.slice('person:'.length) : '',
      text: said === null ? textOf(event) : said.text,
      epistemic: said?.epistemic ?? '',
      precision: said?.precision ?? '',
      addedDuring: word?.addedDuring ?? '',
      learntLater: isLater(asOf, event.recordedTime),
      pinned: word?.pinned ?? pins.has(event.sequence),
      supersededBy: replacedBy.get(event.sequence) ?? null,
      evidence: evidenceOf(event),
    };
  });
  const shownAsOf = asOf === null ? null : { at: time(asOf.at), atMs: asOf.at, known: asOf.known };
  return { format: 'readyroom-timeline/1', incident: { name: incidentName(incident), title: incident.title, id: incident.id }, timeZone: zone, asOf: shownAsOf, entries: inOrder(entries) }; // prettier-ignore
}

/** By when it happened; of one moment, in the order of recording. */
const inOrder = (entries: readonly ExportedEntry[]): ExportedEntry[] =>
  entries.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs || a.sequence - b.sequence);

function textOf(event: JournalEvent): string {
  const own = incidentWordsOf(event);
  if (own !== null) return own;
  const { title, detail } = wordsOfEvent(event);
  return detail === '' ? title : `${title}: ${detail}`;
}

function evidenceOf(event: JournalEvent): string[] {
  const read = incidentEventOf(event);
  const evidence = read?.type === 'incident.said' ? read.data.word.evidence : read?.type === 'incident.reached' ? read.data.evidence : []; // prettier-ignore
  return evidence.map((one) => {
    if (one.kind === 'event') return `event #${one.sequence} ${one.title}`;
    if (one.kind === 'run') return `run ${one.runId} item ${one.item} ${one.title}`;
    return one.kind === 'sample' ? `samples of ${one.expr} ${one.title}` : `file ${one.name} sha256 ${one.sha256} ${one.title}`; // prettier-ignore
  });
}

/** Corrections name what they replace; a moment that is recorded anew replaces the one before. */
function replacements(events: readonly JournalEvent[]): Map<number, number> {
  const replaced = new Map<number, number>();
  const words = new Map<string, number>();
  const moments = new Map<string, number>();
  for (const event of events.toSorted((a, b) => a.sequence - b.sequence)) {
    const read = incidentEventOf(event);
    if (read?.type === 'incident.said') {
      const before = words.get(read.data.word.supersedes ?? '');
      if (before !== undefined) replaced.set(before, event.sequence);
      words.set(read.data.id, event.sequence);
    }
    if (read?.type === 'incident.reached') {
      const key = `${event.subject ?? ''} ${read.data.milestone}`;
      const before = moments.get(key);
      if (before !== undefined) replaced.set(before, event.sequence);
      moments.set(key, event.sequence);
    }
  }
  return replaced;
}

/** Signs that act on whoever reads the text are written as escapes, which JSON reads as the same signs. */
export function timelineAsJson(timeline: ExportedTimeline): string {
  const text = JSON.stringify({ ...timeline, entries: inOrder(timeline.entries) }, null, 2);
  return `${text.replaceAll(acting, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
const acting = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** The same timeline that was written. @throws OpsError `bad_input` */
export function readTimelineJson(text: string): ExportedTimeline {
  try {
    return exportedTimelineSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new OpsError('bad_input', 'This is no timeline of Ready Room in JSON.', { cause: error });
  }
}
