// A thread of its own in which a record is checked whole: SQLite's own check of every page, and the chain of every event.
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '../store/database.ts';
import { verifyChain, type ChainReport } from '../store/verify-chain.ts';

export interface CheckedRecord {
  /** What SQLite found; `ok` where nothing. */
  pages: string;
  chain: ChainReport;
}

const port = parentPort;
if (port === null) throw new Error('check-thread.ts runs as a worker thread only');
const { file } = workerData as { file: string };
const db = openForReading(file);
const pages = String(db.pragma('integrity_check(1)', { simple: true }));
db.exec('BEGIN');
port.postMessage({ pages, chain: verifyChain(db) } satisfies CheckedRecord);
db.close();
