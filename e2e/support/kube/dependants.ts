// Which objects an owner has, kept up to date from the store's changes. Knows controllers only, as the garbage collector does.
import type { Change, ObjectStore } from './objects.ts';
import { keyOfObject } from './history.ts';
import { controllerOf, type KubeObject } from './shapes.ts';

export interface Dependants {
  of: (ownerUid: string, resource: string) => KubeObject[];
  /** Before others are told of the change. */
  learn: (change: Change) => void;
}

const owned = ['pods', 'replicasets', 'jobs'] as const;

export function createDependants(store: ObjectStore): Dependants {
  const keysByOwner = new Map<string, Set<string>>();
  const add = (resource: string, object: KubeObject): void => {
    const owner = controllerOf(object);
    if (owner === null) return;
    const place = `${resource}/${owner.uid}`;
    const keys = keysByOwner.get(place);
    if (keys === undefined) keysByOwner.set(place, new Set([keyOfObject(object)]));
    else keys.add(keyOfObject(object));
  };
  for (const resource of owned) for (const { object } of store.versions(resource)) add(resource, object);
  return {
    of: (ownerUid, resource) =>
      [...(keysByOwner.get(`${resource}/${ownerUid}`) ?? [])].flatMap((key) => {
        const [namespace, name = ''] = key.split('/');
        return store.get(resource, name, namespace) ?? [];
      }),
    learn: ({ resource, type, version, key }) => {
      if (type === 'ADDED') add(resource, version.object);
      if (type !== 'DELETED') return;
      const owner = controllerOf(version.object);
      if (owner !== null) keysByOwner.get(`${resource}/${owner.uid}`)?.delete(key);
      if (owner !== null && keysByOwner.get(`${resource}/${owner.uid}`)?.size === 0) {
        keysByOwner.delete(`${resource}/${owner.uid}`);
      }
    },
  };
}
