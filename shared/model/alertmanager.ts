// Alerts and silences as an Alertmanager has them, and a silence as a person asks for one.
import { z } from 'zod';
import { labelsSchema } from './series.ts';

const epochMs = z.number();

export const matcherSchema = z.object({
  name: z.string().min(1).max(200),
  value: z.string().max(2000),
  isRegex: z.boolean(),
  isEqual: z.boolean(),
});
export type Matcher = z.infer<typeof matcherSchema>;

/** `name="value"`, as Alertmanager writes it. */
export const matcherWords = ({ name, value, isRegex, isEqual }: Matcher): string =>
  `${name}${isEqual ? (isRegex ? '=~' : '=') : isRegex ? '!~' : '!='}${JSON.stringify(value)}`;

export const managedAlertSchema = z.object({
  key: z.string(),
  labels: labelsSchema,
  annotations: labelsSchema,
  state: z.enum(['active', 'suppressed', 'unprocessed']),
  /** Ids of the silences, and fingerprints of the alerts, that hold it back. */
  silencedBy: z.array(z.string()),
  inhibitedBy: z.array(z.string()),
  receivers: z.array(z.string()),
  startsAtMs: epochMs,
  endsAtMs: epochMs.nullable(),
  generatorUrl: z.string(),
});
export type ManagedAlert = z.infer<typeof managedAlertSchema>;

export const silenceSchema = z.object({
  key: z.string(),
  state: z.enum(['active', 'pending', 'expired']),
  matchers: z.array(matcherSchema),
  startsAtMs: epochMs,
  endsAtMs: epochMs,
  createdBy: z.string(),
  comment: z.string(),
});
export type Silence = z.infer<typeof silenceSchema>;

export const alertmanagerAnswerSchema = z.object({
  readAt: epochMs,
  alerts: z.array(managedAlertSchema),
  totalAlerts: z.int(),
  silences: z.array(silenceSchema),
  totalSilences: z.int(),
});
export type AlertmanagerAnswer = z.infer<typeof alertmanagerAnswerSchema>;

/** The longest that a silence is made for. */
export const silenceLimitMs = 90 * 86_400_000;

export const silenceWishSchema = z.object({
  matchers: z.array(matcherSchema).min(1, 'at least one label has to be matched').max(50),
  durationMs: z.int().min(60_000).max(silenceLimitMs),
  comment: z.string().trim().min(1, 'say why').max(2000),
});
export type SilenceWish = z.infer<typeof silenceWishSchema>;
