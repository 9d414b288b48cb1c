// Puts the lines of several streams in the order of their time. It waits a moment for streams that may still have
// something earlier; what comes later than that is shown where it comes, with a mark. Within a stream nothing is moved.
import { compareStamps, type Stamp } from './log-stamp.ts';
import type { LineQueue, Queued } from './line-queue.ts';

export interface MergedStream {
  number: number;
  queue: LineQueue;
  /** Whether more may come, and whether it is still reading what was there before. */
  expected: 'none' | 'live' | 'catching_up';
}

export interface Merged {
  stream: MergedStream;
  entry: Queued;
  /** Lines of other streams with a later time stand before it. */
  late: boolean;
}

export interface MergeTiming {
  /** How long a line waits for others. */
  holdMs: number;
  /** The same, for a stream that still reads what was there before. */
  catchUpMs: number;
}
export const usualMergeTiming: MergeTiming = { holdMs: 200, catchUpMs: 2000 };

export interface Merge {
  /** The next entry that may be shown; null where all that is there must still wait. */
  next: (nowMs: number) => Merged | null;
}

export function mergeStreams(streams: () => Iterable<MergedStream>, timing = usualMergeTiming): Merge {
  let latest: (Stamp & { stream: number }) | null = null;

  return {
    next: (nowMs) => {
      let first: MergedStream | null = null;
      let entry: Queued | null = null;
      let patienceMs = 0;
      for (const stream of streams()) {
        const head = stream.queue.peek();
        if (head === undefined) {
          const waitMs = stream.expected === 'none' ? 0 : stream.expected === 'live' ? timing.holdMs : timing.catchUpMs;
          patienceMs = Math.max(patienceMs, waitMs);
        } else if (entry === null || compareStamps(head, entry) < 0) {
          first = stream;
          entry = head;
        }
      }
      if (first === null || entry === null) return null;
      // A queue that fills up is emptied before its lines are lost: order gives way to completeness.
      if (nowMs - entry.arrivedMs < patienceMs && !first.queue.crowded()) return null;
      first.queue.shift();
      const late = latest !== null && latest.stream !== first.number && compareStamps(entry, latest) < 0;
      if (!late && (latest === null || compareStamps(entry, latest) >= 0)) {
        latest = { at: entry.at, nanos: entry.nanos, stream: first.number };
      }
      return { stream: first, entry, late };
    },
  };
}
