// A feed of a moment: everything that was known then, and nothing after it, as a moment does not change.
import type { FeedMessage, Keyed } from '#shared/model/feed.ts';
import { createFeed } from '../feeds/feed.ts';

/**
 * All of `entries` in messages of a size that a screen takes, then silence until `signal` aborts. To be called with what
 * has been read already: what fails while a feed is made is refused, what fails later only ends it.
 */
export const heldFeed = <T extends Keyed>(
  entries: readonly T[],
  signal: AbortSignal | undefined,
): AsyncGenerator<FeedMessage<T>, void> => createFeed(entries).subscribe({ signal });
