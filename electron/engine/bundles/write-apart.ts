// Has a bundle written in a thread, which reads the record by itself: neither the loop nor the writer waits for it.
import { Worker } from 'node:worker_threads';
import { OpsError, type OpsErrorCode } from '#shared/model/ops-error.ts';
import type { BundleRequest, WriteProgress, WrittenBundle } from './write-bundle.ts';

export interface ThreadRequest {
  recordFile: string;
  file: string;
  request: BundleRequest;
}

export type FromBundleThread =
  | { kind: 'progress'; progress: WriteProgress }
  | { kind: 'written'; written: WrittenBundle }
  | { kind: 'failed'; code: OpsErrorCode; message: string };

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./bundle-thread.ts', import.meta.url)
    : new URL('../engine/bundle-thread.js', import.meta.url);

/** @throws OpsError why it was not written, or the signal's reason; the file is then to be thrown away. */
export async function writeApart(
  asked: ThreadRequest,
  tell: (progress: WriteProgress) => void,
  signal: AbortSignal,
): Promise<WrittenBundle> {
  signal.throwIfAborted();
  const thread = new Worker(entry(), { workerData: asked });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      thread.on('message', (message: FromBundleThread) => {
        if (message.kind === 'progress') tell(message.progress);
        else if (message.kind === 'written') resolve(message.written);
        else reject(new OpsError(message.code, message.message));
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new OpsError('internal', 'the thread that writes bundles ended without an answer'))); // prettier-ignore
    });
  } finally {
    await thread.terminate();
  }
}
