// A thread of its own in which SQLite checks every page of a record.
import { parentPort, workerData } from 'node:worker_threads';
import { openForReading } from '../store/database.ts';

const port = parentPort;
if (port === null) throw new Error('check-thread.ts runs as a worker thread only');
const { file } = workerData as { file: string };
const db = openForReading(file);
/** What SQLite found; `ok` where nothing. */
port.postMessage(String(db.pragma('integrity_check(1)', { simple: true })));
db.close();
