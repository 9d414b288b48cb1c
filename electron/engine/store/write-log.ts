// Keeps SQLite's log short: says when it is brought into the file, which a thread does, and holds back the writer for the
// moments in which the log is cut. Without it the writer's own commits bring it in, a tenth of a second at a time.
import { statSync } from 'node:fs';
import type { WriteDb } from './database.ts';
import type { Checkpointer } from './checkpointer.ts';

export interface WriteLogOptions {
  db: WriteDb;
  checkpointer: Checkpointer;
  /** How long the log is, in bytes. Default: as its file is. */
  logBytes?: () => number;
  /** Commits nothing until the answer is called. */
  pauseWrites: () => () => void;
  /** Calls back once after `ms`; the answer takes the call back. */
  later: (callback: () => void, ms: number) => () => void;
  /** The thread failed: from then on the writer brings the log in itself. */
  onDefect: (error: unknown) => void;
}

export interface WriteLog {
  /** To be called after every commit. */
  committed: () => void;
  close: () => void;
}

const mebibyte = 1024 * 1024;
/** In the first half second without a commit a log above this is brought in and cut. */
const idleMs = 500;
const idleBytes = mebibyte / 4;
/** After it could not be cut, since a reader stays or the disk refuses, it is left in peace for as long. */
const idleAgainMs = 10_000;
/** From here on it is brought in while more is written, and then cut. */
const dueBytes = 16 * mebibyte;
/** From here on nothing more is written until it was cut, or the readers took too long. */
const fullBytes = 48 * mebibyte;
/** For readers of an older state; a writer is held back longer for them where the log is full. */
const cutWithinMs = { due: 200, full: 5_000 };
/** Where the thread does not come to it the writer does: SQLite's own, in pages, counted at each commit. */
const lastResortPages = 32_000;

export function createWriteLog(options: WriteLogOptions): WriteLog {
  const { db, checkpointer, pauseWrites, later, onDefect } = options;
  const { logBytes = () => sizeOf(`${db.name}-wal`) } = options;
  const usualPages = Number(db.pragma('wal_autocheckpoint', { simple: true }));
  db.pragma(`wal_autocheckpoint = ${lastResortPages}`);
  let working = false;
  let closed = false;
  let failed = false;
  let nextBytes = dueBytes;
  let idleAfterMs = idleMs;
  let resume: (() => void) | null = null;
  let stopWaiting = (): void => undefined;

  const hold = (): void => void (resume ??= pauseWrites());
  const bringIn = async (): Promise<void> => {
    working = true;
    if (logBytes() >= fullBytes) hold();
    try {
      await checkpointer.bringIn({ cutWithinMs: null });
      if (closed) return;
      // What was written meanwhile is little, and no more comes until all of it is in.
      hold();
      const withinMs = logBytes() < fullBytes ? cutWithinMs.due : cutWithinMs.full;
      const cut = await checkpointer.bringIn({ cutWithinMs: withinMs });
      nextBytes = cut ? dueBytes : nextTry(logBytes());
      idleAfterMs = cut ? idleMs : idleAgainMs;
    } catch (error) {
      if (!closed) giveUp(error);
    } finally {
      working = false;
      // A record that is being closed has written what was held back.
      if (!closed) resume?.();
      resume = null;
    }
    if (!closed && !failed) wait();
  };
  const giveUp = (error: unknown): void => {
    failed = true;
    db.pragma(`wal_autocheckpoint = ${usualPages}`);
    onDefect(error);
  };
  const wait = (): void => {
    stopWaiting();
    stopWaiting = later(() => {
      if (!working && logBytes() > idleBytes) void bringIn();
    }, idleAfterMs);
  };
  return {
    committed: () => {
      if (failed || closed) return;
      const bytes = logBytes();
      if (working && bytes >= fullBytes) hold();
      if (working) return;
      if (bytes >= nextBytes) void bringIn();
      else wait();
    },
    close: () => {
      closed = true;
      stopWaiting();
      checkpointer.close();
    },
  };
}

/** Where a log that could not be cut at this length is tried again: at the latest when it is full, if it is not yet. */
const nextTry = (bytes: number): number => (bytes < fullBytes ? Math.min(bytes + dueBytes, fullBytes) : bytes + dueBytes); // prettier-ignore

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
