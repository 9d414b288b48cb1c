// Whether this console was running and awake at a moment, out of its journal: what nobody watched is never called live.
import type { Json } from '#shared/model/facts.ts';
import type { ReadDb } from '../store/database.ts';
import { evictedUpTo } from '../store/evicted-times.ts';
import { eventsOfTypeAt, lastBefore, nextOfType } from '../store/moment-rows.ts';

export type WatchedThen =
  /** `sequence`: of the event that says that it was started. */
  | { watched: true; since: number; sequence: number }
  /** `since`: the last sign of life; null where nothing was ever recorded before. */
  | { watched: false; since: number | null; reason: string };

const pages = 200;

/** Says what is known today, whatever was known then: nobody can have known that he was not looking. */
export function watchedThen(read: ReadDb, at: number): WatchedThen {
  const moment = { at, known: 'then' as const };
  const [started] = eventsOfTypeAt(read, 'engine.started', moment, 1);
  if (!started) return { watched: false, since: null, reason: (evictedUpTo(read, 'engine') ?? -Infinity) >= at ? 'what was recorded of this time was evicted' : 'nothing was recorded yet at this moment' }; // prettier-ignore
  const [stopped] = eventsOfTypeAt(read, 'engine.stopped', moment, 1);
  if (stopped && stopped.sequence > started.sequence)
    return { watched: false, since: stopped.time, reason: 'Ready Room was not running' };
  const next = nextOfType(read, 'engine.started', started.sequence);
  const last = next === null ? null : lastBefore(read, next.sequence);
  // It ended without a word: how long it still watched after the last that it wrote, nobody knows.
  if (last !== null && last.recordedTime < at)
    return { watched: false, since: last.recordedTime, reason: 'Ready Room had ended without closing its record' };
  const gap = eventsOfTypeAt(read, 'engine.gap', { at: Number.MAX_SAFE_INTEGER, known: 'then' }, pages)
    .map(({ data }) => data as { from?: Json; to?: Json })
    .find(({ from, to }) => typeof from === 'number' && typeof to === 'number' && from < at && at < to);
  if (gap) return { watched: false, since: Number(gap.from), reason: 'this machine slept, or Ready Room was stopped' };
  return { watched: true, since: started.time, sequence: started.sequence };
}
