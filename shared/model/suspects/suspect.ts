// A change that came before an incident, and what speaks for and against it as its cause. A rank is a lead, not a verdict:
// only a person says that one is the cause.
import { z } from 'zod';
import { timelineSpanSchema } from '../timeline/timeline.ts';

const epochMs = z.number();

export const changeKinds = ['image', 'deploy', 'scale', 'restart', 'config', 'action', 'fault', 'flag', 'rule', 'plan', 'dashboard', 'environment', 'console'] as const; // prettier-ignore
export type ChangeKind = (typeof changeKinds)[number];
export const changeKindWords: Record<ChangeKind, string> = {
  image: 'Another image',
  deploy: 'Rollout',
  scale: 'Another number of replicas',
  restart: 'Restart',
  config: 'Another configuration',
  action: 'Action of a person',
  fault: 'Fault switched on',
  flag: 'Flag',
  rule: 'Trigger edited',
  plan: 'Plan edited',
  dashboard: 'Dashboard edited',
  environment: 'Environment edited',
  console: 'Start of this console',
};

export const symptomClasses = ['errors', 'latency', 'availability', 'saturation', 'data', 'unknown'] as const;
export type SymptomClass = (typeof symptomClasses)[number];

export const suspectStatuses = ['none', 'suspect', 'match'] as const;
export type SuspectStatus = (typeof suspectStatuses)[number];

export const factorNames = ['surprise', 'scope', 'mechanism', 'evidence'] as const;
export const factorSchema = z.object({
  name: z.enum(factorNames),
  /** What it adds to the score. */
  points: z.number(),
  words: z.string(),
});
export type Factor = z.infer<typeof factorSchema>;

/** Where a person looks to confirm or to clear. */
export const checkSchema = z.object({
  words: z.string(),
  at: z.enum(['container_log', 'workload', 'trigger', 'readiness', 'demo', 'timeline']),
  /** Of the object or the trigger; empty where none is needed. */
  key: z.string(),
});
export type ConfirmCheck = z.infer<typeof checkSchema>;

export const suspectSchema = z.object({
  /** The number of the event that tells of the change. */
  change: z.int(),
  kind: z.enum(changeKinds),
  title: z.string(),
  detail: z.string(),
  atMs: epochMs,
  recordedMs: epochMs,
  source: z.string(),
  score: z.number(),
  factors: z.array(factorSchema),
  check: checkSchema,
  status: z.enum(suspectStatuses),
  /** Who said so and why; null where it is the console's own order. */
  said: z.object({ by: z.string(), at: epochMs, reason: z.string() }).nullable(),
});
export type Suspect = z.infer<typeof suspectSchema>;

export const droppedSchema = z.object({ change: z.int(), title: z.string(), atMs: epochMs, reason: z.string() });
export type Dropped = z.infer<typeof droppedSchema>;

export const suspectReportSchema = z.object({
  symptom: z.object({ class: z.enum(symptomClasses), words: z.string() }),
  /** It began in this interval: after the first end it was still seen to be well, at the second it was seen not to be. */
  onset: timelineSpanSchema.or(z.object({ fromMs: epochMs, toMs: epochMs })).and(z.object({ words: z.string() })),
  lookedFromMs: epochMs,
  /** By how much clocks of two sources may differ. */
  clockErrorMs: z.number(),
  /** The first ones by score, and every one of which a person said something. */
  suspects: z.array(suspectSchema),
  /** Candidates beyond those. */
  others: z.int(),
  dropped: z.array(droppedSchema),
  /** What could not be seen, in words. */
  blindSpots: z.array(z.string()),
});
export type SuspectReport = z.infer<typeof suspectReportSchema>;

export const caution = 'Recency is a lead, not a verdict.';
export const shownSuspects = 5;
