// Has a record checked whole in threads, since that takes many seconds of them: its pages, and the chain of its events.
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { RecordCheck } from '#shared/model/recorder/keeping.ts';
import { verifyRecord } from './verify-record.ts';

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./check-thread.ts', import.meta.url)
    : new URL('../engine/check-thread.js', import.meta.url);

/** @throws OpsError `unavailable` where it cannot be read; or the signal's reason. */
export async function checkRecord(file: string, now: () => number, signal: AbortSignal): Promise<RecordCheck> {
  const pages = await checkPages(file, signal);
  const { checked, evicted, head, faults, faultCount } = await verifyRecord(file, { signal });
  const gone = evicted === 0 ? '' : `, ${evicted} evicted`;
  const wrong = [...(pages === 'ok' ? [] : [`SQLite: ${pages}`]), ...faults.slice(0, 3).map(({ words }) => words)];
  return {
    atMs: now(),
    whole: wrong.length === 0,
    words: wrong.length === 0 ? `${checked} events checked${gone}` : `${wrong.join('; ')}${faultCount > 3 ? `; ${faultCount} faults in all` : ''}`,
    events: checked,
    root: head?.hash ?? null,
  }; // prettier-ignore
}

/** What SQLite says of the pages; `ok` where they are sound. */
async function checkPages(file: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const thread = new Worker(entry(), { workerData: { file } });
  try {
    return await new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      thread.on('message', resolve);
      thread.on('error', (error) => reject(new OpsError('unavailable', `The record cannot be checked: ${messageOf(error)}`, { cause: error }))); // prettier-ignore
      thread.on('exit', () => reject(new OpsError('unavailable', 'The check of the record ended without an answer.')));
    });
  } finally {
    void thread.terminate();
  }
}
