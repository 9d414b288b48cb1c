// Declaring an incident: from what, what the record shows of the time before it, and what is proposed of that. A proposal is
// for a person to change; nothing is declared by it.
import { z } from 'zod';
import { severities as opsSeverities } from '../triggers/trigger.ts';
import { evidenceSchema } from './evidence.ts';
import { linkDraftSchema } from './incident-link.ts';
import { confidenceSchema } from './milestone.ts';

export const declareFromSchema = z.object({
  kind: z.enum(['trigger', 'error', 'object', 'palette', 'chart']),
  /** Of the trigger, the error group or the object; empty for none. */
  key: z.string().max(500),
  title: z.string().max(500),
  /** When it was noticed, as far as that is known; epoch milliseconds. */
  atMs: z.number().nullable(),
});
export type DeclareFrom = z.infer<typeof declareFromSchema>;
export const fromPalette: DeclareFrom = { kind: 'palette', key: '', title: '', atMs: null };

export const incidentKinds = ['real', 'drill', 'test', 'backfilled', 'near_miss'] as const;
export const incidentKindSchema = z.enum(incidentKinds);
export type IncidentKind = z.infer<typeof incidentKindSchema>;

export const incidentSeverities = ['sev1', 'sev2', 'sev3', 'sev4', 'sev5', 'unknown'] as const;
export const incidentSeveritySchema = z.enum(incidentSeverities);
export type IncidentSeverity = z.infer<typeof incidentSeveritySchema>;
export const opsSeveritySchema = z.enum(opsSeverities);
export type OpsSeverity = z.infer<typeof opsSeveritySchema>;

export const detectedBySchema = z.enum(['probe', 'alert', 'human', 'customer', 'synthetic', 'unknown']);
export type DetectedBy = z.infer<typeof detectedBySchema>;

/** What kind of incident it is, for recurrence: `attestor.health`; empty while nobody said. */
export const incidentClassSchema = z
  .string()
  .trim()
  .max(80)
  .regex(
    /^([a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*)?$/,
    'lower-case words with dots between, such as attestor.health',
  );

/** `fired`: a trigger. `failed`: a look that did not pass. `change`: an object that changed. `gap`: nobody was looking. */
export const findingKinds = ['fired', 'failed', 'change', 'error', 'gap'] as const;
export const findingSchema = z.object({
  /** Of the event in the journal; 0 for what is kept elsewhere. */
  sequence: z.int(),
  kind: z.enum(findingKinds),
  atMs: z.number(),
  recordedMs: z.number(),
  /** `triggers`, `docker`, `kubernetes`, `readiness`, `criteria`, `actions`, `errors`, or whose gap it is. */
  source: z.string(),
  subject: z.string(),
  words: z.string(),
  /** For the worse, as far as the source says. */
  bad: z.boolean(),
  /** What it is about, for links: the trigger's or the object's key, the error's fingerprint; null where it has none. */
  ref: z.string().nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

export const momentDraftSchema = z.object({
  atMs: z.number(),
  confidence: confidenceSchema,
  evidence: z.array(evidenceSchema).max(20),
});
export type MomentDraft = z.infer<typeof momentDraftSchema>;

export const declareDraftSchema = z.object({
  title: z.string().trim().min(1).max(200),
  summary: z.string().max(4000).default(''),
  kind: incidentKindSchema,
  class: incidentClassSchema,
  severity: incidentSeveritySchema,
  opsSeverity: opsSeveritySchema,
  detectedBy: detectedBySchema,
  /** Null while nobody knows. */
  impactStart: momentDraftSchema.nullable(),
  detected: momentDraftSchema.nullable(),
  commander: z.string().trim().max(200).default(''),
  links: z.array(linkDraftSchema).max(50),
});
export type DeclareDraft = z.infer<typeof declareDraftSchema>;

/** Lines of each kind that a proposal shows; more are counted. */
export const findingsShown = 50;

export const proposalSchema = z.object({
  draft: declareDraftSchema,
  fromMs: z.number(),
  toMs: z.number(),
  /** The newest of each kind, by when they happened. */
  findings: z.array(findingSchema),
  /** How many were read, by kind. */
  counts: z.record(z.enum(findingKinds), z.int()),
  /** Kinds of which the record holds more than were counted: only the newest were read. */
  more: z.array(z.enum(findingKinds)),
  /** Named queries whose samples would be frozen with it. */
  queries: z.array(z.string()),
  /** Open incidents that may be the same one. */
  open: z.array(z.object({ id: z.string(), number: z.int(), title: z.string(), why: z.string() })),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const lookBackLimitsMs = { least: 60_000, usual: 60 * 60_000, most: 24 * 60 * 60_000 };
