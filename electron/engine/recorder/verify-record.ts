// Checks the hash chain of a record in a file, beside whoever writes it, without holding the loop: a long one in several
// threads, a short one in turns.
import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { openForReading } from '../store/database.ts';
import { chainPieces, checkPiece, wholeReport, type ChainPiece, type ChainReport } from '../store/verify-chain.ts';
import { verifyPieces } from './verify-pieces.ts';

export type { ChainReport } from '../store/verify-chain.ts';

export interface VerifyRecordOptions {
  signal?: AbortSignal | undefined;
  /** Told how many numbers of the journal were gone over so far, a few times a second. */
  onProgress?: (numbers: number) => void;
  /** At most so many check at once. Default: two, where the machine has as many processors. */
  threads?: number;
}

/** What is recorded meanwhile is left out. @throws OpsError as openForReading, verifyPieces; or the signal's reason. */
export async function verifyRecord(
  file: string,
  { signal, onProgress = () => undefined, threads = Math.min(2, availableParallelism()) }: VerifyRecordOptions = {},
): Promise<ChainReport> {
  const db = openForReading(file);
  try {
    const pieces = chainPieces(db);
    // To start threads takes as long as to check a piece.
    if (pieces.length > 1) return wholeReport(db, await verifyPieces({ file, pieces, threads, signal, onProgress }));
    return wholeReport(db, await inTurns(db, pieces, signal, onProgress));
  } finally {
    db.close();
  }
}

async function inTurns(
  db: ReturnType<typeof openForReading>,
  pieces: readonly ChainPiece[],
  signal: AbortSignal | undefined,
  onProgress: (numbers: number) => void,
): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  for (const piece of pieces) {
    // One state of the file for all of a piece, or an eviction in between would look like a loss.
    db.exec('BEGIN');
    for (const steps = checkPiece(db, piece); ;) {
      signal?.throwIfAborted();
      const { done, value } = steps.next();
      if (done === true) {
        reports.push(value);
        break;
      }
      onProgress(value);
      await turn();
    }
    db.exec('COMMIT');
  }
  return reports;
}
