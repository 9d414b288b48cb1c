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

const kindNow = ({ kube }: ConsoleStores, kind: KubeKind): KubeKindStatus | undefined =>
  kube.kinds.store.getState().entries.get(kind);

const wholeKinds = new WeakMap<ConsoleStores, Set<KubeKind>>();

/**
 * Whether the whole list of a kind has been on this page. The word that it is live may be ahead of its last rows, so they are
 * counted; once they were all here, and until all are gone, a row more or less is a change.
 */
export function wholeNow(stores: ConsoleStores, kind: KubeKind): boolean {
  const whole = wholeKinds.get(stores) ?? new Set();
  wholeKinds.set(stores, whole);
  const status = kindNow(stores, kind);
  const count = stores.kube.rows[kind].store.getState().entries.size;
  if (count === 0 || status === undefined) whole.delete(kind);
  else if (status.state === 'live' && count >= status.count) whole.add(kind);
  return whole.has(kind);
}

/** Of the rows of a kind; until its first list is here they are `waiting`, however many there are so far. */
export function kindFreshness(stores: ConsoleStores, kind: KubeKind): Freshness {
  const { kube, link } = stores;
  const rows = kube.rows[kind];
  const lost = lostNow(link, [kube.connection, kube.kinds, rows]);
  const status = kindNow(stores, kind);
  const source = sourceOfKind(connectionNow(stores), status);
  const comes = !wholeNow(stores, kind) && rows.store.getState().entries.size < (status?.count ?? 0);
  const told = source?.state === 'live' && comes ? { ...source, state: 'connecting' as const, seenAt: null } : source;
  return freshnessOf({ source: told, lost, heardAt: rows.store.getState().heardAt });
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
