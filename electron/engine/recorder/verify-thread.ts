// A thread of its own that checks pieces of a record's chain, one after the other. Each is one state of the file, which is let
// go afterwards: a reader that stays would keep SQLite's log from being cut.
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '../store/database.ts';
import { termTexts } from '../store/chained-events.ts';
import { checkPiece, type ChainPiece, type ChainReport } from '../store/verify-chain.ts';

export type FromVerifyThread = { kind: 'at'; sequence: number } | { kind: 'checked'; report: ChainReport };

const port = parentPort;
if (port === null) throw new Error('verify-thread.ts runs as a worker thread only');
const { file } = workerData as { file: string };
const db = openForReading(file);
const terms = termTexts(db);

port.on('message', (piece: ChainPiece) => {
  db.exec('BEGIN');
  const steps = checkPiece(db, piece, terms);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      db.exec('COMMIT');
      port.postMessage({ kind: 'checked', report: step.value } satisfies FromVerifyThread);
      return;
    }
    port.postMessage({ kind: 'at', sequence: step.value } satisfies FromVerifyThread);
  }
});
