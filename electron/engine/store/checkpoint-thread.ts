// A thread of its own that brings SQLite's log into the database file, so that the one that writes never waits for it. Each
// time with a connection that is closed again: between two there is nothing here that a closing record would have to wait for.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { turnState, type BringIn, type BroughtIn, type CheckpointThreadData } from './checkpoint-turn.ts';

const port = parentPort;
if (port === null) throw new Error('checkpoint-thread.ts runs as a worker thread only');
const { file, turn } = workerData as CheckpointThreadData;
/** How long SQLite waits for readers before it is looked whether the record is being closed. */
const waitMs = 50;

/** Pages from the log into the file, while others read and write. */
function passOver(db: Database.Database): void {
  db.pragma('wal_checkpoint(PASSIVE)');
}

/** All of it, and the log cut to nothing; false where readers of an older state did not leave in time. */
function cut(db: Database.Database, withinMs: number): boolean {
  const until = performance.now() + withinMs;
  do {
    const [answer] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (answer?.busy === 0) return true;
  } while (performance.now() < until && Atomics.load(turn, 0) === turnState.working);
  return false;
}

function bringIn({ cutWithinMs }: BringIn): BroughtIn {
  const db = new Database(file, { fileMustExist: true, timeout: waitMs });
  try {
    // The log is synced before its pages are copied, and the file before the log begins anew.
    db.pragma('synchronous = FULL');
    passOver(db);
    return { cut: cutWithinMs !== null && cut(db, cutWithinMs) };
  } finally {
    db.close();
  }
}

port.on('message', (asked: BringIn) => {
  if (Atomics.compareExchange(turn, 0, turnState.free, turnState.working) !== turnState.free) return;
  let answer: BroughtIn = { cut: false };
  try {
    answer = bringIn(asked);
  } catch {
    // A disk that refuses this refuses the writer too, who says so; it is tried again.
  }
  Atomics.compareExchange(turn, 0, turnState.working, turnState.free);
  Atomics.compareExchange(turn, 0, turnState.ending, turnState.ended);
  Atomics.notify(turn, 0);
  port.postMessage(answer);
});
