// Everything that happens to an incident, as the journal holds it: the type of the event and its data. Its subject is the
// incident's id. What does not read as one of these is passed over, as a record may come from elsewhere.
import { z } from 'zod';
import { declareDraftSchema, declareFromSchema, findingSchema, incidentSeveritySchema, opsSeveritySchema, detectedBySchema, incidentClassSchema, incidentKindSchema } from './declare.ts'; // prettier-ignore
import { evidenceSchema } from './evidence.ts';
import { impactSchema, incidentIdSchema, roleNameSchema } from './incident.ts';
import { linkDraftSchema } from './incident-link.ts';
import { wordDraftSchema } from './incident-word.ts';
import { confidenceSchema, milestoneTypeSchema } from './milestone.ts';
import { keptDashboardSchema } from './kept-dashboard.ts';
import { incidentStatusSchema } from './status.ts';

const by = z.string();
const reason = z.string();

const data = {
  /** `found`: what the record showed at that moment. */
  'incident.declared': z.object({
    by,
    number: z.int().positive(),
    from: declareFromSchema,
    draft: declareDraftSchema,
    lookedFromMs: z.number(),
    found: z.array(findingSchema),
    counts: z.record(z.string(), z.int()),
  }),
  'incident.moved': z.object({ by, from: incidentStatusSchema, to: incidentStatusSchema, reason, occurredAt: z.number() }), // prettier-ignore
  'incident.graded': z.object({ by, severity: incidentSeveritySchema, opsSeverity: opsSeveritySchema, reason }),
  'incident.assigned': z.object({ by, role: roleNameSchema, person: z.string(), held: z.boolean() }),
  'incident.reached': z.object({ by, milestone: milestoneTypeSchema, occurredAt: z.number(), confidence: confidenceSchema, evidence: z.array(evidenceSchema), note: z.string() }), // prettier-ignore
  'incident.impact': z.object({ by, impact: impactSchema }),
  'incident.described': z.object({ by, title: z.string(), summary: z.string(), kind: incidentKindSchema, class: incidentClassSchema, detectedBy: detectedBySchema }), // prettier-ignore
  'incident.linked': z.object({ by, link: linkDraftSchema }),
  'incident.unlinked': z.object({ by, link: linkDraftSchema }),
  'incident.merged': z.object({ by, into: incidentIdSchema, intoNumber: z.int(), number: z.int(), reason }),
  'incident.unmerged': z.object({ by, from: incidentIdSchema, fromNumber: z.int(), number: z.int(), reason }),
  'incident.said': z.object({ by, id: z.string(), word: wordDraftSchema }),
  /** Of a word by its id, or of an event of the journal by its number. */
  'incident.pinned': z.object({ by, word: z.string().nullable(), event: z.int().nullable(), pinned: z.boolean() }),
  'incident.frozen': z.object({
    /** Who asked for it; absent where it is kept by itself. */
    by: by.optional(),
    queries: z.array(z.object({ expr: z.string(), fromMs: z.number(), toMs: z.number() })),
    refused: z.array(z.string()),
    /** Those whose panels were asked for, in that order. */
    dashboards: z.array(keptDashboardSchema).default([]),
  }),
};
export type IncidentEventType = keyof typeof data;
export type IncidentEventData<T extends IncidentEventType> = z.infer<(typeof data)[T]>;
export type IncidentEvent = { [T in IncidentEventType]: { type: T; data: IncidentEventData<T> } }[IncidentEventType];

export const incidentEventTypes = Object.keys(data) as IncidentEventType[];

/** An event is read many times while a moment is dragged, and checked once. */
const checked = new WeakMap<object, { type: string; read: IncidentEvent | null }>();

/** What the event says; null for what is no event of an incident, or none of this form. */
export function incidentEventOf(event: { type: string; data: unknown }): IncidentEvent | null {
  const type = incidentEventTypes.find((known) => known === event.type);
  if (type === undefined || typeof event.data !== 'object' || event.data === null) return null;
  const known = checked.get(event.data);
  if (known !== undefined && known.type === type) return known.read;
  const found = data[type].safeParse(event.data);
  const read = found.success ? ({ type, data: found.data } as IncidentEvent) : null;
  checked.set(event.data, { type, read });
  return read;
}
