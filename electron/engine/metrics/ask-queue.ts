// Lets a few questions through at a time, in the order they came. One whose asker went away leaves without being asked.
import { OpsError } from '#shared/model/ops-error.ts';

export type AskQueue = <T>(signal: AbortSignal, ask: () => Promise<T>) => Promise<T>;

export function createAskQueue(atOnce: number): AskQueue {
  const waiting = new Set<() => void>();
  let under = 0;

  const next = (): void => {
    const [first] = waiting;
    if (first === undefined || under >= atOnce) return;
    waiting.delete(first);
    under++;
    first();
  };
  const turn = (signal: AbortSignal): Promise<void> =>
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

  return async (signal, ask) => {
    await turn(signal);
    try {
      return await ask();
    } finally {
      under--;
      next();
    }
  };
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof OpsError ? reason : new OpsError('cancelled', 'The question was withdrawn.');
}
