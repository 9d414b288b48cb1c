// The post-mortem of an incident: one vocabulary of states, its sections, and what a person wrote in them. A section nobody
// wrote shows what the record says, and is marked as such.
import { z } from 'zod';

export const postMortemStatuses = ['draft', 'in_review', 'reviewed', 'closed', 'skipped'] as const;
export const postMortemStatusSchema = z.enum(postMortemStatuses);
export type PostMortemStatus = z.infer<typeof postMortemStatusSchema>;
export const postMortemStatusWords: Record<PostMortemStatus, string> = { draft: 'draft', in_review: 'in review', reviewed: 'reviewed', closed: 'closed', skipped: 'skipped' }; // prettier-ignore

const next: Record<PostMortemStatus, readonly PostMortemStatus[]> = {
  draft: ['in_review', 'skipped'],
  in_review: ['reviewed', 'draft', 'skipped'],
  reviewed: ['closed', 'in_review'],
  closed: ['in_review'],
  skipped: ['draft'],
};
export const nextPostMortemStatuses = (status: PostMortemStatus): readonly PostMortemStatus[] => next[status];

/** To skip one, and to open a closed one again, takes a reason. */
export const postMortemNeedsReason = (from: PostMortemStatus, to: PostMortemStatus): boolean => to === 'skipped' || from === 'closed' || from === 'skipped'; // prettier-ignore

/** Why it cannot become so, in words; null where it can. */
export function postMortemMoveRefusal(from: PostMortemStatus, to: PostMortemStatus, reason: string): string | null {
  if (from === to) return `It is ${postMortemStatusWords[from]} already.`;
  if (!next[from].includes(to)) return `It cannot go from ${postMortemStatusWords[from]} to ${postMortemStatusWords[to]}. From there it can become ${next[from].map((one) => postMortemStatusWords[one]).join(' or ')}.`; // prettier-ignore
  if (postMortemNeedsReason(from, to) && reason.trim() === '') return to === 'skipped' ? 'Say why no review is written.' : 'Say why it is opened again.'; // prettier-ignore
  return null;
}

export const sectionNames = ['overview', 'what_happened', 'contributing_factors', 'why_surprised', 'detection', 'resolution', 'impact', 'timeline', 'went_well', 'did_not', 'actions', 'controls'] as const; // prettier-ignore
export const sectionNameSchema = z.enum(sectionNames);
export type SectionName = z.infer<typeof sectionNameSchema>;
export const sectionTitles: Record<SectionName, string> = {
  overview: 'Overview',
  what_happened: 'What happened',
  contributing_factors: 'Contributing factors',
  why_surprised: 'Why we were surprised',
  detection: 'Detection',
  resolution: 'Resolution',
  impact: 'Impact',
  timeline: 'Timeline',
  went_well: 'What went well',
  did_not: 'What did not',
  actions: 'Action items',
  controls: 'Controls and their proof',
};
export const sectionLimit = 40_000;

export const postMortemSectionSchema = z.object({
  name: sectionNameSchema,
  /** Markdown; as it was written by a person, or made of the record. */
  text: z.string(),
  /** Made of the record, and made anew with it, until somebody writes it. */
  generated: z.boolean(),
  /** Of what a person wrote; null for what nobody wrote. */
  by: z.string().nullable(),
  at: z.number().nullable(),
  revision: z.int(),
});
export type PostMortemSection = z.infer<typeof postMortemSectionSchema>;

export const writtenSectionSchema = z.object({ text: z.string(), by: z.string(), at: z.number(), revision: z.int(), regenerated: z.boolean() }); // prettier-ignore
export type WrittenSection = z.infer<typeof writtenSectionSchema>;

/** What people made of it; the generated parts are added when it is read. */
export const postMortemSchema = z.object({
  incidentId: z.string(),
  status: postMortemStatusSchema,
  statusReason: z.string(),
  statusSince: z.number().nullable(),
  statusBy: z.string(),
  written: z.partialRecord(sectionNameSchema, writtenSectionSchema),
  sequence: z.int(),
});
export type PostMortem = z.infer<typeof postMortemSchema>;

export const emptyPostMortem = (incidentId: string): PostMortem => ({ incidentId, status: 'draft', statusReason: '', statusSince: null, statusBy: '', written: {}, sequence: 0 }); // prettier-ignore

export const postMortemDetailSchema = z.object({ postMortem: postMortemSchema, title: z.string(), sections: z.array(postMortemSectionSchema) }); // prettier-ignore
export type PostMortemDetail = z.infer<typeof postMortemDetailSchema>;

export const sectionRevisionSchema = z.object({ revision: z.int(), by: z.string(), at: z.number(), text: z.string(), sequence: z.int() }); // prettier-ignore
export type SectionRevision = z.infer<typeof sectionRevisionSchema>;
