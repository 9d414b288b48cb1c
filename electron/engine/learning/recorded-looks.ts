// What was recorded of a query, look by look: a look that came to no samples differs from a time in which nobody looked.
import type { Labels } from '#shared/model/series.ts';
import { frameSchema, sameTimes } from '#shared/model/series.ts';
import { unpack } from '#shared/model/pack.ts';
import { decodeScrape, decodeTimes, decodeValues } from '../scrapes/chunk-codec.ts';
import type { ReadDb } from '../store/database.ts';
import { keptExprs } from '../store/learning-rows.ts';
import { blocksBetween, chunksOfBlock, keptFrames, listLooks, listNamedQueries, minutesOfBlock, queriesOfExpr, seriesOfQuery, type NamedQueryRow } from '../store/sample-rows.ts'; // prettier-ignore
import type { Sample } from '../recorder/recorded-expression.ts';

export interface Look {
  atMs: number;
  samples: Sample[];
}

/** How far apart looks were meant to be when this one was made: a query may have been asked more or less often since. */
interface SpacedLook extends Look {
  stepMs: number;
}

/** `at` gives the last look at or before a moment, or why there is none that still speaks for it. */
export interface RecordedLooks {
  at: (atMs: number) => Look | string;
}

/** Every expression of which something was recorded. */
export const recordedExprs = (read: ReadDb): string[] => [
  ...new Set([...listNamedQueries(read).map(({ expr }) => expr), ...keptExprs(read)]),
];

/** Looks are read a part at a time. */
const windowMs = 3_600_000;
/** A look speaks for the time until the next one is due, and half of that again, as looks are late at times. */
const validFor = 1.5;

export function recordedLooks(read: ReadDb, expr: string, recordedBy = Number.MAX_SAFE_INTEGER): RecordedLooks {
  const queries = queriesOfExpr(read, expr);
  const everyMs = Math.max(1000, ...queries.map(({ fields }) => intervalOf(fields)));
  let loaded: { fromMs: number; toMs: number; looks: SpacedLook[]; rolledUp: boolean } | null = null;
  const load = (atMs: number): NonNullable<typeof loaded> => {
    if (loaded !== null && atMs >= loaded.fromMs && atMs <= loaded.toMs) return loaded;
    const fromMs = atMs;
    const toMs = atMs + windowMs;
    const before = fromMs - validFor * Math.max(everyMs, 60_000);
    const found = queries.map((query) => looksBetween(read, query, before, toMs, recordedBy));
    const looks = found.flatMap((one) => one.looks).toSorted((a, b) => a.atMs - b.atMs);
    const rolledUp = found.some((one) => one.rolledUp);
    if (looks.length > 0) return (loaded = { fromMs, toMs, looks, rolledUp });
    return (loaded = { fromMs, toMs, looks: keptLooks(read, expr, before, toMs, recordedBy), rolledUp });
  };
  return {
    at: (atMs) => {
      const { looks, rolledUp } = load(atMs);
      let [low, high] = [0, looks.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((looks[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
        else high = middle;
      }
      const look = looks[low - 1];
      if (look !== undefined && atMs - look.atMs <= validFor * look.stepMs) return look;
      return rolledUp ? `of “${expr}” only sums by the minute are kept of that time` : `“${expr}” was not recorded at that time`; // prettier-ignore
    },
  };
}

function intervalOf(fields: string): number {
  const { intervalMs } = JSON.parse(fields) as { intervalMs?: number };
  return intervalMs ?? 60_000;
}

function looksBetween(
  read: ReadDb,
  query: NamedQueryRow,
  fromMs: number,
  toMs: number,
  recordedBy: number,
): { looks: SpacedLook[]; rolledUp: boolean } {
  // prettier-ignore
  const labels = new Map(seriesOfQuery(read, query.no).map((row) => [row.no, JSON.parse(row.labels) as Labels]));
  const looks = new Map<number, SpacedLook>();
  const lookAt = (atMs: number, stepMs: number): SpacedLook => {
    const look = looks.get(atMs) ?? { atMs, stepMs, samples: [] };
    looks.set(atMs, look);
    return look;
  };
  let rolledUp = false;
  for (const block of blocksBetween(read, query.no, fromMs, toMs)) {
    if ((block.filledAt ?? 0) > recordedBy) continue;
    const chunks = chunksOfBlock(read, block.no);
    if (chunks.length === 0 && minutesOfBlock(read, block.no).length > 0) {
      rolledUp = true;
      continue;
    }
    const times = decodeTimes(block.times);
    const within = (time: number): boolean => time >= fromMs && time <= toMs && time <= recordedBy;
    for (const time of times) if (within(time)) lookAt(time, block.stepMs);
    for (const { series, samples } of chunks) {
      const { values, present } = decodeValues(samples, times.length);
      for (const [index, time] of times.entries()) {
        if (present[index] === 1 && within(time)) lookAt(time, block.stepMs).samples.push({ labels: labels.get(series) ?? {}, value: values[index] ?? NaN }); // prettier-ignore
      }
    }
  }
  for (const { at, samples } of listLooks(read, query.no, fromMs, Math.min(toMs, recordedBy))) {
    const { series, values } = decodeScrape(samples);
    const look = lookAt(at, intervalOf(query.fields));
    for (const [index, no] of series.entries()) look.samples.push({ labels: labels.get(no) ?? {}, value: values[index] ?? NaN }); // prettier-ignore
  }
  return { looks: [...looks.values()], rolledUp };
}

/** Of a frame that was kept only the moments that have samples are known; a reduced one is no record of looks. */
function keptLooks(read: ReadDb, expr: string, fromMs: number, toMs: number, recordedBy: number): SpacedLook[] {
  // prettier-ignore
  const looks = new Map<number, SpacedLook>();
  for (const row of keptFrames(read, { expr, fromMs, toMs, recordedBy })) {
    const frame = frameSchema.parse(JSON.parse(row.frame));
    if (frame.reduced || looks.size > 0) continue;
    let times: Float64Array = new Float64Array();
    for (const series of frame.series) {
      if (series.times !== sameTimes) times = unpack(series.times);
      for (const [index, value] of unpack(series.values).entries()) {
        const atMs = times[index] ?? NaN;
        if (!(atMs >= fromMs && atMs <= toMs && atMs <= recordedBy)) continue;
        const look = looks.get(atMs) ?? { atMs, stepMs: frame.stepMs, samples: [] };
        looks.set(atMs, look);
        look.samples.push({ labels: series.labels, value });
      }
    }
  }
  return [...looks.values()];
}
