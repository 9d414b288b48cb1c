// How an object leaves: a pod by its grace, a namespace with everything in it, anything else at once.
// Dependants of an owner are the controllers' affair.
import type { World } from './answer.ts';
import { kinds } from './kinds.ts';
import { wireTime, type KubeObject, type Pod } from './shapes.ts';

export interface Removal {
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
}

const defaultGraceSeconds = 30;

type Place = Pick<World, 'store' | 'now' | 'terminationMs'>;

/** Begins it. What is under way when the cluster stops does not end. */
export function removeObject(world: Place, resource: string, object: KubeObject, removal: Removal = {}): void {
  const { store } = world;
  const { name, namespace } = object.metadata;
  if (resource === 'namespaces') return removeNamespace(world, object);
  const seconds = removal.gracePeriodSeconds ?? defaultGraceSeconds;
  if (resource !== 'pods' || seconds === 0 || (object as Pod).spec.nodeName === undefined) {
    store.delete(resource, name, namespace);
    return;
  }
  if (object.metadata.deletionTimestamp !== undefined) return;
  const deletionTimestamp = wireTime(world.now() + seconds * 1000);
  store.replace(resource, {
    ...object,
    metadata: { ...object.metadata, deletionTimestamp, deletionGracePeriodSeconds: seconds },
  });
  const { uid } = object.metadata;
  const end = (): void => {
    // Another of the same name, as a stateful set makes, is not this one.
    if (store.get('pods', name, namespace)?.metadata.uid === uid) store.delete('pods', name, namespace);
  };
  setTimeout(end, Math.min(seconds * 1000, world.terminationMs)).unref();
}

function removeNamespace({ store, now }: Place, namespace: KubeObject): void {
  const { name } = namespace.metadata;
  store.replace('namespaces', {
    ...namespace,
    metadata: { ...namespace.metadata, deletionTimestamp: wireTime(now()) },
    status: { phase: 'Terminating' },
  });
  for (const kind of kinds.filter(({ isNamespaced }) => isNamespaced)) {
    for (const object of store.list(kind.resource, name)) store.delete(kind.resource, object.metadata.name, name);
  }
  store.delete('namespaces', name);
}
