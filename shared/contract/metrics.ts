// Questions to the Prometheus of the active environment. What it is asked for a screen is reduced to what can be drawn.
import { frameSchema, instantAnswerSchema, instantQuestionSchema, rangeQuestionSchema } from '#shared/model/series.ts';
import { op } from './op.ts';

export const metricsContract = {
  range: op.input(rangeQuestionSchema).output(frameSchema),
  instant: op.input(instantQuestionSchema).output(instantAnswerSchema),
};
