// Wires the metrics: the Prometheus that the active environment names.
import { Agent } from 'undici';
import type { Environment } from '#shared/model/environment.ts';
import { createPrometheusReader, type PrometheusReader } from '../metrics/prometheus-reader.ts';

export interface Metrics {
  reader: PrometheusReader;
  close: () => void;
}

export function createMetrics({ active }: { active: () => Environment }): Metrics {
  // The time of a question is its own; these are for a server that is not there or says nothing more.
  const dispatcher = new Agent({ connect: { timeout: 3_000 }, headersTimeout: 0, bodyTimeout: 10_000 });
  const reader = createPrometheusReader(() => {
    const { prometheusUrl } = active();
    return prometheusUrl === null ? null : { url: new URL(prometheusUrl), dispatcher };
  });
  return { reader, close: () => void dispatcher.destroy() };
}
