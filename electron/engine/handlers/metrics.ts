// Questions to Prometheus, operation by operation.
import type { createAnnotations } from '../metrics/annotations.ts';
import type { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { operations } from './router.ts';

interface Parts {
  reader: MetricsReader;
  annotations: ReturnType<typeof createAnnotations>;
  coverage: ReturnType<typeof createCoverageLanes>;
}

export function metricsOperations({ reader, annotations, coverage }: Parts) {
  const { metrics } = operations;
  return metrics.router({
    range: metrics.range.handler(() => {
      throw new OpsError('unavailable', 'No Prometheus is connected.');
    }),
    instant: metrics.instant.handler(({ input, signal }) => reader.instant({ ...input, signal })),
    annotations: metrics.annotations.handler(({ input }) => annotations(input)),
    coverage: metrics.coverage.handler(({ input }) => coverage(input)),
  });
}
