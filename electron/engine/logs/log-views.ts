// What is asked of the rows of one log: windows, single rows, the way to the next found line, pieces of an export. A filter
// that has not looked at everything yet goes on doing so between the questions.
import {
  everyLine,
  lineLimitBytes,
  type LogCursor,
  type LogFilter,
  type LogRow,
  type LogWindow,
} from '#shared/model/log-lines.ts';
import { searchProblem } from '#shared/model/log-search.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { exportChunk } from './export-chunk.ts';
import type { LineRing } from './line-ring.ts';
import { logRow } from './log-rows.ts';
import type { Selection } from './selection.ts';
import type { Selections } from './selections.ts';

/** A place of the filter, a row, or as many as there are before the end. */
export type WindowStart = number | { index: number } | 'end';

export interface LogViews {
  /** @throws OpsError `bad_input` for a filter that cannot be. */
  window: (filter: LogFilter, from: WindowStart, count: number) => LogWindow;
  /** @throws OpsError `not_found` where it is not held any more. */
  row: (index: number) => LogRow;
  /** These two wait until the filter has looked at all that was read when they were asked. */
  find: (filter: LogFilter, from: number, direction: 'next' | 'previous') => Promise<number | null>;
  export: (filter: LogFilter, cursor: LogCursor | null) => Promise<{ text: string; next: LogCursor | null }>;
  /** The filter that was asked for last. */
  present: () => LogFilter;
}

export interface LogViewsOptions {
  ring: LineRing;
  selections: Selections;
  elapsedMs: () => number;
  nameOf: (stream: number) => string;
  /** A filter may have something to look at. */
  onWork: () => void;
  isClosed: () => boolean;
}

const sliceMs = 4;

export function createLogViews({ ring, selections, elapsedMs, nameOf, onWork, isClosed }: LogViewsOptions): LogViews {
  let present: LogFilter = everyLine;

  const selected = (filter: LogFilter): Selection => {
    const problem = filter.search === null ? null : searchProblem(filter.search);
    if (problem !== null) throw new OpsError('bad_input', problem);
    const selection = selections.of(filter);
    selection.advance(elapsedMs() + sliceMs);
    onWork();
    return selection;
  };
  const complete = async (filter: LogFilter): Promise<Selection> => {
    const selection = selected(filter);
    const wanted = ring.end();
    while (ring.end() - selection.view().behind < wanted && !isClosed()) {
      await new Promise((resolve) => setImmediate(resolve));
      selection.advance(elapsedMs() + sliceMs);
    }
    return selection;
  };

  return {
    present: () => present,
    window: (filter, from, count) => {
      const selection = selected(filter);
      present = filter;
      const view = selection.view();
      const wanted =
        from === 'end' ? view.end - count : typeof from === 'number' ? from : selection.placeOf(from.index);
      const begin = Math.max(view.first, wanted);
      const rows: LogRow[] = [];
      for (let place = begin; place < Math.min(view.end, begin + count); place++) {
        const index = selection.indexAt(place);
        const row = index === undefined ? undefined : ring.row(index);
        if (index !== undefined && row) rows.push(logRow(row, index, place, selection.search));
      }
      return { rows, view };
    },
    row: (index) => {
      const row = ring.row(index);
      if (row === undefined) throw new OpsError('not_found', 'That line is not held any more.');
      return logRow(row, index, index, null, lineLimitBytes);
    },
    find: async (filter, from, direction) => {
      const selection = await complete(filter);
      const { first, end } = selection.view();
      const at = Math.min(Math.max(from, first - 1), end);
      const index = at < first ? ring.first() - 1 : (selection.indexAt(at) ?? ring.end());
      const hit = selection.hit(index, direction);
      return hit === null ? null : selection.placeOf(hit);
    },
    export: async (filter, cursor) => exportChunk(ring, await complete(filter), cursor, nameOf),
  };
}
