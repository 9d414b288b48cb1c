// Keeps the record: evicts in rounds, checks it whole once a week, backs it up when asked, and says how it stands.
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { budgetSchema, usualBudget, type Budget, type KeptSpan } from '#shared/model/recorder/budget.ts';
import type { RecordBackup, RecordCheck, RecordKeeping } from '#shared/model/recorder/keeping.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType, Journal } from '../journal/journal.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { putBudget, readBudget, usedBytes } from '../store/retention-rows.ts';
import type { TellLeftover } from '../store/part-file.ts';
import type { Writer } from '../store/writer.ts';
import { backUp } from './back-up.ts';
import { checkRecord } from './check-record.ts';
import { evictRecorded } from './evict-recorded.ts';
import { retain } from './retention.ts';
import { volumesBySource } from './volumes.ts';

export interface KeepRecordOptions {
  read: ReadDb;
  writer: Pick<Writer, 'write' | 'state'>;
  journal: Journal;
  /** The database file. */
  file: string;
  now: () => number;
  keptSpans: (db: ReadDb | WriteDb) => readonly KeptSpan[];
  /** Calls back once after `ms`; the answer takes the call back. */
  later: (callback: () => void, ms: number) => () => void;
  onDefect: (error: unknown) => void;
  /** Told of what a killed copying had left. */
  tellLeftover: TellLeftover;
}

export interface RecordKeeper {
  feed: Pick<Feed<RecordKeeping>, 'subscribe'>;
  setBudget: (budget: Budget, by: string) => Promise<void>;
  evict: () => void;
  check: () => Promise<RecordCheck>;
  backUp: (file: string | null) => Promise<RecordBackup>;
  cancel: () => void;
  close: () => void;
}

const firstRoundMs = 60_000;
const roundEveryMs = 15 * 60_000;
const checkEveryMs = 7 * 86_400_000;

export function createRecordKeeper(options: KeepRecordOptions): RecordKeeper {
  const { read, writer, journal, file, now, later, onDefect, tellLeftover } = options;
  const feed = createFeed<RecordKeeping>();
  let budget = budgetOf(read);
  let busy = new AbortController();
  let closed = false;
  let unschedule = (): void => undefined;
  let state: RecordKeeping = {
    key: 'record',
    budget,
    usedBytes: usedBytes(read),
    volumes: [],
    doing: 'nothing',
    progress: null,
    lastRound: null,
    lastCheck: lastOf<RecordCheck>(journal, 'record.checked'),
    lastBackup: lastOf<RecordBackup>(journal, 'record.backed_up'),
    salvaged: salvagedOf(journal),
  };
  const say = (change: Partial<RecordKeeping>): void => {
    state = { ...state, ...change };
    feed.publish([state]);
  };
  const pause = (): Promise<void> => new Promise((resolve) => later(resolve, 5));
  const record = (type: EventType, data: object, source = 'engine'): Promise<number> =>
    writer.write('audit', (db) => journal.append(db, { type, source, data: { ...data } as never }));

  /** One thing at a time: each reads the whole file. @throws OpsError `conflict` */
  const alone = async <T>(doing: RecordKeeping['doing'], work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    if (state.doing !== 'nothing') throw new OpsError('conflict', `The console is ${state.doing} the record; that has to end first.`); // prettier-ignore
    busy = new AbortController();
    say({ doing, progress: null });
    try {
      return await work(busy.signal);
    } finally {
      if (!closed) say({ doing: 'nothing', progress: null, usedBytes: usedBytes(read) });
    }
  };
  const round = async (): Promise<void> => {
    const stopped = (): boolean => closed || busy.signal.aborted || !writer.state().recording;
    const done = await alone('evicting', async () => {
      // First, so that what it gives back need not be taken from the journal.
      await evictRecorded({ ...options, maxAgeMs: budget.maxAgeMs, pause, stopped });
      const retained = await retain({ ...options, budget: () => budget, pause, stopped });
      return { ...retained, volumes: closed ? [] : await volumesBySource(read, pause) };
    });
    const { volumes, ...lastRound } = done;
    if (!closed) say({ lastRound: { atMs: now(), ...lastRound }, volumes });
  };
  const check = (): Promise<RecordCheck> =>
    alone('checking', async (signal) => {
      const lastCheck = await checkRecord(file, now, signal);
      await record('record.checked', lastCheck);
      say({ lastCheck });
      return lastCheck;
    });
  const isCheckDue = (): boolean => now() - (state.lastCheck?.atMs ?? firstAt(journal) ?? now()) >= checkEveryMs;
  const tick = async (): Promise<void> => {
    try {
      if (state.doing === 'nothing' && writer.state().recording) {
        await round();
        if (!closed && isCheckDue()) await check();
      }
    } catch (error) {
      if (!closed) onDefect(error);
    }
    if (!closed) unschedule = later(() => void tick(), roundEveryMs);
  };
  say({});
  unschedule = later(() => void tick(), firstRoundMs);

  return {
    feed,
    setBudget: async (wanted, by) => {
      await writer.write('audit', (db) => {
        putBudget(db, JSON.stringify(wanted), now());
        journal.append(db, {
          type: 'retention.changed',
          source: `person:${by}`,
          data: { before: budget, after: wanted },
        });
      });
      budget = wanted;
      say({ budget });
    },
    evict: () => void round().catch(onDefect),
    check,
    backUp: (wanted) =>
      alone('backing up', async (signal) => {
        const { head, ...made } = await backUp(read, wanted ?? backupFile(file, now()), { signal, tellLeftover, onProgress: (progress) => say({ progress }) }); // prettier-ignore
        const lastBackup = { atMs: now(), ...made, root: head?.hash ?? null };
        await record('record.backed_up', lastBackup);
        say({ lastBackup });
        return lastBackup;
      }),
    cancel: () => busy.abort(new OpsError('cancelled', 'It was cancelled.')),
    close: () => {
      closed = true;
      unschedule();
      busy.abort(new OpsError('cancelled', 'Ready Room was closed.'));
    },
  };
}

/** What cannot be read any more counts as the usual one: too little kept would be worse. */
function budgetOf(read: ReadDb): Budget {
  const text = readBudget(read);
  const parsed = budgetSchema.safeParse(text === null ? null : JSON.parse(text));
  return parsed.success ? parsed.data : usualBudget;
}

function backupFile(file: string, at: number): string {
  const folder = join(file, '..', 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `readyroom-${new Date(at).toISOString().replaceAll(':', '')}.db`);
}

function lastOf<T>(journal: Journal, type: EventType): T | null {
  const [last] = journal.page({ before: null, limit: 1, type });
  return last === undefined ? null : (last.data as T);
}

function salvagedOf(journal: Journal): RecordKeeping['salvaged'] {
  const [last] = journal.page({ before: null, limit: 1, type: 'record.salvaged' });
  if (last === undefined) return null;
  const { damagedFile, events, altered, reason } = last.data as NonNullable<RecordKeeping['salvaged']>;
  return { atMs: last.time, damagedFile, events, altered, reason };
}

const firstAt = (journal: Journal): number | null => journal.stats().oldestAt;
