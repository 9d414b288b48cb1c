// The series of one endpoint as its text names them, so that a line that was there in the scrape before need not be taken
// apart again. It keeps no samples.
import { readSample } from '../probes/prometheus-text.ts';

/** A series that is known by its name and labels; `no` is its number in the record, 0 before it has one. */
export interface BookedSeries {
  no: number;
  name: string;
  /** JSON of its label pairs in the order of their names. */
  labels: string;
  /** The scrape that had it last, counted from 1. */
  seen: number;
}

export interface SeriesBook {
  /** By the text in front of the value; null where the line is not of the format. */
  find: (head: string, line: string) => BookedSeries | null;
  /** Series that are in use by their number. */
  has: (no: number) => boolean;
  /** Called with a series that the record has given a number. */
  number: (series: BookedSeries, no: number) => void;
  /** Forgets all but these; the rest gets its number anew when it comes back. */
  keep: (isKept: (no: number) => boolean) => void;
}

/** Texts that are remembered; an endpoint whose series come and go would fill the memory otherwise. */
const mostTexts = 20_000;

export function createSeriesBook(): SeriesBook {
  let byText = new Map<string, BookedSeries>();
  let bySeries = new Map<string, BookedSeries>();
  let byNumber = new Map<number, BookedSeries>();
  return {
    find: (head, line) => {
      const known = byText.get(head);
      if (known !== undefined) return known;
      const sample = readSample(line);
      if (sample === null) return null;
      const pairs = Object.entries(sample.labels).filter(([, value]) => value !== ''); // An empty label is none.
      const labels = JSON.stringify(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const key = `${sample.name}${labels}`;
      const series = bySeries.get(key) ?? { no: 0, name: sample.name, labels, seen: 0 };
      bySeries.set(key, series);
      if (byText.size >= mostTexts) byText.clear();
      byText.set(head, series);
      return series;
    },
    has: (no) => byNumber.has(no),
    number: (series, no) => {
      series.no = no;
      byNumber.set(no, series);
    },
    keep: (isKept) => {
      byText = new Map([...byText].filter(([, { no }]) => isKept(no)));
      bySeries = new Map([...bySeries].filter(([, { no }]) => isKept(no)));
      byNumber = new Map([...byNumber].filter(([no]) => isKept(no)));
    },
  };
}
