// Rows of a list that is read whole again and again: what did not change keeps its row, and with it its line and its place, so
// that ten thousand of them cost little more than those that changed. Pure but for its memory.

export interface KeptRows<T, R> {
  /**
   * The rows of these items, in their order. The same items have the same array.
   * @param rowOf makes a row; `before` is the one that the item of this key had, null where it had none.
   */
  of: (items: readonly T[]) => readonly R[];
}

export function createKeptRows<T extends { key: string }, R>(rowOf: (item: T, before: R | null) => R): KeptRows<T, R> {
  let known = new Map<string, { item: T; row: R }>();
  let last: { items: readonly T[]; rows: readonly R[] } | null = null;
  return {
    of: (items) => {
      if (last?.items === items) return last.rows;
      const next = new Map<string, { item: T; row: R }>();
      const rows = items.map((item) => {
        const before = known.get(item.key) ?? null;
        const row = before !== null && isSame(before.item, item) ? before.row : rowOf(item, before?.row ?? null);
        next.set(item.key, { item, row });
        return row;
      });
      known = next;
      last = { items, rows };
      return rows;
    },
  };
}

/** Of plain values as a message brings them. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  const [ours, others] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let count = 0;
  for (const name in ours) {
    if (!isSame(ours[name], others[name])) return false;
    count++;
  }
  for (const _ in others) count--;
  return count === 0;
}

/**
 * Sorts rows from the order in which they stood last time: what is nearly in order takes one pass. What comes out is the same
 * as without, where the order leaves no two equal.
 */
export function createLastOrder<R extends { key: string }>(): (rows: readonly R[], order: (a: R, b: R) => number) => R[] {
  let before: readonly R[] = [];
  return (rows, order) => {
    const sorted = inLastOrder(rows, before).toSorted(order);
    before = sorted;
    return sorted;
  };
} // prettier-ignore

/** As they stood, new ones behind. None is lost, also where two have one key. */
function inLastOrder<R extends { key: string }>(rows: readonly R[], before: readonly R[]): readonly R[] {
  const left = new Map(rows.map((row) => [row.key, row]));
  if (before.length === 0 || left.size !== rows.length) return rows;
  const placed: R[] = [];
  for (const { key } of before) {
    const row = left.get(key);
    if (row === undefined) continue;
    placed.push(row);
    left.delete(key);
  }
  return [...placed, ...left.values()];
}
