// For tests: the operations on bundles, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import { someComment, someDraft, someReview } from '#shared/model/bundle/bundle.fixture.ts';
import type { BundleDraft, Review, ReviewComment } from '#shared/model/bundle/review.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakeReviews {
  reviews: FakeFeed<Review>;
  reviewComments: FakeFeed<ReviewComment>;
  drafts: FakeFeed<BundleDraft>;
  /** Calls of the section, as they came. */
  reviewsCalls: { name: string; input: unknown }[];
}

export const noReviews = (): FakeReviews => ({
  reviews: fakeFeed<Review>(() => []),
  reviewComments: fakeFeed<ReviewComment>(() => []),
  drafts: fakeFeed<BundleDraft>(() => []),
  reviewsCalls: [],
});

export function reviewsRouter(engine: FakeEngine) {
  const { reviews } = implement(contract);
  const noted = async (name: string, input: unknown): Promise<void> => {
    await engine.refuse(name);
    engine.reviewsCalls.push({ name, input });
  };
  return {
    reviews: {
      feed: reviews.feed.handler(({ signal }) => engine.reviews.listen(signal)),
      comments: reviews.comments.handler(({ signal }) => engine.reviewComments.listen(signal)),
      drafts: reviews.drafts.handler(({ signal }) => engine.drafts.listen(signal)),
      open: reviews.open.handler(async ({ input }) => {
        await noted('reviews.open', input);
        return someReview(0, { file: input.path });
      }),
      part: reviews.part.handler(({ input }) => noted('reviews.part', input)),
      openParts: reviews.openParts.handler(async ({ input }) => {
        await noted('reviews.openParts', input);
        return someReview(0, { file: input.name });
      }),
      close: reviews.close.handler(({ input }) => noted('reviews.close', input)),
      comment: reviews.comment.handler(async ({ input: { id, ...said } }) => {
        await noted('reviews.comment', { id, ...said });
        return someComment(0, said);
      }),
      knowKey: reviews.knowKey.handler(({ input }) => noted('reviews.knowKey', input)),
      forgetKey: reviews.forgetKey.handler(({ input }) => noted('reviews.forgetKey', input)),
      exportComments: reviews.exportComments.handler(async ({ input }) => {
        await noted('reviews.exportComments', input);
        return { fileName: 'INC-3-comments.json', mediaType: 'application/json', text: '{}\n' };
      }),
      prepare: reviews.prepare.handler(async ({ input }) => {
        await noted('reviews.prepare', input);
        return someDraft(0, { state: 'making', manifest: null });
      }),
      discard: reviews.discard.handler(({ input }) => noted('reviews.discard', input)),
      save: reviews.save.handler(async ({ input }) => {
        await noted('reviews.save', input);
        return someDraft(0, { state: 'saved', savedTo: input.path });
      }),
      signingKey: reviews.signingKey.handler(async ({ input }) => {
        await noted('reviews.signingKey', input);
        return { fingerprint: '91c2 04be 77a0 d3f5', publicKey: 'A'.repeat(44), keptIn: 'a file' };
      }),
    },
  };
}
