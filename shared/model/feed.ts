// A feed is a snapshot followed by revisioned changes of keyed entries. This is its one reducer; who sends when is the engine's.
import { z } from 'zod';

export interface FeedSnapshot<T> {
  kind: 'snapshot';
  revision: number;
  entries: T[];
}
export interface FeedChange<T> {
  kind: 'change';
  /** The revision after this change; it follows `since`. */
  revision: number;
  since: number;
  upserts: T[];
  removes: string[];
}
export type FeedMessage<T> = FeedSnapshot<T> | FeedChange<T>;

export interface Keyed {
  key: string;
}

export interface FeedState<T> {
  revision: number;
  /** In order of first appearance. */
  entries: ReadonlyMap<string, T>;
}

export const emptyFeed: FeedState<never> = { revision: -1, entries: new Map<string, never>() };

/**
 * Applies one message. A change already contained in the state is ignored.
 * @returns null where a change does not follow the state (messages were lost): the caller must subscribe anew.
 */
export function applyFeedMessage<T extends Keyed>(state: FeedState<T>, message: FeedMessage<T>): FeedState<T> | null {
  if (message.kind === 'snapshot') {
    return { revision: message.revision, entries: new Map(message.entries.map((entry) => [entry.key, entry])) };
  }
  if (message.revision <= state.revision) return state;
  if (message.since !== state.revision) return null;
  const entries = new Map(state.entries);
  for (const key of message.removes) entries.delete(key);
  for (const entry of message.upserts) entries.set(entry.key, entry);
  return { revision: message.revision, entries };
}

/** The wire schema of a feed of `entry`. */
export function feedMessageSchema<S extends z.ZodType>(
  entry: S,
): z.ZodType<FeedMessage<z.output<S>>, FeedMessage<z.input<S>>> {
  const revision = z.int().nonnegative();
  const snapshot = z.object({ kind: z.literal('snapshot'), revision, entries: z.array(entry) });
  const change = z.object({
    kind: z.literal('change'),
    revision,
    since: revision,
    upserts: z.array(entry),
    removes: z.array(z.string()),
  });
  return z.discriminatedUnion('kind', [snapshot, change]) as never;
}
