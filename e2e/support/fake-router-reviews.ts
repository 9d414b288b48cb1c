// The operations on bundles over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { ReviewsScenario } from './scenario-reviews.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function reviewsHandlers(_os: Implemented['reviews'], _scenario: ReviewsScenario) {
  return {};
}
