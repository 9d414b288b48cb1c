// What crosses between engine and screen about the timeline: counts for every zoom, pages of events, intervals.
import { z } from 'zod';
import { jsonSchema } from '../facts.ts';
import { laneNames, severities, statements } from './lane.ts';

const epochMs = z.number();

export const laneNameSchema = z.enum(laneNames);
export const severitySchema = z.enum(severities);

export const timelineSpanSchema = z
  .object({ fromMs: epochMs, toMs: epochMs })
  .refine(({ fromMs, toMs }) => toMs > fromMs, 'it has to end after it begins');

/** What is left out: by the words of the line, and lanes that are not shown. */
export const timelineFilterSchema = z.object({
  line: z.string().max(500).default(''),
  hidden: z.array(laneNameSchema).default([]),
});
export type TimelineFilterInput = z.infer<typeof timelineFilterSchema>;

export const mostBuckets = 2_000;
/** Of one lane. */
export const mostMarks = 400;

export const densitySchema = z.object({
  fromMs: epochMs,
  toMs: epochMs,
  buckets: z.int().positive(),
  /** Events in the span that the filter lets through, by lane; lanes without any are left out. */
  lanes: z.array(z.object({ lane: laneNameSchema, total: z.int(), severe: z.int() })),
  events: z.int().nonnegative(),
  /** `pack` of one number for each bucket of a lane and severity that holds any: see cell.ts. */
  cells: z.string(),
  /** `pack` of time, sequence and lane * 4 + severity for each event of the lanes that hold no more than `mostMarks`. */
  marks: z.string(),
  /** When the oldest and the newest event of the whole record happened, filter or not; null where it is empty. */
  recordMs: z.object({ fromMs: epochMs, toMs: epochMs }).nullable(),
});
export type Density = z.infer<typeof densitySchema>;

export const timelineEventSchema = z.object({
  sequence: z.int(),
  id: z.string(),
  type: z.string(),
  source: z.string(),
  subject: z.string().nullable(),
  /** When it happened, which a person may have said later, and when it was written. */
  time: epochMs,
  recordedTime: epochMs,
  lane: laneNameSchema,
  severity: severitySchema,
  statement: z.enum(statements),
  title: z.string(),
  detail: z.string(),
  tone: z.enum(['plain', 'bad', 'good', 'gap']),
  /** The number of the event whose words these take the place of. */
  corrects: z.int().nullable(),
  /** The number of the event that says it otherwise, later; the old words stay. */
  correctedBy: z.int().nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEventSchema>;

export const timelineCursorSchema = z.object({ time: epochMs, sequence: z.int() });
export type TimelineCursor = z.infer<typeof timelineCursorSchema>;

export const timelinePageSchema = z.object({
  /** In the order in which it happened: by time, then by number. */
  rows: z.array(timelineEventSchema),
  /** There are further ones in the direction that was asked for. */
  more: z.boolean(),
  /** How many of the span come before the first row, as far as the filter lets them through. */
  before: z.int().nonnegative(),
});
export type TimelinePage = z.infer<typeof timelinePageSchema>;

export const timelineIntervalSchema = z.object({
  key: z.string(),
  lane: laneNameSchema,
  severity: severitySchema,
  title: z.string(),
  fromMs: epochMs,
  /** Null while it lasts, or where its end was never told. */
  toMs: epochMs.nullable(),
  /** Where within it a second stage begins, e.g. pending became firing. */
  turnedMs: epochMs.nullable(),
  /** The event that began it. */
  sequence: z.int(),
});
export type TimelineInterval = z.infer<typeof timelineIntervalSchema>;
export const timelineIntervalsSchema = z.object({
  intervals: z.array(timelineIntervalSchema),
  /** There were too many to tell of all: those of the latest beginning are here. */
  more: z.boolean(),
});

export const timelineDetailSchema = timelineEventSchema.extend({
  data: jsonSchema,
  correlationId: z.string().nullable(),
  /** All that was said of the same thing in turn, this included, the oldest first; empty where nothing was corrected. */
  versions: z.array(timelineEventSchema),
});
export type TimelineDetail = z.infer<typeof timelineDetailSchema>;
