// How many a second, over the last few seconds.

export interface Rate {
  count: () => void;
  perSecond: () => number;
}

const spanSeconds = 3;

/** @param elapsedMs monotonic milliseconds. */
export function createRate(elapsedMs: () => number): Rate {
  const counts = new Map<number, number>();
  const secondNow = (): number => Math.floor(elapsedMs() / 1000);
  return {
    count: () => {
      const second = secondNow();
      counts.set(second, (counts.get(second) ?? 0) + 1);
    },
    perSecond: () => {
      const second = secondNow();
      let sum = 0;
      for (const [at, count] of counts) {
        if (at < second - spanSeconds) counts.delete(at);
        else if (at < second) sum += count;
      }
      return Math.round(sum / spanSeconds);
    },
  };
}
