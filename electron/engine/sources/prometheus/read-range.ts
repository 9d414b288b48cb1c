// Reads a series straight from the bytes of its JSON, number by number: what JSON.parse would make of its samples first, an
// array and a text for each, costs as much to clear away as to make. Only the form in which Prometheus writes is known here.
import type { ReadSeries } from './read-sample.ts';
import { labelsOf, sampleValue } from './read-sample.ts';

const head = Buffer.from('{"metric":{');
const valuesKey = Buffer.from(',"values":[');
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];
const [comma, dot, minus, zero, nine] = [44, 46, 45, 48, 57];
/** All of them exact: a whole number below 2^53 over one of these is the Float64 next to the text (Clinger, PLDI 1990). */
const powers = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const mostDigits = 15;
/** `[0,"0"],` is the shortest sample. */
const leastSampleBytes = 8;

/** Null where it is written otherwise, whatever it is: to be read by a parser that knows all of JSON. Bit by bit the same. */
export function readRange(json: Buffer): ReadSeries | null {
  const metricEnd = endOfMetric(json);
  if (metricEnd < 0 || !json.subarray(metricEnd, metricEnd + valuesKey.length).equals(valuesKey)) return null;
  const start = metricEnd + valuesKey.length;
  const most = Math.ceil((json.length - start) / leastSampleBytes);
  const [times, values] = [new Float64Array(most), new Float64Array(most)];
  const reading = { at: start };
  let count = 0;
  let before = -Infinity;
  while (json[reading.at] === openBracket) {
    reading.at++;
    const time = Math.round(numberAt(json, reading, comma) * 1000);
    if (!(time >= before) || json[reading.at++] !== quote) return null;
    times[count] = before = time;
    const value = valueAt(json, reading);
    if (value === null || json[reading.at++] !== closeBracket) return null;
    values[count++] = value;
    if (json[reading.at] !== comma) break;
    if (json[++reading.at] !== openBracket) return null;
  }
  if (count === 0 || json[reading.at] !== closeBracket || json[reading.at + 1] !== closeBrace) return null;
  if (reading.at + 2 !== json.length) return null;
  const labels = labelsOf(JSON.parse(json.toString('utf8', head.length - 1, metricEnd)));
  return { labels, times: times.slice(0, count), values: values.slice(0, count), histograms: 0 };
}

/** The place after the labels; -1 where they do not stand first. */
function endOfMetric(json: Buffer): number {
  if (!json.subarray(0, head.length).equals(head)) return -1;
  for (let at = head.length; at < json.length; at++) {
    const byte = json[at];
    if (byte === closeBrace) return at + 1;
    if (byte === openBrace) return -1;
    if (byte !== quote) continue;
    for (at++; at < json.length && json[at] !== quote; at++) if (json[at] === backslash) at++;
  }
  return -1;
}

interface Reading {
  at: number;
}

/** A number up to `end`, which is passed; NaN where it is anything but digits with a point among them. */
function numberAt(json: Buffer, reading: Reading, end: number): number {
  let at = reading.at;
  const negative = json[at] === minus;
  if (negative) at++;
  const first = at;
  let whole = 0;
  let point = -1;
  for (; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (byte >= zero && byte <= nine) whole = whole * 10 + (byte - zero);
    else if (byte === dot && point < 0) point = at;
    else break;
  }
  const digits = at - first - (point < 0 ? 0 : 1);
  if (json[at] !== end || digits === 0 || digits > mostDigits || point === first || point === at - 1) return Number.NaN;
  reading.at = at + 1;
  const value = point < 0 ? whole : whole / (powers[at - point - 1] ?? Number.NaN);
  return negative ? -value : value;
}

/** A value up to its quote, which is passed; null where a backslash is in it. */
function valueAt(json: Buffer, reading: Reading): number | null {
  const start = reading.at;
  const value = numberAt(json, reading, quote);
  if (reading.at > start) return value;
  // Long ones, those with an exponent, and those that are no numbers.
  let end = start;
  while (end < json.length && json[end] !== quote && json[end] !== backslash) end++;
  if (json[end] !== quote) return null;
  reading.at = end + 1;
  return sampleValue(json.toString('latin1', start, end));
}
