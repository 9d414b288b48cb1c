// Makes of a whole answer the frame that a screen draws: as many series as it wants, as many points as it can draw, packed.
import { pack } from '#shared/model/pack.ts';
import type { Frame } from '#shared/model/series.ts';
import type { RangeAnswer } from './metrics-reader.ts';
import { reduceM4 } from './reduce-m4.ts';

export interface FrameAsked {
  fromMs: number;
  toMs: number;
  widthPx: number;
  seriesLimit: number;
  pointLimit: number;
}

/** The series that are drawn are the first in the server's own order, which is the same each time. */
export function frameOf(answer: RangeAnswer, { fromMs, toMs, widthPx, seriesLimit, pointLimit }: FrameAsked): Frame {
  const drawn = answer.series.slice(0, seriesLimit);
  const points = drawn.reduce((sum, { times }) => sum + times.length, 0);
  const reduced = points > pointLimit;
  // Each column keeps at most four samples.
  const columns = Math.max(1, Math.min(widthPx, Math.floor(pointLimit / Math.max(1, drawn.length) / 4)));
  // What is kept of neighbouring columns stands as far apart as a column is wide; gaps have marks of their own then.
  const stepMs = reduced ? Math.max(answer.stepMs, (toMs - fromMs) / columns) : answer.stepMs;
  return {
    fromMs,
    toMs,
    stepMs,
    series: drawn.map(({ labels, ...all }) => {
      const { times, values } = reduced ? reduceM4(all, fromMs, toMs, columns, answer.stepMs * 1.5) : all;
      return { labels, times: pack(times), values: pack(values) };
    }),
    totalSeries: answer.totalSeries ?? answer.series.length,
    totalSamples: points,
    reduced,
    warnings: answer.warnings,
    infos: answer.infos,
  };
}
