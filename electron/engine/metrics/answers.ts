// Prometheus' answers in the shapes of the rest of the engine; native histograms are said to be such, and never made numbers.
import type { InstantAnswer } from '#shared/model/series.ts';
import type { QueryResult, RangeResult } from '../sources/prometheus/client.ts';
import type { RangeAnswer } from './metrics-reader.ts';

export function rangeAnswerOf({ series, totalSeries, warnings, infos }: RangeResult, stepMs: number): RangeAnswer {
  const held = series.filter(({ histograms }) => histograms > 0).length;
  return {
    stepMs,
    series: series.map(({ labels, times, values }) => ({ labels, times, values })),
    totalSeries,
    warnings,
    infos: held === 0 ? infos : [...infos, histogramWords(held)],
  };
}

const histogramWords = (count: number): string =>
  `${count === 1 ? 'One series holds native histograms' : `${count} series hold native histograms`}, which no line can show; histogram_quantile() or histogram_avg() makes numbers of them.`;

export function instantAnswerOf(answer: QueryResult): InstantAnswer {
  const { warnings, infos } = answer;
  const rows = rowsOf(answer);
  return { kind: answer.resultType, rows, totalRows: answer.total, warnings, infos };
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
    atMs: value === null ? 0 : Math.round(value[0] * 1000),
    value: value === null ? 'histogram' : value[1],
  }));
}
