// The filters of one log that were asked for lately, each kept up with what is read. Few, and the one longest not asked
// for gives way.
import type { LogFilter } from '#shared/model/log-lines.ts';
import type { LineRing } from './line-ring.ts';
import { createSelection, type Selection } from './selection.ts';

export interface Selections {
  of: (filter: LogFilter) => Selection;
  /** Lets each look at further rows until the time is up. @returns whether all have looked at all. */
  advance: (deadlineMs: number) => boolean;
}

const most = 4;

export function createSelections(ring: LineRing, elapsedMs: () => number): Selections {
  const kept = new Map<string, Selection>();
  return {
    of: (filter) => {
      const key = JSON.stringify([filter.search, filter.search !== null && filter.only, filter.levels, filter.hiddenStreams, filter.std]); // prettier-ignore
      const known = kept.get(key) ?? createSelection(ring, filter, elapsedMs);
      kept.delete(key);
      kept.set(key, known);
      for (const old of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(old);
      }
      return known;
    },
    advance: (deadlineMs) => {
      // The one asked for last comes first.
      const all = [...kept.values()].toReversed();
      return all.map((selection) => selection.advance(deadlineMs)).every(Boolean);
    },
  };
}
