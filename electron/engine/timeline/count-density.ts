// Counts events of segments into buckets, by lane and severity, and lists them one by one while they are few.
import { laneNames, severities, type LaneName } from '#shared/model/timeline/lane.ts';
import { mostMarks } from '#shared/model/timeline/timeline.ts';
import { placeOfTime, type Segment } from './segment.ts';

export interface DensityCount {
  /** By lane, then severity, then bucket. */
  counts: Uint32Array;
  events: number;
  /** By lane: time, sequence, lane * 4 + severity for each; null once there are more than mostMarks. */
  marks: (number[] | null)[];
}

export interface DensitySpan {
  fromMs: number;
  /** Not included, but for the very last event. */
  toMs: number;
  buckets: number;
}

export const noDensity = (buckets: number): DensityCount => ({
  counts: new Uint32Array(laneNames.length * severities.length * buckets),
  events: 0,
  marks: laneNames.map(() => []),
});

/** Adds what the segment holds of the span; `mask` as a Selection gives it. */
export function countSegment(into: DensityCount, segment: Segment, mask: Uint8Array | null, span: DensitySpan): void {
  const { fromMs, toMs, buckets } = span;
  const { sorted, count, times, lanes, severities: severe } = segment;
  const { counts, marks } = into;
  const scale = buckets / (toMs - fromMs);
  const first = sorted ? placeOfTime(segment, fromMs) : 0;
  const end = sorted ? placeOfTime(segment, toMs) : count;
  let events = 0;
  for (let at = first; at < end; at++) {
    if (mask !== null && mask[at] === 0) continue;
    const time = times[at] as number;
    if (!sorted && (time < fromMs || time >= toMs)) continue;
    const lane = lanes[at] as number;
    const place = lane * severities.length + (severe[at] as number);
    const cell = place * buckets + Math.floor((time - fromMs) * scale);
    counts[cell] = (counts[cell] as number) + 1;
    events++;
    const own = marks[lane] ?? null;
    if (own === null) continue;
    if (own.length < mostMarks * 3) own.push(time, segment.base + (segment.offsets[at] ?? 0), place);
    else marks[lane] = null;
  }
  into.events += events;
}

/** What each lane holds of it all, and how much of that is for somebody to act on; empty lanes are left out. */
export function laneTotals(counts: Uint32Array, buckets: number): { lane: LaneName; total: number; severe: number }[] {
  return laneNames.flatMap((lane, index) => {
    const sums = severities.map((_, severity) => {
      const from = (index * severities.length + severity) * buckets;
      return counts.subarray(from, from + buckets).reduce((sum, one) => sum + one, 0);
    });
    const total = sums.reduce((sum, one) => sum + one, 0);
    return total === 0 ? [] : [{ lane, total, severe: (sums[2] ?? 0) + (sums[3] ?? 0) }];
  });
}
