// What the screen of the containers shows of the stores: the table, and how fresh it is.
import type { SourceStatus } from '#shared/model/system.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { tableNow } from './shown-table.ts';

/** How far what is shown can be trusted. `waiting`: nothing has been heard yet. */
export interface Freshness {
  state: 'waiting' | 'live' | 'stale' | 'denied' | 'off';
  since: number | null;
  reason: string;
  /** The moment that is shown while it is not the present; null where nothing was ever heard. */
  asOf: number | null;
}

export const dockerKey = 'docker';

interface FreshnessInput {
  source: SourceStatus | undefined;
  /** The link or the feed itself is lost; then nobody knows how Docker is. */
  lost: { since: number | null; reason: string } | null;
  heardAt: number | null;
}

/** The worst of the link, the feed and the source decides. Pure. */
export function freshnessOf({ source, lost, heardAt }: FreshnessInput): Freshness {
  const asOf = source?.seenAt ?? heardAt;
  if (lost !== null && heardAt !== null) return { state: 'stale', asOf: heardAt, ...lost };
  if (lost !== null || source === undefined) {
    return { state: 'waiting', since: null, reason: lost?.reason ?? '', asOf: null };
  }
  const { state, since, reason } = source;
  if (state === 'connecting') return { state: source.seenAt === null ? 'waiting' : 'stale', since, reason, asOf };
  if (state === 'live' && heardAt === null) return { state: 'waiting', since, reason: '', asOf: null };
  return { state, since, reason, asOf };
}

export function freshnessNow(stores: ConsoleStores): Freshness {
  const link = stores.link.store.getState();
  const containers = stores.containers.store.getState();
  const sources = stores.sources.store.getState();
  const broken = containers.state === 'stale' ? containers : sources.state === 'stale' ? sources : null;
  const lost =
    link.state === 'lost'
      ? { since: link.since, reason: `the engine is lost: ${link.reason}` }
      : broken !== null
        ? { since: broken.heardAt, reason: `the engine stopped telling: ${broken.reason}` }
        : null;
  return freshnessOf({ source: sources.entries.get(dockerKey), lost, heardAt: containers.heardAt });
}

export function useContainers() {
  const stores = useConsole();
  const place = useWhole(stores.place.store);
  const settings = useWhole(stores.settings.store);
  const { folded } = useWhole(stores.table);
  const feed = useFeed(stores.containers);
  useFeed(stores.sources);
  useWhole(stores.link.store);
  return { stores, place, settings, folded, feed, table: tableNow(stores), freshness: freshnessNow(stores) };
}
export type ContainersScreen = ReturnType<typeof useContainers>;
