// What the screen of Kubernetes shows of the stores: the connection, the kinds, the table, and how fresh it is.
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { connectionNow, kindFreshness } from './kube-freshness.ts';
import { objectsNow } from './shown-objects.ts';

export function useWorkloads() {
  const stores = useConsole();
  const { kube } = stores;
  const place = useWhole(stores.place.store);
  const settings = useWhole(stores.settings.store);
  const { marked } = useWhole(kube.table);
  const feed = useFeed(kube.rows[place.kind]);
  const kinds = useFeed(kube.kinds).entries;
  useFeed(kube.connection);
  useFeed(kube.usage);
  useWhole(stores.link.store);
  return {
    stores,
    place,
    settings,
    marked,
    feed,
    kinds,
    connection: connectionNow(stores),
    table: objectsNow(stores),
    freshness: kindFreshness(stores, place.kind),
  };
}
export type WorkloadsScreen = ReturnType<typeof useWorkloads>;

/** Marks or lets go of a row; with `range` all lines from the last one marked to this are marked. */
export function markObject(stores: ConsoleStores, key: string, range: boolean): void {
  const { table } = stores.kube;
  const { marked, markedLast } = table.getState();
  const keys = objectsNow(stores).lines.map((line) => line.key);
  const [from, to] = [keys.indexOf(markedLast ?? ''), keys.indexOf(key)].toSorted((a, b) => a - b);
  const next = new Set(marked);
  if (range && from !== undefined && to !== undefined && from >= 0) {
    for (const one of keys.slice(from, to + 1)) next.add(one);
  } else if (!next.delete(key)) next.add(key);
  table.setState({ marked: next, markedLast: key });
}

export const noMarks = { marked: new Set<string>(), markedLast: null };
