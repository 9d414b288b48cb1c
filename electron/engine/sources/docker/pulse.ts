// Asks again and again whether a peer is still there, and notices when nobody was asking because the machine slept.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { FollowTiming } from './follow-timing.ts';

export interface PulseOptions {
  /** Rejects when there is no answer in time. */
  ping: () => Promise<unknown>;
  now: () => number;
  elapsedMs: () => number;
  timing: Pick<FollowTiming, 'pingEveryMs' | 'pingLimitMs' | 'stillMs'>;
  onHeard: () => void;
  /** Called once; nothing is asked after it. */
  onLost: (error: OpsError) => void;
}

/** @returns what stops it. */
export function watchPulse({ ping, now, elapsedMs, timing, onHeard, onLost }: PulseOptions): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  let wall = now();
  let elapsed = elapsedMs();

  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  const lose = (error: OpsError): void => {
    if (stopped) return;
    stop();
    onLost(error);
  };
  const next = (): void => {
    wall = now();
    elapsed = elapsedMs();
    timer = setTimeout(tick, timing.pingEveryMs);
  };
  const tick = (): void => {
    // On Linux the monotonic clock stands still with a sleeping machine and the wall clock does not.
    const lateMs = Math.max(now() - wall, elapsedMs() - elapsed) - timing.pingEveryMs;
    if (lateMs > timing.stillMs) {
      lose(new OpsError('unavailable', `nobody was looking for ${Math.round(lateMs / 1000)} s: this machine slept, or its clock was set`)); // prettier-ignore
      return;
    }
    ping().then(
      () => {
        if (stopped) return;
        onHeard();
        next();
      },
      (error: unknown) => lose(new OpsError('unavailable', `a ping failed: ${messageOf(error)}`, { cause: error })),
    );
  };
  next();
  return stop;
}
