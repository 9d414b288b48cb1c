// Notices when nobody was looking: the machine slept, the process was stopped, or someone set the clock. Each such time
// is handed on once; what it means for the record is the caller's.

export interface Gap {
  /** The wall clock at the last sign of life before, and at the first after. */
  from: number;
  to: number;
  /** `set_back`: the wall clock went backwards, so `to` is before `from`. */
  kind: 'not_running' | 'set_forward' | 'set_back';
}

export interface ClockWatchOptions {
  /** Epoch milliseconds. */
  now: () => number;
  /** Monotonic milliseconds. */
  elapsedMs: () => number;
  onGap: (gap: Gap) => void;
  intervalMs?: number;
  /** How late a sign of life may be before it counts as a gap. */
  toleranceMs?: number;
}

export interface ClockWatch {
  /** One sign of life; called by the timer, and by tests in its place. */
  tick: () => void;
  close: () => void;
}

/**
 * A wall clock ahead of the monotonic one is taken for `set_forward`, though a sleep looks the same where the monotonic
 * clock stops with the machine (Linux); a monotonic clock that is late too means that this process did not run.
 */
export function watchClock({
  now,
  elapsedMs,
  onGap,
  intervalMs = 1000,
  toleranceMs = 5000,
}: ClockWatchOptions): ClockWatch {
  let lastWall = now();
  let lastElapsed = elapsedMs();
  const tick = (): void => {
    const wall = now();
    const elapsed = elapsedMs();
    const wallStep = wall - lastWall;
    const elapsedStep = elapsed - lastElapsed;
    const from = lastWall;
    lastWall = wall;
    lastElapsed = elapsed;
    if (wallStep < -toleranceMs) onGap({ from, to: wall, kind: 'set_back' });
    else if (elapsedStep > intervalMs + toleranceMs) onGap({ from, to: wall, kind: 'not_running' });
    else if (wallStep > intervalMs + toleranceMs) onGap({ from, to: wall, kind: 'set_forward' });
  };
  const timer = setInterval(tick, intervalMs);
  timer.unref();
  return { tick, close: () => clearInterval(timer) };
}
