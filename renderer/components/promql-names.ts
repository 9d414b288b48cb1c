// What the editor can complete, asked of whoever knows: metric names, labels, values, and what metrics are.
import type { PrometheusClient } from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus';

export interface PromqlNames {
  metricNames: () => Promise<string[]>;
  /** @param selector which series count; empty for all. */
  labelNames: (selector: string) => Promise<string[]>;
  labelValues: (label: string, selector: string) => Promise<string[]>;
  metadata: () => Promise<Record<string, { type: string; help: string }[]>>;
}

interface GivenMatcher {
  name: string;
  value: string;
}

/** The series a completion is for. Only the metric narrows it: the other labels may be what is still being written. */
export const selectorOf = (metric: string | undefined): string =>
  metric === undefined || metric === '' ? '' : `{__name__=${JSON.stringify(metric)}}`;

/** Completion is a help: where nothing can be asked there is less of it, and the query itself says what is wrong. */
export function namesClient(names: PromqlNames): PrometheusClient {
  const orNone = async <T>(ask: Promise<T>, none: T): Promise<T> => ask.catch(() => none);
  return {
    metricNames: () => orNone(names.metricNames(), []),
    labelNames: (metric) => orNone(names.labelNames(selectorOf(metric)), []),
    labelValues: (label, metric, _matchers?: GivenMatcher[]) =>
      orNone(label === '__name__' ? names.metricNames() : names.labelValues(label, selectorOf(metric)), []),
    metricMetadata: () => orNone(names.metadata(), {}),
    series: () => Promise.resolve([]),
    flags: () => Promise.resolve({}),
  };
}
