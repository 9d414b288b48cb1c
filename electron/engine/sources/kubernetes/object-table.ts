// What is known of the objects of one path: rows by uid. Takes lists and events in whatever order they come and tells only
// what really changed; an older version never takes the place of a newer one.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { isOlder } from './versions.ts';

/** Without `before` it came, without `after` it went. */
export interface RowChange {
  before: KubeRow | undefined;
  after: KubeRow | undefined;
}

export interface ObjectTable {
  rows: ReadonlyMap<string, KubeRow>;
  /** From an event; whether anything changed. */
  put: (object: unknown) => void;
  remove: (object: unknown) => void;
  /** Begins to compare with a list; objects that it does not name are gone when `endList` is called. */
  beginList: () => void;
  putListed: (object: unknown) => void;
  endList: () => void;
  /** What changed since it was last asked. */
  take: () => RowChange[];
}

/** Removed objects that are remembered, so that an event that comes late does not bring one back. */
const graves = 2000;

/** `known`: rows of before, which a list confirms or ends. */
export function createObjectTable(project: (object: unknown) => KubeRow, known: Iterable<KubeRow> = []): ObjectTable {
  const rows = new Map<string, KubeRow>();
  for (const row of known) rows.set(row.key, row);
  const buried = new Set<string>();
  let listed: Set<string> | null = null;
  let changes = new Map<string, RowChange>();

  const note = (key: string, before: KubeRow | undefined, after: KubeRow | undefined): void => {
    const earlier = changes.get(key);
    // Several changes of one object before anybody was told are one.
    changes.set(key, { before: earlier ? earlier.before : before, after });
  };
  const set = (row: KubeRow): void => {
    note(row.key, rows.get(row.key), row);
    rows.set(row.key, row);
  };
  const drop = (key: string): void => {
    const before = rows.get(key);
    if (!before) return;
    rows.delete(key);
    note(key, before, undefined);
  };

  return {
    rows,
    put: (object) => {
      const { uid, version } = identityOf(object);
      if (buried.has(uid)) return;
      const known = rows.get(uid);
      if (known && (known.version === version || isOlder(version, known.version))) return;
      set(project(object));
    },
    remove: (object) => {
      const { uid } = identityOf(object);
      // What has no uid is known by the key that its row would have.
      const key = rows.has(uid) ? uid : project(object).key;
      drop(key);
      if (uid === '') return;
      buried.add(uid);
      if (buried.size > graves) buried.delete(buried.values().next().value as string);
    },
    beginList: () => {
      listed = new Set();
    },
    putListed: (object) => {
      const { uid, version } = identityOf(object);
      buried.delete(uid);
      const known = rows.get(uid);
      if (known && version !== '' && known.version === version) {
        listed?.add(uid);
        return;
      }
      const row = project(object);
      listed?.add(row.key);
      set(row);
    },
    endList: () => {
      const present = listed;
      listed = null;
      if (!present) return;
      for (const key of rows.keys()) if (!present.has(key)) drop(key);
    },
    take: () => {
      const taken = [...changes.values()].filter(({ before, after }) => before !== undefined || after !== undefined);
      changes = new Map();
      return taken;
    },
  };
}

export function identityOf(object: unknown): { uid: string; version: string } {
  const metadata = (object as { metadata?: { uid?: unknown; resourceVersion?: unknown } } | null)?.metadata;
  const uid = typeof metadata?.uid === 'string' ? metadata.uid : '';
  return { uid, version: typeof metadata?.resourceVersion === 'string' ? metadata.resourceVersion : '' };
}
