// Questions to the Prometheus of the active environment. What it is asked for a screen is reduced to what can be drawn.
import { frameSchema, instantAnswerSchema, instantQuestionSchema, rangeQuestionSchema } from '#shared/model/series.ts';
import { annotationsSchema, coverageRowSchema } from '#shared/model/annotation.ts';
import { z } from 'zod';
import { op } from './op.ts';

export const metricsContract = {
  range: op.input(rangeQuestionSchema).output(frameSchema),
  instant: op.input(instantQuestionSchema).output(instantAnswerSchema),
  /** What the journal has of a time, for flags on charts. */
  annotations: op.input(z.object({ fromMs: z.number(), toMs: z.number(), limit: z.int().min(1).max(500).default(100) })).output(annotationsSchema), // prettier-ignore
  /** When each source was watched in a time. */
  coverage: op.input(z.object({ fromMs: z.number(), toMs: z.number() })).output(z.array(coverageRowSchema)),
};
