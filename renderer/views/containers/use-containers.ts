// What the screen of the containers shows of the stores: the table, and how fresh it is.
import { freshnessOf, type Freshness } from '../../components/freshness.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { lostNow } from '../../state/lost.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { tableNow } from './shown-table.ts';

export const dockerKey = 'docker';

export function freshnessNow(stores: ConsoleStores): Freshness {
  const lost = lostNow(stores.link, [stores.containers, stores.sources]);
  const { heardAt } = stores.containers.store.getState();
  return freshnessOf({ source: stores.sources.store.getState().entries.get(dockerKey), lost, heardAt });
}

export function useContainers() {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const settings = useWhole(stores.settings.store);
  const { folded } = useWhole(stores.table);
  const feed = useFeed(stores.containers);
  const sources = useFeed(stores.sources);
  useWhole(stores.link.store);
  const warning = sources.entries.get(dockerKey)?.warning ?? '';
  return { stores, place, settings, folded, feed, table: tableNow(stores), freshness: freshnessNow(stores), warning };
}
export type ContainersScreen = ReturnType<typeof useContainers>;
