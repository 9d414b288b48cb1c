// The fake cluster's memory: objects by resource, one resourceVersion for all, and a bounded history of changes.
// Objects are never altered in place, so that a page of an older list still shows what was there.
import { randomUUID } from 'node:crypto';
import { createHistory, type Change, type History, type Version } from './history.ts';
import { kindOf } from './kinds.ts';
import { wireTime, type KubeObject, type NewObject } from './shapes.ts';
import { createShelf, type Shelf } from './shelf.ts';

export type { Change, Version } from './history.ts';

export interface ObjectStore {
  revision: () => number;
  get: (resource: string, name: string, namespace?: string) => KubeObject | null;
  list: (resource: string, namespace?: string) => KubeObject[];
  count: (resource: string) => number;
  /** Throws when it exists. Fills in uid, creationTimestamp and resourceVersion where they are missing. */
  create: (resource: string, object: NewObject) => KubeObject;
  /** Throws when it does not exist. A changed spec raises the generation where the object has one. */
  replace: (resource: string, object: KubeObject) => KubeObject;
  /** Null when it does not exist, else `change` is given the object and returns the new one. */
  update: (
    resource: string,
    name: string,
    namespace: string | undefined,
    change: (object: KubeObject) => KubeObject,
  ) => KubeObject | null;
  /** False when it did not exist. */
  delete: (resource: string, name: string, namespace?: string) => boolean;
  /** Many objects at once, in no history: what was there before anybody looked. */
  load: (resource: string, objects: Iterable<NewObject>) => void;
  /** Called after each change, in order; returns how to end it. */
  onChange: (listener: (change: Change) => void) => () => void;
  version: (resource: string, name: string, namespace?: string) => Version | null;
  /** In the order of the server's keys, namespace then name. */
  versions: (resource: string) => readonly Version[];
  /** As it was at that resourceVersion; null when that is forgotten. */
  versionsAt: (resource: string, resourceVersion: number) => readonly Version[] | null;
  /** Every change of the resource after that resourceVersion; null when that is forgotten. */
  changesSince: (resource: string, resourceVersion: number) => readonly Change[] | null;
  /** Forgets all history. */
  compact: () => void;
}

export interface StoreOptions {
  /** Changes that are remembered, 20,000 unless told. */
  historyLimit?: number;
  now?: () => number;
  firstRevision?: number;
}

const keyOf = (namespace: string | undefined, name: string): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

const raised = (previous: KubeObject, next: KubeObject): number | undefined => {
  const { generation } = previous.metadata;
  if (generation === undefined || previous.spec === next.spec) return generation;
  return JSON.stringify(previous.spec) === JSON.stringify(next.spec) ? generation : generation + 1;
};

export function createObjectStore(options: StoreOptions = {}): ObjectStore {
  const now = options.now ?? Date.now;
  const first = options.firstRevision ?? 184_000;
  const shelves = new Map<string, Shelf>();
  const history = createHistory(options.historyLimit ?? 20_000, first);
  const listeners = new Set<(change: Change) => void>();
  let revision = first;

  const shelfOf = (resource: string): Shelf => {
    let shelf = shelves.get(resource);
    if (shelf === undefined) shelves.set(kindOf(resource).resource, (shelf = createShelf()));
    return shelf;
  };
  const versioned = (object: NewObject | KubeObject, more: Partial<KubeObject['metadata']> = {}): Version => {
    revision += 1;
    const filled = { uid: randomUUID(), creationTimestamp: wireTime(now()), ...object.metadata, ...more };
    const metadata = { ...filled, resourceVersion: String(revision) };
    return { resourceVersion: revision, object: { ...object, metadata }, text: null };
  };
  const publish = (change: Change): void => {
    history.add(change);
    for (const listener of listeners) listener(change);
  };
  return {
    ...readerOf(shelfOf, history),
    ...writerOf(shelfOf, versioned, publish),
    revision: () => revision,
    load: (resource, objects) => {
      const shelf = shelfOf(resource);
      for (const object of objects) {
        shelf.put(keyOf(object.metadata.namespace, object.metadata.name), versioned(object));
      }
      // A list from before the load would be wrong, and nobody can hold one.
      history.forget(revision);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    compact: () => history.forget(revision),
  };
}

type Reader = Pick<ObjectStore, 'get' | 'list' | 'count' | 'version' | 'versions' | 'versionsAt' | 'changesSince'>;
type Writer = Pick<ObjectStore, 'create' | 'replace' | 'update' | 'delete'>;

const readerOf = (shelfOf: (resource: string) => Shelf, history: History): Reader => ({
  get: (resource, name, namespace) => shelfOf(resource).get(keyOf(namespace, name))?.object ?? null,
  list: (resource, namespace) => {
    const all = shelfOf(resource)
      .ordered()
      .map((version) => version.object);
    return namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
  },
  count: (resource) => shelfOf(resource).size(),
  version: (resource, name, namespace) => shelfOf(resource).get(keyOf(namespace, name)) ?? null,
  versions: (resource) => shelfOf(resource).ordered(),
  versionsAt: (resource, at) => history.versionsAt(resource, at, shelfOf(resource).ordered()),
  changesSince: (resource, since) => history.since(resource, since),
});

function writerOf(
  shelfOf: (resource: string) => Shelf,
  versioned: (object: NewObject | KubeObject, more?: Partial<KubeObject['metadata']>) => Version,
  publish: (change: Change) => void,
): Writer {
  const replace: Writer['replace'] = (resource, object) => {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const previous = shelfOf(resource).get(key);
    if (previous === undefined) throw new Error(`${resource} "${key}" does not exist`);
    const generation = raised(previous.object, object);
    const version = versioned(object, generation === undefined ? {} : { generation });
    shelfOf(resource).put(key, version);
    publish({ type: 'MODIFIED', resource, key, version, previous });
    return version.object;
  };
  return {
    create: (resource, object) => {
      const key = keyOf(object.metadata.namespace, object.metadata.name);
      const shelf = shelfOf(resource);
      if (shelf.get(key) !== undefined) throw new Error(`${resource} "${key}" exists`);
      const version = versioned(object);
      shelf.put(key, version);
      publish({ type: 'ADDED', resource, key, version, previous: null });
      return version.object;
    },
    replace,
    update: (resource, name, namespace, change) => {
      const current = shelfOf(resource).get(keyOf(namespace, name));
      return current === undefined ? null : replace(resource, change(current.object));
    },
    delete: (resource, name, namespace) => {
      const key = keyOf(namespace, name);
      const previous = shelfOf(resource).get(key);
      if (previous === undefined) return false;
      shelfOf(resource).remove(key);
      publish({ type: 'DELETED', resource, key, version: versioned(previous.object), previous });
      return true;
    },
  };
}
