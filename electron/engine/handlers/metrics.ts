// Questions to Prometheus, operation by operation.
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { operations } from './router.ts';

interface Parts {
  reader: MetricsReader;
}

export function metricsOperations({ reader }: Parts) {
  const { metrics } = operations;
  return metrics.router({
    range: metrics.range.handler(() => {
      throw new OpsError('unavailable', 'No Prometheus is connected.');
    }),
    instant: metrics.instant.handler(({ input, signal }) => reader.instant({ ...input, signal })),
  });
}
