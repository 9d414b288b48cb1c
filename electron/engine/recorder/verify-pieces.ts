// Has the pieces of a record's chain checked by several threads at once, each of which takes the next when it has done one.
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { ChainPiece, ChainReport } from '../store/verify-chain.ts';
import type { FromVerifyThread } from './verify-thread.ts';

export interface VerifyPiecesOptions {
  file: string;
  pieces: readonly ChainPiece[];
  threads: number;
  signal?: AbortSignal | undefined;
  /** Told of how many numbers were gone over so far. */
  onProgress: (numbers: number) => void;
}

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./verify-thread.ts', import.meta.url)
    : new URL('../engine/verify-thread.js', import.meta.url);

/** The report of each piece, in their order. @throws OpsError `unavailable` where a thread fails; or the signal's reason. */
export async function verifyPieces({
  file,
  pieces,
  threads,
  signal,
  onProgress,
}: VerifyPiecesOptions): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  const done = pieces.map(() => 0);
  let next = 0;
  const told = (at: number, numbers: number): void => {
    done[at] = numbers;
    onProgress(done.reduce((sum, count) => sum + count, 0));
  };
  const workers = Array.from({ length: Math.min(threads, pieces.length) }, () => new Worker(entry(), { workerData: { file } })); // prettier-ignore
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = (words: string, cause?: unknown): void => reject(new OpsError('unavailable', `The record cannot be checked: ${words}`, { cause })); // prettier-ignore
      let at = next;
      const takeNext = (): void => {
        at = next++;
        const piece = pieces[at];
        if (piece === undefined) resolve();
        else worker.postMessage(piece);
      };
      worker.on('message', (message: FromVerifyThread) => {
        const { from, to } = pieces[at] ?? { from: 0, to: -1 };
        if (message.kind === 'at') return told(at, message.sequence - from + 1);
        told(at, to - from + 1);
        reports[at] = message.report;
        takeNext();
      });
      worker.on('error', (error) => fail(messageOf(error), error));
      worker.on('exit', () => fail('its thread ended'));
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      takeNext();
    });
  try {
    signal?.throwIfAborted();
    await Promise.all(workers.map(work));
    return reports;
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}
