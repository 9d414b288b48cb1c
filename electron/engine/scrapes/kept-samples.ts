// The samples of one endpoint: the newest in memory and on the disk scrape by scrape, older ones on the disk in blocks. It
// decides when a block is made, not when one is removed.
import { scrapeLimits } from '#shared/model/scrape.ts';
import {
  beginBlock,
  deleteHeadRows,
  finishBlock,
  listHeadRows,
  putChunks,
  putHeadRow,
  putScrapeSeries,
  type BlockRow,
} from '../store/scrape-rows.ts';
import type { ReadDb } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import { decodeScrape, encodeScrape, encodeTimes, encodeValues } from './chunk-codec.ts';
import { createScrapeHead, type ScrapeHead } from './scrape-head.ts';
import { createSeriesBook, type BookedSeries, type SeriesBook } from './series-book.ts';

export interface KeptSamples {
  book: SeriesBook;
  head: () => ScrapeHead;
  headBytes: () => number;
  /**
   * When this is over the samples are committed.
   * @param onHeld called where the disk refuses them for now
   * @throws what the writer throws
   */
  add: (atMs: number, series: readonly BookedSeries[], values: readonly number[], onHeld?: () => void) => Promise<void>;
  /** Drops the newest ones, which have become older than anything is kept. */
  dropHead: () => Promise<void>;
  /** Whether a series is in use by what is in memory. */
  inUse: (series: number) => boolean;
  /** A block that is being made. */
  making: () => number | null;
}

export interface KeptSamplesOptions {
  target: number;
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
  /** Told of each block when it is whole. */
  onBlock: (block: BlockRow) => void;
  /** Gives the loop its turns between slices. */
  breathe: () => Promise<void> | undefined;
  /** Scrapes in one block. */
  blockScrapes: number;
  /** Series that a scrape may have; twice as many are never held in memory. */
  seriesLimit?: number;
}

/** Rows in one task of the writer: a few milliseconds. */
const slice = 250;
/** What a row costs beside its own bytes. */
const rowBytes = 24;

/** Blocks are eight to what is kept, so that little more than that is ever there, and no longer than 120 scrapes. */
export function blockScrapes(intervalMs: number, keepMs: number): number {
  return Math.min(120, Math.max(8, Math.floor(keepMs / intervalMs / 8)));
}

export function keptSamples(options: KeptSamplesOptions): KeptSamples {
  const { target, read, writer, onBlock, breathe, seriesLimit = scrapeLimits.series } = options;
  const book = createSeriesBook();
  let { head, bytes, text } = restored(read, target, options.blockScrapes);
  let making: number | null = null;

  const register = async (atMs: number, series: readonly BookedSeries[], onHeld?: () => void): Promise<void> => {
    const fresh = series.filter(({ no }) => no === 0);
    for (let from = 0; from < fresh.length; from += slice) {
      const some = fresh.slice(from, from + slice);
      const numbers = await writer.write('telemetry', (db) => putScrapeSeries(db, target, some, atMs), onHeld);
      for (const [at, one] of some.entries()) book.number(one, numbers[at] ?? 0);
      text += some.reduce((sum, { name, labels }) => sum + 2 * (name.length + labels.length) + rowBytes, 0);
    }
  };

  /** Makes a block of what is in memory. */
  const cut = async (): Promise<void> => {
    const times = head.times();
    const [fromMs] = times;
    const toMs = head.lastMs();
    if (fromMs === undefined || toMs === null) return;
    const row = { target, fromMs, toMs };
    const stamps = encodeTimes(times);
    const no = await writer.write('telemetry', (db) => (making = beginBlock(db, row, stamps)));
    const size = stamps.length + rowBytes + text + (await putColumns(no, toMs));
    await writer.write('telemetry', (db) => finishBlock(db, { no, target, toMs, bytes: size }));
    const last = times.length - 1;
    const before = head;
    book.keep((series) => before.column(series)?.present[last] === 1);
    head = createScrapeHead(options.blockScrapes);
    [bytes, text] = [0, 0];
    onBlock({ no, ...row, bytes: size });
  };
  /** Returns the bytes that they take. */
  const putColumns = async (block: number, toMs: number): Promise<number> => {
    let size = 0;
    let chunks: { series: number; samples: Buffer }[] = [];
    const flush = async (): Promise<void> => {
      const some = chunks;
      chunks = [];
      await writer.write('telemetry', (db) => putChunks(db, block, toMs, some));
    };
    for (const series of head.series()) {
      const column = head.column(series);
      if (column === null) continue;
      const samples = encodeValues(column);
      size += samples.length + rowBytes;
      chunks.push({ series, samples });
      await breathe();
      if (chunks.length >= slice) await flush();
    }
    await flush();
    return size;
  };

  return {
    book,
    head: () => head,
    headBytes: () => bytes,
    add: async (atMs, series, values, onHeld) => {
      await register(atMs, series, onHeld);
      const numbers = series.map(({ no }) => no);
      const samples = encodeScrape(numbers, Float64Array.from(values));
      // What is in memory is what is on the disk: nothing is shown that a restart would take back.
      await writer.write('telemetry', (db) => putHeadRow(db, target, { at: atMs, samples }), onHeld);
      head.add(atMs, numbers, values);
      bytes += samples.length + rowBytes;
      if (head.times().length < options.blockScrapes && head.size() <= 2 * seriesLimit) return;
      try {
        await cut();
      } finally {
        // What was made of one that failed is removed later, and with the next scrape it is tried again.
        making = null;
      }
    },
    dropHead: async () => {
      const toMs = head.lastMs();
      if (toMs === null) return;
      await writer.write('telemetry', (db) => deleteHeadRows(db, target, toMs));
      head = createScrapeHead(options.blockScrapes);
      book.keep(() => false);
      [bytes, text] = [0, 0];
    },
    inUse: (series) => head.has(series) || book.has(series),
    making: () => making,
  };
}

/** What was in memory when the console was closed or cut off. */
/** What of the newest scrapes is not in a block yet, as it is kept on the disk. */
export function restored(
  read: ReadDb,
  target: number,
  capacity: number,
): { head: ScrapeHead; bytes: number; text: number } {
  // prettier-ignore
  const rows = listHeadRows(read, target);
  const head = createScrapeHead(Math.max(capacity, rows.length + 1));
  let bytes = 0;
  for (const { at, samples } of rows) {
    const { series, values } = decodeScrape(samples);
    head.add(at, series, values);
    bytes += samples.length + rowBytes;
  }
  return { head, bytes, text: 0 };
}
