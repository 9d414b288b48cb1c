// What an incident taught, as it stands: its cause in a person's words, what contributed, what is to be done, and the
// controls that came of it. step-learning.ts makes it of events.
import { z } from 'zod';
import { learntActionSchema } from './action.ts';
import { controlSchema, controlStateSchema } from './control.ts';
import { playbookListSchema } from './playbook.ts';
import { sightSchema } from './proof.ts';

export const causeSchema = z.object({
  text: z.string(),
  by: z.string(),
  at: z.number(),
  /** Whether a later one took its place; it stays to be seen. */
  superseded: z.boolean(),
});
export type Cause = z.infer<typeof causeSchema>;

/** What goes into the playbook of the class once the incident is closed. */
export const lessonEntrySchema = z.object({ list: playbookListSchema, text: z.string().trim().min(1).max(500) });
export type LessonEntry = z.infer<typeof lessonEntrySchema>;

export const learningSchema = z.object({
  incidentId: z.string(),
  /** The last one counts. */
  causes: z.array(causeSchema),
  factors: z.array(z.string()),
  lesson: z.string(),
  entries: z.array(lessonEntrySchema),
  actions: z.array(learntActionSchema),
  controls: z.array(controlSchema),
  sequence: z.int(),
});
export type Learning = z.infer<typeof learningSchema>;

export const emptyLearning = (incidentId: string): Learning => ({ incidentId, causes: [], factors: [], lesson: '', entries: [], actions: [], controls: [], sequence: 0 }); // prettier-ignore

export const causeOf = ({ causes }: Pick<Learning, 'causes'>): Cause | null => causes.findLast(({ superseded }) => !superseded) ?? null; // prettier-ignore

export const shownControlSchema = z.object({
  control: controlSchema,
  state: controlStateSchema,
  words: z.string(),
  /** What it is now, in words; empty where it is not there. */
  defined: z.string(),
  provable: z.boolean(),
  now: sightSchema,
});
export type ShownControl = z.infer<typeof shownControlSchema>;

/** An earlier incident of the class, closed not long before, and what should have told of this one. */
export const recurrenceSchema = z.object({
  incident: z.object({ id: z.string(), number: z.int(), title: z.string(), closedAt: z.number() }),
  daysBetween: z.number(),
  controls: z.array(
    z.object({
      title: z.string(),
      kind: z.string(),
      /** `unknown`: nobody was looking, or it cannot tell. */
      told: z.enum(['told', 'silent', 'unknown']),
      words: z.string(),
      sequence: z.int().nullable(),
    }),
  ),
});
export type Recurrence = z.infer<typeof recurrenceSchema>;

export const learningDetailSchema = z.object({
  learning: learningSchema,
  controls: z.array(shownControlSchema),
  /** What keeps the incident from being closed, in words. */
  closeReasons: z.array(z.string()),
  recurrences: z.array(recurrenceSchema),
});
export type LearningDetail = z.infer<typeof learningDetailSchema>;

/** The line of one incident in the feed: enough to know when to read it anew. */
export const learningLineSchema = z.object({
  /** Of the incident. */
  key: z.string(),
  sequence: z.int(),
  openActions: z.int(),
  overdueActions: z.int(),
  controls: z.int(),
  proven: z.int(),
  recurs: z.boolean(),
});
export type LearningLine = z.infer<typeof learningLineSchema>;
