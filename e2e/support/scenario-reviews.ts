// Made-up states of bundles: saved incidents, exported and read offline.
import { someComment, someDraft, someReview } from '#shared/model/bundle/bundle.fixture.ts';
import type { BundleDraft, Review, ReviewComment } from '#shared/model/bundle/review.ts';
import type { Scenario } from './scenario.ts';

export interface ReviewsScenario {
  now: number;
  reviews: Review[];
  comments: ReviewComment[];
  drafts: BundleDraft[];
}

export const plainReviews = (now: number): ReviewsScenario => ({ now, reviews: [], comments: [], drafts: [] });

/** One that is open, one that cannot be trusted, one that was read before. */
export const openReviews = (now: number): ReviewsScenario => ({
  now,
  reviews: [
    someReview(now),
    someReview(now, { key: 'rv-00112233aabb', state: 'open', file: '/media/stick/night-shift.rrb', signed: { state: 'broken', reason: 'the signature is not of this manifest' }, proof: { state: 'altered', checked: 9120, redacted: 0, altered: 2, words: '2 of 9120 events do not fit the chain of hashes in which they were recorded; the first is number 8841' } }), // prettier-ignore
    someReview(now, { key: 'rv-ffeeddccbbaa', state: 'closed', openedAt: now - 86_400_000, file: '/home/oncall/INC-2.rrb', signed: { state: 'unsigned' }, proof: { state: 'whole', checked: 4410, redacted: 0, altered: 0, words: 'All 4410 events fit the chain of hashes in which they were recorded' } }), // prettier-ignore
  ],
  comments: [someComment(now), someComment(now, { key: 'c-2', event: null, text: 'Ask the platform team what was rolled out at 13:58.', by: 'Reviewer' })], // prettier-ignore
  drafts: [someDraft(now)],
});

export const reviewsMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  'reviews-open': (scenario, now) => ({ ...scenario, reviews: openReviews(now) }),
};
