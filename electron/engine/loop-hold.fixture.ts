// For tests of what keeps the loop busy: how long this thread itself computed in one go. Time in which the machine gave it no
// turn is not counted, so that other work on the machine changes nothing.

export interface LoopHold {
  /** Ends it. The longest and the 99th percentile of what was computed between two looks, in ms. */
  stop: () => { longestMs: number; p99Ms: number };
}

/** Looks every 5 ms, and as soon as it can after whatever holds the loop for longer. */
export function watchLoopHold(): LoopHold {
  const held: number[] = [];
  let before = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    held.push((user + system) / 1000);
  };
  const looking = setInterval(look, 5);
  return {
    stop: () => {
      clearInterval(looking);
      look();
      const sorted = held.toSorted((a, b) => a - b);
      return { longestMs: sorted.at(-1) ?? 0, p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
    },
  };
}
