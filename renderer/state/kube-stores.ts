// The feeds of Kubernetes. Rows are followed only of the kinds that are looked at; what nobody looks at is dropped.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  kubeKinds,
  type KubeConfigView,
  type KubeConnection,
  type KubeKind,
  type KubeKindStatus,
  type KubeRow,
  type KubeUsage,
} from '#shared/model/kubernetes.ts';
import { createAnswerStore, type AnswerStore } from './answer-store.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import type { Place } from './place.ts';
import { plainTable, type TableState } from './table-state.ts';

export interface KubeStores {
  connection: FeedStore<KubeConnection>;
  kinds: FeedStore<KubeKindStatus>;
  rows: Record<KubeKind, FeedStore<KubeRow>>;
  /** CPU and memory of the pods or nodes that are looked at. */
  usage: FeedStore<KubeUsage>;
  /** The kubeconfig as it was read last. */
  config: AnswerStore<KubeConfigView>;
  /** What the hand does with the table. */
  table: StoreApi<TableState>;
  /** All of them, for the link. */
  feeds: readonly Connected[];
  /** Follows what this place looks at, and nothing else. */
  follow: (place: LookedAt) => void;
}
export type LookedAt = Pick<Place, 'view' | 'kind' | 'object' | 'opened'>;

interface Connected {
  connect: FeedStore<never>['connect'];
}

/** The kinds whose objects belong to one of a kind: shown in its details, nearest first. */
export const belonging: Partial<Record<KubeKind, readonly KubeKind[]>> = {
  nodes: ['pods'],
  deployments: ['replicasets', 'pods'],
  statefulsets: ['pods'],
  daemonsets: ['pods'],
  replicasets: ['pods'],
  jobs: ['pods'],
  cronjobs: ['jobs'],
  services: ['endpointslices', 'pods'],
};
export const usedKinds = ['nodes', 'pods'] as const;
const isUsed = (kind: KubeKind): kind is (typeof usedKinds)[number] => usedKinds.some((used) => used === kind);

/** Which kinds are looked at there: that of the table, and while an object is open those of its details. */
export function kindsAt({ view, kind, object, opened }: LookedAt): KubeKind[] {
  if (view !== 'workloads') return [];
  const details = opened && object !== null ? ['events' as const, ...(belonging[kind] ?? [])] : [];
  return [...new Set([kind, ...details])];
}

export function createKubeStores(clock: FeedClock): KubeStores {
  const connection = createFeedStore<KubeConnection>(clock);
  const kinds = createFeedStore<KubeKindStatus>(clock);
  const usage = createFeedStore<KubeUsage>(clock);
  const made = kubeKinds.map((kind) => [kind, createFeedStore<KubeRow>(clock)] as const);
  const rows = Object.fromEntries(made) as KubeStores['rows'];
  connection.follow((client, signal) => client.kubernetes.connection(undefined, { signal }));
  kinds.follow((client, signal) => client.kubernetes.kinds(undefined, { signal }));
  let followed: readonly KubeKind[] = [];
  let used: KubeKind | null = null;
  let lookedAt: LookedAt | null = null;

  const follow = (place: LookedAt): void => {
    lookedAt = place;
    const wanted = kindsAt(place);
    for (const kind of followed) if (!wanted.includes(kind)) rows[kind].follow(null);
    for (const kind of wanted) {
      if (!followed.includes(kind)) rows[kind].follow((client, signal) => client.kubernetes.rows({ kind }, { signal }));
    }
    followed = wanted;
    const { kind, view } = place;
    const offered = connection.store.getState().entries.get('kubernetes')?.usage === true;
    const use = view === 'workloads' && offered && isUsed(kind) ? kind : null;
    if (use === used) return;
    used = use;
    usage.follow(use && ((client, signal) => client.kubernetes.usage({ kind: use }, { signal })));
  };
  // Whether usage is offered is known only once it is connected.
  connection.store.subscribe(() => lookedAt !== null && follow(lookedAt));

  return {
    connection,
    kinds,
    rows,
    usage,
    config: createAnswerStore<KubeConfigView>(),
    table: createStore<TableState>(() => plainTable),
    feeds: [connection, kinds, usage, ...Object.values(rows)],
    follow,
  };
}
