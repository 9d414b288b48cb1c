// Targets and rules in the form in which Prometheus tells of them. Servers that speak like it leave some of it out.
import { z } from 'zod';

const labels = z.record(z.string(), z.string());
const orNone = labels.nullish().transform((value) => value ?? {});

export const targetSchema = z.object({
  labels: orNone,
  discoveredLabels: orNone,
  scrapePool: z.string().default(''),
  scrapeUrl: z.string(),
  lastError: z.string().default(''),
  /** ISO 8601; the year 1 when it was never scraped. */
  lastScrape: z.string(),
  lastScrapeDuration: z.number().optional(),
  /** A duration as Prometheus writes it. */
  scrapeInterval: z.string().default(''),
  health: z.enum(['up', 'down', 'unknown']),
});
export type Target = z.output<typeof targetSchema>;

const alertSchema = z.object({
  labels: orNone,
  annotations: orNone,
  state: z.enum(['pending', 'firing', 'inactive']),
  activeAt: z.string().nullish(),
  keepFiringSince: z.string().nullish(),
  value: z.string().default(''),
});
const ruleSchema = z.object({
  type: z.enum(['alerting', 'recording']),
  name: z.string(),
  query: z.string(),
  labels: orNone,
  annotations: orNone,
  /** Seconds. */
  duration: z.number().nullish(),
  state: z.enum(['inactive', 'pending', 'firing']).optional(),
  health: z.enum(['ok', 'err', 'unknown']).catch('unknown'),
  lastError: z.string().default(''),
  lastEvaluation: z.string().optional(),
  evaluationTime: z.number().optional(),
  alerts: z.array(alertSchema).nullish(),
});
export const ruleGroupSchema = z.object({
  name: z.string(),
  file: z.string().default(''),
  /** Seconds. */
  interval: z.number().default(0),
  rules: z.array(ruleSchema).nullish(),
});
export type RuleGroup = z.output<typeof ruleGroupSchema>;

/** Go writes the year 1 for a moment that never was; null then, and where it is none. */
export function momentOf(text: string | null | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) || at <= 0 ? null : at;
}
