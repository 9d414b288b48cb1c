// Starts the thread that brings in SQLite's log when it is needed first, and ends it with the record.
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { turnState, type BringIn, type BroughtIn, type CheckpointThreadData } from './checkpoint-turn.ts';

export interface Checkpointer {
  /** One at a time. Resolves with whether the log was cut to nothing. @throws OpsError `unavailable` where the thread fails */
  bringIn: (asked: BringIn) => Promise<boolean>;
  /** Returns when the thread has no connection to the file and will open none; what it was asked for is refused. */
  close: () => void;
}

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./checkpoint-thread.ts', import.meta.url)
    : new URL('../engine/checkpoint-thread.js', import.meta.url);

/** A disk that answers nothing for so long is left to the system. */
const closeWithinMs = 10_000;

export function createCheckpointer(file: string): Checkpointer {
  const turn = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let thread: Worker | null = null;
  let settle: PromiseWithResolvers<boolean> | null = null;
  const fail = (words: string): void => settle?.reject(new OpsError('unavailable', `The log cannot be brought into the record: ${words}`)); // prettier-ignore
  const start = (): Worker => {
    const made = new Worker(entry(), {
      workerData: { file, turn } satisfies CheckpointThreadData,
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
    });
    made.on('message', ({ cut }: BroughtIn) => settle?.resolve(cut));
    made.on('error', (error) => fail(messageOf(error)));
    made.on('exit', () => {
      if (thread === made) thread = null;
      fail('its thread ended');
    });
    // A process that has nothing else to do does not stay for it.
    made.unref();
    return made;
  };
  return {
    bringIn: (asked) => {
      settle = Promise.withResolvers();
      thread ??= start();
      thread.postMessage(asked);
      return settle.promise;
    },
    close: () => {
      const before = Atomics.compareExchange(turn, 0, turnState.free, turnState.ended);
      if (before === turnState.working) {
        Atomics.compareExchange(turn, 0, turnState.working, turnState.ending);
        Atomics.wait(turn, 0, turnState.ending, closeWithinMs);
        Atomics.store(turn, 0, turnState.ended);
      }
      fail('the record was closed');
      void thread?.terminate();
    },
  };
}
