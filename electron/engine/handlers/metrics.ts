// Questions to Prometheus, operation by operation.
import type { createAnnotations } from '../metrics/annotations.ts';
import type { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import { frameOf } from '../metrics/frame-of.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { rangeStep } from '../metrics/range-step.ts';
import { operations } from './router.ts';

interface Parts {
  reader: MetricsReader;
  annotations: ReturnType<typeof createAnnotations>;
  coverage: ReturnType<typeof createCoverageLanes>;
}

export function metricsOperations({ reader, annotations, coverage }: Parts) {
  const { metrics } = operations;
  return metrics.router({
    range: metrics.range.handler(async ({ input, signal }) => {
      const { startMs, endMs, stepMs } = rangeStep(input);
      const { query, timeoutMs, seriesLimit: limit } = input;
      return frameOf(
        await reader.range({ query, fromMs: startMs, toMs: endMs, stepMs, limit, timeoutMs, signal }),
        input,
      );
    }),
    instant: metrics.instant.handler(({ input, signal }) => reader.instant({ ...input, signal })),
    annotations: metrics.annotations.handler(({ input }) => annotations(input)),
    coverage: metrics.coverage.handler(({ input }) => coverage(input)),
  });
}
