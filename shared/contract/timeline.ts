// Operations on the timeline: what happened, by source, at any zoom.
import { z } from 'zod';
import { coverageRowSchema } from '#shared/model/annotation.ts';
import {
  densitySchema,
  mostBuckets,
  timelineCursorSchema,
  timelineDetailSchema,
  timelineFilterSchema,
  timelineIntervalsSchema,
  timelinePageSchema,
  timelineSpanSchema,
} from '#shared/model/timeline/timeline.ts';
import { incidentIdSchema } from '#shared/model/incident/incident.ts';
import { frameSchema } from '#shared/model/series.ts';
import { suspectReportSchema, suspectStatuses } from '#shared/model/suspects/suspect.ts';
import { nothing, op } from './op.ts';

const filtered = timelineSpanSchema.and(z.object({ filter: timelineFilterSchema }));

export const timelineContract = {
  /** How many events there are in each of so many equal parts of the span, by lane and severity. */
  density: op.input(filtered.and(z.object({ buckets: z.int().min(1).max(mostBuckets) }))).output(densitySchema),
  /** Events of the span one after the other: those after a cursor, those before it, or those around a moment. */
  page: op
    .input(
      filtered.and(
        z.object({
          limit: z.int().min(1).max(500),
          /** Null for the first ones, or with `earlier` for the last ones. */
          cursor: timelineCursorSchema.nullable(),
          direction: z.enum(['later', 'earlier']),
        }),
      ),
    )
    .output(timelinePageSchema),
  /** What lasted: from a beginning to an end, as far as both were told. */
  intervals: op.input(filtered).output(timelineIntervalsSchema),
  /** When each source was watched, and when this console ran at all. */
  coverage: op.input(timelineSpanSchema).output(z.array(coverageRowSchema)),
  /** Changes that came before an incident, in the order of what speaks for them. */
  suspects: op.input(z.object({ incidentId: incidentIdSchema })).output(suspectReportSchema),
  /** A person's word on a change; only such a word makes it a match. */
  judgeSuspect: op
    .input(
      z.object({
        incidentId: incidentIdSchema,
        change: z.int().positive(),
        status: z.enum(suspectStatuses),
        reason: z.string().trim().min(1).max(4000),
        by: z.string().trim().min(1).max(200),
      }),
    )
    .output(nothing),
  /** What this console recorded of a query, or kept with an incident; null where that is nothing. It asks no server. */
  samples: op
    .input(timelineSpanSchema.and(z.object({ query: z.string().min(1).max(4000), stepMs: z.number().min(1) })))
    .output(frameSchema.nullable()),
  event: op.input(z.object({ sequence: z.int().nonnegative() })).output(timelineDetailSchema),
};
