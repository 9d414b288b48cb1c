// Operations on errors, read for operators: groups, health, trends, and what belongs together. Nothing raw crosses here: every
// answer is one of the six models, or about how errors came in.
import { z } from 'zod';
import {
  errorRefusalSchema,
  ingestDoorSchema,
  ingestReportSchema,
  ingestSourceSchema,
} from '#shared/model/errors/error-ingest.ts';
import { opsCorrelatedEventSchema, opsDecisionOutcomeSchema, opsHealthSignalSchema, opsIncidentSchema, opsRiskFindingSchema, opsTrendMetricSchema } from '#shared/model/errors/ops-models.ts'; // prettier-ignore
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const note = z.string().max(4000).default('');
const one = z.object({ key: z.string().min(1).max(100) });
const hours = z.number().min(1).max(24 * 90).default(24); // prettier-ignore

export const errorGroupDetailSchema = z.object({
  incident: opsIncidentSchema,
  /** What its errors have in common, by which they are one group. */
  rule: z.string(),
  /** A person's last word on it. */
  word: z.object({ state: z.enum(['resolved', 'archived', 'open']), at: z.number(), by: z.string(), note: z.string(), release: z.string().nullable(), how: z.enum(['in', 'after']).nullable(), untilMs: z.number().nullable() }).nullable(),
  /** Of the last 24 hours by hour, and of the last 14 days by day. */
  day: opsTrendMetricSchema,
  fortnight: opsTrendMetricSchema,
}); // prettier-ignore
export type ErrorGroupDetail = z.infer<typeof errorGroupDetailSchema>;

export const errorCorrelationSchema = z.object({
  id: z.string(),
  /** Depth first. */
  lines: z.array(z.object({ event: opsCorrelatedEventSchema, depth: z.number(), orphan: z.boolean(), gapMs: z.number().nullable() })),
  counts: z.object({ errors: z.number(), events: z.number(), probes: z.number(), decisions: z.number() }),
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  /** What is not in it, in words. */
  limits: z.array(z.string()),
}); // prettier-ignore
export type ErrorCorrelation = z.infer<typeof errorCorrelationSchema>;

/** The most things of each kind that a correlation shows. */
export const correlationLimit = 500;

export const errorsContract = {
  groups: op.output(feed(opsIncidentSchema)),
  group: op.input(one).output(errorGroupDetailSchema),
  /** The newest first; `before` is the last one known. */
  occurrences: op.input(one.extend({ before: z.object({ at: z.number(), no: z.number() }).nullable().default(null), limit: z.int().min(1).max(100).default(20) })).output(z.array(opsCorrelatedEventSchema)), // prettier-ignore
  /** Without a release no later error is a regression. */
  resolve: op.input(one.extend({ release: z.object({ how: z.enum(['in', 'after']), name: z.string().trim().min(1).max(200) }).nullable(), by, note })).output(nothing), // prettier-ignore
  archive: op.input(one.extend({ untilMs: z.number(), by, note })).output(nothing),
  reopen: op.input(one.extend({ by, note })).output(nothing),
  /** One for each component of which anything was ever heard; refreshed as time goes by. */
  health: op.output(feed(opsHealthSignalSchema)),
  /** What the newest run of each plan found. */
  risks: op.output(z.array(opsRiskFindingSchema)),
  decisions: op.input(z.object({ hours })).output(z.array(opsDecisionOutcomeSchema)),
  trend: op.input(z.object({ hours })).output(opsTrendMetricSchema),
  correlation: op.input(z.object({ id: z.string().trim().min(1).max(128) })).output(errorCorrelationSchema),
  ingest: op.output(feed(ingestSourceSchema)),
  /** The newest first. */
  refusals: op.output(z.array(errorRefusalSchema)),
  door: op.output(ingestDoorSchema),
  /** Follows a file of envelopes, one JSON object a line. */
  addTail: op.input(z.object({ path: z.string().trim().min(1).max(4096), by })).output(one),
  removeTail: op.input(one.extend({ by })).output(nothing),
  /** Takes a whole file once. */
  importFile: op.input(z.object({ path: z.string().trim().min(1).max(4096), by })).output(ingestReportSchema),
};
