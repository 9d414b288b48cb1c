// Which news the desktop is told of: what begins to fire or to fail and calls for a person, grouped by what it is of and not
// over and over.
// It shows nothing itself.
import type { ShellNotice } from '#shared/shell/host-messages.ts';

export type Notice = ShellNotice;

export interface NoticeAsked {
  about: Notice['about'];
  key: string;
  name: string;
  severity: string;
  /** Each label set that calls for a person now, in words, and whether it began to fire with this look. */
  calling: { instance: string; words: string; fresh: boolean }[];
  flapping: boolean;
  muted: boolean;
}

export interface Notices {
  /** null where nobody is to be told now. */
  of: (asked: NoticeAsked, nowMs: number) => Notice | null;
  /** The trigger is quiet: its next firing is news again. */
  calm: (key: string) => void;
}

/** More label sets of a trigger that was just told of come with the next notice. */
const groupIntervalMs = 300_000;
const mostLines = 4;

export function createNotices(): Notices {
  /** `held`: instances that began to fire since, and wait to be told of. */
  const told = new Map<string, { atMs: number; flapping: boolean; held: Set<string> }>();
  return {
    of: ({ about, key, name, severity, calling, flapping, muted }, nowMs) => {
      const before = told.get(key);
      const news = calling.filter(({ instance, fresh }) => fresh || before?.held.has(instance) === true);
      if (muted || news.length === 0) return null;
      if (flapping && before?.flapping) return null;
      if (before !== undefined && !flapping && nowMs - before.atMs < groupIntervalMs) {
        told.set(key, { ...before, held: new Set(news.map(({ instance }) => instance)) });
        return null;
      }
      told.set(key, { atMs: nowMs, flapping, held: new Set() });
      const lines = news.slice(0, mostLines).map(({ words }) => words);
      const more = news.length > mostLines ? [`and ${news.length - mostLines} more`] : [];
      const often = flapping ? ['It changes to and fro; you will not be told of each change.'] : [];
      return { about, key, title: `${name} (${severity})`, body: [...lines, ...more, ...often].join('\n') };
    },
    calm: (key) => {
      const before = told.get(key);
      if (before !== undefined && !before.flapping) told.delete(key);
    },
  };
}
