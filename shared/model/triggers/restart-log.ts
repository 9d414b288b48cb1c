// Restarts of one container, as they are told or as its counter shows them, over a sliding window of event time. Pure; it
// extrapolates nothing, unlike Prometheus' increase().
import { z } from 'zod';

export const restartLogSchema = z.object({
  /** The counter at its last reading; null before the first. */
  lastCount: z.number().nullable(),
  /** Ascending by time; `count` restarts became known at each. */
  restarts: z.array(z.object({ atMs: z.number(), count: z.number() })),
});
export type RestartLog = z.infer<typeof restartLogSchema>;

export const emptyRestartLog: RestartLog = { lastCount: null, restarts: [] };

/** A restart that happened then. It may be told late; its own time counts. */
export function withRestart(log: RestartLog, atMs: number, count = 1): RestartLog {
  const after = log.restarts.findIndex((restart) => restart.atMs > atMs);
  return { ...log, restarts: log.restarts.toSpliced(after < 0 ? log.restarts.length : after, 0, { atMs, count }) };
}

/**
 * The counter read `count` at a time; what it has grown by is counted as of that time. What it showed at the first reading
 * happened nobody knows when, and is not counted. A counter that shows less than before began again at zero, as a
 * replaced container's does: all that it shows is new.
 */
export function withCount(log: RestartLog, atMs: number, count: number): RestartLog {
  const grown = log.lastCount === null ? 0 : count < log.lastCount ? count : count - log.lastCount;
  return { ...(grown > 0 ? withRestart(log, atMs, grown) : log), lastCount: count };
}

/**
 * How many in (atMs - windowMs, atMs]: one exactly a window ago is out. One stamped later than now counts as well: then
 * the clock that stamped it is ahead, and overlooking it would be worse.
 */
export function restartsWithin(log: RestartLog, atMs: number, windowMs: number): number {
  return log.restarts.reduce((sum, restart) => (restart.atMs > atMs - windowMs ? sum + restart.count : sum), 0);
}

/** Without what has left the window. */
export function prunedRestarts(log: RestartLog, atMs: number, windowMs: number): RestartLog {
  return { ...log, restarts: log.restarts.filter((restart) => restart.atMs > atMs - windowMs) };
}
