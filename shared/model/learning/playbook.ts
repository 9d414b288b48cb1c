// What is known of a class of incidents: what to check first and what never to do again, each with where it comes from.
import { z } from 'zod';

export const playbookListSchema = z.enum(['check_first', 'never_again']);
export type PlaybookList = z.infer<typeof playbookListSchema>;
export const playbookListWords: Record<PlaybookList, string> = {
  check_first: 'Check first',
  never_again: 'Never again',
};

export const playbookEntrySchema = z.object({
  id: z.string(),
  list: playbookListSchema,
  text: z.string(),
  /** The incident that taught it; null where a person wrote it without one. */
  incident: z.object({ id: z.string(), number: z.int() }).nullable(),
  by: z.string(),
  at: z.number(),
  /** How often it was written anew. */
  revision: z.int(),
});
export type PlaybookEntry = z.infer<typeof playbookEntrySchema>;

export const playbookSchema = z.object({
  class: z.string(),
  entries: z.array(playbookEntrySchema),
  /** Ids of those that a person took out: they do not grow back. */
  gone: z.array(z.string()),
  /** Of the last event that changed it. */
  sequence: z.int(),
});
export type Playbook = z.infer<typeof playbookSchema>;
export const entriesInPlaybook = 200;

/** What was counted of a class; no average of times, as it would say nothing of so few. */
export const classCountsSchema = z.object({
  incidents: z.int(),
  open: z.int(),
  closed: z.int(),
  /** Over what was recorded of them something can be run again: samples were kept, or looks and triggers recorded. */
  replayable: z.int(),
  proven: z.int(),
  /** Of those declared, how many came within 90 days after one that was closed. */
  repeats: z.int(),
});
export type ClassCounts = z.infer<typeof classCountsSchema>;

export const playbookRowSchema = playbookSchema.extend({
  /** The class. */
  key: z.string(),
  counts: classCountsSchema,
  /** Incidents of the class, the newest first. */
  incidents: z.array(z.object({ id: z.string(), number: z.int(), title: z.string(), status: z.string(), declaredAt: z.number() })), // prettier-ignore
});
export type PlaybookRow = z.infer<typeof playbookRowSchema>;
export const incidentsInPlaybook = 50;

/** Texts of one list, the oldest first. */
export const entriesOf = ({ entries }: Pick<Playbook, 'entries'>, list: PlaybookList): PlaybookEntry[] =>
  entries.filter((entry) => entry.list === list);

/** Two entries say the same where their words do, whatever their case, blanks and full stops. */
export const sameEntry = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
