// Lines of a live list, filtered and sorted, kept so from one state to the next: only what changed is looked at anew and
// merged in, so that ten thousand rows take a thousand changes ten times a second. Pure but for its memory.
import { changedKeys } from '#shared/model/feed.ts';
import type { Test } from './filter-terms.ts';
import type { GridRow } from './grid-column.ts';
import type { RowLine } from './grid-line.ts';
import { compared } from './natural-order.ts';

/** Columns cannot decide alone: equal ones stand by urgency, then by name. */
export type Order<R> = (a: R, b: R) => number;

export function orderOf<R extends GridRow>(value: (row: R) => string | number, down: boolean): Order<R> {
  const sign = down ? -1 : 1;
  return (a, b) =>
    sign * compared(value(a), value(b)) ||
    a.rank - b.rank ||
    compared(a.nameOrder, b.nameOrder) ||
    compared(a.key, b.key);
}

export interface OrderedInput<T, R> {
  entries: ReadonlyMap<string, T>;
  /** Asked once for each entry. */
  rowOf: (entry: T) => R;
  /** While it is the same function the filter is the same. */
  test: Test<R>;
  order: Order<R>;
}

interface Known<T, R> {
  /** Its key among the entries, which need not be that of its row. */
  key: string;
  entry: T;
  line: RowLine<R>;
  /** Whether the filter lets it through. */
  shown: boolean;
  /** Its entry has changed or gone: another has taken its place, or none. */
  past: boolean;
}

/** The same entry has the same line each time, so that only changed ones are drawn anew. */
export function createOrderedRows<T, R extends GridRow>(): (input: OrderedInput<T, R>) => readonly RowLine<R>[] {
  const known = new Map<string, Known<T, R>>();
  let last: OrderedInput<T, R> | null = null;
  /** All of them, those too that the filter hides: another filter needs no sorting. */
  let kept: Known<T, R>[] = [];
  let lines: readonly RowLine<R>[] = [];

  /** Brings what is known to the entry under this key; the new one, where there is one. */
  const renew = (key: string, { entries, rowOf, test }: OrderedInput<T, R>): Known<T, R> | null => {
    const entry = entries.get(key);
    const before = known.get(key);
    if (before !== undefined && before.entry === entry) return null;
    if (before !== undefined) before.past = true;
    if (entry === undefined) {
      known.delete(key);
      return null;
    }
    const row = rowOf(entry);
    const one = { key, entry, line: { kind: 'row' as const, key: row.key, row, gone: false }, shown: test(row), past: false }; // prettier-ignore
    known.set(key, one);
    return one;
  };
  const renewAll = (input: OrderedInput<T, R>): Known<T, R>[] => {
    const changed = last === null ? null : changedKeys(last.entries, input.entries);
    // Where it is not known what changed, what is gone is looked for too.
    const keys = changed ?? new Set([...input.entries.keys(), ...known.keys()]);
    return Array.from(keys, (key) => renew(key, input)).filter((one) => one !== null);
  };

  return (input) => {
    const { entries, test, order } = input;
    const sameOrder = last?.order === order;
    const sameTest = last?.test === test;
    if (sameOrder && sameTest && last?.entries === entries) return lines;
    const byOrder: Order<Known<T, R>> = (a, b) => order(a.line.row, b.line.row);
    const fresh = last?.entries === entries ? [] : renewAll(input);
    if (!sameTest) for (const one of known.values()) one.shown = test(one.line.row);
    if (sameOrder) {
      const still = kept.filter(({ past }) => !past);
      kept = merged(still, fresh.toSorted(byOrder), byOrder);
    } else kept = [...known.values()].toSorted(byOrder);
    lines = kept.filter(({ shown }) => shown).map(({ line }) => line);
    last = input;
    return lines;
  };
}

/** A few sorted ones put into many: each finds its place by halving, and equal ones stand behind. */
function merged<T>(many: T[], few: readonly T[], order: Order<T>): T[] {
  if (few.length === 0) return many;
  const all: T[] = [];
  let done = 0;
  for (const one of few) {
    let to = many.length;
    let at = done;
    while (at < to) {
      const middle = (at + to) >> 1;
      if (order(one, many[middle] as T) < 0) to = middle;
      else at = middle + 1;
    }
    for (; done < at; done++) all.push(many[done] as T);
    all.push(one);
  }
  for (; done < many.length; done++) all.push(many[done] as T);
  return all;
}
