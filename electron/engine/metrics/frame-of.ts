// Makes of a whole answer the frame that a screen draws: as many series as it wants, as many points as it can draw, packed.
import { calcOf, type CalcName } from '#shared/model/dashboard/calcs.ts';
import { sameTimes, type Frame } from '#shared/model/series.ts';
import type { RangeAnswer } from './metrics-reader.ts';
import { reduceM4 } from './reduce-m4.ts';

export interface FrameAsked {
  fromMs: number;
  toMs: number;
  widthPx: number;
  seriesLimit: number;
  pointLimit: number;
  /** Reckoned of all samples of a series that is reduced: most figures of what is left would be others. */
  calcs?: readonly CalcName[] | undefined;
}

/** The series that are drawn are the first in the server's own order, which is the same each time. */
export function frameOf(answer: RangeAnswer, asked: FrameAsked): Frame {
  const { fromMs, toMs, widthPx, seriesLimit, pointLimit, calcs = [] } = asked;
  const drawn = answer.series.slice(0, seriesLimit);
  const points = drawn.reduce((sum, { times }) => sum + times.length, 0);
  const reduced = points > pointLimit;
  // Each column keeps at most four samples.
  const columns = Math.max(1, Math.min(widthPx, Math.floor(pointLimit / Math.max(1, drawn.length) / 4)));
  // What is kept of neighbouring columns stands as far apart as a column is wide; gaps have marks of their own then.
  const stepMs = reduced ? Math.max(answer.stepMs, (toMs - fromMs) / columns) : answer.stepMs;
  let before: Float64Array | null = null;
  return {
    fromMs,
    toMs,
    stepMs,
    series: drawn.map(({ labels, ...all }) => {
      const { times, values } = reduced ? reduceM4(all, fromMs, toMs, columns, answer.stepMs * 1.5) : all;
      const shared = before !== null && bytesOf(times).equals(bytesOf(before));
      before = times;
      const figures = reduced && calcs.length > 0 ? { figures: packed(figuresOf(all.values, calcs)) } : {};
      return { labels, times: shared ? sameTimes : packed(times), values: packed(values), ...figures };
    }),
    totalSeries: answer.totalSeries ?? answer.series.length,
    totalSamples: points,
    reduced,
    ...(reduced && calcs.length > 0 ? { calcs: [...calcs] } : {}),
    warnings: answer.warnings,
    infos: answer.infos,
  };
}

const figuresOf = (values: Float64Array, calcs: readonly CalcName[]): Float64Array =>
  Float64Array.from(calcs, (calc) => calcOf(values, calc) ?? Number.NaN);

/** As pack() does, in a tenth of the time. */
const packed = (numbers: Float64Array): string => bytesOf(numbers).toString('base64');
const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
