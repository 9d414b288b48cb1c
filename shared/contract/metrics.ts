// Questions to the Prometheus of the active environment. What it is asked for a screen is reduced to what can be drawn.
import { frameSchema, instantAnswerSchema, instantQuestionSchema, rangeQuestionSchema } from '#shared/model/series.ts';
import { annotationsSchema, coverageRowSchema } from '#shared/model/annotation.ts';
import {
  alertmanagerAnswerSchema,
  managedAlertSchema,
  matcherSchema,
  silenceWishSchema,
} from '#shared/model/alertmanager.ts';
import {
  metricsCandidateSchema,
  metricsStatusSchema,
  rulesAnswerSchema,
  targetsAnswerSchema,
} from '#shared/model/prometheus.ts';
import { z } from 'zod';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const names = z.object({
  /** A series selector; empty for all series. */
  selector: z.string().max(16_384).default(''),
  limit: z.int().min(1).max(20_000).default(10_000),
});

export const metricsContract = {
  /** How fresh Prometheus and Alertmanager are, and what they can be asked. */
  status: op.output(feed(metricsStatusSchema)),
  /** Looks now instead of later. */
  retry: op.output(nothing),
  /** Where a Prometheus might be, and what answers there. Nothing is chosen. */
  discover: op.output(z.array(metricsCandidateSchema)),
  range: op.input(rangeQuestionSchema).output(frameSchema),
  instant: op.input(instantQuestionSchema).output(instantAnswerSchema),
  /** What the journal has of a time, for flags on charts. */
  annotations: op.input(z.object({ fromMs: z.number(), toMs: z.number(), limit: z.int().min(1).max(500).default(100) })).output(annotationsSchema), // prettier-ignore
  /** When each source was watched in a time. */
  coverage: op.input(z.object({ fromMs: z.number(), toMs: z.number() })).output(z.array(coverageRowSchema)),
  labelNames: op.input(names).output(z.array(z.string())),
  labelValues: op.input(names.extend({ label: z.string().min(1).max(1000) })).output(z.array(z.string())),
  /** Kind and help of metrics, by name. */
  metadata: op.output(z.record(z.string(), z.array(z.object({ type: z.string(), help: z.string() })))),
  targets: op.output(targetsAnswerSchema),
  rules: op.output(rulesAnswerSchema),
  /** Alerts and silences of the Alertmanager. */
  alertmanager: op.output(alertmanagerAnswerSchema),
  /** What such a silence would hold back now. */
  previewSilence: op
    .input(z.object({ matchers: z.array(matcherSchema).min(1).max(50) }))
    .output(z.object({ alerts: z.array(managedAlertSchema), total: z.int() })),
  /** Refused while the environment is locked. Answers with its id. */
  silence: op.input(z.object({ wish: silenceWishSchema, by })).output(z.object({ key: z.string() })),
  expireSilence: op.input(z.object({ key: z.string().min(1).max(200), by })).output(nothing),
};
