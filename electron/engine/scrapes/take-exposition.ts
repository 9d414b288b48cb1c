// Takes an exposition as it arrives, piece by piece: which series it has, with which values, and what was left out. It keeps
// nothing beyond one scrape. Format: Prometheus text 0.0.4 and OpenMetrics 1.0.
import { StringDecoder } from 'node:string_decoder';
import { scrapeLimits, type ScrapeTaken } from '#shared/model/scrape.ts';
import { numberOf, readMetadata } from '../probes/prometheus-text.ts';
import type { BookedSeries, SeriesBook } from './series-book.ts';

export interface Family {
  type: string;
  help: string;
  unit: string;
}

export interface TakenScrape {
  series: BookedSeries[];
  values: number[];
  families: Map<string, Family>;
  /** What was left out, and the bytes that came. */
  counts: Omit<ScrapeTaken, 'atMs' | 'durationMs'>;
  /** Whether OpenMetrics' mark of the end was there. */
  ended: boolean;
}

export interface TakeOptions {
  book: SeriesBook;
  /** The number of this scrape, above that of the one before. */
  scrape: number;
  atMs: number;
  openMetrics: boolean;
  isWanted: (name: string) => boolean;
  limit?: number;
}

export interface ExpositionTaker {
  take: (bytes: Buffer) => void;
  /** A last line without its line break may have been cut, and is not taken. */
  end: () => TakenScrape;
}

/** A longer line is no sample that anybody means. */
export const longestLineBytes = 1024 * 1024;
const mostFamilies = 5000;
const helpLimit = 2000;
const otherTimeMs = 300_000;

/** Never throws for what a text holds. */
export function takeExposition({
  book,
  scrape,
  atMs,
  openMetrics,
  isWanted,
  limit = scrapeLimits.series,
}: TakeOptions): ExpositionTaker {
  // prettier-ignore
  const decoder = new StringDecoder('utf8');
  const taken: TakenScrape = { series: [], values: [], families: new Map(), counts: { bodyBytes: 0, series: 0, beyondLimit: 0, notWanted: 0, malformed: 0, firstMalformed: '', duplicates: 0, otherTime: 0 }, ended: false }; // prettier-ignore
  const { counts, families } = taken;
  const wanted = new Map<string, boolean>();
  let rest = '';
  let tooLong = false;
  let line = 0;

  const malformed = (text: string): void => {
    counts.malformed++;
    if (counts.firstMalformed === '') counts.firstMalformed = `line ${line}: ${text.slice(0, 200)}`;
  };
  const isKept = (name: string): boolean => {
    let kept = wanted.get(name);
    if (kept === undefined) {
      if (wanted.size > 20_000) wanted.clear();
      wanted.set(name, (kept = isWanted(name)));
    }
    return kept;
  };
  const takeMetadata = (text: string): void => {
    const said = readMetadata(text);
    if (said === null) return malformed(text);
    if (said.keyword === 'EOF') taken.ended = true;
    if (said.keyword === '' || said.keyword === 'EOF') return;
    const known = families.get(said.name);
    if (known === undefined && families.size >= mostFamilies) return;
    const family = known ?? { type: '', help: '', unit: '' };
    if (said.keyword === 'TYPE' && family.type !== '') return malformed(text);
    if (said.keyword === 'TYPE') family.type = said.text;
    else if (said.keyword === 'HELP') family.help = said.text.slice(0, helpLimit);
    else family.unit = said.text.trim().slice(0, 100);
    families.set(said.name, family);
  };
  const takeSample = (text: string): void => {
    const head = headOf(text);
    if (head === null) return malformed(text);
    const parts = head.rest.trim().split(/[ \t]+/);
    const value = numberOf(parts[0] ?? '');
    // An exemplar follows OpenMetrics' time or value and is not kept.
    const time = parts[1] === undefined || parts[1].startsWith('#') ? null : Number(parts[1]);
    if (value === null || (time !== null && !Number.isFinite(time))) return malformed(text);
    if (parts.length > 2 && !parts.slice(1, 3).some((part) => part.startsWith('#'))) return malformed(text);
    if (!isKept(head.name)) return void counts.notWanted++;
    if (time !== null && Math.abs((openMetrics ? time * 1000 : time) - atMs) > otherTimeMs) return void counts.otherTime++; // prettier-ignore
    if (taken.series.length >= limit) return void counts.beyondLimit++;
    const series = book.find(head.text, text);
    if (series === null) return malformed(text);
    if (series.seen === scrape) return void counts.duplicates++;
    series.seen = scrape;
    taken.series.push(series);
    taken.values.push(value);
  };
  const takeLine = (raw: string): void => {
    line++;
    if (tooLong) {
      tooLong = false;
      return malformed('a line longer than 1 MiB');
    }
    const text = (raw.endsWith('\r') ? raw.slice(0, -1) : raw).trimStart();
    if (text === '') return;
    // What stands behind the end is of no exposition.
    if (taken.ended) return malformed(text);
    if (text.startsWith('#')) takeMetadata(text.trimEnd());
    else takeSample(text);
  };

  const takeText = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      takeLine(rest + text.slice(from, at));
      rest = '';
      from = at + 1;
    }
    rest = tooLong ? '' : rest + text.slice(from);
    if (rest.length > longestLineBytes) [rest, tooLong] = ['', true];
  };
  return {
    take: (bytes) => {
      counts.bodyBytes += bytes.length;
      takeText(decoder.write(bytes));
    },
    end: () => {
      rest += decoder.end();
      if (rest.trim() === '# EOF') takeLine(rest);
      else if (tooLong || rest.trim() !== '') {
        line++;
        malformed(tooLong ? 'a line longer than 1 MiB' : `${rest.slice(0, 100)} (the answer ends within it)`);
      }
      counts.series = taken.series.length;
      return taken;
    },
  };
}

const namePattern = /^[a-zA-Z_:][a-zA-Z0-9_:]*/;

/** Splits a sample's line in front of its value, without taking its labels apart. */
function headOf(line: string): { name: string; text: string; rest: string } | null {
  const name = namePattern.exec(line)?.[0];
  if (name === undefined) return null;
  const open = name.length + (/^[ \t]*/.exec(line.slice(name.length, name.length + 100))?.[0].length ?? 0);
  if (line[open] !== '{') return open === name.length ? null : { name, text: name, rest: line.slice(open) };
  const close = closingBrace(line, open + 1);
  return close < 0 ? null : { name, text: line.slice(0, close + 1), rest: line.slice(close + 1) };
}

/** The brace that ends the labels, which may stand within a value too; -1 where there is none. */
function closingBrace(line: string, from: number): number {
  let at = from;
  for (;;) {
    const brace = line.indexOf('}', at);
    const quote = line.indexOf('"', at);
    if (quote < 0 || (brace >= 0 && brace < quote)) return brace;
    at = quote + 1;
    for (;;) {
      const end = line.indexOf('"', at);
      if (end < 0) return -1;
      let slashes = 0;
      while (line[end - 1 - slashes] === '\\') slashes++;
      at = end + 1;
      if (slashes % 2 === 0) break;
    }
  }
}

/** Whether a name is one of those that are kept; of `*` any run of characters. */
export function wantedBy(keep: readonly string[]): (name: string) => boolean {
  if (keep.length === 0) return () => true;
  return (name) => keep.some((pattern) => matches(pattern.split('*'), name));
}

function matches([first = '', ...others]: string[], name: string): boolean {
  if (others.length === 0) return name === first;
  if (!name.startsWith(first)) return false;
  const last = others.at(-1) ?? '';
  let at = first.length;
  for (const part of others.slice(0, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
