// The samples of one named query on their way to the disk: each look as it comes, and blocks with rollups made of many. When
// it looks is not decided here.
import { decodeScrape, encodeScrape, encodeTimes, encodeValues } from '../scrapes/chunk-codec.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { deleteLooks, listLooks, putHours, putLook, putSampleBlock, putSampleSeries, seriesOfQuery, type BlockParts, type HourRow } from '../store/sample-rows.ts'; // prettier-ignore
import type { Writer } from '../store/writer.ts';
import { beginsOf, encodeRollups, hourMs, minuteMs, rollUp } from './rollup.ts';

export interface Sample {
  /** JSON of its labels in the order of their names. */
  labels: string;
  value: number;
}

interface Look {
  at: number;
  series: number[];
  values: Float64Array;
}

export interface KeptLooks {
  /** When this is over they are committed. A look without samples was a look all the same. @throws what the writer throws */
  add: (at: number, samples: readonly Sample[]) => Promise<void>;
  /** Looks of the past, fetched at `filledAt`; ascending. */
  fill: (looks: readonly { at: number; samples: readonly Sample[] }[], filledAt: number) => Promise<void>;
}

export interface KeptLooksOptions {
  query: number;
  intervalMs: number;
  read: ReadDb;
  writer: Pick<Writer, 'write'>;
}

/** Half an hour of looks every 15 s: a block is a few hundred bytes for each series. */
export const blockLooks = 120;

export function createKeptLooks({ query, intervalMs, read, writer }: KeptLooksOptions): KeptLooks {
  const numbers = new Map(seriesOfQuery(read, query).map(({ no, labels }) => [labels, no]));
  let head: Look[] = listLooks(read, query, 0, Number.MAX_SAFE_INTEGER).map(({ at, samples }) => ({ at, ...decodeScrape(samples) })); // prettier-ignore

  /** To be called inside a task. A number that was given in one that failed is asked for again. */
  const lookOf = (db: WriteDb, at: number, samples: readonly Sample[]): Look => {
    const series = samples.map(({ labels }) => {
      const no = numbers.get(labels) ?? putSampleSeries(db, query, labels);
      numbers.set(labels, no);
      return no;
    });
    return { at, series, values: Float64Array.from(samples, ({ value }) => value) };
  };
  const write = async (task: (db: WriteDb) => void): Promise<void> => {
    try {
      await writer.write('telemetry', task);
    } catch (error) {
      numbers.clear();
      throw error;
    }
  };

  return {
    add: async (at, samples) => {
      const looks: Look[] = [];
      await write((db) => {
        const look = lookOf(db, at, samples);
        looks.splice(0, looks.length, look);
        putLook(db, query, { at, samples: encodeScrape(look.series, look.values) });
      });
      head.push(...looks);
      if (head.length < blockLooks) return;
      const whole = head;
      await write((db) => {
        putBlock(db, { query, intervalMs, looks: whole, filledAt: null });
        deleteLooks(db, query, whole.at(-1)?.at ?? 0);
      });
      head = [];
    },
    fill: async (looks, filledAt) => {
      for (let from = 0; from < looks.length; from += blockLooks) {
        const some = looks.slice(from, from + blockLooks);
        await write((db) => {
          const made = some.map(({ at, samples }) => lookOf(db, at, samples));
          putBlock(db, { query, intervalMs, looks: made, filledAt });
        });
      }
    },
  };
}

interface NewBlock {
  query: number;
  intervalMs: number;
  looks: readonly Look[];
  filledAt: number | null;
}

function putBlock(db: WriteDb, { query, intervalMs, looks, filledAt }: NewBlock): void {
  const times = Float64Array.from(looks, ({ at }) => at);
  const [fromMs = 0, toMs = 0] = [times[0], times.at(-1)];
  const columns = new Map<number, { values: Float64Array; present: Uint8Array }>();
  for (const [place, { series, values }] of looks.entries()) {
    for (const [index, no] of series.entries()) {
      const column = columns.get(no) ?? {
        values: new Float64Array(looks.length),
        present: new Uint8Array(looks.length),
      };
      columns.set(no, column);
      column.values[place] = values[index] ?? NaN;
      column.present[place] = 1;
    }
  }
  const begins = beginsOf(times, minuteMs);
  const parts: BlockParts[] = [];
  const hours: HourRow[] = [];
  for (const [series, column] of columns) {
    const rollup = encodeRollups(rollUp(times, column, minuteMs), begins);
    parts.push({ series, samples: encodeValues(column), rollup });
    // SQLite has no NaN; what cannot be a number is null there.
    const own = rollUp(times, column, hourMs).map((hour) => ({ ...hour, series, recordedTime: filledAt ?? toMs }));
    hours.push(...own);
  }
  putSampleBlock(db, { query, fromMs, toMs, stepMs: intervalMs, filledAt, times: encodeTimes([...times]) }, parts);
  putHours(db, hours);
}
