// The samples of one soak in memory: one number an interval and series, NaN where nothing was observed; and the stretches
// in which they are kept on the disk. It asks nobody.
import { soakSeriesLimit } from '#shared/model/criteria/soak.ts';
import type { SoakSeries } from '#shared/model/criteria/soak-judgement.ts';
import type { Labels } from '#shared/model/series.ts';
import { stretchSlots } from '../store/soak-rows.ts';

export interface StretchRow {
  /** The criterion. */
  source: string;
  /** As JSON, sorted by name. */
  labels: string;
  stretch: number;
  numbers: Buffer;
}

export interface SoakSamples {
  /** False where there are too many series already. A value that is no number is no sample. */
  put: (source: string, labels: Labels, slot: number, value: number) => boolean;
  load: (row: StretchRow) => void;
  seriesOf: (source: string, due: number) => SoakSeries[];
  /** Whether a sample of the source is there, by interval. */
  observed: (source: string, due: number) => Uint8Array;
  /** What has changed since the last call. */
  takeChanged: () => StretchRow[];
}

interface Kept {
  source: string;
  labels: string;
  values: Float64Array;
  changed: Set<number>;
}

/** @param timeOf The end of an interval, epoch milliseconds. */
export function createSoakSamples(slots: number, timeOf: (slot: number) => number): SoakSamples {
  const kept = new Map<string, Kept>();
  const open = (source: string, labels: string): Kept => {
    const key = `${source} ${labels}`;
    const found = kept.get(key);
    if (found) return found;
    const made = { source, labels, values: new Float64Array(slots).fill(Number.NaN), changed: new Set<number>() };
    kept.set(key, made);
    return made;
  };
  const of = (source: string): Kept[] => [...kept.values()].filter((one) => one.source === source);
  return {
    put: (source, labels, slot, value) => {
      const text = labelText(labels);
      if (Number.isNaN(value)) return true;
      if (!kept.has(`${source} ${text}`) && of(source).length >= soakSeriesLimit) return false;
      const series = open(source, text);
      series.values[slot] = value;
      series.changed.add(Math.floor(slot / stretchSlots));
      return true;
    },
    load: ({ source, labels, stretch, numbers }) => {
      // Rows of a bundle are from elsewhere.
      if (!kept.has(`${source} ${labels}`) && of(source).length >= soakSeriesLimit) return;
      const { values } = open(source, labels);
      const read = numbersOf(numbers);
      const from = stretch * stretchSlots;
      values.set(read.subarray(0, Math.max(0, slots - from)), from);
    },
    seriesOf: (source, due) =>
      of(source).map(({ labels, values }) => {
        const samples: { atMs: number; value: number }[] = [];
        for (let slot = 0; slot < due; slot++) {
          const value = values[slot] ?? Number.NaN;
          if (!Number.isNaN(value)) samples.push({ atMs: timeOf(slot), value });
        }
        return { labels: JSON.parse(labels) as Labels, samples };
      }),
    observed: (source, due) => {
      const seen = new Uint8Array(due);
      for (const { values } of of(source)) {
        for (let slot = 0; slot < due; slot++) if (!Number.isNaN(values[slot] ?? Number.NaN)) seen[slot] = 1;
      }
      return seen;
    },
    takeChanged: () =>
      [...kept.values()].flatMap(({ source, labels, values, changed }) => {
        const rows = [...changed].map((stretch) => {
          const part = values.slice(stretch * stretchSlots, (stretch + 1) * stretchSlots);
          return { source, labels, stretch, numbers: Buffer.from(part.buffer) };
        });
        changed.clear();
        return rows;
      }),
  };
}

function labelText(labels: Labels): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function numbersOf(bytes: Buffer): Float64Array {
  // A buffer of SQLite need not begin at a multiple of eight.
  const copy = new Uint8Array(bytes);
  return new Float64Array(copy.buffer, 0, Math.floor(copy.byteLength / 8));
}
