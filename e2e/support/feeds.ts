// Follows a feed in tests.
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';

const states = new WeakMap<object, FeedState<never>>();

/**
 * Reads on until the entries are as wanted, and returns them. May be called again on the same feed to read further; what
 * was read counts first.
 */
export async function nextEntries<T extends Keyed>(
  feed: AsyncIterator<FeedMessage<T>>,
  wanted: (entries: ReadonlyMap<string, T>) => boolean,
): Promise<ReadonlyMap<string, T>> {
  let state: FeedState<T> = (states.get(feed) as FeedState<T> | undefined) ?? emptyFeed;
  while (state.revision < 0 || !wanted(state.entries)) {
    const next = await feed.next();
    if (next.done) throw new Error('the feed ended before it said what was waited for');
    const after = applyFeedMessage(state, next.value);
    if (!after) throw new Error('a change did not follow the state');
    state = after;
    states.set(feed, state as FeedState<never>);
  }
  return state.entries;
}
