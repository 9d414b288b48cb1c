// The open watches of the fake: each change goes to those that want it, and faults strike them here.
import type { Change, ObjectStore } from './objects.ts';

/** Done once, now. `broken_line` is half of an event and a newline; `huge_line` an event of 1 MB that is valid JSON. */
export type StreamStrike =
  | 'clean_close'
  | 'reset'
  | 'half_open'
  | 'gone_event'
  | 'broken_line'
  | 'huge_line'
  | 'bookmark';

/**
 * Lasting. `half_open`: the connection stays and nothing more is ever sent on it. `bookmarks_only`: events are held back
 * until it ends. `duplicates`: each event twice. `out_of_order`: each event changes places with the next one.
 */
export type StreamDistortion = 'half_open' | 'bookmarks_only' | 'no_bookmarks' | 'duplicates' | 'out_of_order';

export interface OpenWatch {
  resource: string;
  change: (change: Change) => void;
  strike: (kind: StreamStrike) => void;
  /** Distortions may have begun or ended. */
  review: () => void;
  close: () => void;
}

export interface Streams {
  add: (watch: OpenWatch) => () => void;
  strike: (kind: StreamStrike, resource?: string) => number;
  review: () => void;
  count: (resource?: string) => number;
  closeAll: () => void;
}

export function createStreams(store: ObjectStore): Streams {
  const open = new Map<string, Set<OpenWatch>>();
  store.onChange((change) => {
    for (const watch of open.get(change.resource) ?? []) watch.change(change);
  });
  const of = (resource?: string): OpenWatch[] =>
    resource === undefined ? [...open.values()].flatMap((set) => [...set]) : [...(open.get(resource) ?? [])];
  return {
    add: (watch) => {
      const set = open.get(watch.resource) ?? new Set();
      open.set(watch.resource, set.add(watch));
      return () => set.delete(watch);
    },
    strike: (kind, resource) => {
      const struck = of(resource);
      for (const watch of struck) watch.strike(kind);
      return struck.length;
    },
    review: () => of().forEach((watch) => watch.review()),
    count: (resource) => of(resource).length,
    closeAll: () => of().forEach((watch) => watch.close()),
  };
}
