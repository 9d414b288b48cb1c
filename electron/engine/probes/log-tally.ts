// Counts what the lines of a log say, one at a time. Keeps the first findings of each sort as evidence, no more.
import type { Facts, Json } from '#shared/model/facts.ts';
import { followPatterns } from './log-patterns.ts';
import type { Line } from './read-lines.ts';
import { followSequence, gapInWords } from './sequence.ts';
import { spanSeconds } from './spans.ts';

export interface LogTally {
  add: (line: Line) => void;
  /** @param now epoch milliseconds. */
  facts: (now: number) => Facts;
  lines: () => number;
  /** What was found, in words with line numbers. */
  findings: () => string[];
}

export interface TallyOptions {
  format: 'jsonl' | 'text';
  sequence?: string | undefined;
  timeField?: string | undefined;
  patterns?: Record<string, string> | undefined;
}

type LogRecord = { [key: string]: Json };
const mostFindings = 20;
const excerptLength = 200;

export function createLogTally(options: TallyOptions): LogTally {
  const patterns = followPatterns(options.patterns ?? {});
  const sequencePath = options.sequence?.split('.');
  const timePath = options.timeField?.split('.');
  const sequence = followSequence();
  const found: string[] = [];
  const tally = { number: 0, lines: 0, malformed: 0, unsequenced: 0, partial: false, newestAt: null as number | null };
  const details: { [key: string]: Json } = {};

  const note = (text: string): void => {
    if (found.length < mostFindings) found.push(text);
  };
  const malformed = (text: string, why: string): void => {
    tally.malformed++;
    const words = `line ${tally.number} ${why}: ${text.slice(0, excerptLength)}`;
    details['malformed'] ??= words;
    note(words);
  };
  const addRecord = (record: LogRecord): void => {
    if (sequencePath) {
      const value = valueAt(record, sequencePath);
      if (typeof value === 'number' && Number.isSafeInteger(value)) sequence.add(value, tally.number);
      else tally.unsequenced++;
    }
    if (timePath) {
      const at = epochOf(valueAt(record, timePath));
      if (at !== null && (tally.newestAt === null || at > tally.newestAt)) tally.newestAt = at;
    }
  };
  const search = (text: string): void => {
    for (const name of patterns.search(text)) {
      const words = `line ${tally.number} matches ${name}: ${text.slice(0, excerptLength)}`;
      details['counts'] ??= words;
      note(words);
    }
  };

  return {
    add({ text, complete, overlong }) {
      tally.number++;
      if (!overlong && text.trim() === '') return;
      if (options.format === 'jsonl' && !overlong) {
        const record = recordOf(text);
        if (record !== null) addRecord(record);
        else if (complete) malformed(text, 'is not a JSON object');
        else {
          tally.partial = true;
          return;
        }
      }
      if (overlong) malformed('', 'is longer than 1 MiB');
      tally.lines++;
      search(text);
    },
    facts(now) {
      const facts: Facts = { lines: tally.lines, partial: tally.partial, malformed: tally.malformed };
      if (options.patterns) facts['counts'] = patterns.counts();
      if (tally.newestAt !== null) facts['lastAgeSeconds'] = spanSeconds(now - tally.newestAt);
      if (sequencePath) Object.assign(facts, sequenceFacts(sequence, sequencePath), { unsequenced: tally.unsequenced });
      if (typeof facts['firstGap'] === 'string') details['gaps'] = facts['firstGap'];
      if (Object.keys(details).length > 0) facts['details'] = { ...details };
      return facts;
    },
    lines: () => tally.lines,
    findings: () => [
      ...sequence
        .gaps()
        .slice(0, mostFindings)
        .map((gap) => `gap at line ${gap.line}: ${gapInWords(gap)}`),
      ...found,
    ],
  };
}

/** Nothing about gaps where no line carried a number: nothing was proven. */
function sequenceFacts(sequence: ReturnType<typeof followSequence>, path: string[]): Facts {
  const last = sequence.last();
  if (last === null) return { failure: `no line carries a whole number in "${path.join('.')}"` };
  const [first] = sequence.gaps();
  return {
    gaps: sequence.gapCount(),
    missing: sequence.missing(),
    duplicates: sequence.duplicates(),
    outOfOrder: sequence.outOfOrder(),
    lastSequence: last,
    ...(first ? { firstGap: `${gapInWords(first)} (line ${first.line})` } : {}),
  };
}

function recordOf(text: string): LogRecord | null {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null; // Not JSON: the caller counts it.
  }
}

function valueAt(record: LogRecord, path: string[]): Json | undefined {
  let value: Json | undefined = record;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = value[name];
  }
  return value;
}

/** Numbers below 10^11 are seconds: as milliseconds they would lie before 1973. */
function epochOf(value: Json | undefined): number | null {
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}
