// What is under the pointer on the timeline, in words: an event, a bar of many, something that lasted. Pure.
import { severities } from '#shared/model/timeline/lane.ts';
import type { TimelineInterval } from '#shared/model/timeline/timeline.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { bucketCounts, type DrawnDensity, type LaneRow, type Mark } from './lane-rows.ts';
import { marksShown, msOf, xOf } from './draw-lanes.ts';

export type Pointed =
  | { kind: 'mark'; row: LaneRow; mark: Mark }
  | { kind: 'bar'; row: LaneRow; fromMs: number; toMs: number; counts: number[] }
  | { kind: 'interval'; row: LaneRow; interval: TimelineInterval };

export interface PointedAt {
  x: number;
  y: number;
  widthPx: number;
  span: TimeSpan;
  rows: readonly LaneRow[];
  density: DrawnDensity | null;
  intervals: readonly TimelineInterval[];
  nowMs: number;
}

const nearPx = 7;
/** At the foot of a lane, where what lasted is drawn. */
const intervalsPx = 9;

export function pointedAt(at: PointedAt): Pointed | null {
  const { x, y, widthPx, span, rows, density } = at;
  const row = rows.find(({ topPx, heightPx }) => y >= topPx && y < topPx + heightPx);
  if (row === undefined) return null;
  const interval = y >= row.topPx + row.heightPx - intervalsPx ? intervalAt(at, row) : null;
  if (interval !== null) return { kind: 'interval', row, interval };
  if (density === null) return null;
  const marks = marksShown(density, row, span, widthPx);
  if (marks !== null) {
    const away = (mark: Mark): number => Math.abs(xOf(span, widthPx, mark.atMs) - x);
    const [nearest] = marks.filter((mark) => away(mark) <= nearPx).toSorted((a, b) => away(a) - away(b) || b.severity - a.severity); // prettier-ignore
    return nearest === undefined ? null : { kind: 'mark', row, mark: nearest };
  }
  const bucketMs = (density.toMs - density.fromMs) / density.buckets;
  const bucket = Math.floor((msOf(span, widthPx, x) - density.fromMs) / bucketMs);
  const counts = bucketCounts(density, row.lane, bucket);
  if (bucket < 0 || bucket >= density.buckets || counts.every((count) => count === 0)) return null;
  const fromMs = density.fromMs + bucket * bucketMs;
  return { kind: 'bar', row, fromMs, toMs: fromMs + bucketMs, counts };
}

function intervalAt({ x, widthPx, span, intervals, nowMs }: PointedAt, { lane }: LaneRow): TimelineInterval | null {
  const at = msOf(span, widthPx, x);
  const slack = ((span.toMs - span.fromMs) / widthPx) * 3;
  // The shortest of those that lie upon each other.
  const found = intervals
    .filter((one) => one.lane === lane && one.fromMs - slack <= at && (one.toMs ?? nowMs) + slack >= at)
    .toSorted((a, b) => (a.toMs ?? nowMs) - a.fromMs - ((b.toMs ?? nowMs) - b.fromMs));
  return found[0] ?? null;
}

/** `12 events, 3 of them to act on`. */
export function countsInWords(counts: readonly number[]): string {
  const total = counts.reduce((sum, one) => sum + one, 0);
  const severe = (counts[2] ?? 0) + (counts[3] ?? 0);
  const words = `${total} ${total === 1 ? 'event' : 'events'}`;
  if (severe === 0) return (counts[1] ?? 0) > 0 ? `${words}, ${counts[1]} of them for ${severities[1]}` : words;
  return severe === total ? `${words}, to act on` : `${words}, ${severe} of them to act on`;
}
