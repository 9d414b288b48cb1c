// Which events of a segment a filter lets through: a byte for each, out of the columns; only words that may stand in the
// data themselves are looked for in the rows.
import { setImmediate as turn } from 'node:timers/promises';
import { filterOf, type FilterTerm } from '#shared/model/timeline/filter.ts';
import { laneNames, severities } from '#shared/model/timeline/lane.ts';
import type { TimelineFilterInput } from '#shared/model/timeline/timeline.ts';
import type { ReadDb } from '../store/database.ts';
import { sequencesHolding, termsHolding } from '../store/timeline-rows.ts';
import type { Segment } from './segment.ts';

/** Of the events that happened up to `until`, those that were written by `recordedBy`; both epoch milliseconds. */
export interface AsOf {
  until: number;
  recordedBy: number;
}
export const always: AsOf = { until: Infinity, recordedBy: Infinity };

/** One byte for each event of the segment, 1 for those that are let through; null where all are. */
export type Selection = (segment: Segment, signal?: AbortSignal) => Promise<Uint8Array | null>;

/** Rows whose data are searched at once. */
const rowsAtOnce = 1_024;
const mostSearches = 200;

/** What was found in the data of closed segments, by text; searching again costs as much as the first time. */
export type Searched = Map<string, Uint8Array>;

export function selectionOf(read: ReadDb, input: TimelineFilterInput, asOf: AsOf, searched: Searched): Selection {
  const { terms, least } = filterOf(input.line);
  const hidden = new Set(input.hidden);
  const lanes = laneNames.map((name) => (hidden.has(name) ? 0 : 1));
  const leastAt = severities.indexOf(least);
  const holding = terms.map((term) => new Set(term.kind === 'text' ? [] : termsHolding(read, term.text)));
  const plain = terms.length === 0 && leastAt === 0 && hidden.size === 0;
  const known = new WeakMap<Segment, Uint8Array>();
  return async (segment, signal) => {
    const { count, times, recorded, lanes: laneOf, severities: severe } = segment;
    if (plain && asOf.recordedBy === Infinity && asOf.until === Infinity) return null;
    const before = known.get(segment);
    if (before !== undefined) return before;
    const mask = new Uint8Array(count);
    for (let at = 0; at < count; at++) {
      const kept =
        (recorded[at] ?? 0) <= asOf.recordedBy && (times[at] ?? 0) <= asOf.until && (severe[at] ?? 0) >= leastAt;
      mask[at] = kept ? (lanes[laneOf[at] ?? 0] ?? 1) : 0;
    }
    for (const [index, term] of terms.entries()) {
      const places = placesOf(segment, holding[index] ?? new Set());
      const data = term.kind === 'text' || term.kind === 'any' ? await dataHolding(read, segment, term.text, searched, signal) : null; // prettier-ignore
      narrow(mask, segment, term, places, data);
    }
    // The open end grows, and is the same object while it does.
    if (segment.sorted) known.set(segment, mask);
    return mask;
  };
}

/** By place in the segment's terms: whether that one is among the numbers. */
function placesOf({ terms }: Segment, numbers: ReadonlySet<number>): Uint8Array {
  const places = new Uint8Array(terms.length);
  for (let at = 1; at < terms.length; at++) places[at] = numbers.has(terms[at] ?? 0) ? 1 : 0;
  return places;
}

function narrow(mask: Uint8Array, segment: Segment, { kind, not }: FilterTerm, places: Uint8Array, data: Uint8Array | null): void {
  const { types, sources, subjects, offsets } = segment;
  const [inType, inSource, inSubject] = [kind === 'type', kind === 'source', kind === 'object'].map((only) => only || kind === 'any'); // prettier-ignore
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    const found =
      (inType === true && places[types[at] ?? 0] === 1) ||
      (inSource === true && places[sources[at] ?? 0] === 1) ||
      (inSubject === true && places[subjects[at] ?? 0] === 1) ||
      (data !== null && data[offsets[at] ?? 0] === 1);
    if (found === not) mask[at] = 0;
  }
} // prettier-ignore

/** By offset: whether the data of that event hold the text. */
async function dataHolding(read: ReadDb, segment: Segment, text: string, searched: Searched, signal: AbortSignal | undefined) {
  const { base, sorted, count } = segment;
  const key = `${base} ${count} ${text}`;
  const known = searched.get(key);
  if (known !== undefined) return known;
  const last = segment.offsets.subarray(0, count).reduce((most, one) => Math.max(most, one), 0);
  const found = new Uint8Array(last + 1);
  for (let from = 0; from <= last; from += rowsAtOnce) {
    for (const sequence of sequencesHolding(read, text, base + from, base + Math.min(last, from + rowsAtOnce - 1))) found[sequence - base] = 1; // prettier-ignore
    await turn();
    signal?.throwIfAborted();
  }
  if (sorted) searched.set(key, found);
  if (searched.size > mostSearches) searched.delete(searched.keys().next().value ?? '');
  return found;
} // prettier-ignore
