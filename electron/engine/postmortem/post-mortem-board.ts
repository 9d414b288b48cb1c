// The post-mortem of an incident: its sections as they stand, who changed them, and the files that it leaves the console as.
import { createHash } from 'node:crypto';
import type { ExportFormat } from '#shared/contract/learning.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { incidentName } from '#shared/model/incident/incident.ts';
import { learningEventOf } from '#shared/model/learning/learning-event.ts';
import type { LearningDetail } from '#shared/model/learning/learning.ts';
import { emptyPostMortem, postMortemMoveRefusal, sectionNames, type PostMortem, type PostMortemDetail, type PostMortemSection, type PostMortemStatus, type SectionName, type SectionRevision } from '#shared/model/learning/post-mortem.ts'; // prettier-ignore
import { OpsError } from '#shared/model/ops-error.ts';
import type { LearningRecord } from '../learning/learning-record.ts';
import type { ReadDb } from '../store/database.ts';
import { eventOfSequence, incidentEvents } from '../store/incident-rows.ts';
import { learningEvents } from '../store/learning-rows.ts';
import { isWithin, type AsOf } from './as-of.ts';
import { generatedSections } from './generated-sections.ts';
import { incidentTimeline, timelineAsJson, type ExportedTimeline } from './incident-timeline.ts';
import type { PdfSource } from './pdf-pieces.ts';
import { postMortemAsHtml, postMortemAsMarkdown } from './post-mortem-export.ts';
import { timelineAsCsv } from './timeline-csv.ts';

/** An incident as of the moment that is asked about, with what was learnt of it. */
export interface PostMortemOf {
  incident: Incident;
  merged: readonly { key: string; number: number; pins: readonly number[] }[];
  learning: LearningDetail;
  postMortem: PostMortem | null;
  /** Null for the present. */
  asOf: AsOf | null;
}

export interface ExportAsked {
  format: ExportFormat;
  zone: string;
  offset: number;
}

/** Characters in one piece: a message holds at most a megabyte. */
const pieceLength = 250_000;
const mostEvents = 20_000;

export function timelineOf(read: ReadDb, { incident, merged, asOf }: PostMortemOf, zone: string): ExportedTimeline {
  const own = incidentEvents(read, [incident.id, ...merged.map(({ key }) => key)], mostEvents);
  const known = new Set(own.map(({ sequence }) => sequence));
  const pins = new Set([incident, ...merged].flatMap((one) => one.pins));
  const pinned = [...pins].flatMap((sequence) => (known.has(sequence) ? [] : (eventOfSequence(read, sequence) ?? [])));
  const events = [...own, ...pinned].filter((event) => isWithin(asOf, event));
  return incidentTimeline({ incident, merged, events, zone, asOf });
}

export function postMortemDetail(read: ReadDb, of: PostMortemOf): PostMortemDetail {
  const { incident, learning, asOf } = of;
  const postMortem = of.postMortem ?? emptyPostMortem(incident.id);
  const made = generatedSections({ incident, learning, timeline: timelineOf(read, of, 'UTC'), asOf });
  const sections = sectionNames.map((name): PostMortemSection => {
    const written = postMortem.written[name];
    const revision = written?.revision ?? 0;
    if (written === undefined || written.regenerated) return { name, text: made[name], generated: true, by: null, at: null, revision }; // prettier-ignore
    return { name, text: written.text, generated: false, by: written.by, at: written.at, revision };
  });
  return { postMortem, title: `${incidentName(incident)} ${incident.title}`, sections };
}

/** A piece of the file; the whole is made anew for each, and `sha256` tells whether it is still the same. @throws OpsError `bad_input` */
export function exportOf(read: ReadDb, of: PostMortemOf, { format, zone, offset }: ExportAsked) {
  const { text, mediaType, ending } = exporters[format](read, of, zone);
  const name = `${incidentName(of.incident)}-${format === 'csv' || format === 'json' ? 'timeline' : 'post-mortem'}.${ending}`; // prettier-ignore
  let next = Math.min(text.length, offset + pieceLength);
  // A pair of surrogates is not taken apart.
  if (next < text.length && /[\udc00-\udfff]/.test(text.charAt(next))) next--;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { name, mediaType, text: text.slice(offset, next), next: next < text.length ? next : null, sha256 };
}

/** The page that a PDF is made of, and what the file is called. */
export function pdfSourceOf(read: ReadDb, of: PostMortemOf): PdfSource {
  return {
    name: `${incidentName(of.incident)}-post-mortem.pdf`,
    html: postMortemAsHtml(postMortemDetail(read, of), of.asOf),
  };
}

type Exporter = (read: ReadDb, of: PostMortemOf, zone: string) => { text: string; mediaType: string; ending: string };
const exporters: Record<ExportFormat, Exporter> = {
  markdown: (read, of) => ({ text: postMortemAsMarkdown(postMortemDetail(read, of), of.asOf), mediaType: 'text/markdown', ending: 'md' }), // prettier-ignore
  html: (read, of) => ({
    text: postMortemAsHtml(postMortemDetail(read, of), of.asOf),
    mediaType: 'text/html',
    ending: 'html',
  }),
  csv: (read, of, zone) => ({ text: timelineAsCsv(timelineOf(read, of, zone)), mediaType: 'text/csv', ending: 'csv' }),
  json: (read, of, zone) => ({ text: timelineAsJson(timelineOf(read, of, zone)), mediaType: 'application/json', ending: 'json' }), // prettier-ignore
};

/** What was written in a section, the newest first. */
export function revisionsOf(
  read: ReadDb,
  incidentId: string,
  section: SectionName,
  recordedBy: number,
): SectionRevision[] {
  // prettier-ignore
  const revisions: SectionRevision[] = [];
  for (const event of learningEvents(read, { recordedBy, subject: incidentId })) {
    const said = learningEventOf(event);
    if ((said?.type !== 'learning.section_written' && said?.type !== 'learning.section_regenerated') || said.data.section !== section) continue; // prettier-ignore
    const text = said.type === 'learning.section_written' ? said.data.text : '';
    revisions.push({
      revision: revisions.length + 1,
      by: said.data.by,
      at: event.time,
      text,
      sequence: event.sequence,
    });
  }
  return revisions.toReversed().slice(0, 12);
}

export interface PostMortemActs {
  move: (act: { id: string; by: string; to: PostMortemStatus; reason: string }) => Promise<void>;
  write: (act: { id: string; by: string; section: SectionName; text: string; revision: number }) => Promise<void>;
  regenerate: (act: { id: string; by: string; section: SectionName }) => Promise<void>;
}

export function createPostMortemActs(record: LearningRecord, safeText: (text: string) => string): PostMortemActs {
  return {
    move: async ({ id, by, to, reason }) => {
      await record.review(id, ({ status }) => {
        const refusal = postMortemMoveRefusal(status, to, reason);
        if (refusal !== null) throw new OpsError('conflict', refusal);
        return { type: 'learning.review_moved', data: { by, to, reason: safeText(reason) } };
      });
    },
    write: async ({ id, by, section, text, revision }) => {
      await record.review(id, ({ status, written }) => {
        refuseClosed(status);
        const known = written[section];
        if ((known?.revision ?? 0) !== revision) throw new OpsError('conflict', `${known?.by ?? 'Somebody'} has written this section since you read it; take their text first.`); // prettier-ignore
        return { type: 'learning.section_written', data: { by, section, text: safeText(text) } };
      });
    },
    regenerate: async ({ id, by, section }) => {
      await record.review(id, ({ status }) => {
        refuseClosed(status);
        return { type: 'learning.section_regenerated', data: { by, section } };
      });
    },
  };
}

function refuseClosed(status: PostMortemStatus): void {
  if (status === 'closed' || status === 'skipped') throw new OpsError('conflict', `The post-mortem is ${status}; open it again first.`); // prettier-ignore
}
