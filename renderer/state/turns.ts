// Work that may not come all at once, as when twelve panels have their answers in one moment: each piece gets a task of its
// own, so that a press or a scroll comes in between. What is asked for again before its turn is done once.

export interface Turns {
  /** @param key whose piece it is; a later one of the same key takes the place of the earlier, and keeps its turn. */
  ask: (key: object, run: () => void) => void;
  /** Gives the turn back. */
  leave: (key: object) => void;
}

/** @param later runs the callback in a task of its own, soon. */
export function createTurns(later: (callback: () => void) => void): Turns {
  const waiting = new Map<object, () => void>();
  let due = false;
  const next = (): void => {
    due = false;
    for (const [key, run] of waiting) {
      waiting.delete(key);
      // Before it runs, so that a piece that throws does not stop those behind it.
      wake();
      return run();
    }
  };
  const wake = (): void => {
    if (due || waiting.size === 0) return;
    due = true;
    later(next);
  };
  return {
    ask: (key, run) => {
      waiting.set(key, run);
      wake();
    },
    leave: (key) => void waiting.delete(key),
  };
}
