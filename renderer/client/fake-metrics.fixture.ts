// For tests: the operations of metrics, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { z } from 'zod';
import type { Annotations, CoverageEntry } from '#shared/model/annotation.ts';
import type { Frame, InstantAnswer, instantQuestionSchema, rangeQuestionSchema } from '#shared/model/series.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';
import { prometheusHandlers, type FakePrometheus } from './fake-prometheus.fixture.ts';

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export interface FakeMetrics extends FakePrometheus {
  /** What Prometheus answers; a test that asks nothing leaves both out. */
  range?: (question: z.output<typeof rangeQuestionSchema>) => Frame | Promise<Frame>;
  instant?: (question: z.output<typeof instantQuestionSchema>) => InstantAnswer | Promise<InstantAnswer>;
  annotations?: () => Annotations;
  coverage?: () => CoverageEntry[];
}

export const noMetrics = (): FakeMetrics => ({});

export function metricsRouter(engine: FakeEngine) {
  const os = implement(contract);
  return {
    metrics: {
      ...prometheusHandlers(engine),
      range: os.metrics.range.handler(({ input }) => (engine.range ?? unasked('metrics.range'))(input)),
      instant: os.metrics.instant.handler(({ input }) => (engine.instant ?? unasked('metrics.instant'))(input)),
      annotations: os.metrics.annotations.handler(() => engine.annotations?.() ?? { entries: [], total: 0 }),
      coverage: os.metrics.coverage.handler(() => engine.coverage?.() ?? []),
    },
  };
}
