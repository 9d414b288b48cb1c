// The rows that one filter lets through, and the lines in which its words were found: kept up with what is read, a few
// milliseconds at a time, so that a search over half a million lines holds nobody up.
import type { LogFilter, LogView } from '#shared/model/log-lines.ts';
import { compileSearch, type LineSearch } from '#shared/model/log-search.ts';
import { createIndexList } from './index-list.ts';
import type { LineRing } from './line-ring.ts';

export interface Selection {
  /** Looks at further rows until the time is up. @returns whether all have been looked at. */
  advance: (deadlineMs: number) => boolean;
  view: () => LogView;
  /** The row at a place of the selection; undefined where it is not held. */
  indexAt: (place: number) => number | undefined;
  /** The place of the first row of the selection that is not before the given row. */
  placeOf: (index: number) => number;
  /** The row of the next, or previous, line in which the words were found; null where there is none. */
  hit: (from: number, direction: 'next' | 'previous') => number | null;
  search: LineSearch | null;
}

/** Rows between two looks at the clock. */
const step = 64;

/** @param elapsedMs monotonic milliseconds. The filter's search must have no problem. */
export function createSelection(ring: LineRing, filter: LogFilter, elapsedMs: () => number): Selection {
  const search = filter.search === null ? null : compileSearch(filter.search);
  const levels = new Set(filter.levels);
  const hidden = new Set(filter.hiddenStreams);
  const narrows = levels.size > 0 || hidden.size > 0 || filter.std !== 'both' || (filter.only && search !== null);
  // Without a filter each row's place is its number.
  const shown = narrows ? createIndexList() : null;
  const hits = search === null ? null : createIndexList();
  const passes = (index: number): { row: boolean; line: boolean } => {
    const head = ring.head(index);
    if (head === undefined || hidden.has(head.stream)) return { row: false, line: false };
    if (head.kind !== 'line') return { row: true, line: false };
    const narrow = (levels.size > 0 && !levels.has(head.level)) || (filter.std !== 'both' && (filter.std === 'stderr') !== head.err); // prettier-ignore
    return { row: !narrow, line: !narrow };
  };
  let looked = ring.first();

  const look = (index: number): void => {
    const { row, line } = passes(index);
    if (!row) return;
    const found = line && search !== null && search.in(ring.text(index));
    if (found) hits?.push(index);
    if (search === null || !filter.only || found || !line) shown?.push(index);
  };
  const forget = (): void => {
    const first = ring.first();
    shown?.forgetBelow(first);
    hits?.forgetBelow(first);
    looked = Math.max(looked, first);
  };

  return {
    search,
    advance: (deadlineMs) => {
      forget();
      const end = ring.end();
      if (shown === null && hits === null) {
        looked = end;
        return true;
      }
      while (looked < end) {
        const stop = Math.min(end, looked + step);
        while (looked < stop) look(looked++);
        if (elapsedMs() >= deadlineMs) break;
      }
      return looked >= end;
    },
    view: () => {
      forget();
      return {
        first: shown === null ? ring.first() : shown.first(),
        end: shown === null ? ring.end() : shown.end(),
        matches: hits === null ? null : hits.end() - hits.first(),
        behind: shown === null && hits === null ? 0 : ring.end() - looked,
      };
    },
    indexAt: (place) => (shown === null ? (ring.head(place) === undefined ? undefined : place) : shown.at(place)),
    placeOf: (index) => (shown === null ? index : shown.placeOf(index)),
    hit: (from, direction) => {
      if (hits === null) return null;
      forget();
      const place = direction === 'next' ? hits.placeOf(from + 1) : hits.placeOf(from) - 1;
      return hits.at(place) ?? null;
    },
  };
}
