// The state of the record, as the status bar shows it: recording or not and why, its size, and how far back it goes.
import { statSync } from 'node:fs';
import type { RecordStatus } from '#shared/model/system.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { WriterState } from '../store/writer.ts';
import type { Journal } from './journal.ts';

export interface RecordStatusFeed {
  feed: () => Feed<RecordStatus>;
  /** The writer's state changed. */
  update: () => void;
  close: () => void;
}

const intervalMs = 2000;

export function createRecordStatus(options: {
  file: string;
  journal: Journal;
  state: () => WriterState;
}): RecordStatusFeed {
  const { file, journal, state } = options;
  let feed: Feed<RecordStatus> | undefined;
  let shown = '';
  let timer: NodeJS.Timeout | undefined;

  const status = (): RecordStatus => {
    const sizeBytes =
      (statSync(file, { throwIfNoEntry: false })?.size ?? 0) +
      (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0);
    return { key: 'record', ...state(), sizeBytes, ...journal.stats() };
  };
  const update = (): void => {
    if (!feed) return;
    const next = status();
    const text = JSON.stringify(next);
    if (text === shown) return;
    shown = text;
    feed.publish([next]);
  };

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
