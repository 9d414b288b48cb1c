// Items whose outcome is another than in the run of the plan before: told as events of their own, as a change is what people
// look for in a hundred looks that are the same.
import type { Outcome } from '#shared/model/outcome.ts';
import type { RunId } from '#shared/model/ids.ts';
import type { NewEvent } from '../journal/journal.ts';
import type { WriteDb } from '../store/database.ts';
import { outcomeBefore } from '../store/run-rows.ts';

export interface TurnedItem {
  itemNo: number;
  runId: RunId;
  subject: string;
  title: string;
  outcome: Outcome;
  reason: string;
  at: number;
}

export interface TurnedItems {
  /** Those of them that turned; a first outcome is no change. To be called inside the task that writes them, before it does. */
  eventsOf: (db: WriteDb, items: readonly TurnedItem[]) => NewEvent[];
  /** They are on the disk. */
  written: (items: readonly TurnedItem[]) => void;
}

/** What is forgotten is read again. */
const remembered = 10_000;

export function createTurnedItems(): TurnedItems {
  const last = new Map<number, Outcome>();
  return {
    eventsOf: (db, items) =>
      items.flatMap(({ itemNo, runId, subject, title, outcome, reason, at }) => {
        const before = last.get(itemNo) ?? outcomeBefore(db, itemNo);
        if (before === null || before === outcome) return [];
        const data = { from: before, to: outcome, title, reason };
        return [{ type: 'item.turned', source: 'engine', subject, time: at, correlationId: runId, data }];
      }),
    written: (items) => {
      if (last.size > remembered) last.clear();
      for (const { itemNo, outcome } of items) last.set(itemNo, outcome);
    },
  };
}
