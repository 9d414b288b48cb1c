// One incident whole, as it is shown, and what helps to understand it.
import { z } from 'zod';
import { findingKinds, findingSchema } from './declare.ts';
import { incidentChangeSchema } from './history-words.ts';
import { firedAgainSchema, incidentSchema, incidentSummarySchema } from './incident.ts';
import { similarIncidentSchema } from './similar-incidents.ts';

/** Lines of its history that come with an incident, the newest. */
export const changesShown = 1000;

export const incidentDetailSchema = z.object({
  incident: incidentSchema,
  /** In the order in which they were recorded, with those of incidents merged into it. */
  history: z.array(incidentChangeSchema),
  /** All changes there are; more than `history` holds where they are many. */
  changes: z.int(),
  merged: z.array(incidentSummarySchema),
  firedAgain: z.array(firedAgainSchema),
  /** What keeps it from being closed, in words. */
  closeReasons: z.array(z.string()),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

export const incidentAidsSchema = z.object({
  /** When it began, as far as is known, and how far back was looked. */
  onsetMs: z.number(),
  fromMs: z.number(),
  /** What changed before that, the nearest first. */
  changed: z.array(findingSchema),
  /** What fired, failed or turned, the first time each. */
  turned: z.array(findingSchema),
  /** Kinds of which the record holds more of that time than were read. */
  more: z.array(z.enum(findingKinds)),
  /** Times in which not everything was seen: what is missing here may lie there. */
  gaps: z.array(findingSchema),
  similar: z.array(similarIncidentSchema),
  /** Of the playbook of its class; null while there is none. */
  playbook: z.object({ checkFirst: z.array(z.string()), neverAgain: z.array(z.string()) }).nullable(),
});
export type IncidentAids = z.infer<typeof incidentAidsSchema>;
