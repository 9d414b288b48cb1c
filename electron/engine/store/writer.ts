// The only way to write: tasks are gathered for a few milliseconds and committed together, and survive a disk that
// refuses for a while. What a task writes is the repositories' business.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { currentSpan, held, outsideSpans } from '../correlation/scope.ts';
import type { WriteDb } from './database.ts';
import { forgetHead } from './chain.ts';
import { forgetNumbers } from './numbers.ts';

/** `audit` (a person's word) is on the disk when `write` resolves; `telemetry` survives a crash of ours, not a power cut. */
export type Durability = 'audit' | 'telemetry';

export interface WriterState {
  recording: boolean;
  since: number;
  reason: string;
  /** Records that wait in memory for the disk. */
  held: number;
  /** Records given up because more than `holdLimit` waited. */
  lost: number;
}

/** One write and who is told of it: `onCommitted` or `onFailed` once, `onHeld` at most once before. */
export interface Write<T> {
  durability: Durability;
  task: (db: WriteDb) => T;
  onCommitted: (value: T) => void;
  onFailed: (error: unknown) => void;
  onHeld?: (() => void) | undefined;
  /** How many records it writes, if not one: as many are then said to be held or lost. */
  records?: () => number;
}

export interface Writer {
  /** As `write`, without a promise: for what is written a thousand times a second. */
  add: <T>(write: Write<T>) => void;
  /**
   * Runs `task` in a transaction; resolves with its result after COMMIT. A task that throws changes nothing and rejects.
   * While the disk refuses, tasks are held in order and `onHeld` is called; beyond the limit they reject with `unavailable`.
   */
  write: <T>(durability: Durability, task: (db: WriteDb) => T, onHeld?: () => void) => Promise<T>;
  state: () => WriterState;
  /** Commits what is waiting, once no pause holds it; while the disk refuses, it stays held and is reported by `state`. */
  flush: () => void;
  /** From now on tasks wait; the answer has those that came meanwhile committed. Closing does not wait. */
  pause: () => () => void;
  close: () => void;
}

export interface WriterOptions {
  db: WriteDb;
  now: () => number;
  /** How long tasks of each kind are gathered. Every commit writes the same hot pages anew, so few large ones are cheap. */
  lingerMs?: Record<Durability, number>;
  /** How long to wait before the disk is tried again. */
  retryMs?: number;
  holdLimit?: number;
  onState?: (state: WriterState) => void;
  /** Told after each commit. */
  onCommit?: (() => void) | undefined;
  /** Called inside the first transaction after an outage in which tasks were lost. */
  recordLoss?: (db: WriteDb, outage: { since: number; lost: number; reason: string }) => void;
}

/** What SQLite answers when the disk, not the statement, is at fault. */
const diskCodes = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PERM|NOMEM)/;

export function createWriter(options: WriterOptions): Writer {
  const {
    db,
    now,
    lingerMs = { audit: 2, telemetry: 25 },
    retryMs = 1000,
    holdLimit = 10_000,
    onState,
    onCommit,
    recordLoss,
  } = options;
  let waiting: Write<unknown>[] = [];
  let timer: NodeJS.Timeout | undefined;
  let dueInMs = Infinity;
  let paused = false;
  let syncing: 'FULL' | 'NORMAL' | null = null;
  let state: WriterState = { recording: true, since: now(), reason: '', held: 0, lost: 0 };

  const become = (next: WriterState): void => {
    state = next;
    onState?.(state);
  };

  /** An earlier time than the one set replaces it; a later one changes nothing. */
  const schedule = (delayMs: number): void => {
    if (delayMs >= dueInMs) return;
    clearTimeout(timer);
    dueInMs = delayMs;
    timer = setTimeout(flush, delayMs);
  };
  const unschedule = (): void => {
    clearTimeout(timer);
    dueInMs = Infinity;
  };

  const syncAs = (wanted: 'FULL' | 'NORMAL'): void => {
    if (wanted === syncing) return;
    // Unknown until it has been set, should that fail.
    syncing = null;
    db.pragma(`synchronous = ${wanted}`);
    syncing = wanted;
  };

  const flush = (): void => {
    unschedule();
    if (!paused) commitWaiting();
  };

  /** All tasks in one transaction; where one of them throws, each in its own, so that it fails alone. */
  const commitWaiting = (): void => {
    const batch = waiting;
    if (batch.length === 0 && state.recording) return;
    waiting = [];
    let results: unknown[] | null = null;
    try {
      syncAs(batch.some((entry) => entry.durability === 'audit') ? 'FULL' : 'NORMAL');
      results = outsideSpans(() => commit(() => batch.map((entry) => entry.task(db))));
    } catch (error) {
      if (isDiskTrouble(error)) hold(batch, error);
      else if (batch.length === 1) batch[0]?.onFailed(error);
      else writeApart(batch);
    }
    // Outside the try: what a listener throws must not have its task committed a second time.
    if (results) for (const [index, entry] of batch.entries()) entry.onCommitted(results[index]);
    onCommit?.();
    // What ended the outage's last task may have been its own mistake: only a commit ends the outage.
    if (!state.recording) schedule(retryMs);
  };

  /** What the disk refuses keeps what follows behind it: a result must not get ahead of its run. */
  const writeApart = (batch: Write<unknown>[]): void => {
    for (const [index, entry] of batch.entries()) {
      const written = writeAlone(entry);
      if (written === null) continue;
      if ('result' in written) entry.onCommitted(written.result);
      else return hold(batch.slice(index), written.trouble);
    }
  };

  /** null where the task failed by its own mistake, which it has been told. */
  const writeAlone = (entry: Write<unknown>): { result: unknown } | { trouble: unknown } | null => {
    try {
      return { result: outsideSpans(() => commit(() => entry.task(db))) };
    } catch (error) {
      if (isDiskTrouble(error)) return { trouble: error };
      entry.onFailed(error);
      return null;
    }
  };

  const commit = <T>(work: () => T): T => {
    const outage = state;
    try {
      const whole = db.transaction(() => {
        if (!outage.recording && outage.lost > 0) recordLoss?.(db, outage);
        return work();
      });
      const result = whole.immediate();
      if (!outage.recording) become({ recording: true, since: now(), reason: '', held: 0, lost: 0 });
      return result;
    } catch (error) {
      forgetNumbers(db);
      forgetHead(db);
      throw error;
    }
  };

  const hold = (batch: Write<unknown>[], error: unknown): void => {
    const kept = [...batch, ...waiting];
    const lost = kept.splice(fitting(kept, holdLimit));
    waiting = kept;
    const reason = inWords(error);
    become({
      recording: false,
      since: state.recording ? now() : state.since,
      reason,
      held: recordsOf(kept),
      lost: state.lost + recordsOf(lost),
    });
    for (const entry of kept) entry.onHeld?.();
    for (const entry of kept) entry.onHeld = undefined;
    for (const entry of lost) entry.onFailed(new OpsError('unavailable', `Not recorded: ${reason}`));
    schedule(retryMs);
  };

  /** Written later, and among others: what it writes is still of the errand that it is on now. */
  const add = (given: Write<unknown>): void => {
    const entry = currentSpan() === null ? given : { ...given, task: held(given.task) };
    if (state.recording) {
      waiting.push(entry);
      schedule(lingerMs[entry.durability]);
    } else hold([...waiting.splice(0), entry], new Error(state.reason));
  };

  return {
    add: add as Writer['add'],
    write: (durability, task, onHeld) =>
      new Promise((resolve, reject) => {
        add({ durability, task, onCommitted: resolve as (value: unknown) => void, onFailed: reject, onHeld });
      }),
    state: () => state,
    flush,
    pause: () => {
      paused = true;
      return () => {
        paused = false;
        if (waiting.length > 0 || !state.recording) schedule(0);
      };
    },
    close: () => {
      commitWaiting();
      unschedule();
      for (const entry of waiting.splice(0))
        entry.onFailed(new OpsError('unavailable', `Not recorded: ${state.reason}`));
    },
  };
}

const recordsOf = (writes: readonly Write<unknown>[]): number =>
  writes.reduce((sum, write) => sum + (write.records?.() ?? 1), 0);

/** How many of the first writes hold no more records than the limit. */
function fitting(writes: readonly Write<unknown>[], limit: number): number {
  let records = 0;
  const beyond = writes.findIndex((write) => (records += write.records?.() ?? 1) > limit);
  return beyond === -1 ? writes.length : beyond;
}

function isDiskTrouble(error: unknown): boolean {
  return diskCodes.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function inWords(error: unknown): string {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL')) return 'the disk is full';
  if (code.startsWith('SQLITE_READONLY')) return 'the file or its disk is read-only';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'another process holds the file';
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN'))
    return `the disk answers with errors (${code})`;
  return messageOf(error);
}
