// Questions about what happened, over the journal alone: counts at any zoom, pages, intervals, one event with what corrected
// it. It judges nothing and writes nothing but its cache.
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { OpsError } from '#shared/model/ops-error.ts';
import { packCells } from '#shared/model/timeline/cell.ts';
import { intervalTypes, pairIntervals } from '#shared/model/timeline/intervals.ts';
import type { Density, TimelineCursor, TimelineDetail, TimelineEvent, TimelineFilterInput, TimelinePage } from '#shared/model/timeline/timeline.ts'; // prettier-ignore
import type { ReadDb } from '../store/database.ts';
import { corrections, eventsOfSequences, newestTerm,
  sequenceOfWord, termsNamed, type KeptSegment, type NumberedEvent } from '../store/timeline-rows.ts'; // prettier-ignore
import { countSegment, laneTotals, noDensity } from './count-density.ts';
import { timelineEventOf, wordOf, type Corrected } from './event-row.ts';
import { countBefore, findPage, onlyTypes, type PageSpan } from './find-page.ts';
import { createSegments } from './segments.ts';
import { always, selectionOf, type AsOf, type Searched, type Selection } from './selection.ts';

export interface TimelineOptions {
  read: ReadDb;
  /** Keeps what was derived of a closed part of the journal; absent where nothing may be written. */
  keep?: (kept: KeptSegment, hash: Buffer, packed: Buffer) => void;
}

export interface SpanQuestion {
  fromMs: number;
  /** Not included. */
  toMs: number;
  filter: TimelineFilterInput;
}
export type DensityQuestion = SpanQuestion & { buckets: number };
export interface TypesQuestion {
  types: readonly string[];
  fromMs: number;
  toMs: number;
  limit: number;
}
export type PageQuestion = SpanQuestion & Pick<PageSpan, 'limit' | 'cursor' | 'direction'>;

const mostIntervals = 2_000;
const mostSelections = 6;
/** How many beginnings before the span are looked at for what still lasted in it. */
const earlierOnes = 500;
const mostVersions = 50;
/** What began longer ago than this and still lasts is not told of. */
const lookBackMs = 30 * 86_400_000;
/** Rows that are read without a breath. */
const readAtOnce = 200;

export type Timeline = ReturnType<typeof createTimeline>;

/** Every question may be asked as of a moment, and be withdrawn by its signal. */
export function createTimeline({ read, keep }: TimelineOptions) {
  const segments = createSegments({ read, keep, elapsedMs: () => performance.now() });
  const searched: Searched = new Map();

  const selections = new Map<string, Selection>();
  /** Zooming and reading on ask with the same filter again: what it lets through of closed segments is worked out once. */
  const selected = (filter: TimelineFilterInput, asOf: AsOf): Selection => {
    const key = JSON.stringify([filter, asOf.until, asOf.recordedBy, newestTerm(read)]);
    const kept = selections.get(key) ?? selectionOf(read, filter, asOf, searched);
    selections.delete(key);
    selections.set(key, kept);
    if (selections.size > mostSelections) selections.delete(selections.keys().next().value ?? '');
    return kept;
  };
  const correctedAt = ({ recordedBy }: AsOf): Corrected => ({
    by: new Map(corrections(read, recordedBy).map(({ word, sequence }) => [word, sequence])),
    sequenceOf: (word) => sequenceOfWord(read, word),
  });
  const eventsOf = async (found: readonly TimelineCursor[], signal?: AbortSignal): Promise<NumberedEvent[]> => {
    const events: NumberedEvent[] = [];
    for (let from = 0; from < found.length; from += readAtOnce) {
      if (from > 0) await turn();
      signal?.throwIfAborted();
      events.push(...eventsOfSequences(read, found.slice(from, from + readAtOnce).map(({ sequence }) => sequence))); // prettier-ignore
    }
    return events;
  };

  const density = async (question: DensityQuestion, asOf = always, signal?: AbortSignal): Promise<Density> => {
    const { fromMs, toMs, buckets, filter } = question;
    const count = noDensity(buckets);
    const select = selected(filter, asOf);
    for (const segment of await segments.between(fromMs, toMs, signal))
      countSegment(count, segment, await select(segment, signal), question);
    const marks = packed(Float64Array.from(count.marks.flatMap((own) => own ?? [])));
    const lanes = laneTotals(count.counts, buckets);
    const recordMs = await segments.record(signal);
    return { fromMs, toMs, buckets, lanes, events: count.events, cells: packed(packCells(count.counts)), marks, recordMs }; // prettier-ignore
  };

  const page = async (question: PageQuestion, asOf = always, signal?: AbortSignal): Promise<TimelinePage> => {
    const { limit, direction, fromMs, toMs, filter } = question;
    const within = await segments.between(fromMs, toMs, signal);
    const select = selected(filter, asOf);
    const found = await findPage(within, select, { ...question, limit: limit + 1 }, signal);
    const corrected = correctedAt(asOf);
    const rows = (await eventsOf(found.slice(0, limit), signal)).map((event) => timelineEventOf(event, corrected));
    if (direction === 'earlier') rows.reverse();
    const before = rows[0] === undefined ? 0 : await countBefore(within, select, fromMs, rows[0], signal);
    return { rows, more: found.length > limit, before };
  };

  const intervals = async (question: SpanQuestion, asOf = always, signal?: AbortSignal) => {
    const select = onlyTypes(selected(question.filter, asOf), termsNamed(read, intervalTypes));
    const latest = async (fromMs: number, toMs: number, limit: number): Promise<NumberedEvent[]> => {
      const span = { fromMs, toMs, cursor: null, direction: 'earlier', limit } as const;
      const found = await findPage(await segments.between(fromMs, toMs, signal), select, span, signal);
      return eventsOf(found.toReversed(), signal);
    };
    const within = await latest(question.fromMs, question.toMs, mostIntervals + 1);
    const before = await latest(question.fromMs - lookBackMs, question.fromMs, earlierOnes);
    const all = pairIntervals([...before, ...within]).filter((one) => (one.toMs ?? Infinity) >= question.fromMs);
    return { intervals: all.slice(-mostIntervals), more: within.length > mostIntervals };
  };

  /** Those of some types, the newest `limit` of the span, in the order in which they happened. */
  const ofTypes = async ({ types, fromMs, toMs, limit }: TypesQuestion, asOf = always, signal?: AbortSignal): Promise<NumberedEvent[]> => {
    const select = onlyTypes(selected({ line: '', hidden: [] }, asOf), termsNamed(read, types));
    const span = { fromMs, toMs, cursor: null, direction: 'earlier', limit } as const;
    const found = await findPage(await segments.between(fromMs, toMs, signal), select, span, signal);
    return eventsOf(found.toReversed(), signal);
  }; // prettier-ignore

  /** All that was said of one thing, from the first words to the last. */
  const versionsOf = (event: NumberedEvent, corrected: Corrected): TimelineEvent[] => {
    const at = (sequence: number | null | undefined): TimelineEvent[] =>
      sequence === null || sequence === undefined
        ? []
        : eventsOfSequences(read, [sequence]).map((one) => timelineEventOf(one, corrected));
    const versions = [timelineEventOf(event, corrected)];
    for (let older = at(versions[0]?.corrects); older.length > 0 && versions.length < mostVersions; older = at(versions[0]?.corrects)) versions.unshift(...older); // prettier-ignore
    for (let newer = at(versions.at(-1)?.correctedBy); newer.length > 0 && versions.length < mostVersions; newer = at(versions.at(-1)?.correctedBy)) versions.push(...newer); // prettier-ignore
    return versions.length > 1 ? versions : [];
  };

  const event = (sequence: number, asOf = always): TimelineDetail => {
    const [found] = eventsOfSequences(read, [sequence]);
    const row = found && timelineEventOf(found, correctedAt(asOf));
    if (found === undefined || row === undefined || found.recordedTime > asOf.recordedBy || row.time > asOf.until)
      throw new OpsError('not_found', `There is no event ${sequence} in this record, or it is not kept any more.`);
    const { data, correlationId } = found;
    return { ...row, data, correlationId, versions: wordOf(found) === null ? [] : versionsOf(found, correctedAt(asOf)) }; // prettier-ignore
  };

  /** `warm` makes what is not made yet, so that the first question finds it. */
  return { density, page, intervals, event, ofTypes, warm: (signal?: AbortSignal) => segments.record(signal) };
}

/** What `pack` of shared makes, in a hundredth of its time: this side has buffers. */
const packed = ({ buffer, byteOffset, byteLength }: Float64Array): string => Buffer.from(buffer, byteOffset, byteLength).toString('base64'); // prettier-ignore

const known = new WeakMap<ReadDb, Timeline>();

/** One for each record that is read, so that the past and the present share what was made of it. */
export function timelineOf(options: TimelineOptions): Timeline {
  let timeline = known.get(options.read);
  if (timeline === undefined) known.set(options.read, (timeline = createTimeline(options)));
  return timeline;
}
