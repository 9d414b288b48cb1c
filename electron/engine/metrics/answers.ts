// Prometheus' answers in the shapes of the rest of the engine. Values are read exactly; nothing is made up for what is missing.
import type { InstantAnswer } from '#shared/model/series.ts';
import type { MatrixResult, QueryResult } from '../sources/prometheus/client.ts';
import type { SampledSeries } from './metrics-reader.ts';

export function sampledSeries({ metric, values }: MatrixResult['result'][number]): SampledSeries {
  const times = new Float64Array(values.length);
  const numbers = new Float64Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const [seconds = 0, text = ''] = values[at] ?? [];
    times[at] = Math.round(seconds * 1000);
    numbers[at] = sampleValue(text);
  }
  return { labels: metric, times, values: numbers };
}

/** Prometheus writes infinity in its own way. */
export function sampleValue(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}

export function instantAnswerOf(answer: QueryResult): InstantAnswer {
  const { warnings, infos } = answer;
  const rows = rowsOf(answer);
  return { kind: answer.resultType, rows, totalRows: rows.length, warnings, infos };
}

function rowsOf(answer: QueryResult): InstantAnswer['rows'] {
  if (answer.resultType === 'scalar' || answer.resultType === 'string') {
    const [seconds, value] = answer.result;
    return [{ labels: {}, atMs: Math.round(seconds * 1000), value }];
  }
  // Ranges have no one value; that they are ranges, `kind` says.
  if (answer.resultType === 'matrix')
    return answer.result.map(({ metric }) => ({ labels: metric, atMs: 0, value: '' }));
  return answer.result.map(({ metric, value }) => ({
    labels: metric,
    atMs: value === undefined ? 0 : Math.round(value[0] * 1000),
    value: value === undefined ? 'histogram' : value[1],
  }));
}
