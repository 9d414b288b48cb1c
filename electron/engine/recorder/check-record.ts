// Has a record checked whole in a thread, since that takes many seconds of it.
import { Worker } from 'node:worker_threads';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { RecordCheck } from '#shared/model/recorder/keeping.ts';
import type { CheckedRecord } from './check-thread.ts';

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./check-thread.ts', import.meta.url)
    : new URL('../engine/check-thread.js', import.meta.url);

/** @throws OpsError `unavailable` where it cannot be read; or the signal's reason. */
export async function checkRecord(file: string, now: () => number, signal: AbortSignal): Promise<RecordCheck> {
  signal.throwIfAborted();
  const thread = new Worker(entry(), { workerData: { file } });
  try {
    const { pages, chain } = await new Promise<CheckedRecord>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      thread.on('message', resolve);
      thread.on('error', (error) => reject(new OpsError('unavailable', `The record cannot be checked: ${messageOf(error)}`, { cause: error }))); // prettier-ignore
      thread.on('exit', () => reject(new OpsError('unavailable', 'The check of the record ended without an answer.')));
    });
    const { checked, evicted, head, faults, faultCount } = chain;
    const gone = evicted === 0 ? '' : `, ${evicted} evicted`;
    const wrong = [...(pages === 'ok' ? [] : [`SQLite: ${pages}`]), ...faults.slice(0, 3).map(({ words }) => words)];
    return {
      atMs: now(),
      whole: wrong.length === 0,
      words: wrong.length === 0 ? `${checked} events checked${gone}` : `${wrong.join('; ')}${faultCount > 3 ? `; ${faultCount} faults in all` : ''}`,
      events: checked,
      root: head?.hash ?? null,
    }; // prettier-ignore
  } finally {
    void thread.terminate();
  }
}
