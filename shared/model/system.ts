// The console's own state: the record, the demo, and what a diagnosis of every source found.
import { z } from 'zod';

const epochMs = z.number();

/** How fresh what a source shows is. `stale`: the last data is kept; `off`: nobody asked it to be followed. */
export const freshnessSchema = z.enum(['connecting', 'live', 'stale', 'denied', 'off']);
export type Freshness = z.infer<typeof freshnessSchema>;

export const sourceStatusSchema = z.object({
  key: z.string(),
  name: z.string(),
  state: freshnessSchema,
  since: epochMs,
  /** Why it is in this state, in words; empty when live. */
  reason: z.string(),
  /** When it was last heard of. */
  seenAt: epochMs.nullable(),
  /** What is not as safe as it should be about the way there, in words, e.g. a certificate that is not verified. */
  warning: z.string().optional(),
});
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

/** The record on disk. Not recording is a state to be shown, not an error to be hidden. */
export const recordStatusSchema = z.object({
  key: z.literal('record'),
  recording: z.boolean(),
  since: epochMs,
  reason: z.string(),
  /** Writes held in memory until the disk takes them again, and those lost beyond that. */
  held: z.int().nonnegative(),
  lost: z.int().nonnegative(),
  sizeBytes: z.int().nonnegative(),
  events: z.int().nonnegative(),
  oldestAt: epochMs.nullable(),
  /** The kind of network file system it lies on; absent where it lies on none, or that is not known. */
  networkFileSystem: z.string().optional(),
});
export type RecordStatus = z.infer<typeof recordStatusSchema>;

export const demoFaultSchema = z.enum(['health', 'log_gap', 'target']);
export type DemoFault = z.infer<typeof demoFaultSchema>;

/** Versions of the demo's attestor. The second one has a defect: it reports itself unhealthy. */
export const demoVersionSchema = z.enum(['1.0.0', '1.1.0']);
export type DemoVersion = z.infer<typeof demoVersionSchema>;

export const demoStateSchema = z.object({
  key: z.literal('demo'),
  state: z.enum(['off', 'starting', 'running', 'failed']),
  reason: z.string(),
  attestorUrl: z.string().nullable(),
  prometheusUrl: z.string().nullable(),
  /** Why there is no Prometheus and how to get one; empty when there is. */
  prometheusReason: z.string(),
  planId: z.string().nullable(),
  faults: z.array(demoFaultSchema),
  /** Absent where it is not running. */
  version: demoVersionSchema.optional(),
});
export type DemoState = z.infer<typeof demoStateSchema>;

/** One place where a source was looked for, and the answer there. */
export const candidateSchema = z.object({ place: z.string(), answer: z.string(), chosen: z.boolean() });
export const diagnosisSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'absent', 'denied', 'error']),
  reason: z.string(),
  candidates: z.array(candidateSchema),
  facts: z.record(z.string(), z.string()),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;

export const systemInfoSchema = z.object({
  version: z.string(),
  engine: z.string(),
  bootId: z.string(),
  startedAt: epochMs,
  dataDir: z.string(),
  pid: z.int(),
  timeZone: z.string(),
  /** A desktop app hosts it, which makes PDF files; absent where none does. */
  printsPdf: z.boolean().optional(),
});
export type SystemInfo = z.infer<typeof systemInfoSchema>;

/** A journal event as shown to people; names follow CloudEvents 1.0. */
export const journalEventSchema = z.object({
  sequence: z.int(),
  id: z.string(),
  type: z.string(),
  source: z.string(),
  subject: z.string().nullable(),
  /** When it happened, by its source's clock, and when it was written, by ours; epoch milliseconds. */
  time: epochMs,
  recordedTime: epochMs,
  data: z.json(),
});
export type JournalEvent = z.infer<typeof journalEventSchema>;
