// Whether the way to the engine is broken, and since when: then nobody knows how its sources are, whatever they said last.
import type { FeedView } from './feed-store.ts';
import type { LinkStore } from './link-store.ts';

interface Told {
  store: { getState: () => Pick<FeedView<unknown>, 'state' | 'heardAt' | 'reason'> };
}

/** @returns null while the link and each of the feeds tell. */
export function lostNow(link: LinkStore, feeds: readonly Told[]): { since: number | null; reason: string } | null {
  const { state, since, reason } = link.store.getState();
  if (state === 'lost') return { since, reason: `the engine is lost: ${reason}` };
  const broken = feeds.map(({ store }) => store.getState()).find((view) => view.state === 'stale');
  if (broken === undefined) return null;
  return { since: broken.heardAt, reason: `the engine stopped telling: ${broken.reason}` };
}
