// Lets a few do something side by side; the others wait in the order in which they came.

export interface Lanes {
  /** Resolves when there is a lane; the caller calls what it is given when done. @throws the signal's reason */
  enter: (signal: AbortSignal) => Promise<() => void>;
}

export function createLanes(count: number): Lanes {
  let free = count;
  const waiting = new Set<() => void>();
  const leave = (): void => {
    const next = waiting.values().next().value;
    if (next) {
      waiting.delete(next);
      next();
    } else free++;
  };
  const leaveOnce = (): (() => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason as Error);
        if (free > 0) {
          free--;
          return resolve(leaveOnce());
        }
        const begin = (): void => {
          signal.removeEventListener('abort', give);
          resolve(leaveOnce());
        };
        const give = (): void => {
          waiting.delete(begin);
          reject(signal.reason as Error);
        };
        waiting.add(begin);
        signal.addEventListener('abort', give, { once: true });
      }),
  };
}
