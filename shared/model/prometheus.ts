// What a Prometheus server says of itself, its targets, rules and alerts, and where one was found.
import { z } from 'zod';
import { labelsSchema } from './series.ts';
import { sourceStatusSchema } from './system.ts';

const epochMs = z.number();

/** Parts of the HTTP API that a server may have or not. */
export const metricsCapabilities = ['targets', 'rules', 'alerts', 'alertmanagers', 'metadata'] as const;
export const metricsKeys = ['prometheus', 'alertmanager'] as const;
export type MetricsKey = (typeof metricsKeys)[number];

export const metricsStatusSchema = sourceStatusSchema.extend({
  key: z.enum(metricsKeys),
  /** The server in words, without secrets; null where none is named or found. */
  place: z.string().nullable(),
  version: z.string().nullable(),
  capabilities: z.array(z.enum(metricsCapabilities)),
  /** How far its clock is ahead of ours, as far as that can be told; null before it answered. */
  skewMs: z.number().nullable(),
});
export type MetricsStatus = z.infer<typeof metricsStatusSchema>;

export const scrapeTargetSchema = z.object({
  key: z.string(),
  pool: z.string(),
  url: z.string(),
  labels: labelsSchema,
  /** `unknown`: it was not scraped yet. */
  health: z.enum(['up', 'down', 'unknown']),
  lastError: z.string(),
  /** Null when it was never scraped. */
  lastScrapeMs: epochMs.nullable(),
  lastDurationMs: z.number().nullable(),
  intervalMs: z.number().nullable(),
});
export type ScrapeTarget = z.infer<typeof scrapeTargetSchema>;
export const targetsAnswerSchema = z.object({
  readAt: epochMs,
  targets: z.array(scrapeTargetSchema),
  total: z.int(),
});
export type TargetsAnswer = z.infer<typeof targetsAnswerSchema>;

export const serverAlertSchema = z.object({
  key: z.string(),
  name: z.string(),
  labels: labelsSchema,
  annotations: labelsSchema,
  state: z.enum(['pending', 'firing']),
  activeAtMs: epochMs,
  /** Since when it is kept firing although it is no longer true; null while it is true. */
  keptFiringSinceMs: epochMs.nullable(),
  /** As Prometheus wrote it. */
  value: z.string(),
});
export type ServerAlertRow = z.infer<typeof serverAlertSchema>;

export const serverRuleSchema = z.object({
  key: z.string(),
  kind: z.enum(['alerting', 'recording']),
  name: z.string(),
  group: z.string(),
  file: z.string(),
  query: z.string(),
  labels: labelsSchema,
  annotations: labelsSchema,
  /** Of an alerting rule: how long it must hold; null for a recording one. */
  forMs: z.number().nullable(),
  intervalMs: z.number(),
  health: z.enum(['ok', 'err', 'unknown']),
  lastError: z.string(),
  lastEvaluationMs: epochMs.nullable(),
  evaluationTookMs: z.number().nullable(),
  /** Of an alerting rule; null for a recording one. */
  state: z.enum(['inactive', 'pending', 'firing']).nullable(),
  alerts: z.array(serverAlertSchema),
});
export type ServerRuleRow = z.infer<typeof serverRuleSchema>;
export const rulesAnswerSchema = z.object({ readAt: epochMs, rules: z.array(serverRuleSchema), total: z.int() });
export type RulesAnswer = z.infer<typeof rulesAnswerSchema>;

/** As many lines as a page of targets or rules is given; the rest is counted. */
export const linesLimit = 10_000;

/** A place where a Prometheus might be, and what answered there. */
export const metricsCandidateSchema = z.object({
  url: z.string(),
  /** What led there, in words: a variable, a container, a service, the demo. */
  from: z.string(),
  answer: z.enum(['ok', 'denied', 'absent', 'error']),
  words: z.string(),
  version: z.string().nullable(),
  /** It alone answered, so that it is the one to propose. Never chosen by itself. */
  proposed: z.boolean(),
});
export type MetricsCandidate = z.infer<typeof metricsCandidateSchema>;
