// How fresh the objects of a kind are: the worst of the link, the connection and the kind decides.
import type { KubeConnection, KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import { freshnessOf, type Freshness, type FreshnessInput } from '../../components/freshness.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { lostNow } from '../../state/lost.ts';

export const connectionNow = ({ kube }: ConsoleStores): KubeConnection | undefined =>
  kube.connection.store.getState().entries.get('kubernetes');

/** A kind that nobody has followed until now is about to be, as somebody looks at it. Pure. */
export function sourceOfKind(
  connection: KubeConnection | undefined,
  kind: KubeKindStatus | undefined,
): FreshnessInput['source'] {
  if (connection === undefined || connection.state !== 'live') return connection;
  if (kind === undefined || kind.state === 'off') {
    return { state: 'connecting', since: connection.since, reason: '', seenAt: null };
  }
  return kind;
}

/** Of the rows of a kind; while its first list is read they are `waiting`, however many there are so far. */
export function kindFreshness(stores: ConsoleStores, kind: KubeKind): Freshness {
  const { kube, link } = stores;
  const rows = kube.rows[kind];
  const lost = lostNow(link, [kube.connection, kube.kinds, rows]);
  const source = sourceOfKind(connectionNow(stores), kube.kinds.store.getState().entries.get(kind));
  return freshnessOf({ source, lost, heardAt: rows.store.getState().heardAt });
}

/** Of the connection as a whole. */
export function connectionFreshness(stores: ConsoleStores): Freshness {
  const { kube, link } = stores;
  const lost = lostNow(link, [kube.connection, kube.kinds]);
  const source = connectionNow(stores);
  const freshness = freshnessOf({ source, lost, heardAt: kube.connection.store.getState().heardAt });
  // That the engine tells how it is with the connection is no word from the cluster.
  return lost === null ? { ...freshness, asOf: source?.seenAt ?? null } : freshness;
}
