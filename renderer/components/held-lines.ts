// Lines that stay where they are while a hand is on the table: their words change, their places do not. Pure.
import type { GridRow } from './grid-column.ts';
import type { GridLine } from './grid-line.ts';

export interface Waiting {
  /** Rows that are not in the table yet, and how many of them are in trouble. */
  added: number;
  addedTroubled: number;
  /** Lines whose row is gone, or is no more what the filter asks for. */
  left: number;
  /** Whether the lines that stay would stand in another order. */
  moved: boolean;
}

export const nothingWaits: Waiting = { added: 0, addedTroubled: 0, left: 0, moved: false };

export interface HeldLines<R> {
  lines: readonly GridLine<R>[];
  waiting: Waiting;
}

/**
 * @param kept the lines as they are on the screen.
 * @param fresh the lines as they would be if nobody held the table.
 * @param rowOf the row as it is now, whatever the filter; undefined where it is there no more.
 * @param emptyWords what a group says that has no rows any more.
 */
export function heldLines<R extends GridRow>(
  kept: readonly GridLine<R>[],
  fresh: readonly GridLine<R>[],
  rowOf: (key: string) => R | undefined,
  emptyWords = 'nothing',
): HeldLines<R> {
  // Mostly only words changed, which is seen without looking anything up.
  if (kept.length === fresh.length && kept.every((line, at) => line.key === fresh[at]?.key)) {
    return { lines: fresh, waiting: nothingWaits };
  }
  const wanted = new Map(fresh.map((line) => [line.key, line]));
  const known = new Set(kept.map((line) => line.key));
  const lines = kept.map((line): GridLine<R> => {
    const now = wanted.get(line.key);
    if (now !== undefined) return now;
    if (line.kind === 'group') return { ...line, words: emptyWords, troubled: 0 };
    const row = rowOf(line.key);
    return row === undefined ? { ...line, gone: true } : { ...line, row, gone: false };
  });
  const rows = fresh.filter((line) => line.kind === 'row');
  const added = rows.filter((line) => !known.has(line.key));
  const left = kept.filter((line) => line.kind === 'row' && !wanted.has(line.key)).length;
  const before = kept.filter((line) => wanted.has(line.key));
  const after = fresh.filter((line) => known.has(line.key));
  const moved = before.some((line, at) => line.key !== after[at]?.key);
  const addedTroubled = added.filter(({ row }) => row.troubles.length > 0).length;
  return { lines, waiting: { added: added.length, addedTroubled, left, moved } };
}

/** `7 new, 1 of them in trouble; 2 gone; another order`; empty where nothing waits. */
export function waitingInWords({ added, addedTroubled, left, moved }: Waiting): string {
  const trouble = addedTroubled === 0 ? '' : `, ${addedTroubled} of them in trouble`;
  return [added === 0 ? '' : `${added} new${trouble}`, left === 0 ? '' : `${left} gone`, moved ? 'another order' : '']
    .filter((part) => part !== '')
    .join('; ');
}
