// Answers a range question out of what was recorded of a named query, or out of a frame that was kept of the same question:
// raw samples where they are and the step is short, their rollups otherwise.
import type { Frame, Labels } from '#shared/model/series.ts';
import { frameSchema } from '#shared/model/series.ts';
import type { SpanMs } from '#shared/model/span.ts';
import { frameOf } from '../metrics/frame-of.ts';
import type { SampledSeries } from '../metrics/metrics-reader.ts';
import { decodeScrape, decodeTimes, decodeValues } from '../scrapes/chunk-codec.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import {
  blocksBetween,
  chunksOfBlock,
  hoursBetween,
  keptFrames,
  listLooks,
  minutesOfBlock,
  putKeptFrame,
  queriesOfExpr,
  seriesOfQuery,
  type NamedQueryRow,
  type SampleBlockRow,
} from '../store/sample-rows.ts';
import { beginsOf, decodeRollups, hourMs, merged, minuteMs, type Rollup } from './rollup.ts';

export interface RecordedAsked {
  expr: string;
  fromMs: number;
  toMs: number;
  /** What the answer is drawn with; a longer one may be given where nothing finer is kept. */
  stepMs: number;
  /** Samples that were recorded later are left out. */
  recordedBy: number;
}

/** `[time, value]` pairs of one series. */
type Points = [number, number][];

const pointLimit = 60_000;
const seriesLimit = 50;
/** A step as long as this many stretches is drawn from their rollups: a minute's four samples cost less than they tell. */
const rollupsInStep = 2;

/** Null where the expression was never recorded and no frame of it was kept. */
export function recordedFrame(read: ReadDb, asked: RecordedAsked): Frame | null {
  const queries = queriesOfExpr(read, asked.expr.trim());
  const toMs = Math.min(asked.toMs, asked.recordedBy);
  const found = queries.map((query) => pointsOf(read, query, { ...asked, toMs }));
  const series = new Map<string, Points>();
  for (const [labels, points] of found.flatMap((one) => [...one.series])) {
    series.set(labels, [...(series.get(labels) ?? []), ...points]);
  }
  if (series.size === 0) return keptFrame(read, asked) ?? (queries.length === 0 ? null : frameFrom([], asked, asked.stepMs)); // prettier-ignore
  const stepMs = Math.max(...found.map((one) => one.stepMs));
  return frameFrom([...series].map(([labels, points]) => sampled(labels, points)), asked, stepMs); // prettier-ignore
}

function frameFrom(series: SampledSeries[], { fromMs, toMs, stepMs: wanted }: RecordedAsked, stepMs: number): Frame {
  const widthPx = Math.min(8192, Math.max(1, Math.round((toMs - fromMs) / wanted)));
  const answer = { stepMs, series, warnings: [], infos: [] };
  return frameOf(answer, { fromMs, toMs, widthPx, seriesLimit, pointLimit });
}

function sampled(labels: string, points: Points): SampledSeries {
  points.sort(([a], [b]) => a - b);
  // What was looked at and was filled in later as well is there once.
  const own = points.filter(([time], at) => at === 0 || time !== points[at - 1]?.[0]);
  const times = Float64Array.from(own, ([time]) => time);
  return { labels: JSON.parse(labels) as Labels, times, values: Float64Array.from(own, ([, value]) => value) };
}

function keptFrame(read: ReadDb, { expr, fromMs, toMs, recordedBy }: RecordedAsked): Frame | null {
  const [kept] = keptFrames(read, { expr: expr.trim(), fromMs, toMs, recordedBy });
  return kept === undefined ? null : frameSchema.parse(JSON.parse(kept.frame));
}

export interface FrameToKeep {
  expr: string;
  frame: Frame;
  recordedAt: number;
  incidentId?: string;
}

/** Keeps the answer to a question as it was, with an incident where one is named. To be called inside a writer's task. */
export function keepFrame(db: WriteDb, { expr, frame, recordedAt, incidentId }: FrameToKeep): void {
  const { fromMs, toMs } = frame;
  putKeptFrame(db, { incidentId: incidentId ?? null, expr: expr.trim(), fromMs: Math.round(fromMs), toMs: Math.round(toMs), recordedTime: Math.round(recordedAt), frame: JSON.stringify(frame) }); // prettier-ignore
}

interface Found {
  series: Map<string, Points>;
  stepMs: number;
}

function pointsOf(read: ReadDb, query: NamedQueryRow, asked: RecordedAsked): Found {
  const labels = new Map(seriesOfQuery(read, query.no).map((row) => [row.no, row.labels]));
  const points = new Map<number, Points>();
  const into = (series: number): Points => {
    const own = points.get(series) ?? [];
    points.set(series, own);
    return own;
  };
  const blocks = blocksBetween(read, query.no, asked.fromMs, asked.toMs).filter(({ filledAt }) => (filledAt ?? 0) <= asked.recordedBy); // prettier-ignore
  const byHour = asked.stepMs >= rollupsInStep * hourMs;
  const rolled = byHour ? hoursInto(read, [...labels.keys()], asked, into) : null;
  let stepMs = rolled === null ? 0 : hourMs;
  for (const block of rolled === null ? blocks : blocks.filter(({ toMs }) => toMs >= rolled))
    stepMs = Math.max(stepMs, blockInto(read, block, { ...asked, fromMs: Math.max(asked.fromMs, rolled ?? 0) }, into));
  const looks = listLooks(read, query.no, Math.max(asked.fromMs, rolled ?? 0), asked.toMs);
  // Where nothing finer is kept any more, the hours are all that there is.
  const size = (): number => [...points.values()].reduce((sum, own) => sum + own.length, 0);
  const finer = [...blocks, ...looks.map(({ at }) => ({ fromMs: at, toMs: at }))];
  for (const hole of rolled === null ? holesBetween(finer, asked) : []) {
    const before = size();
    hoursInto(read, [...labels.keys()], { ...asked, ...hole }, into);
    if (size() > before) stepMs = hourMs;
  }
  for (const { at, samples } of looks) {
    const { series, values } = decodeScrape(samples);
    for (const [index, no] of series.entries()) into(no).push([at, values[index] ?? NaN]);
  }
  const { intervalMs } = JSON.parse(query.fields) as { intervalMs: number };
  const named = [...points].flatMap(([no, own]): [string, Points][] => (own.length === 0 ? [] : [[labels.get(no) ?? '{}', own]])); // prettier-ignore
  return { series: new Map(named), stepMs: Math.max(stepMs, intervalMs) };
}

/** The parts of a time of at least an hour that none of these reaches into. */
function holesBetween(spans: readonly SpanMs[], { fromMs, toMs }: SpanMs): SpanMs[] {
  const holes: SpanMs[] = [];
  let next = fromMs;
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (span.fromMs - next >= hourMs) holes.push({ fromMs: next, toMs: span.fromMs });
    next = Math.max(next, span.toMs + 1);
  }
  if (toMs - next >= hourMs) holes.push({ fromMs: next, toMs });
  return holes;
}

/** Whole hours; returns from when on finer samples are needed: an hour that is not over would tell of what is to come. */
function hoursInto(read: ReadDb, series: number[], asked: RecordedAsked, into: (series: number) => Points): number {
  const untilMs = Math.floor(asked.toMs / hourMs) * hourMs;
  let coveredMs = asked.fromMs;
  for (const no of series) {
    const hours = new Map<number, Rollup>();
    for (const row of hoursBetween(read, no, asked.fromMs - hourMs + 1, untilMs - hourMs, asked.recordedBy)) {
      const part = { ...row, least: row.least ?? NaN, greatest: row.greatest ?? NaN, sum: row.sum ?? 0, last: row.last ?? NaN }; // prettier-ignore
      const before = hours.get(row.at);
      hours.set(row.at, before === undefined ? part : merged(before, part));
      coveredMs = Math.max(coveredMs, row.lastAt + 1);
    }
    for (const hour of hours.values()) into(no).push(...pointsIn(hour, hourMs, asked));
  }
  return coveredMs;
}

/** Returns how far apart its points are. */
function blockInto(
  read: ReadDb,
  block: SampleBlockRow,
  asked: RecordedAsked,
  into: (series: number) => Points,
): number {
  const times = decodeTimes(block.times);
  const byMinute = asked.stepMs >= rollupsInStep * minuteMs && block.stepMs < minuteMs && block.toMs <= asked.toMs;
  const chunks = byMinute ? [] : chunksOfBlock(read, block.no);
  for (const { series, samples } of chunks) {
    const { values, present } = decodeValues(samples, times.length);
    const own = into(series);
    for (const [index, time] of times.entries()) {
      if (present[index] === 1 && time >= asked.fromMs && time <= asked.toMs) own.push([time, values[index] ?? NaN]);
    }
  }
  if (chunks.length > 0) return block.stepMs;
  // Rollups are kept longer than samples are.
  const begins = beginsOf(times, minuteMs);
  for (const { series, rollup } of minutesOfBlock(read, block.no)) {
    for (const minute of decodeRollups(rollup, begins)) into(series).push(...pointsIn(minute, minuteMs, asked));
  }
  return Math.max(block.stepMs, minuteMs);
}

/**
 * The least and the greatest of a stretch, so that a spike stays visible, and its last. Where in the stretch the former two
 * were is not kept: they are put at its first and second third, before the last.
 */
function pointsIn({ at, least, greatest, count, last, lastAt }: Rollup, widthMs: number, asked: RecordedAsked): Points {
  const room = lastAt - at;
  const points: Points =
    count === 1 || room < 3 || Number.isNaN(least)
      ? [[lastAt, last]]
      : [
          [at + Math.floor(room / 3), least],
          [at + Math.floor((room * 2) / 3), greatest],
          [lastAt, last],
        ];
  return at + widthMs <= asked.fromMs ? [] : points.filter(([time]) => time >= asked.fromMs && time <= asked.toMs);
}
