// What variables ask of Prometheus: values of labels, names of labels, and series. Made of instant queries, which every
// server answers; `over` reaches back over the time that is shown, so that what has gone since is among the values.
import type { Labels } from '#shared/model/series.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';

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

const everything = '{__name__!=""}';
const timeoutMs = 10_000;

export function createValueReader(reader: MetricsReader): ValueReader {
  const series = async ({ selector, fromMs, toMs, signal }: SeriesQuestion, by: string | null): Promise<Labels[]> => {
    const seconds = Math.max(60, Math.ceil((toMs - fromMs) / 1000));
    const chosen = selector ?? everything;
    const inner = isSelector(chosen) ? `last_over_time(${chosen}[${seconds}s])` : chosen;
    // A count by the label alone is one row for each of its values.
    const query = by === null ? inner : `count by (${by}) (${inner})`;
    const { rows } = await reader.instant({ query, atMs: toMs, timeoutMs, signal });
    return rows.map(({ labels }) => labels);
  };
  return {
    place: reader.place,
    labelValues: async ({ label, ...question }) => {
      // Aggregation drops the name of the metric, and with it the label that holds it.
      const isName = label === '__name__';
      const found = await series(question, isName ? null : quotedLabel(label));
      return distinct(found.map((labels) => (Object.hasOwn(labels, label) ? (labels[label] ?? '') : '')));
    },
    labelNames: async (question) => distinct((await series(question, null)).flatMap((labels) => Object.keys(labels))),
    series: (question) => series(question, null),
    result: async ({ query, atMs, signal }) => {
      const { rows } = await reader.instant({ query, atMs, timeoutMs, signal });
      return rows;
    },
  };
}

const distinct = (values: string[]): string[] => [...new Set(values)].filter((value) => value !== '');
const quotedLabel = (label: string): string => (/^[a-zA-Z_]\w*$/.test(label) ? label : JSON.stringify(label));

/** Whether a range can be put behind it: a name, matchers, or both, and nothing else. */
export const isSelector = (text: string): boolean =>
  /^\s*(?:[a-zA-Z_:][\w:]*)?\s*(?:\{(?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*\})?\s*$/.test(text) && text.trim() !== ''; // prettier-ignore
