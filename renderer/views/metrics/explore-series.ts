// The answers of Explore's queries as the series of one chart. Pure.
import type { Frame } from '#shared/model/series.ts';
import { decodeFrame, seriesName } from '../../components/chart/decode-frame.ts';
import type { ChartSeries } from '../../components/chart/chart-types.ts';
import type { PanelHold } from '../../state/use-panel-query.ts';

/** `A`, `B` and so on. */
export const letterOf = (place: number): string => String.fromCharCode(65 + place);

export function exploreSeries(frames: readonly (Frame | null)[]): ChartSeries[] {
  const several = frames.filter((frame) => frame !== null).length > 1;
  return frames.flatMap((frame, place) =>
    frame === null
      ? []
      : decodeFrame(frame).map(({ key, labels, times, values }) => {
          const name = seriesName(labels);
          return { key: `${letterOf(place)} ${key}`, name: several ? `${letterOf(place)} ${name}` : name, labels, times, values }; // prettier-ignore
        }),
  );
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
});
