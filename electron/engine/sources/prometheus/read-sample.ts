// Series and samples out of Prometheus' JSON, value by value and exactly: nothing is made up for what is missing. Written by
// hand, as a schema takes longer over a hundred thousand samples than reading them does.
import type { Labels } from '#shared/model/series.ts';

/** Times are epoch milliseconds, ascending; both arrays are of one length. */
export interface ReadSeries {
  labels: Labels;
  times: Float64Array;
  values: Float64Array;
  /** Samples that are native histograms, which no number stands for. */
  histograms: number;
}

/** `value` as it was written; null where it is a native histogram. */
export interface ReadSample {
  metric: Labels;
  value: [seconds: number, text: string] | null;
}

type Json = Record<string, unknown>;

/** @throws SyntaxError where it is no series. */
export function readSeries(element: Buffer): ReadSeries {
  const { metric, values = [], histograms = [] } = objectOf(element);
  if (!Array.isArray(values) || !Array.isArray(histograms)) throw new SyntaxError('a series without its samples');
  const times = new Float64Array(values.length);
  const numbers = new Float64Array(values.length);
  let before = -Infinity;
  for (let at = 0; at < values.length; at++) {
    const [seconds, text] = sampleOf(values[at]);
    const time = Math.round(seconds * 1000);
    if (time < before) throw new SyntaxError('samples that are not in the order of time');
    times[at] = before = time;
    numbers[at] = sampleValue(text);
  }
  return { labels: labelsOf(metric), times, values: numbers, histograms: histograms.length };
}

/** @throws SyntaxError where it is no sample of a vector. */
export function readSample(element: Buffer): ReadSample {
  const { metric, value, histogram } = objectOf(element);
  if (value === undefined && histogram === undefined) throw new SyntaxError('a sample without its value');
  return { metric: labelsOf(metric), value: value === undefined ? null : sampleOf(value) };
}

/** `[seconds, "text"]`. @throws SyntaxError */
export function sampleOf(pair: unknown): [number, string] {
  if (Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'number' && typeof pair[1] === 'string')
    return pair as [number, string];
  throw new SyntaxError('a sample that is not a time and a text');
}

/** Prometheus writes infinity in its own way. Anything else that is no number is none. */
export function sampleValue(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  return text === '-Inf' ? -Infinity : text === '' ? NaN : Number(text);
}

function objectOf(element: Buffer): Json {
  const json: unknown = JSON.parse(element.toString('utf8'));
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new SyntaxError('not an object');
  return json as Json;
}

export function labelsOf(value: unknown): Labels {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('labels are missing');
  for (const text of Object.values(value)) if (typeof text !== 'string') throw new SyntaxError('a label that is no text'); // prettier-ignore
  return value as Labels;
}
