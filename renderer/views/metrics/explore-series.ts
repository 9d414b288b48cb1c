// The answers of Explore's queries as the series of one chart. Pure.
import type { Frame } from '#shared/model/series.ts';
import { decodeFrame, distinctNames, seriesName } from '../../components/chart/decode-frame.ts';
import { samplingWords } from '../../components/chart/sampling-words.ts';
import type { ChartSeries } from '../../components/chart/chart-types.ts';
import type { PanelHold } from '../../state/use-panel-query.ts';

/** `A`, `B` and so on. */
export const letterOf = (place: number): string => String.fromCharCode(65 + place);

export interface ExploreSeries {
  series: ChartSeries[];
  /** What the names of the series leave out, as all of them have it. */
  shared: string;
}

export function exploreSeries(frames: readonly (Frame | null)[]): ExploreSeries {
  const decoded = frames.flatMap((frame, place) => frame === null ? [] : decodeFrame(frame).map((one) => ({ ...one, letter: letterOf(place) }))); // prettier-ignore
  const several = new Set(decoded.map(({ letter }) => letter)).size > 1;
  const { names, shared } = distinctNames(decoded.map(({ labels }) => labels));
  const series = decoded.map(({ letter, key, labels, times, values, figures, reduced }, at): ChartSeries => {
    const lead = several ? `${letter} ` : '';
    return { key: `${letter} ${key}`, name: `${lead}${names[at] ?? ''}`, fullName: `${lead}${seriesName(labels)}`, labels, times, values, figures, reduced }; // prettier-ignore
  });
  return { series, shared };
}

/** As of when the chart is, and why no longer, where one of its questions failed; null where all came to an answer. */
export function staleOf(holds: readonly PanelHold<Frame>[]): { asOfMs: number; reason: string } | null {
  const stale = holds.find(({ failure, answer }) => failure !== null && answer !== null);
  return stale === undefined ? null : { asOfMs: stale.answeredAt ?? 0, reason: stale.failure?.reason ?? '' };
}

export const totalsOf = (frames: readonly (Frame | null)[]) => ({
  totalSeries: frames.reduce((sum, frame) => sum + (frame?.totalSeries ?? 0), 0),
  warnings: [...new Set(frames.flatMap((frame) => frame?.warnings ?? []))],
  infos: [...new Set(frames.flatMap((frame) => frame?.infos ?? []))],
  skips: [...new Set(frames.flatMap((frame) => samplingWords(frame?.sampling) ?? []))],
});
