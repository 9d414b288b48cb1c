// Where each lane stands in the picture, how full its buckets are, and which sources were watched behind it. Pure.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import { cellIndex, unpackCells } from '#shared/model/timeline/cell.ts';
import { laneNames, severities, type LaneName } from '#shared/model/timeline/lane.ts';
import type { Density } from '#shared/model/timeline/timeline.ts';
import { numbersOf } from '../chart/decode-frame.ts';

export interface LaneRow {
  lane: LaneName;
  /** In the span that was asked about, and of those the ones for somebody to act on. */
  total: number;
  severe: number;
  topPx: number;
  heightPx: number;
}

/** Above the lanes: figures of the time, flags and pins. */
export const headPx = 44;

export interface LaneOrder {
  hidden: readonly LaneName[];
  worstFirst: boolean;
}

/** Of a lane, where the window is as high as this, and where it is not. */
export const lanePx = (windowPx: number): number => (windowPx < 800 ? 22 : 28);

/** Every lane that is not hidden, also an empty one: that nothing happened there is worth seeing. */
export function laneRows(lanes: Density['lanes'], { hidden, worstFirst }: LaneOrder, heightPx: number): LaneRow[] {
  const shown = laneNames.filter((lane) => !hidden.includes(lane));
  const of = (lane: LaneName) => lanes.find((one) => one.lane === lane) ?? { total: 0, severe: 0 };
  const order = worstFirst ? shown.toSorted((a, b) => of(b).severe - of(a).severe || of(b).total - of(a).total) : shown;
  return order.map((lane, index) => {
    const { total, severe } = of(lane);
    return { lane, total, severe, topPx: headPx + index * heightPx, heightPx };
  });
}

export interface Mark {
  atMs: number;
  sequence: number;
  lane: LaneName;
  /** Place in `severities`. */
  severity: number;
}

/** A density answer as it is drawn. */
export interface DrawnDensity {
  fromMs: number;
  toMs: number;
  buckets: number;
  /** By lane, then severity, then bucket. */
  counts: Uint32Array;
  /** Of the lanes that hold few enough to be told one by one, in order. */
  marks: ReadonlyMap<LaneName, readonly Mark[]>;
}

export function drawnDensity({ fromMs, toMs, buckets, cells, marks, lanes }: Density): DrawnDensity {
  const counts = unpackCells(numbersOf(cells), buckets);
  return { fromMs, toMs, buckets, counts, marks: marksOf(numbersOf(marks), lanes) };
}

function marksOf(numbers: Float64Array, lanes: Density['lanes']): Map<LaneName, Mark[]> {
  // A lane without any has all of none.
  const found = new Map<LaneName, Mark[]>(laneNames.map((lane) => [lane, []]));
  for (let at = 0; at + 2 < numbers.length; at += 3) {
    const [atMs = 0, sequence = 0, place = 0] = numbers.subarray(at, at + 3);
    const lane = laneNames[Math.floor(place / severities.length)];
    if (lane !== undefined) found.get(lane)?.push({ atMs, sequence, lane, severity: place % severities.length });
  }
  for (const { lane, total } of lanes) if (found.get(lane)?.length !== total) found.delete(lane);
  for (const marks of found.values()) marks.sort((a, b) => a.atMs - b.atMs);
  return found;
}

/** Which source has to be watched for a lane to be full; all others are seen while the console runs. */
const watchedBy: Partial<Record<LaneName, string>> = { docker: 'docker', kubernetes: 'kubernetes', metrics: 'prometheus' }; // prettier-ignore

/** What was watched behind a lane; null where it is not known that anybody ever did. */
export function coverageOf(coverage: readonly CoverageEntry[], lane: LaneName): CoverageEntry | null {
  const name = watchedBy[lane] ?? 'console';
  return coverage.find((row) => row.name === name) ?? null;
}

/** Where the counts of a lane and severity begin in `counts`. */
export const countsFrom = ({ buckets }: DrawnDensity, lane: LaneName, severity: number): number =>
  cellIndex(laneNames.indexOf(lane), severity, 0, buckets);

/** Of one bucket: how many of each severity, from `info` on. */
export const bucketCounts = ({ counts, buckets }: DrawnDensity, lane: LaneName, bucket: number): number[] =>
  severities.map((_, severity) => counts[cellIndex(laneNames.indexOf(lane), severity, bucket, buckets)] ?? 0);
