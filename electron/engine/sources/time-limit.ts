// How long an answer may take. Where this process stood still meanwhile, the time is over before what came is looked at: that
// is read first, so that a busy machine is not taken for a server that says nothing.

/** @returns what ends it: the answer came, or is of no use any more. */
export function startTimeLimit(limitMs: number, onLate: () => void): () => void {
  let last: NodeJS.Immediate | undefined;
  // Timers come before what the sockets brought, and immediates after it.
  const timer = setTimeout(() => (last = setImmediate(onLate)), limitMs);
  return () => {
    clearTimeout(timer);
    clearImmediate(last);
  };
}
