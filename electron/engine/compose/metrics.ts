// Wires the metrics: Prometheus of the active environment.
import { OpsError } from '#shared/model/ops-error.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';

export interface Metrics {
  reader: MetricsReader;
  close: () => void;
}

export function createMetrics(): Metrics {
  const none = async (): Promise<never> => {
    throw new OpsError('unavailable', 'No Prometheus is connected.');
  };
  return { reader: { place: () => null, instant: none, range: none }, close: () => undefined };
}
