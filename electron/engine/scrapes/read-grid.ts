// Reads series of one endpoint over a time as a grid: the moments of its scrapes, and a column of values for each series.
import { OpsError } from '#shared/model/ops-error.ts';
import { blockTimes, chunkOf, type BlockRow, type ScrapeSeriesRow } from '../store/scrape-rows.ts';
import type { ReadDb } from '../store/database.ts';
import { decodeTimes, decodeValues, type SeriesValues } from './chunk-codec.ts';
import type { ScrapeHead } from './scrape-head.ts';

export interface Grid {
  /** Epoch ms, ascending. */
  times: Float64Array;
  columns: { labels: Record<string, string>; column: SeriesValues }[];
}

export interface GridAsked {
  series: readonly ScrapeSeriesRow[];
  fromMs: number;
  toMs: number;
}

export interface GridSource {
  read: ReadDb;
  head: ScrapeHead;
  /** Of this endpoint, the oldest first. */
  blocks: readonly BlockRow[];
  breathe: () => Promise<void> | undefined;
  signal?: AbortSignal | undefined;
}

/** 45 MB of values. */
const mostCells = 5_000_000;

/** Series without a sample in the time are left out. @throws OpsError `too_large`, or the signal's reason. */
export async function readGrid(source: GridSource, { series, fromMs, toMs }: GridAsked): Promise<Grid> {
  const { read, head, breathe, signal } = source;
  // Taken at once: a block that is made of it meanwhile would be read a second time.
  const headTimes = Float64Array.from(head.times());
  const headFrom = headTimes[0] ?? Infinity;
  const parts = source.blocks
    .filter((block) => block.toMs >= fromMs && block.fromMs <= toMs && block.toMs < headFrom)
    .flatMap(({ no }) => {
      const bytes = blockTimes(read, no);
      return bytes === null ? [] : [{ no, times: decodeTimes(bytes) }];
    });
  const all = [...parts.flatMap(({ times }) => [...times]), ...headTimes];
  const times = Float64Array.from(all.filter((at) => at >= fromMs && at <= toMs));
  const skipped = all.findIndex((at) => at >= fromMs);
  if (times.length * series.length > mostCells) {
    throw new OpsError('too_large', `${series.length} series over ${times.length} scrapes are more than can be computed at once; ask for a shorter time or name more labels`); // prettier-ignore
  }
  const columns: Grid['columns'] = [];
  for (const { no, labels } of series) {
    signal?.throwIfAborted();
    await breathe();
    const values = new Float64Array(times.length).fill(NaN);
    const present = new Uint8Array(times.length);
    let at = -skipped;
    let any = false;
    const put = (column: SeriesValues | null, count: number): void => {
      for (let place = 0; column !== null && place < count; place++) {
        const to = at + place;
        if (to < 0 || to >= times.length || column.present[place] !== 1) continue;
        values[to] = column.values[place] ?? NaN;
        present[to] = 1;
        any = true;
      }
      at += count;
    };
    for (const part of parts) {
      const samples = chunkOf(read, part.no, no);
      put(samples === null ? null : decodeValues(samples, part.times.length), part.times.length);
    }
    put(head.column(no), headTimes.length);
    if (any) columns.push({ labels: labelsOf(labels), column: { values, present } });
  }
  return { times, columns };
}

export function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(JSON.parse(text) as [string, string][]);
}
