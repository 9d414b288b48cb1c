// Range queries of one server by its URL, for a command that has no environment. It answers or throws as MetricsReader says.
import { z } from 'zod';
import type { Dispatcher } from 'undici';
import { OpsError } from '#shared/model/ops-error.ts';
import type { RangeAnswer, SampledSeries } from '../metrics/metrics-reader.ts';
import { askJson, placeOf } from '../sources/prometheus/ask-json.ts';
import type { RangeReader } from './past-observations.ts';

const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({
      metric: z.record(z.string(), z.string()),
      values: z.array(z.tuple([z.number(), z.string()])).default([]),
      histograms: z.array(z.unknown()).default([]),
    }),
  ),
});

export function createBacktestReader(url: URL, dispatcher: Dispatcher): RangeReader {
  return {
    range: async ({ query, fromMs, toMs, stepMs, timeoutMs = 60_000, signal }) => {
      const late = AbortSignal.timeout(timeoutMs);
      const form = new URLSearchParams({ query, start: seconds(fromMs), end: seconds(toMs), step: seconds(stepMs) });
      const ending = signal ? AbortSignal.any([signal, late]) : late;
      try {
        const { data, warnings } = await askJson({ url, dispatcher, signal: ending }, 'api/v1/query_range', form);
        return answerOf(data, warnings, stepMs, placeOf(url));
      } catch (error) {
        if (!late.aborted || signal?.aborted) throw error;
        throw new OpsError('timed_out', `${placeOf(url)} gave no answer within ${timeoutMs / 1000} s`, {
          cause: error,
        });
      }
    },
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function answerOf(data: unknown, warnings: string[], stepMs: number, place: string): RangeAnswer {
  const parsed = matrixSchema.safeParse(data);
  if (!parsed.success) throw new OpsError('unavailable', `${place} answered in a form that is not its API's`);
  const series = parsed.data.result.map(({ metric, values, histograms }): SampledSeries => {
    if (histograms.length > 0)
      throw new OpsError('bad_input', 'the expression gives histograms, which are not read here');
    return {
      labels: metric,
      times: Float64Array.from(values, ([time]) => Math.round(time * 1000)),
      values: Float64Array.from(values, ([, text]) => numberOf(text)),
    };
  });
  return { stepMs, series, warnings, infos: [] };
}

function numberOf(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}
