// The containers that are picked out together: how many, what can be done to all of them, and how to let go of them.
import { useCallback } from 'react';
import { Button } from '../../components/button.tsx';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { ChangeBar } from '../changes/change-bar.tsx';
import { tableNow } from './shown-table.ts';

/** Marks or lets go of a container; with `range` all rows from the last one marked to this are marked. */
export function markContainer(stores: ConsoleStores, key: string, range: boolean): void {
  const { marked, markedLast } = stores.table.getState();
  const keys = tableNow(stores).lines.flatMap((line) => (line.kind === 'row' ? [line.key] : []));
  const [from, to] = [keys.indexOf(markedLast ?? ''), keys.indexOf(key)].toSorted((a, b) => a - b);
  const next = new Set(marked);
  if (range && from !== undefined && to !== undefined && from >= 0)
    for (const one of keys.slice(from, to + 1)) next.add(one); // prettier-ignore
  else if (!next.delete(key)) next.add(key);
  stores.table.setState({ marked: next, markedLast: key });
}

export function useContainerMarks(): { marked: ReadonlySet<string>; mark: (key: string, range: boolean) => void } {
  const stores = useConsole();
  const { marked } = useWhole(stores.table);
  const mark = useCallback((key: string, range: boolean) => markContainer(stores, key, range), [stores]);
  return { marked, mark };
}

export function MarkedContainers() {
  const { table, containers } = useConsole();
  const { marked } = useWhole(table);
  const { entries } = useFeed(containers);
  if (marked.size === 0) return null;
  const states = [...marked].map((key) => entries.get(key)?.state ?? 'gone');
  return (
    <div className="marked-bar">
      <Button
        icon="close"
        title="Let go of all of them"
        onClick={() => table.setState({ marked: new Set(), markedLast: null })}
      >
        {grouped(marked.size)} marked
      </Button>
      <ChangeBar scope="marked" version={states.join()} />
    </div>
  );
}
