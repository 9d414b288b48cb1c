// Which events follow a cursor on the timeline, over segments whose times may overlap: the nearest of each, merged.
import type { TimelineCursor } from '#shared/model/timeline/timeline.ts';
import { placeOfTime, type Segment } from './segment.ts';

export interface PageSpan {
  fromMs: number;
  /** Not included. */
  toMs: number;
  cursor: TimelineCursor | null;
  direction: 'later' | 'earlier';
  limit: number;
}

/** A segment with what of it is let through. */
export interface Selected {
  segment: Segment;
  mask: Uint8Array | null;
}

/** The next `limit` after (or before) the cursor, nearest first; fewer where there are no more. */
export function findPage(selected: readonly Selected[], span: PageSpan): TimelineCursor[] {
  const later = span.direction === 'later';
  const sign = later ? 1 : -1;
  const near = (one: Selected): number => (later ? one.segment.fromMs : -one.segment.toMs);
  let found: TimelineCursor[] = [];
  for (const one of selected.toSorted((a, b) => near(a) - near(b))) {
    const last = found.length >= span.limit ? found.at(-1) : undefined;
    if (last !== undefined && near(one) > last.time * sign) break;
    const more = one.segment.sorted ? nextSorted(one, span) : nextOpen(one, span);
    if (more.length === 0) continue;
    found = [...found, ...more].toSorted((a, b) => sign * compareCursors(a, b)).slice(0, span.limit);
  }
  return found;
}

export const compareCursors = (a: TimelineCursor, b: TimelineCursor): number =>
  a.time - b.time || a.sequence - b.sequence;

const cursorAt = ({ times, offsets, base }: Segment, at: number): TimelineCursor => ({
  time: times[at] ?? 0,
  sequence: base + (offsets[at] ?? 0),
});

function nextSorted({ segment, mask }: Selected, { fromMs, toMs, cursor, direction, limit }: PageSpan): TimelineCursor[] {
  const first = placeOfTime(segment, fromMs);
  const end = placeOfTime(segment, toMs);
  const found: TimelineCursor[] = [];
  if (direction === 'later') {
    let at = cursor === null ? first : Math.max(first, placeOfTime(segment, cursor.time));
    for (; at < end && found.length < limit; at++) {
      const one = cursorAt(segment, at);
      if (mask?.[at] !== 0 && (cursor === null || compareCursors(one, cursor) > 0)) found.push(one);
    }
    return found;
  }
  let at = cursor === null ? end - 1 : Math.min(end, placeOfTime(segment, cursor.time + 1)) - 1;
  for (; at >= first && found.length < limit; at--) {
    const one = cursorAt(segment, at);
    if (mask?.[at] !== 0 && (cursor === null || compareCursors(one, cursor) < 0)) found.push(one);
  }
  return found;
} // prettier-ignore

function nextOpen({ segment, mask }: Selected, { fromMs, toMs, cursor, direction, limit }: PageSpan): TimelineCursor[] {
  const sign = direction === 'later' ? 1 : -1;
  const found: TimelineCursor[] = [];
  for (let at = 0; at < segment.count; at++) {
    const time = segment.times[at] ?? 0;
    if (mask?.[at] === 0 || time < fromMs || time >= toMs) continue;
    const one = cursorAt(segment, at);
    if (cursor === null || sign * compareCursors(one, cursor) > 0) found.push(one);
  }
  return found.toSorted((a, b) => sign * compareCursors(a, b)).slice(0, limit);
}

/** How many of the span come before a cursor, or before its end where there is none. */
export function countBefore(selected: readonly Selected[], fromMs: number, cursor: TimelineCursor): number {
  let before = 0;
  for (const { segment, mask } of selected) {
    const first = segment.sorted ? placeOfTime(segment, fromMs) : 0;
    const end = segment.sorted ? placeOfTime(segment, cursor.time + 1) : segment.count;
    for (let at = first; at < end; at++) {
      const time = segment.times[at] ?? 0;
      if (mask?.[at] === 0 || time < fromMs) continue;
      if (time < cursor.time || (time === cursor.time && segment.base + (segment.offsets[at] ?? 0) < cursor.sequence)) before++; // prettier-ignore
    }
  }
  return before;
}

/** The same with what is of other types left out. */
export function onlyTypes(selected: readonly Selected[], types: readonly number[]): Selected[] {
  const wanted = new Set(types);
  return selected.map(({ segment, mask }) => {
    const places = segment.terms.map((term) => (wanted.has(term) ? 1 : 0));
    const narrowed = new Uint8Array(segment.count);
    for (let at = 0; at < narrowed.length; at++)
      narrowed[at] = mask?.[at] === 0 ? 0 : (places[segment.types[at] ?? 0] ?? 0);
    return { segment, mask: narrowed };
  });
}
