// When each trigger is looked at: a pure core on a monotonic clock that is given. It starts nothing and knows no trigger;
// every look that was due is counted as done or as missed, never dropped in silence.

export interface ScheduledKey {
  key: string;
  intervalMs: number;
  /** What is asked, e.g. one Prometheus; at most `sourceLimit` looks at it are under way. */
  source: string;
  /** When its first look is due; absent where it has no past: then somewhere within `spreadMs`. */
  firstInMs?: number;
}

/** One look that begins now; to be given back to `finish`. */
export interface Due {
  key: string;
  source: string;
  /** How long after its moment it begins. */
  lateMs: number;
}

/** Upper ends of the classes of `late`; the last class has none. */
export const latenessBoundsMs = [10, 100, 1000, 10_000] as const;

export interface LookCounts {
  /** Looks whose moment has come; done, missed and the one that waits or is under way add up to it. */
  scheduled: number;
  done: number;
  missed: number;
  /** How many looks began how late, one count for each class of latenessBoundsMs and one above. */
  late: number[];
  latestMs: number;
}

export interface Schedule {
  /** A key that is known already begins anew; a look at it that is under way stays the only one. */
  add: (entry: ScheduledKey, nowMs: number) => void;
  remove: (key: string) => void;
  /** What begins now within the limits, the one that was not looked at for the longest first. */
  take: (nowMs: number) => Due[];
  finish: (due: Due) => void;
  /** When `take` has something new to say by the clock alone; null where nothing is scheduled. */
  nextMs: () => number | null;
  /** null for a key that is not scheduled. */
  counts: (key: string) => LookCounts | null;
}

interface Entry extends ScheduledKey {
  nextMs: number;
  /** The moment of a look that is due and has no place yet. */
  waitingMs: number | null;
  begunMs: number;
  underWay: Due | null;
  counts: LookCounts;
}

export interface ScheduleOptions {
  totalLimit?: number;
  sourceLimit?: number;
  /** First looks of what has no past are spread over at most this time, so that a start is no storm. */
  spreadMs?: number;
}

/**
 * Moments are the first one and whole intervals after it, so that lateness never adds up. A look whose successor is due
 * before it began, or while it is still under way, is missed: looks at one trigger never overlap and never queue.
 */
export function createSchedule({ totalLimit = 6, sourceLimit = 2, spreadMs = 10_000 }: ScheduleOptions = {}): Schedule {
  const entries = new Map<string, Entry>();
  const underWay = new Set<Due>();

  const pass = (entry: Entry, nowMs: number): void => {
    if (nowMs < entry.nextMs) return;
    const { counts, intervalMs } = entry;
    const came = Math.floor((nowMs - entry.nextMs) / intervalMs) + 1;
    const busy = isUnderWay(entry.key);
    counts.scheduled += came;
    counts.missed += came - 1 + (entry.waitingMs === null ? 0 : 1) + (busy ? 1 : 0);
    entry.waitingMs = busy ? null : entry.nextMs + (came - 1) * intervalMs;
    entry.nextMs += came * intervalMs;
  };
  const isUnderWay = (key: string): boolean => [...underWay].some((due) => due.key === key);
  const hasPlace = (source: string): boolean =>
    underWay.size < totalLimit && [...underWay].filter((due) => due.source === source).length < sourceLimit;
  const begin = (entry: Entry, waitingMs: number, nowMs: number): Due => {
    const { key, source, counts } = entry;
    const due: Due = { key, source, lateMs: nowMs - waitingMs };
    entry.waitingMs = null;
    entry.begunMs = nowMs;
    entry.underWay = due;
    underWay.add(due);
    const bound = latenessBoundsMs.findIndex((ms) => due.lateMs <= ms);
    const at = bound < 0 ? latenessBoundsMs.length : bound;
    counts.late[at] = (counts.late[at] ?? 0) + 1;
    counts.latestMs = Math.max(counts.latestMs, due.lateMs);
    return due;
  };

  return {
    add: (given, nowMs) => {
      const late = Array.from({ length: latenessBoundsMs.length + 1 }, () => 0);
      entries.set(given.key, {
        ...given,
        nextMs: nowMs + (given.firstInMs ?? hashOf(given.key) % Math.max(1, Math.min(given.intervalMs, spreadMs))),
        waitingMs: null,
        begunMs: -Infinity,
        underWay: null,
        counts: { scheduled: 0, done: 0, missed: 0, late, latestMs: 0 },
      });
    },
    remove: (key) => void entries.delete(key),
    take: (nowMs) => {
      for (const entry of entries.values()) pass(entry, nowMs);
      const waiting = [...entries.values()]
        .flatMap((entry) => (entry.waitingMs === null ? [] : [{ entry, waitingMs: entry.waitingMs }]))
        // By the moment that is due now it would be by the intervals, and the slowest would starve.
        .toSorted((a, b) => a.entry.begunMs - b.entry.begunMs || a.waitingMs - b.waitingMs);
      return waiting.flatMap(({ entry, waitingMs }) =>
        hasPlace(entry.source) && !isUnderWay(entry.key) ? [begin(entry, waitingMs, nowMs)] : [],
      );
    },
    finish: (due) => {
      if (!underWay.delete(due)) return;
      const entry = entries.get(due.key);
      // One that was removed and added anew counts its own looks alone.
      if (entry?.underWay !== due) return;
      entry.underWay = null;
      entry.counts.done++;
    },
    nextMs: () => {
      const all = [...entries.values()].map(({ nextMs }) => nextMs);
      return all.length === 0 ? null : Math.min(...all);
    },
    counts: (key) => {
      const counts = entries.get(key)?.counts;
      return counts === undefined ? null : { ...counts, late: [...counts.late] };
    },
  };
}

/** FNV-1a: the same key begins at the same place of its interval at every start. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
