// The changes of the last hour, bounded. A change that is seen again is the same line; where more came than are kept, a line
// says so.
import type { WatchChange } from '#shared/model/watch.ts';

export interface NewChange extends Omit<WatchChange, 'key'> {
  /** The same for a change that is seen again; one of the same identity replaces it. */
  identity: string;
}

export interface ChangeList {
  add: (change: NewChange) => void;
  /** Takes a line back, because another tells more; false where there is none. */
  remove: (identity: string) => boolean;
  /** Forgets the changes of one source. */
  clear: (source: 'docker' | 'kubernetes') => void;
  /** Lets go of what is older than an hour. */
  expire: () => void;
}

export const keptForMs = 60 * 60_000;
const most = 2000;
const overflow = 'overflow';

export function createChangeList(options: {
  now: () => number;
  publish: (upserts: WatchChange[], removes: string[]) => void;
}): ChangeList {
  const { now, publish } = options;
  /** By identity; those seen first are first. */
  const lines = new Map<string, WatchChange>();
  let dropped = 0;
  let droppedUntil = 0;

  const put = (identity: string, line: WatchChange): void => {
    const removes: string[] = [];
    const before = lines.get(identity);
    if (before && before.key !== line.key) removes.push(before.key);
    lines.delete(identity);
    lines.set(identity, line);
    publish([line], removes);
  };
  const drop = (identity: string, line: WatchChange): void => {
    lines.delete(identity);
    publish([], [line.key]);
  };
  const dropOldest = (): void => {
    for (const [identity, line] of lines) {
      if (identity === overflow) continue;
      drop(identity, line);
      dropped++;
      droppedUntil = Math.max(droppedUntil, line.at);
      break;
    }
    const words = `${dropped} older changes of this hour are not kept: there were more than ${most}`;
    put(overflow, lineOf(overflow, { kind: 'gap', at: droppedUntil, seenAt: now(), object: null, words, bad: false }));
  };

  return {
    add: ({ identity, ...change }) => {
      if (change.at < now() - keptForMs) return;
      const before = lines.get(identity);
      if (before && before.words === change.words && before.at <= change.at && before.kind === change.kind) return;
      put(identity, lineOf(identity, change));
      if (lines.size > most + (lines.has(overflow) ? 1 : 0)) dropOldest();
    },
    remove: (identity) => {
      const line = lines.get(identity);
      if (line) drop(identity, line);
      return line !== undefined;
    },
    clear: (source) => {
      for (const [identity, line] of lines) {
        if (line.object?.source === source) drop(identity, line);
      }
    },
    expire: () => {
      const oldest = now() - keptForMs;
      for (const [identity, line] of lines) {
        if (Math.min(line.at, line.seenAt) < oldest) drop(identity, line);
      }
      if (!lines.has(overflow)) dropped = 0;
    },
  };
}

function lineOf(identity: string, change: Omit<WatchChange, 'key'>): WatchChange {
  const { kind, at, seenAt, object, words, bad } = change;
  return { key: `${String(at).padStart(14, '0')} ${identity}`, kind, at, seenAt, object, words, bad };
}
