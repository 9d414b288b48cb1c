// Takes an answer's packed numbers apart, once per answer.
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import { unpack } from '#shared/model/pack.ts';
import { sameTimes, type Frame } from '#shared/model/series.ts';

export interface DecodedSeries {
  key: string;
  labels: Readonly<Record<string, string>>;
  times: Float64Array;
  values: Float64Array;
  /** Of all samples, also of those that were left out; NaN is no figure. */
  figures?: Figures;
  /** Whether samples were left out: where it has none there may have been one. */
  reduced: boolean;
}

export type Figures = Readonly<Partial<Record<CalcName, number>>>;

interface FastBase64 {
  fromBase64?: (text: string) => Uint8Array;
}
const known = new WeakMap<Frame, DecodedSeries[]>();

/** The series of an answer as numbers; asked again of the same answer, the same arrays. */
export function decodeFrame(frame: Frame): DecodedSeries[] {
  const kept = known.get(frame);
  if (kept !== undefined) return kept;
  let before: Float64Array = new Float64Array();
  const timesOf = (text: string): Float64Array => {
    if (text !== sameTimes) before = numbersOf(text);
    return before;
  };
  const series = frame.series.map(({ labels, times: packed, values, figures }) => ({
    key: keyOf(labels),
    labels,
    times: timesOf(packed),
    values: numbersOf(values),
    ...(figures === undefined ? {} : { figures: figuresOf(frame.calcs ?? [], numbersOf(figures)) }),
    reduced: frame.reduced,
  }));
  known.set(frame, series);
  return series;
}

const figuresOf = (calcs: readonly CalcName[], numbers: Float64Array): Figures =>
  Object.fromEntries(calcs.map((calc, at) => [calc, numbers[at] ?? Number.NaN]));

/** What `pack` made, the fastest way that there is here. */
export function numbersOf(text: string): Float64Array {
  const { fromBase64 } = Uint8Array as FastBase64;
  if (fromBase64 === undefined) return unpack(text);
  const bytes = fromBase64(text);
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}

/** Labels in a fixed order: the same set is the same series. */
export const keyOf = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** As Prometheus writes it: `up{job="api"}`. */
export function seriesName(labels: Readonly<Record<string, string>>): string {
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? name || '{}' : `${name}{${pairs.join(', ')}}`;
}

export interface DistinctNames {
  /** One for each, of the labels that differ; the whole name where nothing does. */
  names: string[];
  /** What all have in common; empty where that is nothing, or there is one alone. */
  shared: string;
}

/** Names that can be told apart in little room. */
export function distinctNames(all: readonly Readonly<Record<string, string>>[]): DistinctNames {
  const [first, ...rest] = all;
  const whole = { names: all.map(seriesName), shared: '' };
  if (first === undefined || rest.length === 0) return whole;
  const common = Object.entries(first).filter(([label, value]) => rest.every((labels) => labels[label] === value));
  if (common.length === 0) return whole;
  const isCommon = new Set(common.map(([label]) => label));
  const own = all.map((labels) => Object.fromEntries(Object.entries(labels).filter(([label]) => !isCommon.has(label))));
  const shared = seriesName(Object.fromEntries(common));
  const [differing, ...more] = new Set(own.flatMap((labels) => Object.keys(labels)));
  // Of one label the values say it all, in the least room.
  if (differing !== undefined && more.length === 0 && own.every((labels) => labels[differing])) {
    return { names: own.map((labels) => labels[differing] ?? ''), shared: `${shared} by ${differing}` };
  }
  return { names: own.map(seriesName), shared };
}
