// Whether a change that is told now may have happened while nobody was looking, and since when.
import type { Freshness } from '#shared/model/system.ts';

export interface AwayTime {
  /** To be told of every state in turn; `seenAt`: when the source was last heard of. */
  status: (state: Freshness, seenAt: number | null, now: number) => void;
  /** The moment after which a change told at `at` may have happened; null where it was seen when it did. */
  since: (at: number) => number | null;
  isLive: () => boolean;
}

/** What was missed is sent again in the first moments of a new connection. */
const catchingUpMs = 2000;

export function createAwayTime(): AwayTime {
  let state: Freshness = 'off';
  let awaySince: number | null = null;
  let backAt = -Infinity;
  return {
    status: (next, seenAt, now) => {
      if (state === 'live' && next !== 'live') awaySince = seenAt;
      if (state !== 'live' && next === 'live') backAt = now;
      state = next;
    },
    since: (at) => (state !== 'live' || at - backAt < catchingUpMs ? awaySince : null),
    isLive: () => state === 'live',
  };
}
