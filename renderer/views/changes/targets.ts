// What can be changed of what the person looks at: the one thing that is open, or the things that are marked.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { Container } from '#shared/model/container.ts';
import type { Watched } from '#shared/model/watch.ts';
import { objectPath } from '../../components/kube-kinds.ts';
import type { OfferScope } from '../../state/change-store.ts';
import type { ConsoleStores } from '../../state/console.ts';

export const containerTarget = ({ id, name }: Container): Watched => ({
  source: 'docker',
  kind: 'container',
  namespace: null,
  name,
  key: id,
});

export const objectTarget = ({ kind, namespace, name, key }: KubeRow): Watched => ({
  source: 'kubernetes',
  kind,
  namespace,
  name,
  key,
});

/** Changes where another answer of what may be done is likely; a status that is written every second does not. */
export function offerVersion({ cells, deletedAt }: KubeRow): string {
  const { desired, paused, cordoned } = cells as { desired?: number; paused?: boolean; cordoned?: boolean };
  return [desired, paused, cordoned, deletedAt].join('/');
}

/** The open object as the list has it now; null while none is open, or it is there no more. */
export function openObject({ place, kube }: ConsoleStores): KubeRow | null {
  const { view, opened, kind, object } = place.store.getState();
  if (view !== 'workloads' || !opened || object === null) return null;
  for (const row of kube.rows[kind].store.getState().entries.values()) if (objectPath(row) === object) return row;
  return null;
}

/** The open container as the list has it now. */
export function openContainer({ place, containers }: ConsoleStores): Container | null {
  const { view, opened, container } = place.store.getState();
  if (view !== 'containers' || !opened || container === null) return null;
  return containers.store.getState().entries.get(container) ?? null;
}

export function targetsOf(stores: ConsoleStores, scope: OfferScope): Watched[] {
  return scope === 'open' ? openTargets(stores) : markedTargets(stores);
}

function openTargets(stores: ConsoleStores): Watched[] {
  const container = openContainer(stores);
  if (container !== null) return [containerTarget(container)];
  const object = openObject(stores);
  return object === null ? [] : [objectTarget(object)];
}

function markedTargets(stores: ConsoleStores): Watched[] {
  const { view, kind } = stores.place.store.getState();
  if (view === 'containers') {
    const { marked } = stores.table.getState();
    const all = [...stores.containers.store.getState().entries.values()];
    return marked.size === 0 ? [] : all.filter(({ key }) => marked.has(key)).map(containerTarget);
  }
  const { marked } = stores.kube.table.getState();
  if (view !== 'workloads' || marked.size === 0) return [];
  const all = [...stores.kube.rows[kind].store.getState().entries.values()];
  return all.filter((row) => marked.has(objectPath(row))).map(objectTarget);
}
