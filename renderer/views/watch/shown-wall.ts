// The wall as it is on the screen this moment; while the pointer is in it, its lines stay where they are.
import { heldLines, nothingWaits, type HeldLines } from '../../components/held-lines.ts';
import type { GridRow } from '../../components/grid-column.ts';
import type { GridLine } from '../../components/grid-line.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { changeLines, rowOfChange, rowOfTrouble, troubleLines, type ChangeRow, type TroubleRow } from './wall-lines.ts';

export interface ShownWall {
  troubles: HeldLines<TroubleRow>;
  changes: HeldLines<ChangeRow>;
}

interface Memory {
  released: number;
  minutes: number;
  wall: ShownWall;
}
const memories = new WeakMap<ConsoleStores, Memory>();

export function wallNow(stores: ConsoleStores, now: number): ShownWall {
  const { watch, place } = stores;
  const { inside, released } = watch.hand.getState();
  const { minutes } = place.store.getState();
  const troubles = watch.troubles.store.getState().entries;
  const changes = watch.changes.store.getState().entries;
  const memory = memories.get(stores);
  const kept = inside && memory?.released === released && memory.minutes === minutes ? memory.wall : null;
  const wall: ShownWall = {
    troubles: held(kept?.troubles.lines, troubleLines(troubles.values()), troubles, rowOfTrouble),
    changes: held(kept?.changes.lines, changeLines(changes.values(), now - minutes * 60_000), changes, rowOfChange),
  };
  memories.set(stores, { released, minutes, wall });
  return wall;
}

/** What was empty holds nothing: nobody points at it. */
function held<T, R extends GridRow>(
  kept: readonly GridLine<R>[] | undefined,
  lines: GridLine<R>[],
  entries: ReadonlyMap<string, T>,
  rowOf: (entry: T) => R,
): HeldLines<R> {
  if (kept === undefined || kept.length === 0) return { lines, waiting: nothingWaits };
  return heldLines(kept, lines, (key) => {
    const entry = entries.get(key);
    return entry === undefined ? undefined : rowOf(entry);
  });
}
