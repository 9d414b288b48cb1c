// Lets a few questions through at a time, in the order they came; those that are behind come when no other waits, and leave
// room for those that will. One whose asker went away leaves without being asked.
import { OpsError } from '#shared/model/ops-error.ts';

export type AskQueue = <T>(signal: AbortSignal, ask: () => Promise<T>, behind?: boolean) => Promise<T>;

/** @param behindAtOnce of all that are let through, so many may be behind; one alone beside any that is not. */
export function createAskQueue(atOnce: number, behindAtOnce = atOnce): AskQueue {
  const ahead = new Set<() => void>();
  const behind = new Set<() => void>();
  let under = 0;
  let underBehind = 0;

  const next = (): void => {
    const most = under > underBehind ? 1 : behindAtOnce;
    const waiting = ahead.size > 0 || underBehind >= most ? ahead : behind;
    const [first] = waiting;
    if (first === undefined || under >= atOnce) return;
    waiting.delete(first);
    under++;
    if (waiting === behind) underBehind++;
    first();
    // When the last that is not behind has gone there is room for several.
    next();
  };
  const turn = (signal: AbortSignal, waiting: Set<() => void>): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(reasonOf(signal));
      const go = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        if (waiting.delete(go)) reject(reasonOf(signal));
      };
      signal.addEventListener('abort', leave);
      waiting.add(go);
      next();
    });

  return async (signal, ask, isBehind = false) => {
    await turn(signal, isBehind ? behind : ahead);
    try {
      return await ask();
    } finally {
      under--;
      if (isBehind) underBehind--;
      next();
    }
  };
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof OpsError ? reason : new OpsError('cancelled', 'The question was withdrawn.');
}
