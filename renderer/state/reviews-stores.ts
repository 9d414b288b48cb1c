// The feeds of bundles: those that are read here, those on their way out, and what is said of the one that is shown.
import type { BundleDraft, Review, ReviewComment } from '#shared/model/bundle/review.ts';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import type { EngineClient } from '../client/link.ts';
import { createFeedStore, type FeedClock, type FeedStore } from './feed-store.ts';
import type { Place, PlaceStore } from './place.ts';

export interface ReviewsStores {
  all: FeedStore<Review>;
  drafts: FeedStore<BundleDraft>;
  comments: FeedStore<ReviewComment>;
  /** Follows the comments on the bundle in the address, and keeps the clock within what the bundle holds. */
  look: (place: Place) => void;
  /** Connected with the link. */
  feeds: { connect: (client: EngineClient | null, reason: string) => void }[];
}

export function createReviewsStores(clock: FeedClock, place: PlaceStore): ReviewsStores {
  const all = createFeedStore<Review>(clock);
  const drafts = createFeedStore<BundleDraft>(clock);
  const comments = createFeedStore<ReviewComment>(clock);
  all.follow((client, signal) => client.reviews.feed(undefined, { signal }));
  drafts.follow((client, signal) => client.reviews.drafts(undefined, { signal }));
  let followed: string | null = null;
  const look = ({ review, at }: Place): void => {
    const known = review === null ? undefined : all.store.getState().entries.get(review);
    const id = known?.key ?? null;
    if (id !== followed) {
      followed = id;
      comments.follow(id === null ? null : (client, signal) => client.reviews.comments({ id }, { signal }));
    }
    if (known === undefined) return;
    const { fromMs, toMs } = boundsOf(known.manifest);
    const within = Math.min(toMs, Math.max(fromMs, at ?? known.manifest.span.toMs));
    if (within !== at) place.go({ at: within });
  };
  all.store.subscribe(() => look(place.store.getState()));
  return { all, drafts, comments, look, feeds: [all, drafts, comments] };
}
