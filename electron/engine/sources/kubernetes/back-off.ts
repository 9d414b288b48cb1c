// How long to wait before something that failed is tried again, and that it is not tried too often in all.
import type { KubeTiming } from './timing.ts';

export interface BackOff {
  /** After a failure of this kind, the wait in milliseconds before the next attempt. */
  next: (kind: 'failed' | 'relist', askedMs?: number | null) => number;
  /** What was tried works. */
  reset: () => void;
}

export interface BackOffOptions {
  timing: Pick<KubeTiming, 'backOffMs' | 'relistBackOffMs' | 'budget'>;
  elapsedMs: () => number;
  /** Between 0 and 1. */
  random: () => number;
}

export function createBackOff({ timing, elapsedMs, random }: BackOffOptions): BackOff {
  let failures = 0;
  let relists = 0;
  /** When the last attempts were to be made, by the monotonic clock. */
  let attempts: number[] = [];

  const wanted = (kind: 'failed' | 'relist'): number => {
    if (kind === 'relist') {
      // All who watched lose their place at once: they must not come back at once.
      const { first, longest } = timing.relistBackOffMs;
      return random() * Math.min(longest, first * 2 ** Math.min(relists++, 20));
    }
    const { first, longest } = timing.backOffMs;
    return Math.min(longest, first * 2 ** Math.min(failures++, 20)) * (0.75 + random() / 4);
  };

  return {
    next: (kind, askedMs = null) => {
      const now = elapsedMs();
      const { requests, withinMs } = timing.budget;
      let at = now + Math.max(wanted(kind), askedMs ?? 0);
      attempts = attempts.filter((attempt) => attempt > now - withinMs);
      // One place is left for the request with which all this began.
      const oldest = attempts[attempts.length - (requests - 1)];
      if (oldest !== undefined) at = Math.max(at, oldest + withinMs);
      attempts.push(at);
      return at - now;
    },
    reset: () => {
      failures = 0;
      relists = 0;
      attempts = [];
    },
  };
}
