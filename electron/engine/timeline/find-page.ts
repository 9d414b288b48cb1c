// Which events follow a cursor on the timeline, over segments whose times may overlap: the nearest of each, merged.
import type { TimelineCursor } from '#shared/model/timeline/timeline.ts';
import { placeOfTime, type Segment } from './segment.ts';
import type { Selection } from './selection.ts';

export interface PageSpan {
  fromMs: number;
  /** Not included. */
  toMs: number;
  cursor: TimelineCursor | null;
  direction: 'later' | 'earlier';
  limit: number;
}

/** A segment with what of it is let through. */
interface Selected {
  segment: Segment;
  mask: Uint8Array | null;
}

/** The next `limit` after (or before) the cursor, nearest first; fewer where there are no more. */
export async function findPage(
  segments: readonly Segment[],
  select: Selection,
  span: PageSpan,
  signal?: AbortSignal,
): Promise<TimelineCursor[]> {
  const sign = span.direction === 'later' ? 1 : -1;
  const near = ({ fromMs, toMs }: Segment): number => (sign > 0 ? fromMs : -toMs);
  let found: TimelineCursor[] = [];
  for (const segment of segments.toSorted((a, b) => near(a) - near(b))) {
    const last = found.length >= span.limit ? found.at(-1) : undefined;
    if (last !== undefined && near(segment) > last.time * sign) break;
    if (isPassed(segment, span)) continue;
    const one = { segment, mask: await select(segment, signal) };
    const more = segment.sorted ? nextSorted(one, span) : nextOpen(one, span);
    if (more.length === 0) continue;
    found = [...found, ...more].toSorted((a, b) => sign * compareCursors(a, b)).slice(0, span.limit);
  }
  return found;
}

/** All of it lies on the side of the cursor that was read already. */
const isPassed = ({ fromMs, toMs }: Segment, { cursor, direction }: PageSpan): boolean =>
  cursor !== null && (direction === 'later' ? toMs < cursor.time : fromMs > cursor.time);

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

/** How many of the span come before a cursor. */
export async function countBefore(
  segments: readonly Segment[],
  select: Selection,
  fromMs: number,
  cursor: TimelineCursor,
  signal?: AbortSignal,
): Promise<number> {
  let before = 0;
  for (const segment of segments) {
    if (segment.fromMs > cursor.time) continue;
    const mask = await select(segment, signal);
    before += countOf(segment, mask, fromMs, cursor);
  }
  return before;
}

function countOf(segment: Segment, mask: Uint8Array | null, fromMs: number, cursor: TimelineCursor): number {
  const { sorted, count, times, base, offsets } = segment;
  const first = sorted ? placeOfTime(segment, fromMs) : 0;
  const level = sorted ? placeOfTime(segment, cursor.time) : 0;
  const end = sorted ? placeOfTime(segment, cursor.time + 1) : count;
  let before = 0;
  // Of a whole stretch nothing has to be looked at.
  if (mask === null) before = Math.max(0, level - first);
  for (let at = mask === null ? Math.max(first, level) : first; at < end; at++) {
    const time = times[at] ?? 0;
    if (mask?.[at] === 0 || time < fromMs) continue;
    if (time < cursor.time || (time === cursor.time && base + (offsets[at] ?? 0) < cursor.sequence)) before++;
  }
  return before;
}

/** The same with what is of other types left out. */
export function onlyTypes(select: Selection, types: readonly number[]): Selection {
  const wanted = new Set(types);
  return async (segment, signal) => {
    const narrowed = new Uint8Array(segment.count);
    const places = segment.terms.map((term) => (wanted.has(term) ? 1 : 0));
    if (!places.includes(1)) return narrowed;
    const mask = await select(segment, signal);
    for (let at = 0; at < narrowed.length; at++)
      narrowed[at] = mask?.[at] === 0 ? 0 : (places[segment.types[at] ?? 0] ?? 0);
    return narrowed;
  };
}
