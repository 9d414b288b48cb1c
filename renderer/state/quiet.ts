// Says when nothing is under way that a person waits for, so that what is only better to have does not stand in its way.

export interface Quiet {
  /** Something is under way until what is returned is called, once. */
  begin: () => () => void;
  /** Runs at once where nothing is under way, otherwise when that ends, or has taken too long. @returns takes it back. */
  when: (run: () => void) => () => void;
}

/** @param later a timer. @param longestMs so long it waits at most: one slow question is not to hold back all others. */
export function createQuiet(later: (callback: () => void, ms: number) => () => void, longestMs: number): Quiet {
  const waiting = new Map<() => void, () => void>();
  let under = 0;
  const go = (run: () => void): void => {
    waiting.get(run)?.();
    if (waiting.delete(run)) run();
  };
  return {
    begin: () => {
      let open = true;
      under++;
      return () => {
        if (!open) return;
        open = false;
        if (--under === 0) for (const run of waiting.keys()) go(run);
      };
    },
    when: (run) => {
      if (under === 0) {
        run();
        return () => undefined;
      }
      const own = (): void => run();
      waiting.set(
        own,
        later(() => go(own), longestMs),
      );
      return () => {
        waiting.get(own)?.();
        waiting.delete(own);
      };
    },
  };
}
