// A range question for a screen: asked in steps of its pixels, or, where somebody wishes to see every sample and they are not
// too many, in the step of the samples themselves, which are reduced to the pixels here (ADR 21).
import type { Frame, RangeAsked, Sampling } from '#shared/model/series.ts';
import { grouped } from '#shared/model/grouped.ts';
import { frameOf } from './frame-of.ts';
import type { MetricsReader } from './metrics-reader.ts';
import { onWholeSteps, pointsLimit, rangeStep } from './range-step.ts';
import { seenStepMs } from './seen-step.ts';

/** Of all series together: a second of work for a server, and for whoever reads it. */
const samplesBudget = 120_000;
/** What is drawn of them: more would make drawing late, and nobody sees it. */
const drawnPoints = 12_000;
const pointsOfColumn = 4;

type Range = MetricsReader['range'];

/** Throws as the reader does. */
export async function askRange(range: Range, asked: RangeAsked, signal?: AbortSignal): Promise<Frame> {
  const { query, fromMs, toMs, timeoutMs, seriesLimit: limit, samples, widthPx } = asked;
  const wide = rangeStep(asked);
  const finestMs = samples === undefined ? Infinity : Math.max(seenStepMs(query), samples.everyMs);
  const skips = Number.isFinite(finestMs) && finestMs < wide.stepMs;
  const points = Math.floor((toMs - fromMs) / finestMs) + 1;
  const all = skips && samples?.all === true && points <= pointsLimit && samples.mostSeries > 0;
  const { startMs, endMs, stepMs } = all ? onWholeSteps(fromMs, toMs, finestMs) : wide;
  const answer = await range({ query, fromMs: startMs, toMs: endMs, stepMs, limit, timeoutMs, signal, behind: all });
  const series = Math.max(1, Math.min(answer.series.length, limit));
  const pointLimit = all
    ? Math.min(asked.pointLimit, drawnPoints, series * widthPx * pointsOfColumn)
    : asked.pointLimit;
  const frame = frameOf(answer, { ...asked, pointLimit });
  if (!skips) return frame;
  const total = { series: answer.totalSeries ?? answer.series.length, points };
  const sampling: Sampling = { everyMs: stepMs, finestMs, refused: refusedWords(total, samples?.mostSeries ?? 0) };
  return { ...frame, sampling };
}

/** Why not every sample may be asked for; null where it may. */
function refusedWords(total: { series: number; points: number }, mostSeries: number): string | null {
  const { series, points } = total;
  if (mostSeries === 0) return 'what is made of them needs them at the same moments';
  if (series > mostSeries) return `${series} series are stacked, and at most ${mostSeries} can be so`;
  if (points > pointsLimit) return `all would be ${grouped(points)} of each series`;
  return series * points > samplesBudget ? `all would be ${grouped(series * points)}` : null;
}
