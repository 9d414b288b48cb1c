// What the hand does with a live table: whether the pointer is in it, which groups are folded, when it was let go anew.

export interface TableState {
  /** While it is, no row may move. */
  pointerInside: boolean;
  /** Keys of the groups that are folded. */
  folded: ReadonlySet<string>;
  /** Counts each wish to see what waits; a table drawn under an earlier number gives way. */
  released: number;
  /** Keys of the rows that are picked out together, and the one from which a range is reckoned. */
  marked: ReadonlySet<string>;
  markedLast: string | null;
}

export const plainTable: TableState = {
  pointerInside: false,
  folded: new Set(),
  released: 0,
  marked: new Set(),
  markedLast: null,
};
