// How long a watch may be silent before its connection is taken for dead: by default long, and where bookmarks come
// regularly, one and a half times their distance.

export interface IdleLimit {
  noteBookmark: () => void;
  limitMs: () => number;
}

/** Bookmarks that a burst of changes brings must not make a quiet minute look dead. */
const leastMs = 10_000;

export function createIdleLimit(defaultMs: number, elapsedMs: () => number): IdleLimit {
  let last: number | null = null;
  let distanceMs: number | null = null;
  return {
    noteBookmark: () => {
      const now = elapsedMs();
      if (last !== null) distanceMs = Math.max(distanceMs ?? 0, now - last);
      last = now;
    },
    limitMs: () =>
      distanceMs === null ? defaultMs : Math.min(defaultMs, Math.max(Math.min(leastMs, defaultMs), distanceMs * 1.5)),
  };
}
