// The state of the record, as the status bar shows it: recording or not and why, its size, and how far back it goes.
import { statSync } from 'node:fs';
import { statfs as statFileSystem } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RecordStatus } from '#shared/model/system.ts';
import { networkFileSystemOf, type StatFs } from '../diagnosis/network-file-system.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { WriterState } from '../store/writer.ts';
import type { Journal } from './journal.ts';

export interface RecordStatusFeed {
  feed: () => Feed<RecordStatus>;
  /** The writer's state changed. */
  update: () => void;
  close: () => void;
}

type Measured = Pick<RecordStatus, 'sizeBytes' | 'events' | 'oldestAt'>;

const intervalMs = 2000;

export function createRecordStatus(options: {
  file: string;
  journal: Journal;
  state: () => WriterState;
  now: () => number;
  statfs?: StatFs;
}): RecordStatusFeed {
  const { file, journal, state, now, statfs = statFileSystem } = options;
  const opened = identityOf(file);
  let goneSince: number | null = null;
  let feed: Feed<RecordStatus> | undefined;
  let shown = '';
  let measured: Measured = { sizeBytes: 0, events: 0, oldestAt: null };
  let timer: NodeJS.Timeout | undefined;
  let place: Pick<RecordStatus, 'networkFileSystem'> = {};

  const measure = (): Measured => ({ sizeBytes: sizeOf(file) + sizeOf(`${file}-wal`), ...journal.stats() });
  const update = (): void => {
    if (!feed) return;
    try {
      // SQLite goes on writing to a file that has no name any more; that is lost with this process.
      goneSince = identityOf(file) === opened ? null : (goneSince ?? now());
      measured = measure();
    } catch {
      // A disk that cannot be read has the last numbers stand: whether we record is what people must hear of now.
    }
    const gone =
      goneSince === null ? {} : { recording: false, since: goneSince, reason: `${file} was removed or replaced` };
    const next: RecordStatus = { key: 'record', ...state(), ...measured, ...place, ...gone };
    const text = JSON.stringify(next);
    if (text === shown) return;
    shown = text;
    feed.publish([next]);
  };

  const lookWhere = async (): Promise<void> => {
    const name = await networkFileSystemOf(dirname(file), statfs);
    if (name === null) return;
    place = { networkFileSystem: name };
    update();
  };
  // A folder that cannot be asked is called neither; the check of the data folder says why it cannot.
  lookWhere().catch(() => undefined);

  return {
    feed: () => {
      if (!feed) {
        feed = createFeed();
        timer = setInterval(update, intervalMs).unref();
        update();
      }
      return feed;
    },
    update,
    close: () => clearInterval(timer),
  };
}

/** Tells a file from another of the same name; null where there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
