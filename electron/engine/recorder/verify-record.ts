// Checks the hash chain of a record in a file, beside whoever writes it, without holding the loop.
import { setImmediate as turn } from 'node:timers/promises';
import { openForReading } from '../store/database.ts';
import { checkChain, type ChainReport } from '../store/verify-chain.ts';

export type { ChainReport } from '../store/verify-chain.ts';

export interface VerifyRecordOptions {
  signal?: AbortSignal | undefined;
  /** Told of the last event checked, a few times a second. */
  onProgress?: (sequence: number) => void;
}

/** What is recorded meanwhile is left out. @throws OpsError as openForReading; or the signal's reason. */
export async function verifyRecord(
  file: string,
  { signal, onProgress }: VerifyRecordOptions = {},
): Promise<ChainReport> {
  const db = openForReading(file);
  try {
    // One state of the file for all pages, or an eviction in between would look like a loss.
    db.exec('BEGIN');
    const steps = checkChain(db);
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = steps.next();
      if (done === true) return value;
      onProgress?.(value);
      await turn();
    }
  } finally {
    db.close();
  }
}
