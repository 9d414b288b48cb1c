// A feed is a snapshot followed by revisioned changes of keyed entries. This is its one reducer; who sends when is the engine's.
import { z } from 'zod';

interface FeedPart {
  /** The rest of what is known by now follows at once, in further messages. */
  more?: boolean | undefined;
}
export interface FeedSnapshot<T> extends FeedPart {
  kind: 'snapshot';
  revision: number;
  entries: T[];
}
export interface FeedChange<T> extends FeedPart {
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

/** The states of one feed in a row: which keys changed from each to the next. */
interface Line {
  changes: (readonly string[])[];
  /** How many changes came before those that are remembered. */
  forgotten: number;
}
const rememberedChanges = 32;
const placesInLine = new WeakMap<object, { line: Line; at: number }>();

/** Where a state's entries stand in the line of its feed; one that another follows already begins a line of its own. */
function placeOf(entries: object): { line: Line; at: number } {
  const place = placesInLine.get(entries);
  if (place !== undefined && place.at === place.line.forgotten + place.line.changes.length) return place;
  return { line: { changes: [], forgotten: 0 }, at: 0 };
}

function follow(before: object, after: object, keys: readonly string[]): void {
  const { line, at } = placeOf(before);
  if (at === 0) placesInLine.set(before, { line, at });
  placesInLine.set(after, { line, at: at + 1 });
  line.changes.push(keys);
  if (line.changes.length <= rememberedChanges) return;
  line.changes.shift();
  line.forgotten++;
}

/**
 * Every key whose entry may differ between two states of one feed, so that a reader of many entries need not look at all.
 * @returns null where that is not known: they are of different feeds, or too many changes lie between.
 */
export function changedKeys(before: object, after: object): ReadonlySet<string> | null {
  const from = placesInLine.get(before);
  const to = placesInLine.get(after);
  if (from === undefined || to === undefined || from.line !== to.line) return null;
  const { forgotten, changes } = from.line;
  if (from.at > to.at || from.at < forgotten) return null;
  return new Set(changes.slice(from.at - forgotten, to.at - forgotten).flat());
}

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
  follow(state.entries, entries, [...message.removes, ...message.upserts.map(({ key }) => key)]);
  return { revision: message.revision, entries };
}

/** The wire schema of a feed of `entry`. */
export function feedMessageSchema<S extends z.ZodType>(
  entry: S,
): z.ZodType<FeedMessage<z.output<S>>, FeedMessage<z.input<S>>> {
  const revision = z.int().nonnegative();
  const more = z.boolean().optional();
  const snapshot = z.object({ kind: z.literal('snapshot'), more, revision, entries: z.array(entry) });
  const change = z.object({
    kind: z.literal('change'),
    more,
    revision,
    since: revision,
    upserts: z.array(entry),
    removes: z.array(z.string()),
  });
  return z.discriminatedUnion('kind', [snapshot, change]) as never;
}
