// Answers questions for metrics out of what was recorded, in the place of a Prometheus: what was not recorded is refused by
// name, and where nobody looked there is no point.
import { OpsError } from '#shared/model/ops-error.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import type { MetricsReader, SampledSeries } from '../metrics/metrics-reader.ts';
import { seriesLimit } from '../recorder/query-look.ts';
import type { ReadDb } from '../store/database.ts';
import { valueText } from '../triggers/show-trigger.ts';
import { baseOf, recordedExpression, type RecordedExpression } from '../recorder/recorded-expression.ts';
import { recordedExprs, recordedLooks, type RecordedLooks } from './recorded-looks.ts';

export function recordedReader(read: ReadDb, recordedBy?: number): MetricsReader {
  const known = new Map<string, { answered: RecordedExpression; looks: RecordedLooks }>();
  const find = (query: string) => {
    const before = known.get(query);
    if (before !== undefined) return before;
    const answered = recordedExpression(query, recordedExprs(read));
    if (answered === null) throw new OpsError('not_found', `“${baseOf(query)}” was not recorded`);
    const found = { answered, looks: recordedLooks(read, answered.recorded, recordedBy) };
    known.set(query, found);
    return found;
  };
  return {
    place: () => 'the record',
    instant: async ({ query, atMs, limit = Infinity }) => {
      const { answered, looks } = find(query);
      const look = looks.at(atMs ?? 0);
      if (typeof look === 'string') throw new OpsError('not_found', look);
      if (look.samples.length >= seriesLimit) throw new OpsError('too_large', `of “${answered.recorded}” only ${seriesLimit} series are kept`); // prettier-ignore
      const rows = answered.of(look.samples).map(({ labels, value }) => ({ labels, atMs: look.atMs, value: valueText(value) })); // prettier-ignore
      return { kind: 'vector', rows: rows.slice(0, limit), totalRows: rows.length, warnings: [], infos: [] };
    },
    range: async ({ query, fromMs, toMs, stepMs }) => {
      const { answered, looks } = find(query);
      let cut = false;
      const series = new Map<string, { labels: Record<string, string>; times: number[]; values: number[] }>();
      for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) {
        const look = looks.at(atMs);
        if (typeof look === 'string') continue;
        cut ||= look.samples.length >= seriesLimit;
        for (const { labels, value } of answered.of(look.samples)) {
          const key = labelKey(labels);
          const one = series.get(key) ?? { labels, times: [], values: [] };
          series.set(key, one);
          one.times.push(atMs);
          one.values.push(value);
        }
      }
      const all = [...series.values()].map(({ labels, times, values }): SampledSeries => ({ labels, times: Float64Array.from(times), values: Float64Array.from(values) })); // prettier-ignore
      // More than are told where some were not kept: what was not seen is no pass.
      return { stepMs, series: all, ...(cut && { totalSeries: all.length + 1 }), warnings: [], infos: [] };
    },
  };
}
