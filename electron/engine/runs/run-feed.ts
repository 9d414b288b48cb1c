// The newest runs of one plan, as a screen shows them; older ones are asked for page by page and are not its part.
import type { RunSummary } from '#shared/model/run.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';

/** How many runs the feed holds. */
export const shownInFeed = 50;

/** Begins with `recent`, the newest first. A new run beyond the limit takes the place of the one that came first. */
export function createRunFeed(recent: readonly RunSummary[]): Feed<RunSummary> {
  const feed = createFeed(recent);
  /** The oldest first. */
  const shown = new Set(recent.map((run) => run.key).toReversed());
  return {
    ...feed,
    publish: (upserts, removes = []) => {
      for (const key of removes) shown.delete(key);
      for (const run of upserts) shown.add(run.key);
      const beyond = [...shown].slice(0, Math.max(0, shown.size - shownInFeed));
      for (const key of beyond) shown.delete(key);
      feed.publish(
        upserts.filter((run) => shown.has(run.key)),
        [...removes, ...beyond],
      );
    },
  };
}
