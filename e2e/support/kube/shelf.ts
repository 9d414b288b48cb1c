// The current objects of one resource, kept in the order of their keys. Knows nothing of history.
import type { Version } from './history.ts';

export interface Shelf {
  size: () => number;
  get: (key: string) => Version | undefined;
  put: (key: string, version: Version) => void;
  remove: (key: string) => void;
  /** A list that is replaced after a change, never altered. */
  ordered: () => readonly Version[];
}

export function createShelf(): Shelf {
  const byKey = new Map<string, Version>();
  /** Null while a key came or went since they were sorted. */
  let keys: string[] | null = [];
  let versions: readonly Version[] | null = null;
  return {
    size: () => byKey.size,
    get: (key) => byKey.get(key),
    put: (key, version) => {
      if (!byKey.has(key)) keys = null;
      byKey.set(key, version);
      versions = null;
    },
    remove: (key) => {
      if (byKey.delete(key)) keys = null;
      versions = null;
    },
    ordered: () => {
      keys ??= [...byKey.keys()].sort();
      versions ??= keys.flatMap((key) => byKey.get(key) ?? []);
      return versions;
    },
  };
}
