// What variables ask of Prometheus: values of labels, names of labels, and series, over the time that is shown, so that
// what has gone within it is among the values.
import type { Labels } from '#shared/model/series.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';

export interface SeriesQuestion {
  /** Null for all series there are. */
  selector: string | null;
  fromMs: number;
  toMs: number;
  signal?: AbortSignal | undefined;
}

/** Every question throws OpsError as those of MetricsReader. */
export interface ValueReader {
  place: () => string | null;
  labelValues: (question: SeriesQuestion & { label: string }) => Promise<string[]>;
  labelNames: (question: SeriesQuestion) => Promise<string[]>;
  series: (question: SeriesQuestion) => Promise<Labels[]>;
  /** Labels and the value as Prometheus writes it. */
  result: (question: { query: string; atMs: number; signal?: AbortSignal | undefined }) => Promise<{ labels: Labels; value: string; atMs: number }[]>; // prettier-ignore
}

/** Names that are taken of one answer; a choice among more is no choice. */
const limit = 20_000;
const timeoutMs = 10_000;

export function createValueReader(reader: PrometheusReader): ValueReader {
  const names = ({ selector, fromMs, toMs }: SeriesQuestion) => ({
    ...(selector !== null && { match: [selector] }),
    start: fromMs / 1000,
    end: toMs / 1000,
    limit,
  });
  const instant = async (query: string, atMs: number, signal: AbortSignal | undefined) =>
    (await reader.instant({ query, atMs, timeoutMs, signal })).rows;
  return {
    place: reader.place,
    labelValues: async ({ label, ...question }) => {
      const { selector, toMs, signal } = question;
      if (selector === null || isSelector(selector)) {
        return reader.ask({ timeoutMs, signal }, (client) => client.labelValues(label, names(question)));
      }
      // An expression: some write one where a selector is meant, and its answer has labels as well.
      const rows = await instant(selector, toMs, signal);
      return [...new Set(rows.flatMap(({ labels }) => (Object.hasOwn(labels, label) ? [labels[label] ?? ''] : [])))];
    },
    labelNames: (question) =>
      reader.ask({ timeoutMs, signal: question.signal }, (client) => client.labelNames(names(question))),
    series: async ({ selector, fromMs, toMs, signal }) => {
      const chosen = selector ?? '{__name__!=""}';
      const seconds = Math.max(60, Math.ceil((toMs - fromMs) / 1000));
      const query = isSelector(chosen) ? `last_over_time(${chosen}[${seconds}s])` : chosen;
      return (await instant(query, toMs, signal)).map(({ labels }) => labels);
    },
    result: ({ query, atMs, signal }) => instant(query, atMs, signal),
  };
}

/** Whether a range can be put behind it: a name, matchers, or both, and nothing else. */
export const isSelector = (text: string): boolean =>
  text.trim() !== '' &&
  /^\s*(?:[a-zA-Z_:][\w:]*)?\s*(?:\{(?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\})?\s*$/.test(text);
